"""
The number of a request: `WFH-63-00084-K`.

Standard library only. The letter at the end is worked out from the digits before it.
There are 23 letters, and 23 is prime, so that one wrong digit and two neighbours
swapped always change the letter; I, O and Q are left out because they look like digits.
"""

import re
from dataclasses import dataclass
from typing import Final

LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ"

_GAP: Final = r"[\s\-_./\u2010-\u2015\u2212]*"
_DIGIT: Final = r"[\dOo]"
_WRITTEN: Final = re.compile(
    rf"(?<![A-Za-z])WFH{_GAP}(?P<year>{_DIGIT}{{2}}){_GAP}(?P<number>{_DIGIT}{{5}})"
    rf"(?![\dO]){_GAP}(?P<letter>[A-Za-z](?![A-Za-z\d]))?",
    re.IGNORECASE,
)
_BEGUN: Final = re.compile(rf"(?<![A-Za-z])WFH{_GAP}\d", re.IGNORECASE)
_BARE: Final = re.compile(
    rf"(?<![\w-])(?P<year>\d{{2}}){_GAP}(?P<number>\d{{5}}){_GAP}(?P<letter>[A-Za-z])(?![A-Za-z\d])"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A request's number: `year` is the last two digits of the Buddhist year, `number` runs."""

    year: int
    number: int

    @property
    def letter(self) -> str:
        return LETTERS[2 * int(f"{self.year:02d}{self.number:05d}") % len(LETTERS)]

    def __str__(self) -> str:
        return f"WFH-{self.year:02d}-{self.number:05d}-{self.letter}"


@dataclass(frozen=True, slots=True)
class Mistyped:
    """Something meant as a reference that cannot be one; `text` as it was typed."""

    text: str


def find(text: str) -> Reference | Mistyped | None:
    """
    The first reference in `text`, however it is spaced, dashed or cased, in any digits.

    The letter O is taken for a zero. Without its letter, or with a wrong one, it is
    `Mistyped`: nobody is shown another agency's request because of a slip.
    """
    if written := _WRITTEN.search(text):
        return _checked(written) or Mistyped(written[0].strip())
    if begun := _BEGUN.search(text):
        return Mistyped(text[begun.start() :].strip())
    # Without WFH it may be any number, so only the right letter makes it a reference.
    bare = _BARE.search(text)
    return _checked(bare) if bare else None


def _checked(written: re.Match[str]) -> Reference | None:
    reference = Reference(_number(written["year"]), _number(written["number"]))
    return reference if (written["letter"] or "").upper() == reference.letter else None


def _number(written: str) -> int:
    return int(written.upper().replace("O", "0"))  # int() reads Thai digits too
