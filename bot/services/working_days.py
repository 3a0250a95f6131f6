"""Thai working days: Monday to Friday without the state's holidays."""

from collections.abc import Container
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Final

THAI_TIME: Final = timezone(timedelta(hours=7))
SATURDAY: Final = 5


def thai_day(at: datetime) -> date:
    """The date on a Thai calendar at that moment."""
    return at.astimezone(THAI_TIME).date()


def after(day: date, *, days: int) -> date:
    """The working day that is `days` working days after `day`."""
    while days:
        day += timedelta(days=1)
        days -= is_working(day)
    return day


def is_working(day: date) -> bool:
    """Whether offices are open on `day`."""
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


@cache
def _holidays(year: int) -> Container[date]:
    # Imported late: it costs memory, and only few answers need it.
    from holidays import country_holidays

    return frozenset(country_holidays("TH", years=year))
