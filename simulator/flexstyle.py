"""
What Flex properties mean in CSS. Values that are not of LINE's forms give nothing.

Pixel figures for LINE's keywords are measured by eye against the app; LINE
publishes only their order.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

Component = Mapping[str, Any]
Looks = dict[str, str]

BUBBLE_WIDTH: Final = {
    "nano": 120,
    "micro": 160,
    "deca": 220,
    "hecto": 241,
    "kilo": 260,
    "mega": 300,
    "giga": 386,
}
SPACE: Final = {"none": 0, "xs": 2, "sm": 4, "md": 8, "lg": 12, "xl": 16, "xxl": 20}
FONT: Final = {
    "xxs": 11,
    "xs": 13,
    "sm": 14,
    "md": 16,
    "lg": 19,
    "xl": 22,
    "xxl": 29,
    "3xl": 35,
    "4xl": 48,
    "5xl": 74,
}
PICTURE: Final = {
    "xxs": 40,
    "xs": 60,
    "sm": 80,
    "md": 100,
    "lg": 120,
    "xl": 140,
    "xxl": 160,
    "3xl": 180,
    "4xl": 200,
    "5xl": 220,
}
BORDER: Final = {"none": 0, "light": 0.5, "normal": 1, "medium": 2, "semi-bold": 3, "bold": 4}

_COLOR: Final = re.compile(r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?")
_EXTENT: Final = re.compile(r"-?\d{1,5}(?:\.\d{1,4})?(?:px|%)")
_ANGLE: Final = re.compile(r"\d{1,3}(?:\.\d{1,4})?deg")
_RATIO: Final = re.compile(r"(\d{1,6}(?:\.\d{1,4})?):(\d{1,6}(?:\.\d{1,4})?)")
_ALIGN: Final = {"start": "start", "end": "end", "center": "center"}
_GRAVITY: Final = {"top": "flex-start", "center": "center", "bottom": "flex-end"}
_SIDES: Final = {"Top": "top", "Bottom": "bottom", "Start": "left", "End": "right"}
_JUSTIFY: Final = frozenset(
    ("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly")
)


def color(value: Any) -> str:
    return value if isinstance(value, str) and _COLOR.fullmatch(value) else ""


def extent(value: Any, words: Mapping[str, float]) -> str:
    """Pixels or per cent, or one of the words; empty for all else."""
    if isinstance(value, str) and value in words:
        return f"{words[value]:g}px"
    return value if isinstance(value, str) and _EXTENT.fullmatch(value) else ""


def ratio(value: Any, default: str) -> str:
    found = _RATIO.fullmatch(value) if isinstance(value, str) else None
    return f"{found[1]} / {found[2]}" if found else default


def box(component: Component) -> Looks:
    """Of the box itself, not of its place in its parent."""
    looks: Looks = {}
    if component.get("layout") in ("horizontal", "baseline"):
        looks["flex-direction"] = "row"
    if component.get("layout") == "baseline":
        looks["align-items"] = "baseline"
    if component.get("alignItems") in ("center", "flex-start", "flex-end"):
        looks["align-items"] = component["alignItems"]
    if component.get("justifyContent") in _JUSTIFY:
        looks["justify-content"] = component["justifyContent"]
    looks |= _paint(component) | _padding(component)
    for name in ("width", "height"):
        _put(looks, name, extent(component.get(name), {}))
        _put(looks, f"max-{name}", extent(component.get(f"max{name.title()}"), {}))
    return looks


def place(component: Component, parent: Component, *, is_first: bool) -> Looks:
    """How a component stands in its box: share, distance, offsets."""
    row = parent.get("layout") in ("horizontal", "baseline")
    if component.get("position") == "absolute":
        return {"position": "absolute", **_offsets(component)}
    looks = {"flex": _share(component, row=row)}
    distance = component.get("margin", "none" if is_first else parent.get("spacing", "none"))
    space = extent(distance, SPACE)
    if space not in ("", "0px"):
        looks["margin-left" if row else "margin-top"] = space
    if row and component.get("gravity") in _GRAVITY:
        looks["align-self"] = _GRAVITY[component["gravity"]]
    offsets = _offsets(component)
    return {**looks, "position": "relative", **offsets} if offsets else looks


def letters(component: Component) -> Looks:
    """Of texts and spans."""
    looks: Looks = {}
    _put(looks, "font-size", extent(component.get("size"), FONT))
    _put(looks, "color", color(component.get("color")))
    if component.get("weight") == "bold":
        looks["font-weight"] = "700"
    if component.get("style") == "italic":
        looks["font-style"] = "italic"
    if component.get("decoration") in ("underline", "line-through"):
        looks["text-decoration"] = component["decoration"]
    return looks


def text(component: Component) -> Looks:
    looks = letters(component)
    if component.get("align") in _ALIGN:
        looks["text-align"] = _ALIGN[component["align"]]
    lines = component.get("maxLines")
    if component.get("wrap") is True:
        looks["white-space"] = "pre-wrap"
        if isinstance(lines, int) and lines > 0:
            looks |= {"display": "-webkit-box", "-webkit-line-clamp": str(lines)}
    spacing = extent(component.get("lineSpacing"), {})
    if spacing.endswith("px"):
        looks["line-height"] = f"calc(1.4em + {spacing})"
    return looks


def picture(component: Component) -> Looks:
    size = component.get("size", "md")
    width = "100%" if size == "full" else extent(size, PICTURE)
    looks = {"width": width, "aspect-ratio": ratio(component.get("aspectRatio"), "1 / 1")}
    looks["object-fit"] = "cover" if component.get("aspectMode") == "cover" else "contain"
    _put(looks, "background-color", color(component.get("backgroundColor")))
    return looks


def icon(component: Component) -> Looks:
    height = extent(component.get("size", "md"), FONT)
    return {"height": height, "aspect-ratio": ratio(component.get("aspectRatio"), "1 / 1")}


def button(component: Component) -> Looks:
    """A given colour paints a primary or secondary button, and writes a link."""
    given = color(component.get("color"))
    if not given:
        return {}
    plain = component.get("style", "link") == "link"
    return {"color": given} if plain else {"background-color": given}


def block(style: Component) -> Looks:
    """Of header, hero, body or footer, by the bubble's styles."""
    looks: Looks = {}
    _put(looks, "background-color", color(style.get("backgroundColor")))
    if style.get("separator") is True:
        line = color(style.get("separatorColor")) or "#d4d6da"
        looks["border-top"] = f"1px solid {line}"
    return looks


