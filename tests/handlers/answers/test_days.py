"""Reckoning days around a Tuesday in March."""

from datetime import date

import pytest

from handlers.answers import days

TODAY = date(2020, 3, 17)


@pytest.mark.parametrize(
    ("written", "year"),
    [("2563", 2020), ("2020", 2020), ("63", 2020), ("20", 2020), ("64", 2021), ("99", None)],
)
def test_common_year_is_told_by_its_size(written: str, year: int | None) -> None:
    assert days.common_year(written, TODAY) == year


def test_days_that_no_calendar_has_are_none() -> None:
    assert days.on(31, 4, 2020) is None
    assert days.buddhist(2563) == 2020
    assert days.in_month(31, 1, TODAY) is None
    assert days.without_year(29, 2, date(2021, 8, 1)) is None


@pytest.mark.parametrize(
    ("day", "month", "meant"),
    [
        (25, 12, date(2020, 12, 25)),
        (1, 9, date(2020, 9, 1)),
        (30, 9, date(2020, 9, 30)),
        (2, 1, date(2020, 1, 2)),
    ],
)
def test_day_without_its_year_is_of_this_year(day: int, month: int, meant: date) -> None:
    assert days.without_year(day, month, TODAY) == meant


def test_day_without_its_year_that_is_long_past_is_of_the_next() -> None:
    in_october = date(2020, 10, 1)

    assert days.without_year(4, 4, in_october) == date(2020, 4, 4)  # 180 days back
    assert days.without_year(3, 4, in_october) == date(2021, 4, 3)
    assert days.without_year(29, 2, in_october) is None


def test_coming_day_has_not_passed() -> None:
    assert [days.coming(day, TODAY) for day in (17, 5, 31)] == [
        TODAY,
        date(2020, 4, 5),
        date(2020, 3, 31),
    ]


def test_months_end_when_they_end() -> None:
    assert days.end_of_month(-1, TODAY) == date(2020, 2, 29)
    assert days.end_of_month(10, TODAY) == date(2021, 1, 31)
    assert days.last_of(2, 2021) == date(2021, 2, 28)


def test_day_of_a_weekday_is_the_only_one_near() -> None:
    assert days.on_weekday(19, 3, TODAY) == date(2020, 3, 19)
    assert days.on_weekday(19, 4, TODAY) is None


def test_weekdays_are_counted_by_weeks() -> None:
    assert days.this_weekday(1, TODAY) == TODAY
    assert days.this_weekday(0, TODAY) == date(2020, 3, 23)
    assert days.next_weekday(4, TODAY) == date(2020, 3, 27)
    assert days.next_weekday(6, TODAY) is None
    assert days.last_weekday(4, TODAY) == date(2020, 3, 13)
    assert days.last_weekday(0, TODAY) is None
