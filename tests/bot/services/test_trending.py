"""The totals day by day are the press table's own, whatever happened in between."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from bot.services import directory, recording, reporting, seeding, trending
from bot.services.recording import Act
from bot.services.trending import Point
from handlers.turn import Amend, Withdraw
from models.base import Database
from models.vocabulary import Actor, AgencyCategory, Change, RegistrationStatus
from tests.bot.services.office import CHIANG_MAI, MORNING, WEATHER, Office, later, submit

TUESDAY = date(2020, 3, 17)
FIRST = "WFH-63-00001-E"


def staff(office: Office, change: Change, *, days: int, **changed: object) -> None:
    """A member of staff enters a change into the first request's history."""
    act = Act(office.connection, None, None, later(days=days), Actor.STAFF)
    case = recording.find(act, FIRST)
    assert case is not None
    recording.enter(act, replace(case, **changed), change, before=case.status)


def as_the_press_table(database: Database, until: date, days: int) -> tuple[Point, ...]:
    """The same, one question a day."""
    found = [
        reporting.figures(database, until - timedelta(days=back)) for back in reversed(range(days))
    ]
    return tuple(Point(figures.as_of, figures.agencies, figures.users) for figures in found)


def busy(database: Database) -> None:
    """Four days on which everything that counts is changed."""
    with database.write() as connection:
        office = Office(connection)
        office.do(1, submit(WEATHER, users=450))
        office.do(2, submit(CHIANG_MAI, users=120), now=later(minutes=5))
        office.do(1, Amend(FIRST, Change.USERS, users=700), now=later(days=1))
        staff(office, Change.CATEGORY, days=2, category=AgencyCategory.INDEPENDENT)
        staff(office, Change.STATUS, days=2, status=RegistrationStatus.APPROVED)
        staff(office, Change.STATUS, days=3, status=RegistrationStatus.REJECTED)


def test_a_trend_has_a_point_for_each_day(peopled: Database) -> None:
    busy(peopled)

    assert trending.trend(peopled, date(2020, 3, 20), days=5) == (
        Point(date(2020, 3, 16), 0, 0),
        Point(date(2020, 3, 17), 2, 570),
        Point(date(2020, 3, 18), 2, 820),
        Point(date(2020, 3, 19), 2, 820),
        Point(date(2020, 3, 20), 1, 120),
    )


def test_a_trend_agrees_with_the_press_table_of_every_day(peopled: Database) -> None:
    busy(peopled)
    with peopled.write() as connection:
        office = Office(connection)
        office.do(2, Withdraw("WFH-63-00002-G"), now=later(days=1))
        office.do(2, submit(CHIANG_MAI, users=99), now=later(days=2))

    found = trending.trend(peopled, date(2020, 3, 22), days=8)

    assert found == as_the_press_table(peopled, date(2020, 3, 22), 8)


def test_a_request_reopened_counts_again(peopled: Database) -> None:
    busy(peopled)
    with peopled.write() as connection:
        act = Act(connection, None, None, later(days=4), Actor.STAFF)
        case = recording.find(act, FIRST)
        assert case is not None
        rejected = RegistrationStatus.REJECTED
        back = replace(case, status=RegistrationStatus.SCREENING, users=700)
        recording.enter(act, back, Change.STATUS, before=rejected)

    assert trending.trend(peopled, date(2020, 3, 21), days=1) == (Point(date(2020, 3, 21), 2, 820),)


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-5, 1), (3, 3), (10_000, 366)])
def test_a_trend_is_a_day_to_a_year_long(peopled: Database, asked: int, given: int) -> None:
    assert len(trending.trend(peopled, TUESDAY, days=asked)) == given


def test_a_trend_asks_as_often_for_a_year_as_for_a_day(database: Database) -> None:
    directory.sync(database, now=MORNING)
    seeding.seed_demo(database)
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    trending.trend(database, TUESDAY, days=1)
    of_a_day = len(asked)
    trending.trend(database, TUESDAY, days=366)

    assert len(asked) == 2 * of_a_day


def test_the_demo_week_ends_with_the_press_table(database: Database) -> None:
    directory.sync(database, now=MORNING)
    seeding.seed_demo(database)

    found = trending.trend(database, TUESDAY, days=7)

    assert found[-1] == Point(TUESDAY, 84, 46_426)
    assert found == as_the_press_table(database, TUESDAY, 7)
