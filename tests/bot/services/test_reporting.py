"""The press table on any day, counted from the history of every request."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.services import directory as bodies
from bot.services import recording, reporting, seeding
from bot.services.recording import Act
from bot.services.reporting import Figures, Line
from handlers.turn import Amend, Withdraw
from models.base import Database
from models.vocabulary import Actor, AgencyCategory, Change, RegistrationStatus
from tests.bot.services.office import CHIANG_MAI, MORNING, WEATHER, Office, later, submit

TUESDAY = date(2020, 3, 17)
FIRST = "WFH-63-00001-E"


@contextmanager
def acting(database: Database) -> Iterator[Office]:
    """People acting until the block ends; then it is committed."""
    with database.write() as connection:
        yield Office(connection)


def counted(database: Database, day: date = TUESDAY) -> dict[str, tuple[int, int]]:
    """Agencies and users of each category that has any."""
    lines = reporting.figures(database, day).lines
    return {line.category: (line.agencies, line.users) for line in lines if line.agencies}


def close(office: Office, status: RegistrationStatus) -> None:
    staff = Act(office.connection, None, None, later(minutes=5), Actor.STAFF)
    case = recording.find(staff, FIRST)
    assert case is not None
    recording.enter(
        staff, replace(case, status=status), Change.STATUS, before=case.status, reason="-"
    )


def test_figures_of_nothing_have_a_line_for_every_category(database: Database) -> None:
    assert reporting.figures(database, TUESDAY) == Figures(
        TUESDAY, tuple(Line(category, 0, 0) for category in AgencyCategory)
    )


def test_figures_count_agencies_and_users_by_category(peopled: Database) -> None:
    with acting(peopled) as office:
        office.do(1, submit(WEATHER, users=450))
        office.do(2, submit(CHIANG_MAI, users=120))

    assert counted(peopled) == {"government": (1, 450), "provincial": (1, 120)}


def test_figures_follow_the_newest_change_of_the_day(peopled: Database) -> None:
    with acting(peopled) as office:
        office.do(1, submit(WEATHER, users=450))
        office.do(1, Amend(FIRST, Change.USERS, users=500), now=later(minutes=1))
        office.do(1, Amend(FIRST, Change.USERS, users=700), now=later(days=1))

    assert counted(peopled) == {"government": (1, 500)}
    assert counted(peopled, date(2020, 3, 18)) == {"government": (1, 700)}
    assert counted(peopled, date(2020, 3, 16)) == {}


def test_a_day_ends_at_midnight_in_thailand(peopled: Database) -> None:
    with acting(peopled) as office:
        office.do(1, submit(WEATHER), now=datetime(2020, 3, 17, 16, 59, 59, 999_999, tzinfo=UTC))
        office.do(2, submit(CHIANG_MAI), now=datetime(2020, 3, 17, 17, 0, tzinfo=UTC))

    assert counted(peopled) == {"government": (1, 450)}


@pytest.mark.parametrize(
    "status", [RegistrationStatus.REJECTED, RegistrationStatus.WITHDRAWN, RegistrationStatus.MERGED]
)
def test_requests_that_came_to_nothing_are_left_out(
    peopled: Database, status: RegistrationStatus
) -> None:
    with acting(peopled) as office:
        office.do(1, submit(WEATHER))
        office.do(2, submit(CHIANG_MAI))
    before = counted(peopled)

    with acting(peopled) as office:
        close(office, status)

    assert before == {"government": (1, 450), "provincial": (1, 450)}
    assert counted(peopled) == {"provincial": (1, 450)}


def test_an_agency_that_began_anew_is_counted_once(peopled: Database) -> None:
    with acting(peopled) as office:
        office.do(1, submit(WEATHER, users=450))
        office.do(1, Withdraw(FIRST), now=MORNING)
        office.do(1, submit(WEATHER, users=500), now=later(minutes=1))

    assert counted(peopled) == {"government": (1, 500)}


def test_the_press_table_comes_out_to_the_digit(database: Database) -> None:
    bodies.sync(database, now=MORNING)
    seeding.seed_demo(database)

    found = reporting.figures(database, TUESDAY)

    assert found == Figures(
        TUESDAY,
        (
            Line(AgencyCategory.GOVERNMENT, 64, 35_756),
            Line(AgencyCategory.STATE_ENTERPRISE, 6, 1_371),
            Line(AgencyCategory.PUBLIC_ORGANISATION, 1, 75),
            Line(AgencyCategory.INDEPENDENT, 5, 8_000),
            Line(AgencyCategory.PROVINCIAL, 8, 1_224),
        ),
    )
    assert (found.agencies, found.users) == (84, 46_426)
