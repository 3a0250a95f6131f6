"""
What the dialogue says → the message objects LINE takes.

Plain dicts within LINE's limits, whatever values come in: a card too large for LINE
becomes a text, and messages above LINE's number are joined, so nothing goes unsaid.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

import orjson

from bot.line import limits
from bot.line.buttons import Button, Panel, action, edits_of, numbered, panel, panels
from bot.line.cards.asking import ask_card, review_card
from bot.line.cards.style import Part
from bot.line.cards.telling import article_card, guide_card, remedy_card, timeline_card
from bot.line.spoken import choice_line, spoken
from bot.line.wording import text_of
from handlers import press
from handlers.answers.normalise import fold
from handlers.lexicon import Lexicon
from handlers.turn import (
    Article,
    Ask,
    Guide,
    Offer,
    Plain,
    Remedy,
    Review,
    Say,
    Shelf,
    Tell,
    Timeline,
    Timelines,
)
from messages_th import Catalogue

ALT_TEXT: Final = 400  # UTF-16 units: LINE takes more, a notification shows far less
HEADROOM: Final = 2_048  # bytes; LINE does not say exactly how it weighs a card

Message = dict[str, Any]


def render(says: Sequence[Say], catalogue: Catalogue) -> list[Message]:
    """
    At most five messages. The newest card's choices are numbered and repeated as shortcuts
    under the last message, for telephones only show them there.

    Raises CatalogueError for words the catalogue has not.
    """
    newest = _newest_card(says)
    shortcuts: Panel = []
    messages: list[Message] = []
    for say in says:
        drawn, ways = panels(say, catalogue), _ways(say, catalogue)
        if say is newest:
            drawn = numbered(say, drawn)
            shortcuts = _shortcuts(say, drawn, ways)
        messages += _messages(say, drawn, ways, catalogue)
    messages = _at_most_five(messages)
    if messages and shortcuts:
        messages[-1]["quickReply"] = {"items": [_shortcut(button) for button in shortcuts]}
    return messages


def offers(says: Sequence[Say], catalogue: Catalogue, lexicon: Lexicon) -> tuple[Offer, ...]:
    """
    What may be typed instead of pressed: the newest card's choices in the order of their
    numbers, then its edits, then its ways; after them what earlier cards of the same answer
    offer. A name on a shelf stands on each of its cards, so it counts only with its number.
    """
    newest = _newest_card(says)
    if newest is None:
        return ()
    drawn = numbered(newest, panels(newest, catalogue))
    labelled = [
        *((_typed(newest, button, catalogue), button.choice.press) for button in _flat(drawn)),
        *((said, row.press) for said, row in edits_of(newest, catalogue)),
        *((button.label, button.choice.press) for button in _ways(newest, catalogue)),
    ]
    labelled += [
        (button.label, button.choice.press)
        for say in says
        if say is not newest and not isinstance(say, Shelf)
        for button in (*_flat(panels(say, catalogue)), *_ways(say, catalogue))
    ]
    return tuple(
        Offer(fold(label, lexicon), press.encode(pressed)) for label, pressed in labelled if pressed
    )


def _newest_card(says: Sequence[Say]) -> Say | None:
    return next((say for say in reversed(says) if not isinstance(say, Tell | Plain)), None)


def _flat(drawn: Sequence[Panel]) -> Iterator[Button]:
    return chain.from_iterable(drawn)


def _shortcuts(say: Say, drawn: list[Panel], ways: Panel) -> Panel:
    """Under a shelf only its ways: nobody could tell the same names on its cards apart there."""
    chosen = [] if isinstance(say, Shelf) else _flat(drawn)
    return [*chosen, *ways][: limits.QUICK_REPLIES]


def _typed(say: Say, button: Button, catalogue: Catalogue) -> str:
    return choice_line(button, catalogue) if isinstance(say, Shelf) else button.label


def _ways(say: Say, catalogue: Catalogue) -> Panel:
    """The quiet links of a card; those of a shelf are the same on each of its cards."""
    card = next(iter(say.cards), None) if isinstance(say, Shelf) else say
    return panel(card.ways, catalogue) if isinstance(card, Ask | Guide) else []


def _messages(say: Say, drawn: list[Panel], ways: Panel, catalogue: Catalogue) -> list[Message]:
    match say:
        case Tell(words):
            return [_text(text_of(words, catalogue))]
        case Plain():
            return [_text(spoken(say, drawn, catalogue))]
        case Timelines() | Shelf():
            return _carousels(say, drawn, catalogue)
        case Ask():
            card = ask_card(say, drawn[0], ways, catalogue)
        case Review():
            card = review_card(say, drawn[0], catalogue)
        case Timeline():
            card = timeline_card(say, drawn[0], catalogue)
        case Guide():
            card = guide_card(say, drawn[0], ways, catalogue)
        case Remedy():
            card = remedy_card(say, drawn[0], catalogue)
        case Article():
            card = article_card(say, drawn[0], catalogue)
    told = spoken(say, drawn, catalogue)
    return [_text(told)] if _is_heavy(card) else [_flex(card, told)]


def _carousels(say: Timelines | Shelf, drawn: list[Panel], catalogue: Catalogue) -> list[Message]:
    """One carousel, or as many as LINE's weight asks for; a text when one card is too heavy."""
    bubbles = _bubbles(say, drawn, catalogue)
    cards: Sequence[Say] = say.cards
    told = [spoken(card, [own], catalogue) for card, own in zip(cards, drawn, strict=True)]
    if any(map(_is_heavy, bubbles)):
        return [_text("\n".join(told))]
    return [
        _flex({"type": "carousel", "contents": bubbles[start:end]}, "\n".join(told[start:end]))
        for start, end in _groups([_weight(bubble) for bubble in bubbles])
    ]


