"""Rich menus: the object and its picture."""

from typing import Any, Final

from simulator.errors import Refusal
from simulator.rules import actions
from simulator.rules.checks import (
    Fault,
    Path,
    Problem,
    Problems,
    both,
    flag,
    listing,
    shape,
    text,
    whole,
)
from simulator.rules.limits import limit
from simulator.rules.messages import refusal_of_body

WIDEST: Final = limit("rich menu", "size.width").max
NARROWEST, LOWEST, SQUAREST = 800, 250, 1.45  # LINE: pixels, pixels, width / height
LARGEST_FILE: Final = limit("rich menu image", "file").max
MOST: Final = limit("channel", "rich menus").max
PICTURES: Final = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}

_FAR = 2**31 - 1


def _wide_enough(value: Any, path: Path) -> Problems:
    width, height = value.get("width"), value.get("height")
    if isinstance(width, int) and isinstance(height, int) and 0 < width < SQUAREST * height:
        yield Problem((*path, "height"), Fault.INVALID)


MENU: Final = shape(
    {
        "size": both(
            shape({"width": whole(NARROWEST, WIDEST), "height": whole(LOWEST, _FAR)}, {}),
            _wide_enough,
        ),
        "selected": flag,
        "name": text("rich menu", "name"),
        "chatBarText": text("rich menu", "chatBarText"),
        "areas": listing(
            shape(
                {
                    "bounds": shape(
                        {
                            "x": whole(0, _FAR),
                            "y": whole(0, _FAR),
                            "width": whole(1, _FAR),
                            "height": whole(1, _FAR),
                        },
                        {},
                    ),
                    "action": actions.IN_RICH_MENU,
                },
                {},
            ),
            low=0,
            high=limit("rich menu", "areas").max,
        ),
    },
    {},
)


def refuse_bad(menu: Any) -> None:
    problems = list(MENU(menu, ()))
    if problems:
        raise refusal_of_body(problems)


def refuse_bad_picture(content_type: str, data: bytes) -> None:
    """A JPEG or PNG of at most 1 MB, and what it says it is."""
    magic = PICTURES.get(content_type)
    if magic is None:
        raise Refusal(415, "The media type is not supported")
    if len(data) > LARGEST_FILE:
        raise Refusal(413, "The image is larger than 1 MB")
    if not data.startswith(magic):
        raise Refusal(400, "The image could not be read")
