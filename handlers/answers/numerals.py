"""
Numbers as people write them: digits, Thai words, and both mixed.

`tokens` cuts a normalised text into number words and what stands around them;
`worth` works out one number. What counts as an answer is decided in `count`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

import regex

from handlers.numberwords import Numerals, Sense

NUMBER_SENSES: Final = frozenset({Sense.FIGURE, Sense.DIGIT, Sense.SCALE, Sense.HALF, Sense.OVER})

HUNDRED: Final = 100
MILLION: Final = 1_000_000

_THOUSANDS: Final = regex.compile(r"\d{1,3}(?:[, ]\d{3})+|\d{1,2}(?: \d{3})+")
_PLAIN: Final = regex.compile(r"0|[1-9]\d*|\d+\.\d{1,2}")  # 1.000 may be a thousand


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the text and every sense its word has; no sense: other words."""

    text: str
    senses: frozenset[Sense]
    start: int
    end: int

    def has(self, *senses: Sense) -> bool:
        """Whether the word may be meant in any of these senses."""
        return not self.senses.isdisjoint(senses)


@dataclass(frozen=True, slots=True)
class Worth:
    """A number, or two between which it lies."""

    low: Fraction
    high: Fraction


def tokens(text: str, numerals: Numerals) -> list[Token]:
    """Every character of the text, in order, in exactly one token."""
    return list(_tokens(text, numerals))


def worth(run: Sequence[Token], numerals: Numerals) -> Worth | None:
    """What a run of number tokens says, or None when it says no number."""
    meant = [token for token in run if not token.has(Sense.OVER)]
    for place, (first, second) in enumerate(pairwise(meant)):
        if _are_neighbours(first, second, numerals):
            low = _sum([*meant[: place + 1], *meant[place + 2 :]], numerals)
            high = _sum([*meant[:place], *meant[place + 1 :]], numerals)
            return None if low is None or high is None else Worth(low, high)
    value = _sum(meant, numerals)
    if value is None:
        return None
    return Worth(value, value + 9 * _doubtful_last(meant, numerals))


def _doubtful_last(run: Sequence[Token], numerals: Numerals) -> Fraction:
    """The lone digit after a hundred, else 0: "two hundred five" is said for 250 as well."""
    if len(run) < 2 or numerals.values.get(run[-2].text) != HUNDRED:
        return Fraction(0)
    last = run[-1]
    is_sure = last.has(Sense.UNIT_ONE, Sense.HALF) or (last.has(Sense.ONE) and len(run) == 2)
    value = None if is_sure else _value(last, numerals)
    return value if value is not None and value < 10 else Fraction(0)


def figure(text: str) -> Fraction | None:
    """The value of digits as written, or None for a faulty or doubtful writing (1.200.5, 007)."""
    if _THOUSANDS.fullmatch(text):
        return Fraction(regex.sub("[, ]", "", text))
    return Fraction(text) if _PLAIN.fullmatch(text) else None


def _tokens(text: str, numerals: Numerals) -> Iterator[Token]:
    done = 0
    for found in numerals.token.finditer(text):
        if found.start() > done:
            yield Token(text[done : found.start()], frozenset(), done, found.start())
        yield Token(found[0], _senses(found[0], numerals), *found.span())
        done = found.end()
    if done < len(text):
        yield Token(text[done:], frozenset(), done, len(text))


def _senses(text: str, numerals: Numerals) -> frozenset[Sense]:
    if text.isspace():
        return frozenset({Sense.SPACE})
    known = numerals.senses.get(text)
    if known is None:
        return frozenset({Sense.MONTH if numerals.month.fullmatch(text) else Sense.FIGURE})
    return known


def _are_neighbours(first: Token, second: Token, numerals: Numerals) -> bool:
    """Two digit words in a row are a guess: "two three hundred" is 200 to 300."""
    if not (first.has(Sense.DIGIT) and second.has(Sense.DIGIT)):
        return False
    return numerals.values[second.text] == numerals.values[first.text] + 1


def _sum(run: Sequence[Token], numerals: Numerals) -> Fraction | None:
    total, pending, scale = Fraction(0), None, 0
    for token in run:
        value = _value(token, numerals)
        if value is None or (pending is not None and not token.has(Sense.SCALE)):
            return None
        if not token.has(Sense.SCALE):
            pending = value * scale if token.has(Sense.HALF) and scale else value
        elif scale and value >= scale:
            if value != MILLION:
                return None
            total, pending, scale = (total + (pending or 0)) * value, None, MILLION
        else:
            total += (1 if pending is None else pending) * value
            pending, scale = None, int(value)
    return _with_last(total, pending, scale, run) if run else None


def _value(token: Token, numerals: Numerals) -> Fraction | None:
    if token.has(Sense.HALF):
        return Fraction(1, 2)
    known = numerals.values.get(token.text)
    return figure(token.text) if known is None else Fraction(known)


def _with_last(
    total: Fraction, pending: Fraction | None, scale: int, run: Sequence[Token]
) -> Fraction | None:
    """Add what follows the last scale; a lone digit after a thousand or more counts hundreds."""
    last = run[-1]
    if pending is None or not scale:
        return total if pending is None else pending
    if last.has(Sense.HALF):
        return total + pending
    if last.has(Sense.ONE) and len(run) == 2:
        return total
    if pending >= scale:
        return None
    if pending < 10 and scale >= 1000 and not last.has(Sense.UNIT_ONE):
        return total + pending * scale / 10
    return total + pending
