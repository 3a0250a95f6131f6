"""Thai working days: Monday to Friday without the state's holidays."""

import csv
from collections.abc import Container
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Final

import models

THAI_TIME: Final = timezone(timedelta(hours=7))
SATURDAY: Final = 5
HOLIDAYS: Final = Path(models.__file__).parent / "data" / "holidays.csv"


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
    return day.weekday() < SATURDAY and day not in _holidays()


@cache
def _holidays() -> Container[date]:
    """Days the state is closed, as far as the list knows them; later years have weekends only."""
    with HOLIDAYS.open(encoding="utf-8", newline="") as file:
        return frozenset(date.fromisoformat(row["date"]) for row in csv.DictReader(file))
