"""
A day, as people write it, say it or point at it. Pure: today is handed in.

The text becomes a row of pieces, each of a kind; patterns find days in the row of kinds.
Days are written day first. Two different days, a range, or a day that no calendar has is
asked again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import regex

from handlers.answers import days, keyboard
from handlers.answers.datepieces import Piece, row
from handlers.answers.normalise import normalise
from handlers.answers.reading import Unclear
from handlers.datewords import Kind
from handlers.lexicon import Lexicon

_UNCLEAR: Final = Unclear("unclear.date")

# Patterns over the kinds of the pieces, the most telling first. A year is no hour: nothing of
# a time may follow it.
_YEAR: Final = r"(?:s?[\-/.,]?s?Y?s?(?:[bc]s?)?[ny](?![:.\-][dny])(?!s?H)|s?Ys?[hxp])?"
_DAY_OF: Final = r"[dn]k?s?[\-/.]?s?M?s?"
_SIGNED: Final = "|".join(
    f"[dn]{sign}[dn]{sign}[bc]?[ny]|y{sign}[dn]{sign}[dn]" for sign in ("/", r"\.", "-")
)
_PATTERNS: Final = {
    "numeric": rf"(?<![dny][/.\-]|Ls?)(?:{_SIGNED})(?![/.\-][dny])",
    "written": rf"(?:ws?t?s?o?s?)?{_DAY_OF}[ml]{_YEAR}",
    "numbered": r"[dn]s?Ms?[dn](?:s?Y?s?[bc]?s?[ny])?(?!s?p)",
    "month_first": r"ls?[dn]k?(?:s?,?s?y)?(?![:.][dn])(?!s?H)",
    "in_month": r"(?:os?)?[dn]s?Ms?[xhp]",
    "month_end": rf"es?[ml]{_YEAR}|e(?:s?[xhp])?",
    "year_end": r"E(?:s?h)?",
    "ahead": r"is?(?:[dn]s?)?[uM]",
    "ago": r"[dn]s?(?:[uM]s?p|D)",
    "near": r"r",
    "weekday_day": r"ws?[to]s?[dn](?![:.][dn])(?!s?[Hu])",
    "weekday": r"ws?[xhp]|[xhp]s?w",
    "only_day": r"os?[dn](?![:.][dn])(?!s?[Hu])",
    "slashed": r"(?<![zLty]s?|[dny]/)[dn]/[dn](?!/)",
    "spaced": r"^[dn]s[dn]s[ny]$",
    "compact": r"^s?o?s?gs?$",
}
_ANY_DAY: Final = regex.compile("|".join(f"(?P<{name}>{p})" for name, p in _PATTERNS.items()))
_LIST_BEFORE: Final = regex.compile(r"(?<![:.])([dnymlwr])k?s?[\-j,/]s?[ot]?s?$")
_LIST_AFTER: Final = regex.compile(r"s?(?:[\-/]|j)s?[ot]?s?([dn])(?!s?H)(?![:.])")
_REFUSED_BEFORE: Final = regex.compile(r"fs?[ot]?s?$")
_REFUSED_AFTER: Final = regex.compile(r"s?(?:F|f(?!s?[ot]?s?[dnlwr]))")
_DIGITS: Final = regex.compile(r"[dnyg]")


@dataclass(frozen=True, slots=True)
class _Found:
    """What one stretch of the row says: the day (None where there is no such day)."""

    day: date | None
    is_list: bool
    is_refused: bool


def read(text: str, lexicon: Lexicon, today: date) -> date | Unclear:
    """The one day a text gives."""
    seen = lexicon.polite.ending.sub("", normalise(text, lexicon))
    if lexicon.dates.asking.search(seen):
        return _UNCLEAR
    found = list(_found(seen, lexicon, today)) or _typed_in_thai(text, lexicon, today)
    meant = [one for one in found if not one.is_refused]
    meaning = {one.day for one in meant}
    if len(meaning) != 1 or any(one.is_list for one in meant):
        return _UNCLEAR
    return meaning.pop() or _UNCLEAR


def _typed_in_thai(text: str, lexicon: Lexicon, today: date) -> list[_Found]:
    typed = keyboard.to_thai(text, lexicon)
    return list(_found(normalise(typed, lexicon), lexicon, today)) if typed else []


def _found(seen: str, lexicon: Lexicon, today: date) -> Iterator[_Found]:
    pieces = row(seen, lexicon)
    kinds = "".join(piece.kind for piece in pieces)
    every = list(_ANY_DAY.finditer(kinds))
    said = {place for found in every for place in range(*found.span())}
    for found in every:
        start, end = found.span()
        before = _LIST_BEFORE.search(kinds, 0, start)
        after = _LIST_AFTER.match(kinds, end)
        refused = _REFUSED_BEFORE.search(kinds, 0, start) or _REFUSED_AFTER.match(kinds, end)
        yield _Found(
            day=_DAYS[found.lastgroup or ""](pieces[start:end], today),
            is_list=any(joined and joined.start(1) not in said for joined in (before, after)),
            is_refused=refused is not None,
        )


def _numbers(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if _DIGITS.fullmatch(piece.kind)]


def _of(pieces: Sequence[Piece], *kinds: Kind) -> Piece | None:
    return next((piece for piece in pieces if piece.kind in kinds), None)


def _dated(
    day: Piece, month: Piece, year: Piece | None, pieces: Sequence[Piece], today: date
) -> date | None:
    if _of(pieces, Kind.YEAR_UNIT) and year is None:
        return days.on(day.value, month.value, today.year + _ahead_of(pieces))
    if year is None:
        return days.without_year(day.value, month.value, today)
    meant = _year(year, pieces, today)
    return days.on(day.value, month.value, meant) if meant else None


def _year(year: Piece, pieces: Sequence[Piece], today: date) -> int | None:
    """The year as its era says, where one is named; else by its size."""
    is_short = len(year.text) == 2
    if _of(pieces, Kind.BUDDHIST):
        full = days.buddhist(year.value + 2500 * is_short)
    elif _of(pieces, Kind.COMMON):
        full = year.value + 2000 * is_short
    else:
        return days.common_year(year.text, today)
    return full if abs(full - today.year) <= days.FAR_YEARS else None


def _numeric(pieces: Sequence[Piece], today: date) -> date | None:
    first, month, last = _numbers(pieces)
    day, year = (last, first) if first.kind == Kind.FOUR_DIGITS else (first, last)
    return _dated(day, month, year, pieces, today)


def _written(pieces: Sequence[Piece], today: date) -> date | None:
    day, *year = _numbers(pieces)
    month = _of(pieces, Kind.MONTH, Kind.LATIN_MONTH)
    weekday = _of(pieces, Kind.WEEKDAY)
    meant = month and _dated(day, month, year[0] if year else None, pieces, today)
    return meant if meant and (not weekday or meant.weekday() == weekday.value) else None


def _by_numbers(pieces: Sequence[Piece], today: date) -> date | None:
    day, month, *year = _numbers(pieces)
    return _dated(day, month, year[0] if year else None, pieces, today)


def _in_month(pieces: Sequence[Piece], today: date) -> date | None:
    return days.in_month(_numbers(pieces)[0].value, _ahead_of(pieces), today)


def _ahead_of(pieces: Sequence[Piece]) -> int:
    """How many months, or years, from this one."""
    return bool(_of(pieces, Kind.NEXT)) - bool(_of(pieces, Kind.PAST))


def _month_end(pieces: Sequence[Piece], today: date) -> date | None:
    month = _of(pieces, Kind.MONTH, Kind.LATIN_MONTH)
    if not month:
        return days.end_of_month(_ahead_of(pieces), today)
    year = next(iter(_numbers(pieces)), None)
    first = _dated(Piece(Kind.DIGIT, "1", 1), month, year, pieces, today)
    return first and days.last_of(first.month, first.year)


def _year_end(pieces: Sequence[Piece], today: date) -> date | None:
    return days.last_of(12, today.year)


def _ahead(pieces: Sequence[Piece], today: date) -> date | None:
    return _away(pieces, 1, today)


def _ago(pieces: Sequence[Piece], today: date) -> date | None:
    return _away(pieces, -1, today)


def _away(pieces: Sequence[Piece], direction: int, today: date) -> date | None:
    number = next((piece.value for piece in _numbers(pieces)), 1)
    if _of(pieces, Kind.MONTH_UNIT):
        return days.in_month(today.day, direction * number, today)
    unit = _of(pieces, Kind.UNIT)
    return today + timedelta(days=direction * number * (unit.value if unit else 1))


def _near(pieces: Sequence[Piece], today: date) -> date | None:
    return today + timedelta(days=pieces[0].value)


def _weekday_day(pieces: Sequence[Piece], today: date) -> date | None:
    return days.on_weekday(_numbers(pieces)[0].value, pieces[0].value, today)


def _weekday(pieces: Sequence[Piece], today: date) -> date | None:
    weekday = _of(pieces, Kind.WEEKDAY)
    if not weekday:
        return None
    if _of(pieces, Kind.NEXT):
        return days.next_weekday(weekday.value, today)
    passed = _of(pieces, Kind.PAST)
    return (days.last_weekday if passed else days.this_weekday)(weekday.value, today)


def _only_day(pieces: Sequence[Piece], today: date) -> date | None:
    return days.coming(_numbers(pieces)[0].value, today)


def _compact(pieces: Sequence[Piece], today: date) -> date | None:
    """Eight digits, day first or year first, whichever of the two is a day."""
    digits = _numbers(pieces)[0].text
    ways = ((digits[:2], digits[2:4], digits[4:]), (digits[6:], digits[4:6], digits[:4]))
    every = (_whole(day, month, year, today) for day, month, year in ways)
    meant = {one for one in every if one}
    return meant.pop() if len(meant) == 1 else None


def _whole(day: str, month: str, year: str, today: date) -> date | None:
    meant = days.common_year(year, today)
    return days.on(int(day), int(month), meant) if meant else None


_DAYS: Final[Mapping[str, Callable[[Sequence[Piece], date], date | None]]] = {
    "numeric": _numeric,
    "written": _written,
    "numbered": _by_numbers,
    "month_first": _written,
    "in_month": _in_month,
    "month_end": _month_end,
    "year_end": _year_end,
    "ahead": _ahead,
    "ago": _ago,
    "near": _near,
    "weekday_day": _weekday_day,
    "weekday": _weekday,
    "only_day": _only_day,
    "slashed": _by_numbers,
    "spaced": _numeric,
    "compact": _compact,
}
