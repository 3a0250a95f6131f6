"""A day is read as officers write it, in either era."""

from datetime import date

import pytest

from bot.console import daypicking

TUESDAY = date(2020, 3, 17)
LATEST = date(2020, 4, 1)


@pytest.mark.parametrize(
    "written",
    [
        "2020-03-17", "2563-03-17", "17/3/2563", "17-03-2020", "17.3.63", "17/3/63", " 17/3/2563 ",
        "๑๗/๓/๒๕๖๓", "17 มี.ค. 2563", "17 มีนาคม 2563", "17มีค63", "17\u00a0มี.ค.\u00a02563",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written: str) -> None:
    assert daypicking.read(written, latest=LATEST) == TUESDAY


@pytest.mark.parametrize(
    "written",
    [
        "", "17", "17/3", "30/2/2563", "17/13/2563", "0/3/2563", "2/4/2563", "1/1/2018",
        "17 อะไร 63", "17/3/0000", "²/3/2563", "9" * 60,
    ],
)  # fmt: skip
def test_what_is_no_day_or_lies_outside_is_none(written: str) -> None:
    assert daypicking.read(written, latest=LATEST) is None


def test_a_day_that_is_shown_is_read_again() -> None:
    assert daypicking.shown(TUESDAY) == "17/3/2563"
    assert daypicking.read(daypicking.shown(TUESDAY), latest=LATEST) == TUESDAY
