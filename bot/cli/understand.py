"""
`understand`: what the bot makes of texts, one JSON object a line.

Texts come line by line, or as JSON lines with `id` and `text`. Empty lines are passed over; any
other gets its answer: what is no UTF-8 or no such JSON is read as the text it looks like.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final

from bot.services.learning import Sighting
from handlers import features, intents
from handlers.answers import value
from handlers.answers.reading import Unclear
from handlers.intents import Understood
from handlers.lexicon import Lexicon
from messages_th import Catalogue

FIELDS: Final = tuple(sorted(value.FIELDS))
REASONS: Final = 8  # runs of letters that are named for the likeliest intent
# Ends of lines to some programs, though not to JSON.
LINE_ENDS: Final = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}

Shape = dict[str, Any]


def texts(lines: Iterable[bytes]) -> Iterator[tuple[Any, str]]:
    """Each line's id and text: those of its JSON object, or its number and itself."""
    for number, line in enumerate(lines, start=1):
        told = line.decode("utf-8-sig", "replace").rstrip("\r\n")
        found = _object(told)
        if found is not None:
            yield found.get("id", number), _text(found["text"])
        elif told.strip():
            yield number, told


def meaning(lexicon: Lexicon) -> Callable[[Any, str], Shape]:
    """What a text wants, and what it speaks of."""
    return lambda name, text: _told(name, text, intents.understand(text, lexicon))


def reasons(lexicon: Lexicon) -> Callable[[Any, str], Shape]:
    """The same, and why: how it was read, what knew it, and what spoke for it."""

    def explain(name: Any, text: str) -> Shape:
        found = intents.understand(text, lexicon)
        compared = intents.essence(found.read_as, lexicon)[1]
        likely = sorted(found.likelihoods.items(), key=lambda one: -one[1])[: intents.RANKED]
        spoke = lexicon.weights.reasons(found.ranked[0], features.runs(compared), REASONS)
        return _told(name, text, found) | {
            "read_as": found.read_as,
            "compared_as": compared,
            "because": found.because,
            "likelihoods": {str(intent): round(share, 3) for intent, share in likely},
            "thresholds": {
                "answer": lexicon.weights.answer_from,
                "choices": lexicon.weights.choose_from,
            },
            "spoke_for_it": [run for run, _ in spoke],
        }

    return explain


def reading(
    field: str, lexicon: Lexicon, today: date, catalogue: Catalogue
) -> Callable[[Any, str], Shape]:
    """The value of one field that a text holds, or the key of what to ask instead."""

    def read(name: Any, text: str) -> Shape:
        found = value.read(field, text, lexicon, today)
        if isinstance(found, Unclear):
            return {"id": name, "unclear": found.key}
        return {"id": name, "value": _worded(found, catalogue)}

    return read


def sighting(found: Sighting) -> Shape:
    """A line of the learning log: a text, what was shown, and what was chosen."""
    return {"text": found.text, "offered": list(found.offered), "chosen": found.chosen}


def line(told: Shape) -> str:
    """One object on one line, in letters people can read."""
    written = json.dumps(told, ensure_ascii=False).translate(LINE_ENDS)
    # Half a pair of surrogates is no letter; JSON has a way to write it all the same.
    return written.encode("utf-8", "backslashreplace").decode("utf-8")


def _object(text: str) -> Shape | None:
    if not text.lstrip().startswith("{"):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and "text" in found else None


def _text(told: Any) -> str:
    return str(told) if isinstance(told, str | int | float) else ""


def _told(name: Any, text: str, found: Understood) -> Shape:
    named = {"app": found.slots.app, "platform": found.slots.device}
    return {
        "id": name,
        "text": text,
        "mode": str(found.mode),
        "ranked": [str(intent) for intent in found.ranked],
        "slots": {slot: str(said) for slot, said in named.items() if said},
    }


def _worded(found: Any, catalogue: Catalogue) -> Any:
    """Categories are named as people see them."""
    if isinstance(found, dict) and "category" in found:
        return found | {"category": catalogue.text(f"label.category.{found['category']}")}
    return found
