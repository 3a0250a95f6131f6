"""What conditions may ask about a body, read from its rows."""

import pytest
from sqlalchemy import Connection, insert, text, update

from bot.services import body_facts
from models.agency import Agency
from models.audience import AgencyTag
from models.base import Database
from models.registration import Registration, RegistrationApp
from models.vocabulary import MeetingApp
from tests.bot.services.office import CHIANG_MAI, MALEE, Office, later, submit

pytestmark = pytest.mark.both

_r, _app = Registration.__table__, RegistrationApp.__table__


def look(connection: Connection, agency_id: int = 2):
    seen = body_facts.look(connection, {agency_id})[agency_id]
    return seen.facts, (seen.speaking, seen.on_line, seen.reached)


def test_a_body_is_where_its_request_stands(peopled: Database) -> None:
    with peopled.write() as connection:
        Office(connection).do(1, submit(CHIANG_MAI, MeetingApp.WEBEX, MeetingApp.TEAMS))
        connection.execute(insert(AgencyTag.__table__), {"agency_id": 2, "tag": "นำร่อง"})

        assert look(connection) == (
            {
                "category": "provincial",
                "province": "เชียงใหม่",
                "status": "submitted",
                "apps": [["teams", "waiting"], ["webex", "waiting"]],
                "tags": ["นำร่อง"],
            },
            (1, 1, 1),
        )


def test_an_app_that_is_not_asked_for_any_more_is_none(peopled: Database) -> None:
    with peopled.write() as connection:
        Office(connection).do(1, submit(CHIANG_MAI, MeetingApp.WEBEX, MeetingApp.TEAMS))
        dropped = update(_app).where(_app.c.app == "webex").values(status="dropped")
        connection.execute(dropped)

        assert look(connection)[0]["apps"] == [["teams", "waiting"]]


def test_the_open_request_counts_or_else_the_newest(peopled: Database) -> None:
    with peopled.write() as connection:
        office = Office(connection)
        for day, app in enumerate((MeetingApp.TEAMS, MeetingApp.WEBEX)):
            office.do(1, submit(CHIANG_MAI, app), now=later(days=day))
            connection.execute(update(_r).where(_r.c.id == day + 1).values(status="withdrawn"))
        newest = look(connection)[0]
        connection.execute(update(_r).where(_r.c.id == 1).values(status="active"))
        open_one = look(connection)[0]

    assert (newest["status"], newest["apps"]) == ("withdrawn", [["webex", "waiting"]])
    assert (open_one["status"], open_one["apps"]) == ("active", [["teams", "waiting"]])


def test_a_body_is_counted_where_its_request_is(peopled: Database) -> None:
    with peopled.write() as connection:
        Office(connection).do(1, submit(CHIANG_MAI))
        connection.execute(update(_r).values(category="government"))

        assert look(connection)[0]["category"] == "government"


def test_who_speaks_is_told_from_who_is_reached(peopled: Database) -> None:
    link = (
        "INSERT INTO agency_contacts (agency_id, contact_id, role, name, phone, email, since)"
        " VALUES (2, {}, '{}', 'ก', '', '', '2020-03-17 02:30:00')"
    )
    with peopled.write() as connection:
        for contact, role in ((1, "main"), (2, "deputy"), ("NULL", "deputy"), (3, "asking")):
            connection.execute(text(link.format(contact, role)))
        connection.execute(text("UPDATE contacts SET notices_stopped_at = created_at WHERE id = 2"))

        facts, people = look(connection)

    assert (facts["status"], facts["apps"]) == (None, [])
    assert people == (3, 2, 1)


def test_what_was_merged_is_the_body_it_lives_on_in(peopled: Database) -> None:
    with peopled.write() as connection:
        Office(connection).do(1, submit(CHIANG_MAI, person=MALEE))
        connection.execute(insert(AgencyTag.__table__), {"agency_id": 2, "tag": "นำร่อง"})
        moved = update(Agency.__table__).where(Agency.__table__.c.id == 2)
        connection.execute(moved.values(merged_into=1))

        assert body_facts.living(connection, {2}) == {1}
        assert body_facts.family(connection, {1}) == {1, 2}
        assert body_facts.look(connection, {2}) == {}
        facts, people = look(connection, 1)

    assert (facts["province"], facts["status"], facts["tags"]) == (None, "submitted", ["นำร่อง"])
    assert people == (1, 1, 1)


def test_a_body_nobody_has_to_do_with_is_not_known(peopled: Database) -> None:
    with peopled.read() as connection:
        assert not body_facts.look(connection, {1})[1].is_known
        assert body_facts.look(connection, {99}) == {}
