"""
What a text is compared by: runs of a few letters, heard alike and without names.

Apps, devices and figures become one sign each, so that what is learned of one app holds
for all of them.
"""

from typing import Final

import regex

SHORTEST_RUN: Final = 2
LONGEST_RUN: Final = 4

_FIGURES: Final = regex.compile(r"\d+(?:[.,]\d+)*")
_FIGURE: Final = "0"
_NOT_WORDS: Final = regex.compile(r"[^\p{L}\p{M}\p{N}\p{Sc}?]+")
# Thai is written with spaces where its writer pleases; they tell words only in Latin.
_LOOSE: Final = regex.compile(r"(?<![a-z]) | (?![a-z])")


def essence(signed: str) -> str:
    """A folded text whose names are signs, as it is compared."""
    seen = _NOT_WORDS.sub(" ", _FIGURES.sub(_FIGURE, signed)).strip()
    return _LOOSE.sub("", seen)


def runs(essence: str) -> frozenset[str]:
    """Every run of letters of a text, its two ends marked."""
    marked = f"^{essence}$"
    last = len(marked)
    return frozenset(
        marked[start:end]
        for start in range(last)
        for end in range(start + SHORTEST_RUN, min(start + LONGEST_RUN, last) + 1)
    )
