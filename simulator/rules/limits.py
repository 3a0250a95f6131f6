"""LINE's numbers (`limits.json`, each with its source) and the two ways LINE counts characters."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex


@dataclass(frozen=True, slots=True)
class Limit:
    max: int
    unit: str  # utf16, grapheme, items, bytes …


def limit(thing: str, part: str) -> Limit:
    """The limit of one property, named as in `limits.json`; KeyError for other names."""
    return _table()[thing, part]


def length(text: str, unit: str) -> int:
    """Grapheme clusters for labels and their like; UTF-16 units for all else, as LINE counts."""
    if unit == "grapheme":
        return len(regex.findall(r"\X", text))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@cache
def _table() -> dict[tuple[str, str], Limit]:
    rows = json.loads(Path(__file__).with_name("limits.json").read_text("utf-8"))["limits"]
    return {(row["object"], row["property"]): Limit(row["max"], row["unit"]) for row in rows}
