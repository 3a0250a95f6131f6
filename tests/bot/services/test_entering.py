"""Requests that came by telephone or in person, stored once each."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from bot.services import bodies, entering
from bot.services.decisions import NotPossible
from bot.services.entering import Entered, Occupied
from bot.services.officer import Officer
from handlers.effects import AgencyAnswer, Submit
from models.base import Database
from models.contact import AgencyContact
from models.registration import Registration, RegistrationEvent
from models.vocabulary import Actor, AgencyCategory, Change, ContactRole, MeetingApp, Origin, Role
from tests.bot.services.colleagues import audited, hire
from tests.bot.services.office import MALEE, MORNING, SOMCHAI, WEATHER, Office, later, submit

_r, _link, _event = Registration.__table__, AgencyContact.__table__, RegistrationEvent.__table__
BY_PHONE = Submit(WEATHER, frozenset({MeetingApp.TEAMS}), 450, SOMCHAI, origin=Origin.PHONE)
VILLAGE = AgencyAnswer(None, "อบต.บ้านใหม่", AgencyCategory.PROVINCIAL, "ตาก")


@pytest.fixture
def officer(peopled: Database) -> Officer:
    return Officer(hire(peopled), "สมศรี", Role.OFFICER)


def enter(database: Database, officer: Officer, entry: Submit = BY_PHONE, key: str = "key-1"):
    return entering.enter(database, entry, officer=officer, key=key, now=MORNING)


def contacts(database: Database) -> list[tuple[object, ...]]:
    query = select(_link.c.agency_id, _link.c.contact_id, _link.c.role, _link.c.name)
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(_link.c.id))]


def test_enter_stores_a_request_with_its_origin_and_who_entered_it(
    peopled: Database, officer: Officer
) -> None:
    done = enter(peopled, officer)

    with peopled.read() as connection:
        stored = connection.execute(select(_r)).one()
        event = connection.execute(select(_event)).one()
    assert done == Entered(stored.reference)
    assert (stored.agency_id, stored.users, stored.origin, stored.submitted_by) == (
        *(1, 450, Origin.PHONE),
        None,
    )
    assert (event.change, event.actor, event.staff_id) == (
        *(Change.SUBMITTED, Actor.STAFF),
        officer.id,
    )
    assert contacts(peopled) == [(1, None, ContactRole.MAIN, "สมชาย ใจดี")]
    assert audited(peopled) == [("registration.submitted", "registration 1", officer.id)]


def test_a_form_that_is_sent_twice_stores_once(peopled: Database, officer: Officer) -> None:
    first = enter(peopled, officer)

    second = enter(peopled, officer)

    with peopled.read() as connection:
        assert len(connection.execute(select(_r)).all()) == 1
    assert second == first


def test_a_double_click_stores_once(peopled: Database, officer: Officer) -> None:
    with ThreadPoolExecutor(2) as both:
        clicks = [both.submit(enter, peopled, officer) for _ in range(2)]
    first, second = (click.result() for click in clicks)

    assert isinstance(first, Entered)
    assert (second, len(contacts(peopled))) == (first, 1)


@pytest.mark.parametrize("key", ["", "k" * 41, "k\0"])
def test_a_form_without_a_key_of_ours_stores_nothing(
    peopled: Database, officer: Officer, key: str
) -> None:
    assert enter(peopled, officer, key=key) == NotPossible("bodies.refused.key")
    assert contacts(peopled) == []


def test_an_agency_with_an_open_request_is_told_and_the_form_may_be_corrected(
    peopled: Database, officer: Officer
) -> None:
    with peopled.write() as connection:
        there = Office(connection).do(1, submit(WEATHER)).view.reference
    occupied = enter(peopled, officer)

    other = enter(peopled, officer, Submit(VILLAGE, frozenset(MeetingApp), 20, MALEE))

    assert occupied == Occupied(there, WEATHER.name)
    assert isinstance(other, Entered)
    assert bodies.find(peopled, "NEW-00001").name == "อบต.บ้านใหม่"


def test_a_person_who_is_known_is_entered_once(peopled: Database, officer: Officer) -> None:
    with peopled.write() as connection:
        office = Office(connection)
        view = office.do(1, submit(WEATHER, person=SOMCHAI)).view
    with peopled.write() as connection:
        closed = _r.update().where(_r.c.reference == view.reference)
        connection.execute(closed.values(status="rejected", status_at=later(days=1)))

    enter(peopled, officer)

    assert contacts(peopled) == [(1, 1, ContactRole.MAIN, "สมชาย ใจดี")]


def test_an_agency_that_is_gone_is_no_error(peopled: Database, officer: Officer) -> None:
    nobody = AgencyAnswer("GOV-999", "กรมหนึ่ง", AgencyCategory.GOVERNMENT)

    entry = Submit(nobody, frozenset(MeetingApp), 20, MALEE)

    assert enter(peopled, officer, entry) == NotPossible("bodies.refused.gone")
