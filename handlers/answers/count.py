"""
How many users: one whole number of people, or an Unclear that says why not.

A figure with people after it beats one without; "200 and 150" is a sum, and so are the
parts of one whole, such as men and women, where every figure counts one of them. A range,
or two figures that nothing joins, is asked again; so is what is added to a number that
the text does not give.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import Final

import regex

from handlers.answers import keyboard
from handlers.answers.amounts import Amount, amounts, meaning_before
from handlers.answers.normalise import normalise, plain
from handlers.answers.numerals import Token, tokens
from handlers.answers.reading import Cut, Unclear
from handlers.lexicon import Lexicon
from handlers.numberwords import Sense

MOST: Final = 10_000_000  # no body of the state is larger; a longer number is something else
_UNCLEAR: Final = Unclear("unclear.count")
MOST_TOKENS: Final = 120  # words of a message that are read; an answer is no essay

_WITH_LETTER_O: Final = regex.compile(r"(?<![a-z\d])\d[\do]*(?![a-z])", regex.IGNORECASE)
_ZEROS: Final = str.maketrans("oO", "00")
_ON_THAI_KEYS: Final = regex.compile(r"[1-9]\d{2,}")  # fewer keys may be a word begun


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, 1 to `MOST`."""

    n: int


def read(text: str, lexicon: Lexicon) -> Count | Unclear:
    """The one number of people the text gives."""
    value = _read(text, lexicon)
    is_thai = not text.isascii() and not any(map(str.isdigit, text))
    typed = keyboard.to_latin(text, lexicon) if is_thai else None
    is_number = isinstance(value, Unclear) and typed and _ON_THAI_KEYS.fullmatch(typed)
    return _read(typed, lexicon) if typed and is_number else value


def _read(text: str, lexicon: Lexicon) -> Count | Unclear:
    seen = _with_zeros(normalise(text, lexicon))
    found = tokens(seen, lexicon.numerals)[:MOST_TOKENS]
    return _decided(amounts(found, lexicon.numerals), found, lexicon)


def take(text: str, lexicon: Lexicon) -> Cut[Count | None]:
    """
    The number of people among other answers: one that names people or is announced as theirs.

    Parts are not added up here: beside other answers a figure may count something else.
    """
    seen = plain(text, lexicon)
    lowered = _with_zeros(seen.lower())
    if len(lowered) != len(seen):
        return Cut(None, text)
    found = tokens(lowered, lexicon.numerals)[:MOST_TOKENS]
    every = amounts(found, lexicon.numerals)
    told = [a for a in every if a.is_people or a.is_announced or a.is_change]
    value = _UNCLEAR if _are_parts(every) else _decided(told, found, lexicon)
    if isinstance(value, Unclear) or any(token.has(Sense.VAGUE) for token in found):
        return Cut(None, text)
    return Cut(value, _without(seen, told, found))


def _with_zeros(text: str) -> str:
    """Letters typed for a zero put right; the text keeps its length."""
    return _WITH_LETTER_O.sub(lambda typed: typed[0].translate(_ZEROS), text)


def _decided(every: Sequence[Amount], found: Sequence[Token], lexicon: Lexicon) -> Count | Unclear:
    if any(token.has(Sense.VAGUE) for token in found):
        return _UNCLEAR
    totals = [amount for amount in every if amount.is_total]
    meant = totals or every
    if any(amount.is_change for amount in meant) or _may_be_too_many(totals, every):
        return _UNCLEAR
    if _are_parts(every):
        return _of_parts(every, lexicon)
    for is_better in (_is_people, _is_announced):
        meant = [amount for amount in meant if is_better(amount)] or meant
    worths = {(amount.low, amount.high) for amount in meant}
    if len(worths) != 1:
        return _UNCLEAR
    return _counted(*worths.pop())


def _may_be_too_many(totals: Sequence[Amount], every: Sequence[Amount]) -> bool:
    """All there are, beside a number of some that do not make them up: only those may be users."""
    others = {(amount.low, amount.high) for amount in every if not amount.is_total}
    if not others or not any(amount.is_whole for amount in totals):
        return False
    parts = sum(amount.low or 0 for amount in every if not amount.is_total)
    return all(amount.low != parts for amount in totals)


def _are_parts(every: Sequence[Amount]) -> bool:
    """Whether groups of people are counted one by one, and their sum is not told."""
    is_told = any(amount.is_total for amount in every)
    return not is_told and sum(amount.part is not None for amount in every) > 1


def _of_parts(every: Sequence[Amount], lexicon: Lexicon) -> Count | Unclear:
    """The sum of parts of one whole; or the whole, where the parts beside it add up to it."""
    worths = [
        amount.low for amount in every if amount.low is not None and amount.low == amount.high
    ]
    total = sum(worths, Fraction(0))
    wholes = [amount for amount in every if len(every) > 2 and amount.low == total / 2]
    if len(worths) != len(every):
        return _UNCLEAR
    if _make_up_a_whole(every, lexicon):
        return _UNCLEAR if wholes else _counted(total, total)
    rest = [amount for amount in every if amount not in wholes]
    is_told = len(wholes) == 1 and _make_up_a_whole(rest, lexicon)
    return _counted(wholes[0].low, wholes[0].high) if is_told else _UNCLEAR


def _make_up_a_whole(every: Sequence[Amount], lexicon: Lexicon) -> bool:
    """Whether each counts a group, all of them of one way of grouping, none within another."""
    named = [amount.part for amount in every if amount.part]
    ways = {lexicon.numerals.parts[name] for name in named}
    overlap = any(one.startswith(other) for one, other in permutations(named, 2))
    return len(named) == len(every) and len(ways) == 1 and not overlap


def _counted(low: Fraction | None, high: Fraction | None) -> Count | Unclear:
    if low is None or high is None or not _is_number_of_people(low, high):
        return _UNCLEAR
    if low != high:
        return Unclear("unclear.count.range", {"min": int(low), "max": int(high)})
    return Count(int(low))


def _is_number_of_people(*values: Fraction) -> bool:
    return all(value.denominator == 1 and 1 <= value <= MOST for value in values)


def _is_people(amount: Amount) -> bool:
    return amount.is_people


def _is_announced(amount: Amount) -> bool:
    return amount.is_announced


def _without(text: str, told: Sequence[Amount], found: Sequence[Token]) -> str:
    for amount in reversed(told):
        first, last = amount.first, amount.last
        before = meaning_before(first, found)
        first = found.index(before) if before.has(Sense.ANNOUNCING) else first
        unit = next((i for i in range(last + 1, len(found)) if not found[i].has(Sense.SPACE)), last)
        last = unit if found[unit].has(Sense.PEOPLE) else last
        text = f"{text[: found[first].start]}\n{text[found[last].end :]}"
    return text
