"""What to do when something fails: `troubles/<trouble>.toml` as values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

TROUBLES: Final = Path(__file__).with_name("troubles")
APPS: Final = ("teams", "webex", "hangouts")


@dataclass(frozen=True, slots=True)
class RemedyText:
    """What to do, step by step, and where it comes from."""

    steps: tuple[str, ...]
    source: str
    tip: str | None = None


@dataclass(frozen=True, slots=True)
class SymptomText:
    """How a trouble shows: what a button calls it, what people write, and what helps."""

    name: str
    words: tuple[str, ...]
    remedy: RemedyText
    by_app: Mapping[str, RemedyText] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TroubleText:
    """One kind of trouble and its symptoms by their codes, in the order they are offered."""

    title: str
    ask: str
    checked: date
    symptoms: Mapping[str, SymptomText]


def load_troubles(folder: Path = TROUBLES) -> dict[str, TroubleText]:
    """Every trouble by its name."""
    books = (tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml")))
    return {book["trouble"]: _trouble(book) for book in books}


def _trouble(book: Mapping[str, Any]) -> TroubleText:
    tables = {code: table for code, table in book.items() if isinstance(table, Mapping)}
    return TroubleText(
        title=book["title"],
        ask=book["ask"],
        checked=book["checked"],
        symptoms={code: _symptom(table, book["source"]) for code, table in tables.items()},
    )


def _symptom(table: Mapping[str, Any], source: str) -> SymptomText:
    own = {app: _remedy(table[app], source) for app in APPS if app in table}
    return SymptomText(table["symptom"], tuple(table["words"]), _remedy(table, source), own)


def _remedy(table: Mapping[str, Any], source: str) -> RemedyText:
    return RemedyText(tuple(table["steps"]), table.get("source", source), table.get("tip"))
