"""
The numbers of a text that may count people, as amounts.

A number ends where words end; "200 and 150" is one amount, and so is "100 to 150". What
counts something else, or is refused, is none.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import zip_longest
from typing import Final

import regex

from handlers import letters
from handlers.answers.numerals import NUMBER_SENSES, Token, worth
from handlers.numberwords import Numerals, Sense

_AROUND_WORDS: Final = (Sense.NEUTRAL, Sense.PEOPLE, Sense.SPACE)
_GLUED: Final = frozenset("/:%_#$@.\\")
_BREATH: Final = regex.compile(r"[\n),;]")
_NOTHING: Final = Token("", frozenset(), 0, 0)


@dataclass(frozen=True, slots=True)
class Amount:
    """
    A number in the text, by its token places; `low` is None where it is a faulty one.

    `part` is the group of people it counts, if a word before it names one; `is_whole` when
    it is said to be all there are, who need not all be users.
    """

    low: Fraction | None
    high: Fraction | None
    first: int
    last: int
    is_people: bool
    is_announced: bool
    is_total: bool
    is_change: bool
    is_whole: bool = False
    part: str | None = None


def amounts(found: Sequence[Token], numerals: Numerals) -> list[Amount]:
    """The numbers of the text that may count people, sums and ranges already joined."""
    single = [amount for run in _runs(found) if (amount := _amount(run, found, numerals))]
    joined: list[Amount] = []
    for amount in single:
        before = joined[-1] if joined else None
        join = _joint(before, amount, found) if before else None
        if before and join:
            joined[-1] = join(before, amount, found, numerals)
        else:
            joined.append(amount)
    return [amount for amount in joined if not _is_something_else(amount, found)]


def _runs(found: Sequence[Token]) -> list[tuple[int, int]]:
    """First and last token place of each stretch of number words."""
    runs: list[tuple[int, int]] = []
    for place, token in enumerate(found):
        if token.has(Sense.ALONE):
            runs.append((place, place))
        elif token.has(*NUMBER_SENSES):
            runs = _grown(runs, place, found)
    return runs


def _grown(
    runs: list[tuple[int, int]], place: int, found: Sequence[Token]
) -> list[tuple[int, int]]:
    token = found[place]
    last = runs[-1][1] if runs else -9
    gap = found[last + 1 : place] if last >= 0 else []
    follows = last >= 0 and all(token.has(Sense.SPACE) for token in gap)
    two_figures = bool(gap) and token.has(Sense.FIGURE) and found[last].has(Sense.FIGURE)
    if follows and not two_figures and not found[last].has(Sense.ALONE):
        return [*runs[:-1], (runs[-1][0], place)]
    return runs if token.has(Sense.OVER) else [*runs, (place, place)]


def _amount(run: tuple[int, int], found: Sequence[Token], numerals: Numerals) -> Amount | None:
    """The number of a run; None where its words are parts of longer words."""
    first, last = run
    if found[first].has(Sense.ALONE):
        return Amount(Fraction(1), Fraction(1), first, last, True, False, False, False)
    if not _stands_free(first, -1, found) or not _stands_free(last, 1, found):
        return None
    spoken = [token for token in found[first : last + 1] if not token.has(Sense.SPACE)]
    value = None if _is_below_zero(first, found) else worth(spoken, numerals)
    before = meaning_before(first, found)
    return Amount(
        low=value.low if value else None,
        high=value.high if value else None,
        first=first,
        last=last,
        is_people=_next(last, found).has(Sense.PEOPLE),
        is_announced=before.has(Sense.ANNOUNCING) or _opens_a_line(run, found),
        is_total=before.has(Sense.TOTAL),
        is_change=_is_change(first, found),
        is_whole=before.has(Sense.WHOLE),
        part=_part(first, found),
    )


def _part(first: int, found: Sequence[Token]) -> str | None:
    """The group of people named right before a number."""
    for place in reversed(range(first)):
        token = found[place]
        if token.has(Sense.PART):
            return token.text if _stands_free(place, -1, found) else None
        if not token.has(Sense.SPACE, Sense.NEUTRAL):
            return None
    return None


def _opens_a_line(run: tuple[int, int], found: Sequence[Token]) -> bool:
    """Whether a bare number begins a line and the label of a telephone follows it."""
    first, last = run
    begins = first == 0 or "\n" in found[first - 1].text
    is_long = found[last].end - found[first].start > 1  # "2 tel." are two telephones
    return begins and is_long and _next(last, found).has(Sense.LABEL_AFTER)


def _is_change(first: int, found: Sequence[Token]) -> bool:
    """Whether a number is to be added to, or taken from, another."""
    passed = (Sense.NEUTRAL, Sense.PEOPLE, Sense.ANNOUNCING, Sense.SPACE)
    before = next((t for t in reversed(found[:first]) if not t.has(*passed)), None)
    return before is not None and before.has(Sense.CHANGE)


def _is_below_zero(first: int, found: Sequence[Token]) -> bool:
    """A minus with a number before it means "to"."""
    ahead = [token for token in found[:first] if not token.has(Sense.SPACE)]
    return (
        bool(ahead)
        and ahead[-1].has(Sense.MINUS)
        and not (len(ahead) > 1 and ahead[-2].has(*NUMBER_SENSES, Sense.PEOPLE))
    )


def _stands_free(place: int, step: int, found: Sequence[Token]) -> bool:
    """Number words end where words end; digits end before Latin letters and signs, too."""
    beyond = place + step
    if not 0 <= beyond < len(found) or found[beyond].senses:
        return True
    touching = found[beyond].text[0 if step > 0 else -1]
    if found[place].has(Sense.FIGURE):
        full_stop = touching == "." and found[beyond].text.strip(".-") == ""
        return full_stop or not (touching in _GLUED or (touching.isascii() and touching.isalpha()))
    return not letters.squeeze(touching)


def _joint(
    before: Amount, after: Amount, found: Sequence[Token]
) -> Callable[[Amount, Amount, Sequence[Token], Numerals], Amount] | None:
    between = found[before.last + 1 : after.first]
    joints = [t for t in between if t.has(Sense.TO, Sense.PLUS) and not t.has(*_AROUND_WORDS)]
    rest = [t for t in between if t not in joints]
    if len(joints) != 1 or not all(t.has(*_AROUND_WORDS) for t in rest):
        return None
    is_span = joints[0].has(Sense.TO) or any(t.has(Sense.BETWEEN) for t in found[: before.first])
    return _span if is_span else _both


def _span(before: Amount, after: Amount, found: Sequence[Token], numerals: Numerals) -> Amount:
    low, high = before.low, after.high
    if before.low != before.high or after.low != after.high or low is None or high is None:
        return replace(after, low=None, high=None, first=before.first)
    lead = _with_scale_of(before, after, found, numerals)
    low = lead if lead is not None and lead < high else low
    return replace(_kept(before, after), low=min(low, high), high=max(low, high))


def _with_scale_of(
    before: Amount, after: Amount, found: Sequence[Token], numerals: Numerals
) -> Fraction | None:
    """In "3-4 hundred" the three are hundreds as well."""
    ahead, behind = found[before.first : before.last + 1], found[after.first : after.last + 1]
    scales = [token for token in behind if token.has(Sense.SCALE)]
    if len(ahead) != 1 or ahead[0].has(Sense.SCALE) or len(scales) != 1:
        return None
    shared = worth([ahead[0], scales[0]], numerals)
    return shared.low if shared else None


def _both(before: Amount, after: Amount, found: Sequence[Token], numerals: Numerals) -> Amount:
    if None in (before.low, after.low) or before.low != before.high or after.low != after.high:
        return replace(after, low=None, high=None, first=before.first)
    total = (before.low or 0) + (after.low or 0)
    return replace(_kept(before, after), low=Fraction(total), high=Fraction(total))


def _kept(before: Amount, after: Amount) -> Amount:
    return replace(
        after,
        first=before.first,
        is_people=before.is_people or after.is_people,
        is_announced=before.is_announced,
        is_total=before.is_total,
        is_change=before.is_change,
        is_whole=before.is_whole,
        part=before.part,
    )


def _is_something_else(amount: Amount, found: Sequence[Token]) -> bool:
    before, after = meaning_before(amount.first, found), _next(amount.last, found)
    if before.has(Sense.REFUSED) or after.has(Sense.NOT_PEOPLE, Sense.MONTH):
        return True
    if _is_left_out(amount.first, found) or _is_drawn_from(amount, found):
        return True
    return before.has(Sense.NOT_AFTER, Sense.MONTH) and not amount.is_people


def _is_left_out(first: int, found: Sequence[Token]) -> bool:
    """Whether a number, in the same breath, is said not to be counted in."""
    for token in reversed(found[:first]):
        if token.has(Sense.LEFT_OUT):
            return True
        if token.has(*NUMBER_SENSES) or _BREATH.search(token.text):
            return False
    return False


def _is_drawn_from(amount: Amount, found: Sequence[Token]) -> bool:
    """The 120 of "50 out of 120"; a range may begin with the same word."""
    passed = (Sense.SPACE, Sense.NEUTRAL, Sense.TOTAL, Sense.ANNOUNCING, Sense.PEOPLE)
    before = next((t for t in reversed(found[: amount.first]) if not t.has(*passed)), _NOTHING)
    return before.has(Sense.OUT_OF) and amount.low == amount.high


def _next(place: int, found: Sequence[Token]) -> Token:
    """The word after a number on its line; what begins the next line, or is a label, is none."""
    for token, following in zip_longest(found[place + 1 :], found[place + 2 :], fillvalue=_NOTHING):
        if "\n" in token.text or following.text == ":":
            return _NOTHING
        if not token.has(Sense.SPACE, Sense.OVER):
            return token
    return _NOTHING


def meaning_before(place: int, found: Sequence[Token]) -> Token:
    """The word before a number that says what it counts."""
    for token in reversed(found[:place]):
        is_plain = token.has(Sense.SPACE) or (
            token.has(Sense.NEUTRAL) and not token.has(Sense.ANNOUNCING, Sense.TOTAL)
        )
        if not is_plain:
            return token
    return _NOTHING
