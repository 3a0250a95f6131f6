"""Flex containers: every component with the properties it may carry, as tables."""

import re
from typing import Any, Final

import orjson

from simulator.rules import actions
from simulator.rules.checks import (
    Check,
    Fault,
    Path,
    Problem,
    Problems,
    both,
    flag,
    kinds,
    link,
    listing,
    one_of,
    pattern,
    shape,
    string,
    whole,
)
from simulator.rules.limits import limit

BUBBLE_SIZES: Final = ("nano", "micro", "deca", "hecto", "kilo", "mega", "giga")
MANY: Final = 1000  # components in one list; LINE's own answer names this figure

_PX = r"\d+(\.\d+)?px"
_PERCENT = r"\d+(\.\d+)?%"
_STEPS = "none|xs|sm|md|lg|xl|xxl"
_SIZES = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"

_color = pattern(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
_space = pattern(f"{_STEPS}|{_PX}")
_offset = pattern(f"{_STEPS}|-?{_PX}|-?{_PERCENT}")
_padding = pattern(f"{_STEPS}|{_PX}|{_PERCENT}")
_extent = pattern(f"{_PX}|{_PERCENT}")
_font_size = pattern(f"{_SIZES}|{_PX}")
_image_size = pattern(f"{_SIZES}|full|{_PX}|{_PERCENT}")
_icon_size = pattern(f"{_SIZES}|{_PX}|{_PERCENT}")
_flex = whole(0, 2**31 - 1)
_weight = one_of("regular", "bold")
_style = one_of("normal", "italic")
_decoration = one_of("none", "underline", "line-through")
_align = one_of("start", "end", "center")
_gravity = one_of("top", "bottom", "center")
_direction = one_of("ltr", "rtl")
_shrink = one_of("shrink-to-fit")
_picture = link("flex image", "url", "https")


def _ratio(value: Any, path: Path) -> Problems:
    found = (
        re.fullmatch(r"(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)", value) if isinstance(value, str) else None
    )
    width, height = (float(part) for part in found.groups()) if found else (0.0, 0.0)
    if not (1 <= width <= 100_000 and 1 <= height <= 100_000 and height <= 3 * width):
        yield Problem(path, Fault.INVALID)


def _angle(value: Any, path: Path) -> Problems:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)deg", value) if isinstance(value, str) else None
    if found is None or float(found[1]) >= 360:
        yield Problem(path, Fault.INVALID)


def _says_something(value: Any, path: Path) -> Problems:
    """A text needs words of its own or spans."""
    if not value.get("contents") and not value.get("text"):
        yield Problem((*path, "text"), Fault.EMPTY)


def _baseline_only_takes(value: Any, path: Path) -> Problems:
    """A baseline box holds icons, texts and fillers; an icon stands nowhere else."""
    contents = value.get("contents")
    baseline = value.get("layout") == "baseline"
    for index, child in enumerate(contents if isinstance(contents, list) else ()):
        kind = child.get("type") if isinstance(child, dict) else None
        fits = kind in ("icon", "text", "filler") if baseline else kind != "icon"
        if isinstance(kind, str) and not fits:
            yield Problem((*path, "contents", index), Fault.INVALID)


_PLACE: Final[dict[str, Check]] = {
    "position": one_of("relative", "absolute"),
    "offsetTop": _offset,
    "offsetBottom": _offset,
    "offsetStart": _offset,
    "offsetEnd": _offset,
}
_LETTERS: Final[dict[str, Check]] = {
    "text": string,
    "size": _font_size,
    "color": _color,
    "weight": _weight,
    "style": _style,
    "decoration": _decoration,
}
_KIND: Final[dict[str, Check]] = {"type": string}

_gradient = shape(
    {"type": one_of("linearGradient"), "angle": _angle, "startColor": _color, "endColor": _color},
    {"centerColor": _color, "centerPosition": pattern(_PERCENT)},
)
_span = shape({"type": one_of("span")}, _LETTERS)

_COMPONENTS: Final[dict[str, Check]] = {}
_component = kinds(_COMPONENTS)

