"""
Reckoning days: what a day, a month, a year or a weekday said today must mean.

None where no calendar has such a day, or where two days may be meant.
"""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

BUDDHIST_AHEAD: Final = 543  # years of the Buddhist era before the common one
FIRST_BUDDHIST: Final = 2400  # no plan of an office is older, none in the common era so late
NEAR_YEARS: Final = 5  # a year of two digits farther off is no year
FAR_YEARS: Final = 20  # a full year farther off is a slip
LONG_PAST: Final = timedelta(days=180)  # without its year, a day so long ago is the next one
A_WEEK: Final = 7


def common_year(written: str, today: date) -> int | None:
    """The year, told by its size; of two digits the nearest one."""
    year = int(written)
    if len(written) == 2:
        meant = min(2000 + year, buddhist(2500 + year), key=lambda one: abs(one - today.year))
        return meant if abs(meant - today.year) <= NEAR_YEARS else None
    meant = buddhist(year) if year >= FIRST_BUDDHIST else year
    return meant if abs(meant - today.year) <= FAR_YEARS else None


def buddhist(year: int) -> int:
    """The common year of a Buddhist one."""
    return year - BUDDHIST_AHEAD


def on(day: int, month: int, year: int) -> date | None:
    """The day of this date."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def without_year(day: int, month: int, today: date) -> date | None:
    """This year's such day, or the next year's where this one's is long past."""
    meant = on(day, month, today.year)
    is_past = meant is not None and today - meant > LONG_PAST
    return on(day, month, today.year + 1) if is_past else meant


def coming(day: int, today: date) -> date | None:
    """This day of this month, or of the next one when it has passed."""
    if day >= today.day:
        return on(day, today.month, today.year)
    return in_month(day, 1, today)


def in_month(day: int, months: int, today: date) -> date | None:
    """This day of the month so many months from today's."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return on(day, month + 1, year)


def end_of_month(months: int, today: date) -> date | None:
    """The last day of the month so many months from today's."""
    first = in_month(1, months, today)
    return first and last_of(first.month, first.year)


def last_of(month: int, year: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def on_weekday(day: int, weekday: int, today: date) -> date | None:
    """The one day of last month, this or the next that is of this number and weekday."""
    every = _real(in_month(day, months, today) for months in (0, 1, -1))
    matching = [one for one in every if one.weekday() == weekday]
    return matching[0] if len(matching) == 1 else None


def this_weekday(weekday: int, today: date) -> date:
    """Today or the first such weekday ahead."""
    return today + timedelta(days=(weekday - today.weekday()) % A_WEEK)


def next_weekday(weekday: int, today: date) -> date | None:
    """The weekday of next week; None on Sundays, which some weeks begin with and others end."""
    monday = today - timedelta(days=today.weekday())
    return None if weekday == calendar.SUNDAY else monday + timedelta(days=A_WEEK + weekday)


def last_weekday(weekday: int, today: date) -> date | None:
    """The last such weekday, where it is last week's as well: else either may be meant."""
    latest = today - timedelta(days=(today.weekday() - weekday) % A_WEEK or A_WEEK)
    monday = today - timedelta(days=today.weekday())
    is_last_week = weekday != calendar.SUNDAY and latest < monday
    return latest if is_last_week else None


def _real(days: Iterable[date | None]) -> list[date]:
    return [day for day in days if day]
