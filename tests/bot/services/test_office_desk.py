"""What staff ask from LINE: the queue with what is late, the day so far, any case."""

from datetime import date, datetime, time

import pytest

from bot.services.office_desk import StoredDesk
from bot.services.working_days import THAI_TIME, thai_day
from handlers.facts import DayView
from handlers.turn import Withdraw
from models.vocabulary import MeetingApp, RegistrationStatus
from tests.bot.services.office import CHIANG_MAI, MORNING, WEATHER, Office, later, submit


@pytest.fixture
def two(office: Office) -> Office:
    """A request of Tuesday 17 March, and one of the Wednesday after."""
    office.do(1, submit(WEATHER, MeetingApp.TEAMS, users=450))
    office.do(2, submit(CHIANG_MAI, users=120), now=later(days=1))
    return office


def desk(office: Office, today: date) -> StoredDesk:
    noon = datetime.combine(today, time(12), THAI_TIME)
    return StoredDesk(office.connection, "วิภา", noon, None)


def test_queue_counts_what_waits_oldest_first(two: Office) -> None:
    queue = desk(two, thai_day(later(days=1))).queue(5)

    assert (queue.counts, queue.overdue) == ({RegistrationStatus.SUBMITTED: 2}, 0)
    assert [view.agency for view in queue.oldest] == ["กรมอุตุนิยมวิทยา", "จังหวัดเชียงใหม่"]


@pytest.mark.parametrize(
    ("today", "late"),
    [
        (date(2020, 3, 20), 0),  # Friday: three working days after the Tuesday, not yet past
        (date(2020, 3, 21), 1),
        (date(2020, 3, 23), 1),  # Monday: the Wednesday's promise ends today
        (date(2020, 3, 24), 2),
    ],
)
def test_queue_tells_what_waits_longer_than_promised(today: date, late: int, two: Office) -> None:
    assert desk(two, today).queue(1).overdue == late


def test_today_tells_the_day_and_the_totals(two: Office) -> None:
    two.do(1, Withdraw("WFH-63-00001-E"), now=later(days=1, minutes=5))

    assert desk(two, date(2020, 3, 18)).today() == DayView(
        day=date(2020, 3, 18),
        submitted=1,
        approved=0,
        rejected=0,
        active=0,
        agencies=1,
        users=120,
    )


def test_case_is_seen_by_its_reference_without_persons(two: Office) -> None:
    today = thai_day(MORNING)

    view = desk(two, today).case("WFH-63-00001-E")

    assert view is not None
    assert (view.agency, view.users, view.role, view.person) == (WEATHER.name, 450, None, None)
    assert desk(two, today).case("WFH-63-00009-A") is None
