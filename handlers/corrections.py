"""The words of a correction in the middle of a form, compiled: a pattern for each field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import regex

from handlers.spellings import any_of


@dataclass(frozen=True, slots=True)
class Corrections:
    """Patterns of a text that begins like a correction, longest field name first."""

    patterns: tuple[tuple[str, regex.Pattern[str]], ...]


def corrections(words: Mapping[str, Any]) -> Corrections:
    """Compile the list `corrections`."""
    changing, before, after = (any_of(words[part]) for part in ("changing", "before", "after"))
    names = [(name, said) for name, listed in words["fields"].items() for said in listed]
    longest_first = sorted(names, key=lambda pair: len(pair[1]), reverse=True)
    return Corrections(
        tuple(
            (name, regex.compile(_shape(changing, any_of([said]), before, after), regex.IGNORECASE))
            for name, said in longest_first
        )
    )


def _shape(changing: str, field: str, before: str, after: str) -> str:
    told = rf"(?:{changing}\s*{field}|{field}\s*{changing})"
    return rf"(?:{before}\s*)*{told}[\s:,]*(?:{after}[\s:,]*)*(?P<rest>.*)"