_box = both(
    shape(
        {
            "type": one_of("box"),
            "layout": one_of("horizontal", "vertical", "baseline"),
            "contents": listing(_component, low=0, high=MANY),
        },
        {
            **_PLACE,
            "flex": _flex,
            "spacing": _space,
            "margin": _space,
            "backgroundColor": _color,
            "borderColor": _color,
            "borderWidth": pattern(f"none|light|normal|medium|semi-bold|bold|{_PX}"),
            "cornerRadius": _space,
            "width": _extent,
            "maxWidth": _extent,
            "height": _extent,
            "maxHeight": _extent,
            "paddingAll": _padding,
            "paddingTop": _padding,
            "paddingBottom": _padding,
            "paddingStart": _padding,
            "paddingEnd": _padding,
            "action": actions.IN_FLEX,
            "justifyContent": one_of(
                "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"
            ),
            "alignItems": one_of("center", "flex-start", "flex-end"),
            "background": _gradient,
        },
    ),
    _baseline_only_takes,
)
_text = both(
    shape(
        _KIND,
        {
            **_PLACE,
            **_LETTERS,
            "contents": listing(_span, low=0, high=MANY),
            "flex": _flex,
            "align": _align,
            "gravity": _gravity,
            "wrap": flag,
            "lineSpacing": pattern(_PX),
            "margin": _space,
            "action": actions.IN_FLEX,
            "maxLines": whole(0, 2**31 - 1),
            "adjustMode": _shrink,
            "scaling": flag,
        },
    ),
    _says_something,
)
_button = shape(
    {**_KIND, "action": actions.ON_FLEX_BUTTON},
    {
        **_PLACE,
        "flex": _flex,
        "color": _color,
        "style": one_of("primary", "secondary", "link"),
        "gravity": _gravity,
        "margin": _space,
        "height": one_of("md", "sm"),
        "adjustMode": _shrink,
        "scaling": flag,
    },
)
_image = shape(
    {**_KIND, "url": _picture},
    {
        **_PLACE,
        "flex": _flex,
        "margin": _space,
        "align": _align,
        "gravity": _gravity,
        "size": _image_size,
        "aspectRatio": _ratio,
        "aspectMode": one_of("fit", "cover"),
        "backgroundColor": _color,
        "action": actions.IN_FLEX,
        "animated": flag,
    },
)
_icon = shape(
    {**_KIND, "url": _picture},
    {**_PLACE, "size": _icon_size, "aspectRatio": _ratio, "margin": _space, "scaling": flag},
)
_COMPONENTS.update(
    {
        "box": _box,
        "button": _button,
        "image": _image,
        "icon": _icon,
        "text": _text,
        "separator": shape(_KIND, {"margin": _space, "color": _color}),
        "filler": shape(_KIND, {"flex": _flex}),
    }
)
_video = shape(
    {
        **_KIND,
        "url": link("flex video", "url", "https"),
        "previewUrl": _picture,
        "altContent": kinds({"box": _box, "image": _image}),
    },
    {"aspectRatio": _ratio, "action": actions.IN_FLEX},
)
_block = shape({}, {"backgroundColor": _color, "separator": flag, "separatorColor": _color})
_BLOCKS = ("header", "hero", "body", "footer")


def _bubble_is_whole(value: Any, path: Path) -> Problems:
    if not any(block in value for block in _BLOCKS):
        yield Problem((*path, "body"), Fault.MISSING)
    yield from _light_enough(value, path, limit("flex bubble", "JSON size").max)
    big_enough = value.get("size", "mega") in ("kilo", "mega", "giga")
    if _has_video(value) and not big_enough:
        yield Problem((*path, "hero"), Fault.INVALID)


def _has_video(bubble: dict[str, Any]) -> bool:
    hero = bubble.get("hero")
    return isinstance(hero, dict) and hero.get("type") == "video"


def _carousel_is_even(value: Any, path: Path) -> Problems:
    yield from _light_enough(value, path, limit("flex carousel", "JSON size").max)
    contents = value.get("contents")
    bubbles = (
        [each for each in contents if isinstance(each, dict)] if isinstance(contents, list) else []
    )
    for index, bubble in enumerate(bubbles):
        if bubble.get("size", "mega") != bubbles[0].get("size", "mega"):
            yield Problem((*path, "contents", index, "size"), Fault.INVALID)
        if _has_video(bubble):
            yield Problem((*path, "contents", index, "hero"), Fault.INVALID)


def _light_enough(value: Any, path: Path, most: int) -> Problems:
    """Measured as UTF-8 bytes; LINE does not say how it measures."""
    if len(orjson.dumps(value)) > most:
        yield Problem(path, Fault.HEAVY, high=most)


_bubble = both(
    shape(
        {"type": one_of("bubble")},
        {
            "size": one_of(*BUBBLE_SIZES),
            "direction": _direction,
            "header": _box,
            "hero": kinds({"box": _box, "image": _image, "video": _video}),
            "body": _box,
            "footer": _box,
            "styles": shape({}, {block: _block for block in _BLOCKS}),
            "action": actions.IN_FLEX,
        },
    ),
    _bubble_is_whole,
)
_carousel = both(
    shape(
        {
            **_KIND,
            "contents": listing(_bubble, low=1, high=limit("flex carousel", "contents").max),
        },
        {},
    ),
    _carousel_is_even,
)

CONTAINER: Final = kinds({"bubble": _bubble, "carousel": _carousel})
