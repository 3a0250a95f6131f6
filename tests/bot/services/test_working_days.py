"""Thai working days, across weekends, holidays and midnights."""

import csv
from datetime import UTC, date, datetime

import pytest
from holidays import country_holidays

from bot.services import working_days

TUESDAY = date(2020, 3, 17)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2020, 3, 17, 16, 59, tzinfo=UTC), TUESDAY),
        (datetime(2020, 3, 17, 17, 0, tzinfo=UTC), date(2020, 3, 18)),
        (datetime(2020, 3, 16, 17, 0, tzinfo=UTC), TUESDAY),
    ],
)
def test_thai_day_begins_seven_hours_early(at: datetime, day: date) -> None:
    assert working_days.thai_day(at) == day


@pytest.mark.parametrize(
    ("day", "days", "found"),
    [
        (TUESDAY, 0, TUESDAY),
        (TUESDAY, 3, date(2020, 3, 20)),
        (date(2020, 3, 20), 1, date(2020, 3, 23)),
        (date(2020, 3, 21), 1, date(2020, 3, 23)),
        # Chakri Day, Monday 6 April, is a holiday.
        (date(2020, 4, 3), 1, date(2020, 4, 7)),
        # The Songkran of 2563 was put off: its days in April were worked.
        (date(2020, 4, 10), 1, date(2020, 4, 13)),
    ],
)
def test_after_counts_only_days_on_which_offices_are_open(
    day: date, days: int, found: date
) -> None:
    assert working_days.after(day, days=days) == found


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (TUESDAY, True),
        (date(2020, 3, 21), False),
        (date(2020, 3, 22), False),
        (date(2020, 4, 6), False),
    ],
)
def test_is_working_knows_weekends_and_holidays(day: date, is_working: bool) -> None:
    assert working_days.is_working(day) is is_working


def test_list_is_what_the_package_computes() -> None:
    computed = country_holidays("TH", years=range(2019, 2033))

    with working_days.HOLIDAYS.open(encoding="utf-8", newline="") as file:
        listed = [date.fromisoformat(row["date"]) for row in csv.DictReader(file)]

    assert listed == sorted(computed)


def test_years_beyond_the_list_have_weekends_only() -> None:
    assert working_days.is_working(date(2033, 1, 3))
