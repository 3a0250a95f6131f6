"""
LINE's message objects → plain values that `templates/line.html` draws as LINE shows them.

Pure. A page of the console may carry no style of its own, so what a card chooses (a colour,
a width) becomes the name of a class; `static/line.css` has one for everything our cards use.
What is not known here is told by its altText.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Component = Mapping[str, Any]

BLOCKS: Final = ("header", "hero", "body", "footer")
STEPS: Final = (0, 2, 4, 6, 8, 10, 12, 16, 20, 24)  # pixels that there are classes for
SPACES: Final = {"none": 0, "xs": 2, "sm": 4, "md": 8, "lg": 12, "xl": 16, "xxl": 20}
CARD_SIZES: Final = frozenset({"nano", "micro", "deca", "hecto", "kilo", "mega", "giga"})
BUTTONS: Final = frozenset({"primary", "secondary", "link"})
# What people send that is no text; each has its own small drawing.
SENT: Final = frozenset({"sticker", "image", "video", "audio", "file", "location"})

_COLOUR: Final = re.compile(r"#([0-9A-Fa-f]{6})")
_PIXELS: Final = re.compile(r"(\d{1,3})px")
_PERCENT: Final = re.compile(r"(\d{1,3})%")
_WORD: Final = re.compile(r"[a-z0-9]{1,4}")
# A property of LINE's, and what its class begins with.
_COLOURS: Final = (("color", "ink"), ("backgroundColor", "ground"), ("borderColor", "edge"))
_DISTANCES: Final = (
    ("spacing", "gap"),
    ("margin", "margin"),
    ("paddingAll", "pad"),
    ("paddingTop", "pad-top"),
    ("paddingBottom", "pad-bottom"),
    ("paddingStart", "pad-start"),
    ("paddingEnd", "pad-end"),
    ("cornerRadius", "round"),
    ("borderWidth", "border"),
    ("width", "wide"),
    ("height", "tall"),
)
# A value of LINE's that is a class of its own.
_CHOICES: Final = (
    ("weight", "bold", "bold"),
    ("align", "center", "center"),
    ("align", "end", "end"),
    ("decoration", "underline", "underline"),
    ("gravity", "center", "middle"),
    ("alignItems", "center", "items-center"),
    ("justifyContent", "center", "justify-center"),
    ("wrap", True, "wraps"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A component of a card: `kind` as LINE calls it, `looks` the names of its classes."""

    kind: str
    looks: str
    text: str = ""
    parts: tuple["Piece", ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A bubble of a Flex message: its blocks from the top."""

    size: str
    blocks: tuple[tuple[str, Piece], ...]


@dataclass(frozen=True, slots=True)
class Bubble:
    """
    One message. `kind` is text, cards or one of SENT; `text` what is written, the file's or
    the place's name; `chips` the shortcuts below it.
    """

    kind: str
    text: str = ""
    cards: tuple[Card, ...] = ()
    chips: tuple[str, ...] = ()


def draw(messages: Sequence[Component]) -> list[Bubble]:
    """Each message as it is to be drawn."""
    return [_bubble(message) for message in messages]


def _bubble(message: Component) -> Bubble:
    kind, chips = message.get("type"), tuple(_chips(message))
    if kind == "text":
        return Bubble("text", _text(message, "text"), chips=chips)
    if kind == "flex" and (cards := tuple(_cards(_part(message, "contents")))):
        return Bubble("cards", _text(message, "altText"), cards, chips)
    if kind in SENT:
        name = _text(message, "fileName") or _text(message, "title") or _text(message, "address")
        return Bubble(str(kind), name, chips=chips)
    return Bubble("text", _text(message, "altText"), chips=chips)


def _chips(message: Component) -> Iterator[str]:
    for item in _list(_part(message, "quickReply"), "items"):
        yield _text(_part(item, "action"), "label")


def _cards(container: Component) -> Iterator[Card]:
    if container.get("type") == "carousel":
        for bubble in _list(container, "contents"):
            yield from _cards(bubble)
    elif container.get("type") == "bubble":
        size = container.get("size")
        blocks = ((name, container[name]) for name in BLOCKS if name in container)
        yield Card(
            size if size in CARD_SIZES else "mega",
            tuple((name, _piece(component, is_across=False)) for name, component in blocks),
        )


def _piece(component: Component, *, is_across: bool) -> Piece:
    kind = str(component.get("type", "filler"))
    looks = " ".join([_share(component, is_across=is_across), *_looks(component)]).strip()
    match kind:
        case "box":
            across = component.get("layout") in ("horizontal", "baseline")
            parts = (_piece(part, is_across=across) for part in _list(component, "contents"))
            direction = "fx-across" if across else "fx-down"
            return Piece(kind, f"{direction} {looks}".strip(), parts=tuple(parts))
        case "text":
            spans = "".join(_text(span, "text") for span in _list(component, "contents"))
            return Piece(kind, looks, spans or _text(component, "text"))
        case "button":
            return Piece(kind, looks, _text(_part(component, "action"), "label"))
        case "image" | "icon" | "video":
            return Piece("image", looks)
        case "separator":
            return Piece(kind, looks)
    return Piece("filler", looks)


def _share(component: Component, *, is_across: bool) -> str:
    """How much of a row or column a component takes: in a row one share unless told."""
    kind, flex = component.get("type"), component.get("flex")
    if flex is None:
        flex = int(kind == "filler" or (is_across and kind not in ("separator", "icon")))
        flex = 0 if is_across and "width" in component else flex
    return f"fx-share-{min(flex, 9)}" if isinstance(flex, int) and flex >= 0 else "fx-share-0"


def _looks(component: Component) -> Iterator[str]:
    if component.get("type") == "button":
        style, colour = component.get("style"), component.get("color")
        style = style if style in BUTTONS else "link"
        yield f"fx-{style}"
        # The colour of a button paints its ground, that of a link its letters.
        component = {("color" if style == "link" else "backgroundColor"): colour}
    for name, prefix in _COLOURS:
        if found := _COLOUR.fullmatch(_text(component, name)):
            yield f"fx-{prefix}-{found[1].lower()}"
    for name, prefix in _DISTANCES:
        if extent := _extent(_text(component, name)):
            yield f"fx-{prefix}-{extent}"
    for name, value, look in _CHOICES:
        if component.get(name) == value:
            yield f"fx-{look}"
    size = _text(component, "size")
    if component.get("type") == "text" and _WORD.fullmatch(size):
        yield f"fx-size-{size}"


def _extent(value: str) -> str:
    """The nearest that there is a class for: pixels, or tenths of the whole in per cent."""
    if found := _PERCENT.fullmatch(value):
        return f"{min(round(int(found[1]) / 10) * 10, 100)}p"
    found = _PIXELS.fullmatch(value)
    pixels = int(found[1]) if found else SPACES.get(value)
    return "" if pixels is None else str(min(STEPS, key=lambda step: abs(step - pixels)))


def _text(component: Component, name: str) -> str:
    value = component.get(name)
    return value if isinstance(value, str) else ""


def _part(component: Component, name: str) -> Component:
    value = component.get(name)
    return value if isinstance(value, Mapping) else {}


def _list(component: Component, name: str) -> Sequence[Component]:
    value = component.get(name)
    return [part for part in value if isinstance(part, Mapping)] if isinstance(value, list) else []
