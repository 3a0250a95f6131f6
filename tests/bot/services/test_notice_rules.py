"""When notices may go, who must approve them, what they cost."""

from datetime import datetime

import pytest

from bot.services import notice_rules
from bot.services.notice_rules import Sum
from bot.services.working_days import THAI_TIME

DAY = datetime(2020, 3, 17, tzinfo=THAI_TIME)


def at(hour: int, minute: int = 0, *, day: int = 17) -> datetime:
    return DAY.replace(day=day, hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (at(0), at(8)),
        (at(7, 59), at(8)),
        (at(8), at(8)),
        (at(12, 30), at(12, 30)),
        (at(19, 59), at(19, 59)),
        (at(20), at(8, day=18)),
        (at(23, 59), at(8, day=18)),
    ],
)
def test_notices_wait_for_the_morning(moment: datetime, opens: datetime) -> None:
    assert notice_rules.opening(moment, is_urgent=False) == opens
    assert notice_rules.may_send(moment, is_urgent=False) is (moment == opens)


def test_urgent_notices_wait_for_nothing() -> None:
    assert notice_rules.opening(at(3), is_urgent=True) == at(3)
    assert notice_rules.may_send(at(3), is_urgent=True)


def test_the_day_begins_at_the_thai_midnight() -> None:
    assert notice_rules.day_began(at(0, 1)) == DAY
    assert notice_rules.day_began(at(23, 59)) == DAY


@pytest.mark.parametrize(
    ("is_urgent", "is_correction", "is_kept"),
    [(False, False, True), (True, False, False), (False, True, False), (True, True, False)],
)
def test_one_notice_a_day_but_for_the_urgent_and_corrections(
    is_urgent: bool, is_correction: bool, is_kept: bool
) -> None:
    kept = notice_rules.one_a_day(is_urgent=is_urgent, is_correction=is_correction)

    assert kept is is_kept


def test_approval_begins_above_the_size() -> None:
    assert not notice_rules.needs_approval(50, size=50)
    assert notice_rules.needs_approval(51, size=50)


@pytest.mark.parametrize(
    ("people", "is_approved", "expected", "is_too_many"),
    [
        (50, False, 40, False),
        (51, False, 50, True),
        (150, True, 100, False),
        (151, True, 100, True),
        (90, True, 100, False),
    ],
)
def test_a_notice_grows_beyond_what_was_agreed_to(
    people: int, is_approved: bool, expected: int, is_too_many: bool
) -> None:
    has_grown = notice_rules.has_grown(people, is_approved=is_approved, expected=expected, size=50)

    assert has_grown is is_too_many


def test_whoever_had_a_hand_in_it_may_not_approve() -> None:
    assert not notice_rules.may_approve(1, editors=frozenset({1, 2}))
    assert notice_rules.may_approve(3, editors=frozenset({1, 2}))


@pytest.mark.parametrize(
    ("limit", "used", "people", "left", "missing"),
    [
        (300, 216, 84, 0, 0),
        (300, 216, 87, -3, 3),
        (300, 0, 87, 213, 0),
        (None, 10_000, 87, None, 0),
    ],
)
def test_the_sum_says_what_is_left(
    limit: int | None, used: int, people: int, left: int | None, missing: int
) -> None:
    told = Sum(limit, used, people)

    assert (told.left, told.missing, told.is_enough) == (left, missing, missing == 0)
