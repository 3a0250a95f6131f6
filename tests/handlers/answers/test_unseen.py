"""
How well readers do on what they were not written from.

Each line of `unseen/` is a message and the value it should give; null where none should
be taken. The values were set down before the readers were asked.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

import messages_th
from handlers.answers import value
from handlers.answers.reading import Unclear
from handlers.lexicon import Lexicon

TEXTS: Final = messages_th.load().texts
UNSEEN: Final = Path(__file__).parent / "unseen"
FIELDS: Final = sorted(path.stem for path in UNSEEN.glob("*.jsonl"))
TODAY: Final = date(2020, 3, 17)

OVERALL: Final = 0.95
EACH: Final = 0.92
NEVER_WRONG: Final = {"phone", "agency"}  # nobody sees that the call goes to a stranger

Told = tuple[str, Any, Any]  # the text, the value it should give, the value it gives


def told(field: str, lexicon: Lexicon) -> Iterator[Told]:
    for line in (UNSEEN / f"{field}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found = value.read(field, row["text"], lexicon, TODAY)
        yield row["text"], row["value"], None if isinstance(found, Unclear) else in_thai(found)


def in_thai(found: Any) -> Any:
    """The value with its category as the forms write it, if it has one."""
    if isinstance(found, dict) and "category" in found:
        return found | {"category": TEXTS[f"label.category.{found['category']}"]}
    return found


def right(rows: list[Told]) -> float:
    return sum(meant == found for _, meant, found in rows) / len(rows)


def test_unseen_covers_the_fields() -> None:
    assert set(FIELDS) >= value.FIELDS - {"agency"}
    assert set(FIELDS) <= value.FIELDS


@pytest.mark.parametrize("field", FIELDS)
def test_unseen_answers_are_read(field: str, lexicon: Lexicon) -> None:
    rows = list(told(field, lexicon))
    missed = [row for row in rows if row[1] != row[2]]

    assert len(rows) >= 60
    assert right(rows) >= EACH, missed


def test_unseen_answers_are_read_all_in_all(lexicon: Lexicon) -> None:
    assert right([row for field in FIELDS for row in told(field, lexicon)]) >= OVERALL


@pytest.mark.parametrize("field", sorted(NEVER_WRONG & set(FIELDS)))
def test_unseen_answers_are_never_taken_wrongly(field: str, lexicon: Lexicon) -> None:
    wrong = [
        row for row in told(field, lexicon) if names(row[2]) and names(row[1]) != names(row[2])
    ]

    assert wrong == []


def names(found: Any) -> Any:
    """What a value points at: of an agency its names, for a category alone misleads nobody."""
    return found.get("names", found) if isinstance(found, dict) else found
