"""Template messages: buttons, confirm, carousel, image carousel."""

from typing import Any, Final

from simulator.rules import actions
from simulator.rules.checks import (
    Check,
    Fault,
    Path,
    Problem,
    Problems,
    both,
    kinds,
    link,
    listing,
    one_of,
    pattern,
    shape,
    string,
    text,
)
from simulator.rules.limits import length, limit

SHORT_TEXT: Final = 60  # LINE: text beside a picture or a title

_KIND: Final[dict[str, Check]] = {"type": string}
_color = pattern(r"#[0-9A-Fa-f]{6}")
_ratio = one_of("rectangle", "square")
_size = one_of("cover", "contain")
_picture = link("template buttons", "thumbnailImageUrl", "https")


def _shorter_beside_a_picture(value: Any, path: Path) -> Problems:
    words = value.get("text")
    crowded = "title" in value or "thumbnailImageUrl" in value
    if crowded and isinstance(words, str) and length(words, "grapheme") > SHORT_TEXT:
        yield Problem((*path, "text"), Fault.LONG, high=SHORT_TEXT)


def _columns_match(value: Any, path: Path) -> Problems:
    """Every column has as many actions as the first, and a picture and a title as it has."""
    given = value.get("columns")
    columns = [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []
    for index, column in enumerate(columns):
        if _outline(column) != _outline(columns[0]):
            yield Problem((*path, "columns", index), Fault.INVALID)


def _outline(column: dict[str, Any]) -> tuple[int, bool, bool]:
    buttons = column.get("actions")
    count = len(buttons) if isinstance(buttons, list) else 0
    return count, "thumbnailImageUrl" in column, "title" in column


def _actions(low: int, high: int) -> Check:
    return listing(actions.IN_TEMPLATE, low=low, high=high)


_LOOKS: Final[dict[str, Check]] = {
    "thumbnailImageUrl": _picture,
    "imageBackgroundColor": _color,
    "defaultAction": actions.BEHIND_A_PICTURE,
}

_buttons = both(
    shape(
        {
            **_KIND,
            "text": text("template buttons", "text"),
            "actions": _actions(1, limit("template buttons", "actions").max),
        },
        {
            **_LOOKS,
            "imageAspectRatio": _ratio,
            "imageSize": _size,
            "title": text("template buttons", "title"),
        },
    ),
    _shorter_beside_a_picture,
)
_confirm = shape({**_KIND, "text": text("template confirm", "text"), "actions": _actions(2, 2)}, {})
_column = both(
    shape(
        {
            "text": text("template carousel column", "text"),
            "actions": _actions(1, limit("template carousel column", "actions").max),
        },
        {**_LOOKS, "title": text("template carousel column", "title")},
    ),
    _shorter_beside_a_picture,
)
_carousel = both(
    shape(
        {
            **_KIND,
            "columns": listing(_column, low=1, high=limit("template carousel", "columns").max),
        },
        {"imageAspectRatio": _ratio, "imageSize": _size},
    ),
    _columns_match,
)
_image_carousel = shape(
    {
        **_KIND,
        "columns": listing(
            shape({"imageUrl": _picture, "action": actions.IN_IMAGE_CAROUSEL}, {}),
            low=1,
            high=limit("template image_carousel", "columns").max,
        ),
    },
    {},
)

TEMPLATE: Final = kinds(
    {
        "buttons": _buttons,
        "confirm": _confirm,
        "carousel": _carousel,
        "image_carousel": _image_carousel,
    }
)
