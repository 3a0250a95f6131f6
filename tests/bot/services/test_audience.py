"""How many are reached, who exactly, and who is left out and why."""

from typing import Any

import pytest
from sqlalchemy import text

from bot.services import audience, segments
from bot.services.audience import Conditions, Counted, LeftOut, Scope
from models.base import Database
from models.vocabulary import AgencyCategory, MeetingApp
from tests.bot.services.noticing import send
from tests.bot.services.office import CHIANG_MAI, WEATHER, Office, later, submit

pytestmark = pytest.mark.both

NOW = later(days=1)
REGISTERED = Conditions()
EVERYONE = Conditions(scope=Scope.EVERYONE)
GOVERNMENT = Conditions(categories=frozenset({AgencyCategory.GOVERNMENT}))
WEBEX = Conditions(apps=frozenset({MeetingApp.WEBEX}))
CHIANG_MAI_ONLY = Conditions(agencies=frozenset({2}))
PHONED = (
    "INSERT INTO agency_contacts (agency_id, role, name, phone, email, since)"
    " SELECT id, 'main', 'ก', '', '', created_at FROM agencies WHERE code = 'BY-PHONE'"
)


@pytest.fixture
def filled(peopled: Database) -> Database:
    """Contact 1 speaks for GOV-091, 2 for PROV-421, 3 for nobody; nobody on LINE for a third."""
    with peopled.write() as connection:
        office = Office(connection)
        office.do(1, submit(WEATHER, MeetingApp.TEAMS))
        office.do(2, submit(CHIANG_MAI, MeetingApp.WEBEX))
        connection.execute(
            text(
                "INSERT INTO agencies (code, name, folded, category, keys, searched, created_at)"
                " SELECT 'BY-PHONE', 'ท', 'ท', 'government', '', '', created_at"
                " FROM agencies WHERE id = 1"
            )
        )
        connection.execute(text(PHONED))
    return peopled


def change(database: Database, statement: str) -> None:
    with database.write() as connection:
        connection.execute(text(statement))


def look(database: Database, conditions: Conditions, **how: Any) -> tuple[list[int], Any]:
    """Who exactly, and who is left out; the count must say the same."""
    now = how.pop("now", NOW)
    counted = audience.count(database, conditions, now=now, **how)
    with database.read() as connection:
        rows = connection.execute(audience.matching(connection, conditions, now=now, **how)).all()
        left = audience.left_out(connection, conditions, now=now, **how)
    assert counted.is_settled
    assert (counted.people, counted.left_out) == (len(rows), left)
    return [row.contact_id for row in rows], left


OFF_LINE = {LeftOut.NOBODY_ON_LINE: 1}


@pytest.mark.parametrize(
    ("conditions", "people", "left"),
    [
        (REGISTERED, [1, 2], OFF_LINE),
        (EVERYONE, [1, 2, 3], OFF_LINE),
        (GOVERNMENT, [1], OFF_LINE),
        (WEBEX, [2], {}),
        (CHIANG_MAI_ONLY, [2], {}),
        (Conditions(agencies=frozenset({2}), apps=WEBEX.apps), [2], {}),
        (Conditions(agencies=frozenset({1, 3}), apps=WEBEX.apps), [], {}),
        (Conditions(agencies=frozenset({3})), [], OFF_LINE),
        (Conditions(tags=frozenset({"none"})), [], {}),
    ],
)
def test_conditions_choose_people(
    filled: Database, conditions: Conditions, people: list[int], left: Any
) -> None:
    assert look(filled, conditions) == (people, left)


def test_a_count_tells_people_and_bodies(filled: Database) -> None:
    counted = audience.count(filled, REGISTERED, now=NOW)

    assert counted == Counted(people=2, agencies=2, left_out=OFF_LINE, is_settled=True)


def test_who_blocked_or_stopped_is_left_out(filled: Database) -> None:
    change(filled, "UPDATE contacts SET blocked_at = created_at WHERE id = 1")
    change(filled, "UPDATE contacts SET notices_stopped_at = created_at WHERE id = 2")

    left = {LeftOut.BLOCKED: 1, LeftOut.STOPPED: 1, **OFF_LINE}
    assert look(filled, EVERYONE) == ([3], left)
    assert look(filled, CHIANG_MAI_ONLY) == ([], {LeftOut.STOPPED: 1})
    assert audience.count(filled, EVERYONE, now=NOW).agencies == 0


@pytest.mark.parametrize("conditions", [REGISTERED, Conditions(agencies=frozenset({1, 2}))])
def test_nobody_gets_two_on_one_day_unless_it_is_urgent(
    filled: Database, conditions: Conditions
) -> None:
    send(filled, 1, 1, at=NOW)

    people, left = look(filled, conditions)

    assert (people, left[LeftOut.HAD_ONE_TODAY]) == ([2], 1)
    assert look(filled, conditions, is_urgent=True)[0] == [1, 2]
    assert look(filled, conditions, now=later(days=2))[0] == [1, 2]
    with filled.read() as connection:  # its own recipients are not left out of a notice
        own = audience.matching(connection, conditions, now=NOW, broadcast_id=1)
        assert len(connection.execute(own).all()) == 2


@pytest.mark.parametrize("state", ["failed", "stopped"])
def test_who_was_told_nothing_may_be_told_another_thing(filled: Database, state: str) -> None:
    send(filled, 1, 1, 2, at=NOW, state=state)

    assert look(filled, REGISTERED)[0] == [1, 2]


def test_a_correction_goes_to_who_was_told_and_is_still_reached(filled: Database) -> None:
    send(filled, 1, 1, 2, 3, at=NOW)
    change(filled, "UPDATE broadcast_chunks SET state = 'uncertain' WHERE last_id = 2")
    change(filled, "UPDATE contacts SET blocked_at = created_at WHERE id = 3")

    people, left = look(filled, EVERYONE, corrects=1)

    assert people == [1, 2]
    assert left[LeftOut.BLOCKED] == 1
    change(filled, "UPDATE broadcast_chunks SET state = 'failed' WHERE last_id = 2")
    assert look(filled, EVERYONE, corrects=1)[0] == [1]


def test_a_count_looks_first_at_what_changed(filled: Database) -> None:
    segments.settle(filled)
    change(filled, "INSERT INTO audience_stale (contact_id) SELECT 1 FROM contacts")

    segments.fold(filled, most=2)
    with filled.read() as connection:
        assert not segments.is_settled(connection)
    assert audience.count(filled, REGISTERED, now=NOW).is_settled
