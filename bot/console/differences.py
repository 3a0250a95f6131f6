"""Where two texts differ: which parts of the one are gone, and which of the other have come."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from messages_th.checkwords import clustered

MOST_PHRASES: Final = 400  # of a text; longer ones are compared as one, so that it takes no time

_PHRASES: Final = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text, and whether the other text lacks it."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Both texts in their parts."""

    before: tuple[Part, ...]
    after: tuple[Part, ...]


def difference(before: str, after: str) -> Difference:
    """Compared phrase by phrase; inside a phrase, between the letters that the eye sees."""
    old, new = _PHRASES.findall(before), _PHRASES.findall(after)
    if len(old) + len(new) > 2 * MOST_PHRASES:
        return _compared(before, after)
    gone: list[Part] = []
    come: list[Part] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        told = _compared("".join(old[start:end]), "".join(new[new_start:new_end]))
        gone += told.before
        come += told.after
    return Difference(tuple(gone), tuple(come))


def _compared(before: str, after: str) -> Difference:
    """What two phrases begin and end with alike, and what lies between."""
    old, new = clustered(before), clustered(after)
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    return Difference(_parts(old, head, tail), _parts(new, head, tail))


def _parts(letters: list[str], head: int, tail: int) -> tuple[Part, ...]:
    end = len(letters) - tail
    told = (
        Part("".join(letters[:head])),
        Part("".join(letters[head:end]), is_changed=True),
        Part("".join(letters[end:])),
    )
    return tuple(part for part in told if part.text)


def _alike(old: list[str], new: list[str]) -> int:
    """How many letters two phrases begin with alike."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))
