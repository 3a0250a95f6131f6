"""
The card of a notice: who speaks, the headline, the text, a button, and how to get no more.

It is the same for everybody and every try, so it carries no version and nobody's name.
"""

from dataclasses import dataclass
from typing import Any, Final

from bot.line import limits
from bot.line.buttons import Button, panel
from bot.line.cards import style
from bot.line.cards.choosing import choosing, links
from bot.line.cards.style import Part
from handlers import subscribing
from handlers.turn import Choice, Press, Words
from messages_th import Catalogue

STATUS: Final = "status"
GUIDE: Final = "guide:"
ALT_TEXT: Final = 400  # UTF-16 units: LINE takes more, a notification shows far less


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a notice says. `link` is an address, `guide:` with an app, or `status`."""

    title: str
    body: str
    button: str | None = None
    link: str | None = None
    is_correction: bool = False
    is_urgent: bool = False


def announce(said: Announcement, catalogue: Catalogue) -> list[dict[str, Any]]:
    """The messages of a notice: one card."""
    return [
        {"type": "flex", "altText": alt_text(said, catalogue), "contents": _card(said, catalogue)}
    ]


def alt_text(said: Announcement, catalogue: Catalogue) -> str:
    """What a notification on the telephone shows."""
    told = catalogue.text("notice_card.alt", kind=_kind(said, catalogue), title=said.title)
    return limits.cut(told, ALT_TEXT)


def _card(said: Announcement, catalogue: Catalogue) -> Part:
    pressed = [_button(said)] if said.button and said.link else []
    colour = style.BROWN if said.is_urgent else style.BLUE
    return style.bubble(
        [style.words(said.body or catalogue.text("card.empty"), size="md"), *choosing(pressed)],
        header=style.band(
            [_kind(said, catalogue), said.title or catalogue.text("card.empty")], colour
        ),
        footer=links(panel((subscribing.STOP,), catalogue)),
    )


def _kind(said: Announcement, catalogue: Catalogue) -> str:
    if said.is_correction:
        return catalogue.text("notice_card.correction")
    return catalogue.text("notice_card.urgent" if said.is_urgent else "notice_card.usual")


def _button(said: Announcement) -> Button:
    label, link = said.button or "", said.link or ""
    words = Words("card.empty")  # not looked up: the officer's own label stands on the button
    if link == STATUS:
        return Button(label, Choice(words, Press("status"), primary=True))
    if link.startswith(GUIDE):
        return Button(label, Choice(words, Press("guide", link.removeprefix(GUIDE)), primary=True))
    return Button(label, Choice(words, uri=link, primary=True))
