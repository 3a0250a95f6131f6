"""
Colours and the few parts that every card is put together from.

Every pair of letters and ground used here has a contrast of 4.5 to 1 or more.
"""

from typing import Any, Final

Part = dict[str, Any]

BLUE: Final = "#0B5CAD"
PALE_BLUE: Final = "#EAF2FB"
GREEN: Final = "#1B7A3D"
INK: Final = "#1B2733"
GREY: Final = "#566472"
LINE_GREY: Final = "#D3DBE4"
WHITE: Final = "#FFFFFF"
PALE_YELLOW: Final = "#FFF6DC"
BROWN: Final = "#6B4B00"

APP_COLOURS: Final = {"teams": "#4B53BC", "webex": "#0B6B57", "hangouts": "#1A56A8"}


def words(text: str, **look: Any) -> Part:
    """A text that wraps; `look` holds LINE's own properties."""
    return {"type": "text", "text": text, "wrap": True, "size": "sm", "color": INK, **look}


def column(*contents: Part, **look: Any) -> Part:
    """Parts below each other."""
    return {"type": "box", "layout": "vertical", "contents": list(contents), **look}


def across(*contents: Part, **look: Any) -> Part:
    """Parts beside each other."""
    return {"type": "box", "layout": "horizontal", "contents": list(contents), **look}


def rule() -> Part:
    """A thin line across."""
    return {"type": "separator", "color": LINE_GREY}


def circle(sign: str, *, colour: str, ground: str, border: str | None = None) -> Part:
    """A small disc with a sign in it."""
    edge = {"borderColor": border, "borderWidth": "2px"} if border else {}
    sign_text = words(sign, size="xs", color=colour, align="center", weight="bold", wrap=False)
    return column(
        sign_text,
        width="24px",
        height="24px",
        cornerRadius="12px",
        backgroundColor=ground,
        justifyContent="center",
        flex=0,
        **edge,
    )


def band(lines: list[str], colour: str) -> Part:
    """The coloured head of a card: the last line large, those before it small."""
    *small, large = lines
    return column(
        *(words(line, color=WHITE) for line in small),
        words(large, size="lg", weight="bold", color=WHITE),
        backgroundColor=colour,
        paddingAll="16px",
        spacing="xs",
    )


def bubble(
    body: list[Part], *, header: Part | None = None, footer: list[Part] | None = None
) -> Part:
    """A card of LINE's usual width."""
    card: Part = {"type": "bubble", "size": "mega"}
    if header:
        card["header"] = header
    card["body"] = column(*body, spacing="md", paddingAll="16px")
    if footer:
        card["footer"] = column(*footer, paddingAll="12px", spacing="sm")
    return card
