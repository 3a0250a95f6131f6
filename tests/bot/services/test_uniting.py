"""Two rows of the directory that are one body."""

import pytest
from sqlalchemy import select, update

from bot.services import bodies, directory, uniting
from bot.services.decisions import NotPossible
from bot.services.officer import Officer
from bot.services.uniting import Prospect, Side, United
from handlers.effects import AgencyAnswer
from models.agency import Agency
from models.base import Database
from models.contact import AgencyContact
from models.registration import Registration
from models.vocabulary import AgencyCategory, ContactRole, Role
from tests.bot.services.colleagues import audited, hire
from tests.bot.services.office import CHIANG_MAI, MALEE, WEATHER, Office, later, submit

_a, _link, _r = Agency.__table__, AgencyContact.__table__, Registration.__table__
DOUBLE = AgencyAnswer(None, "กรมอุตุนิยม", AgencyCategory.GOVERNMENT)
AT = later(days=1)


@pytest.fixture
def officer(peopled: Database) -> Officer:
    return Officer(hire(peopled), "สมศรี", Role.SCREENER)


@pytest.fixture
def doubled(peopled: Database) -> Database:
    """Contact 1 registered GOV-091, contact 2 the same body again as NEW-00001."""
    with peopled.write() as connection:
        office = Office(connection)
        office.do(1, submit(WEATHER))
        office.do(2, submit(DOUBLE, person=MALEE))
    return peopled


def close(database: Database, registration_id: int) -> None:
    with database.write() as connection:
        closed = update(_r).where(_r.c.id == registration_id)
        connection.execute(closed.values(status="rejected"))


def unite(database: Database, officer: Officer, code: str = "NEW-00001", into: str = "GOV-091"):
    return uniting.unite(database, code, into=into, officer=officer, now=AT)


def links(database: Database) -> list[tuple[object, ...]]:
    query = select(_link.c.agency_id, _link.c.contact_id, _link.c.role).order_by(_link.c.id)
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_two_open_requests_must_become_one_first(doubled: Database, officer: Officer) -> None:
    prospect = uniting.prospect(doubled, "NEW-00001", into="GOV-091")

    with doubled.read() as connection:
        there, here = connection.scalars(select(_r.c.reference).order_by(_r.c.id))
    assert prospect == Prospect(
        gone=Side("NEW-00001", "กรมอุตุนิยม", 1, 1, here),
        kept=Side("GOV-091", "กรมอุตุนิยมวิทยา", 1, 1, there),
    )
    assert not prospect.is_possible
    assert unite(doubled, officer) == NotPossible("bodies.refused.both_open")


def test_the_kept_body_takes_over_requests_contacts_and_names(
    doubled: Database, officer: Officer
) -> None:
    close(doubled, 2)

    done = unite(doubled, officer)

    kept, gone = bodies.find(doubled, "GOV-091"), bodies.find(doubled, "NEW-00001")
    assert done == United("GOV-091")
    assert kept is not None
    assert gone is not None
    assert (len(kept.requests), kept.keys) == (2, ("กรมอุตุนิยม",))
    assert (gone.requests, gone.merged_into) == ((), ("GOV-091", "กรมอุตุนิยมวิทยา"))
    assert links(doubled) == [(1, 1, ContactRole.MAIN), (1, 2, ContactRole.DEPUTY)]
    assert audited(doubled)[-3:] == [
        ("registration.agency", "registration 2", officer.id),
        ("agency.merged", "agency 3", officer.id),
        ("agency.absorbed", "agency 1", officer.id),
    ]


def test_what_people_type_means_the_kept_body_from_then_on(
    doubled: Database, officer: Officer
) -> None:
    close(doubled, 2)
    unite(doubled, officer)

    with doubled.read() as connection:
        entries = {entry.code: entry.keys for entry in directory.entries(connection)}
    assert entries == {"GOV-091": ("กรมอุตุนิยม",), "PROV-421": ()}


def test_a_request_in_the_old_name_goes_to_the_kept_body(
    doubled: Database, officer: Officer
) -> None:
    close(doubled, 1)
    close(doubled, 2)
    unite(doubled, officer)

    with doubled.write() as connection:
        view = Office(connection, events=20).do(3, submit(DOUBLE)).view

    assert (view.agency_code, view.agency) == ("GOV-091", "กรมอุตุนิยมวิทยา")


def test_a_body_that_had_absorbed_others_hands_them_on(doubled: Database, officer: Officer) -> None:
    close(doubled, 2)
    unite(doubled, officer)

    unite(doubled, officer, "GOV-091", "PROV-421")

    with doubled.read() as connection:
        rows = connection.execute(select(_a.c.id, _a.c.merged_into).order_by(_a.c.id)).all()
    assert [tuple(row) for row in rows] == [(1, 2), (2, None), (3, 2)]


def test_a_person_in_both_keeps_the_better_part(peopled: Database, officer: Officer) -> None:
    with peopled.write() as connection:
        office = Office(connection)
        office.do(1, submit(WEATHER))
        office.do(2, submit(CHIANG_MAI))
        person = {"name": "ม", "phone": "+66812345678", "email": "m@example.com", "since": AT}
        asking = {"agency_id": 1, "contact_id": 2, "role": ContactRole.ASKING}
        connection.execute(_link.insert().values(**asking, **person))
    close(peopled, 2)

    unite(peopled, officer, "PROV-421", "GOV-091")

    assert links(peopled) == [
        (1, 1, ContactRole.MAIN),
        (2, 2, ContactRole.FORMER),
        (1, 2, ContactRole.DEPUTY),
    ]


@pytest.mark.parametrize(
    ("code", "into"), [("GOV-091", "GOV-091"), ("GOV-999", "GOV-091"), ("GOV-091", "")]
)
def test_what_are_not_two_bodies_is_refused(
    doubled: Database, officer: Officer, code: str, into: str
) -> None:
    assert uniting.prospect(doubled, code, into=into) is None
    assert unite(doubled, officer, code, into) == NotPossible("bodies.refused.gone")


def test_names_beyond_the_room_for_them_are_left_out(doubled: Database, officer: Officer) -> None:
    close(doubled, 2)
    long = "\n".join(f"{number:03}" + "ก" * 190 for number in range(10))
    with doubled.write() as connection:
        connection.execute(update(_a).where(_a.c.id == 1).values(keys=long))
        connection.execute(update(_a).where(_a.c.id == 3).values(keys="ข" * 80))

    unite(doubled, officer)

    found = bodies.find(doubled, "GOV-091")
    assert found is not None
    assert found.keys == (*long.split("\n"), "กรมอุตุนิยม")
