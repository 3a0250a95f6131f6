"""Choices as buttons: what each says, what it does, and the number it can be typed by."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Final

from bot.line import limits
from bot.line.wording import text_of
from handlers import press
from handlers.turn import (
    Article,
    Ask,
    Choice,
    Guide,
    Plain,
    Remedy,
    Review,
    Row,
    Say,
    Shelf,
    Tell,
    Timeline,
    Timelines,
    Words,
)
from messages_th import Catalogue

LONGEST_LABEL: Final = 150  # UTF-16 units shown on a button; more is nobody's answer
_ADDRESS: Final = re.compile(r"(?:https?://|line://|tel:)[!-~]+")  # LINE: schemes of an action


@dataclass(frozen=True, slots=True)
class Button:
    """A choice in words. `number` is what may be typed instead, None when it has none."""

    label: str
    choice: Choice
    number: int | None = None


Panel = list[Button]


def panels(say: Say, catalogue: Catalogue) -> list[Panel]:
    """The choices of each card of a `Say`, without those that LINE would refuse."""
    return [panel(choices, catalogue) for choices in _choices(say)]


def panel(choices: Sequence[Choice], catalogue: Catalogue) -> Panel:
    """The choices that can be offered. One bad address would make LINE refuse everything."""
    return [
        Button(label(choice, catalogue), choice)
        for choice in choices
        if choice.uri is None or _is_address(choice.uri)
    ]


def numbered(say: Say, drawn: Sequence[Panel]) -> list[Panel]:
    """
    The same buttons with the numbers they may be typed by, from 1 through all cards.

    A choice alone needs no number; beside figures a number would be taken for one of them;
    guides and remedies have numbered steps; a review is sent by its word, not by a slip.
    """
    pressed = [button for part in drawn for button in part if button.choice.press]
    begins_with_figure = any(button.label[:1].isdigit() for button in pressed)
    has_steps = isinstance(say, Guide | Remedy)
    if isinstance(say, Review) or has_steps or len(pressed) < 2 or begins_with_figure:
        return list(drawn)
    numbers = count(1)
    return [[_numbered(button, numbers) for button in part] for part in drawn]


def _numbered(button: Button, numbers: Iterator[int]) -> Button:
    return replace(button, number=next(numbers)) if button.choice.press else button


def _choices(say: Say) -> tuple[tuple[Choice, ...], ...]:
    match say:
        case Tell() | Plain():
            return ()
        case Timelines() | Shelf():
            return tuple(card.choices for card in say.cards)
        case Ask() | Review() | Timeline() | Guide() | Remedy() | Article():
            return (say.choices,)


def edits_of(say: Say, catalogue: Catalogue) -> Iterator[tuple[str, Row]]:
    """What is typed or shown to edit each row of a review, and the row."""
    for row in say.rows if isinstance(say, Review) else ():
        if row.press is not None:
            yield edit_label(row, catalogue), row


def edit_label(row: Row, catalogue: Catalogue) -> str:
    return text_of(Words("card.edit_row", {"row": row.label}), catalogue)


def label(choice: Choice, catalogue: Catalogue) -> str:
    """What a button says, on one line."""
    return limits.tidy(text_of(choice.words, catalogue), LONGEST_LABEL)


def action(choice: Choice, said: str) -> dict[str, Any]:
    """LINE's action for a choice; pressing it shows `said` in the chat."""
    short = limits.cut_clusters(said, limits.FLEX_LABEL)
    if choice.press is not None:
        return postback(press.encode(choice.press), said, short)
    if choice.uri is not None:
        return {"type": "uri", "label": short, "uri": choice.uri}
    return {"type": "message", "label": short, "text": said}


def postback(data: str, said: str, short: str) -> dict[str, Any]:
    return {"type": "postback", "label": short, "data": data, "displayText": said}


def _is_address(uri: str) -> bool:
    return bool(_ADDRESS.fullmatch(uri)) and len(uri) <= limits.URI