def _share(component: Component, *, row: bool) -> str:
    """In a row a component takes one share unless told; in a column its own height."""
    alone = component.get("type") in ("icon", "separator")
    default = 1 if component.get("type") == "filler" or (row and not alone) else 0
    if row and "width" in component and "flex" not in component:
        default = 0
    flex = component.get("flex", default)
    if not isinstance(flex, int) or flex <= 0:
        return "none"
    return f"{flex} {flex} 0" if row else f"{flex} {flex} auto"


def _paint(component: Component) -> Looks:
    looks: Looks = {}
    _put(looks, "background-color", color(component.get("backgroundColor")))
    _put(looks, "background-image", _gradient(component.get("background")))
    _put(looks, "border-radius", extent(component.get("cornerRadius"), SPACE))
    width = extent(component.get("borderWidth"), BORDER)
    line = color(component.get("borderColor"))
    if width or line:
        looks["border"] = f"{width or '1px'} solid {line or '#000000'}"
    return looks


def _gradient(background: Any) -> str:
    if not isinstance(background, dict):
        return ""
    start, end = color(background.get("startColor")), color(background.get("endColor"))
    angle = background.get("angle")
    if not (start and end and isinstance(angle, str) and _ANGLE.fullmatch(angle)):
        return ""
    middle = color(background.get("centerColor"))
    at = extent(background.get("centerPosition"), {}) or "50%"
    stops = ", ".join([start, *([f"{middle} {at}"] if middle else []), end])
    return f"linear-gradient({angle}, {stops})"


def _padding(component: Component) -> Looks:
    looks: Looks = {}
    _put(looks, "padding", extent(component.get("paddingAll"), SPACE))
    for name, side in _SIDES.items():
        _put(looks, f"padding-{side}", extent(component.get(f"padding{name}"), SPACE))
    return looks


def _offsets(component: Component) -> Looks:
    looks: Looks = {}
    for name, side in _SIDES.items():
        _put(looks, side, extent(component.get(f"offset{name}"), SPACE))
    return looks


def _put(looks: Looks, name: str, value: str) -> None:
    if value:
        looks[name] = value