def _bubbles(say: Timelines | Shelf, drawn: list[Panel], catalogue: Catalogue) -> list[Part]:
    if isinstance(say, Timelines):
        pairs = zip(say.cards, drawn, strict=True)
        return [timeline_card(card, offered, catalogue) for card, offered in pairs]
    ways, asked = _ways(say, catalogue), zip(say.cards, drawn, strict=True)
    # Narrow ones, so that the edge of the next can be seen.
    return [ask_card(card, offered, ways, catalogue) | {"size": "kilo"} for card, offered in asked]


def _groups(weights: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Neighbours that one carousel can bear together, as from and to."""
    start = total = 0
    for index, weight in enumerate(weights):
        is_full = index - start == limits.BUBBLES or total + weight > limits.CAROUSEL - HEADROOM
        if index > start and is_full:
            yield start, index
            start, total = index, 0
        total += weight
    if weights:
        yield start, len(weights)


def _at_most_five(messages: list[Message]) -> list[Message]:
    """The newest stay as they are; what came before them is told in one text."""
    if len(messages) <= limits.MESSAGES:
        return messages
    head, tail = messages[: -limits.MESSAGES + 1], messages[-limits.MESSAGES + 1 :]
    told = "\n\n".join(message.get("text") or message["altText"] for message in head)
    return [_text(told), *tail]


def _shortcut(button: Button) -> Message:
    # Names that differ only at their end stay apart by their number.
    is_long = limits.clusters(button.label) > limits.QUICK_LABEL
    number = f"{button.number} " if is_long and button.number is not None else ""
    act = action(button.choice, button.label)
    act["label"] = limits.cut_clusters(number + button.label, limits.QUICK_LABEL)
    return {"type": "action", "action": act}


def _text(text: str) -> Message:
    return {"type": "text", "text": limits.cut(text, limits.TEXT)}


def _flex(contents: Part, told: str) -> Message:
    return {"type": "flex", "altText": limits.cut(told, ALT_TEXT), "contents": contents}


def _is_heavy(bubble: Part) -> bool:
    return _weight(bubble) > limits.BUBBLE - HEADROOM


def _weight(part: Part) -> int:
    return len(orjson.dumps(part))
