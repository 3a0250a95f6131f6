"""The press table on paper: as a Thai text table, and as JSON for other programs."""

import json
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

import messages_th
from bot.services.reporting import Figures
from messages_th import Catalogue

# Marks above and below a letter, and invisible characters, take no room.
NO_ROOM: Final = frozenset({"Mn", "Me", "Cf"})
GAP: Final = "   "

Cells = tuple[str, str, str]


def as_table(figures: Figures) -> str:
    """A title, a line for each category, and the total, in aligned columns."""
    words = messages_th.load()
    head = (
        words.text("report.category"),
        words.text("report.agencies"),
        words.text("report.users"),
    )
    body = [
        (_label(words, line.category), f"{line.agencies:,}", f"{line.users:,}")
        for line in figures.lines
    ]
    total = (words.text("report.total"), f"{figures.agencies:,}", f"{figures.users:,}")
    title = words.text("report.title", date=figures.as_of)
    return "\n".join([title, "", *_aligned([head, *body, total])])


def as_json(figures: Figures) -> str:
    """One object on one line."""
    words = messages_th.load()
    found: dict[str, Any] = {
        "as_of": figures.as_of.isoformat(),
        "categories": [
            {
                "category": line.category,
                "label": _label(words, line.category),
                "agencies": line.agencies,
                "users": line.users,
            }
            for line in figures.lines
        ],
        "total": {"agencies": figures.agencies, "users": figures.users},
    }
    return json.dumps(found, ensure_ascii=False)


def _label(words: Catalogue, category: str) -> str:
    return words.text(f"label.category.{category}")


def _aligned(rows: Sequence[Cells]) -> list[str]:
    first, second, third = (max(_room(row[at]) for row in rows) for at in range(3))
    return [
        GAP.join(
            (
                row[0] + _blanks(row[0], first),
                _blanks(row[1], second) + row[1],
                _blanks(row[2], third) + row[2],
            )
        )
        for row in rows
    ]


def _blanks(text: str, width: int) -> str:
    return " " * (width - _room(text))


def _room(text: str) -> int:
    return sum(unicodedata.category(character) not in NO_ROOM for character in text)
