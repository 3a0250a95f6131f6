"""One-time codes: made for a contact, typed once by a LINE account, of no use to others."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.services import appointing, contacts, linking, registering
from bot.services.codes import Code
from bot.services.decisions import NotPossible
from bot.services.officer import Officer
from handlers.answers import onetimecode
from handlers.effects import Impossible, Link, Linked
from models.base import Database
from models.contact import AgencyContact
from models.registration import RegistrationEvent
from models.staff import OneTimeCode
from models.vocabulary import Change, CodePurpose, ContactRole, Role
from tests.bot.services.colleagues import audited, hire
from tests.bot.services.office import MALEE, MORNING, SOMCHAI, WEATHER, Office, later, submit

_code, _link, _event = (
    OneTimeCode.__table__,
    AgencyContact.__table__,
    RegistrationEvent.__table__,
)
GONE = Impossible("linking.gone")


@pytest.fixture
def officer(peopled: Database) -> Officer:
    return Officer(hire(peopled), "สมศรี", Role.OFFICER)


@pytest.fixture
def code(peopled: Database, officer: Officer) -> str:
    """The code of Malee, contact 2 of the weather, whose main contact is LINE account 1."""
    with peopled.write() as connection:
        Office(connection).do(1, submit(WEATHER, person=SOMCHAI))
    appointing.add(peopled, "GOV-091", MALEE, officer=officer, now=MORNING)
    return made(peopled, officer).text


def made(database: Database, officer: Officer, link_id: int = 2) -> Code:
    found = linking.make(database, link_id, officer=officer, now=MORNING)
    assert isinstance(found, Code)
    return found


def use(database: Database, code: str, *, contact: int = 2, now=MORNING, event: int = 50):
    with database.write() as connection:
        return registering.carry_out(
            connection, Link(code), contact_id=contact, inbox_id=event, now=now
        )


def test_a_code_is_typed_and_only_its_digest_is_kept(peopled: Database, code: str) -> None:
    with peopled.read() as connection:
        (kept,) = connection.execute(select(_code)).all()

    assert (len(code), set(code) <= set(onetimecode.ALPHABET)) == (8, True)
    assert (kept.purpose, kept.subject_id) == (CodePurpose.AGENCY, 2)
    assert kept.ends_at == MORNING + timedelta(days=7)
    assert code not in map(str, kept)


def test_who_types_the_code_becomes_that_contact(
    peopled: Database, officer: Officer, code: str
) -> None:
    done = use(peopled, code)

    found = contacts.find(peopled, 2)
    with peopled.read() as connection:
        event = connection.execute(select(_event).where(_event.c.change == Change.CONTACT)).all()[
            -1
        ]
        mine = Office(connection).requests(2).mine()[0]
    assert isinstance(done, Linked)
    assert (done.agency, done.view) == (WEATHER.name, mine)
    assert found is not None
    assert (found.is_on_line, found.role, found.code_until) == (True, ContactRole.DEPUTY, None)
    assert (event.contact_id, event.inbox_id, event.details) == (
        *(2, 50),
        {"did": "linked", "contact": 2},
    )
    assert audited(peopled)[-3:] == [
        ("contact.code", "agency contact 2", officer.id),
        ("registration.contact", "registration 1", 2),
        ("contact.linked", "agency contact 2", 2),
    ]


def test_a_code_works_once(peopled: Database, code: str) -> None:
    use(peopled, code)

    assert use(peopled, code, contact=3, event=51) == GONE


def test_who_types_their_code_again_is_told_that_it_has_worked(
    peopled: Database, code: str
) -> None:
    use(peopled, code)

    assert use(peopled, code, event=51) == Impossible("linking.already")


def test_a_code_ends_after_a_week(peopled: Database, code: str) -> None:
    assert use(peopled, code, now=later(days=7)) == GONE


def test_a_new_code_ends_the_one_before(peopled: Database, officer: Officer, code: str) -> None:
    newer = made(peopled, officer).text

    assert use(peopled, code) == GONE
    assert isinstance(use(peopled, newer), Linked)


def test_a_wrong_code_says_what_to_do_next(peopled: Database, code: str) -> None:
    assert use(peopled, "ABCD2345") == GONE


def test_a_code_for_staff_makes_nobody_a_contact(peopled: Database, code: str) -> None:
    with peopled.write() as connection:
        connection.execute(update(_code).values(purpose=CodePurpose.STAFF))

    assert use(peopled, code) == GONE


def test_who_speaks_for_the_agency_already_keeps_the_code_unused(
    peopled: Database, code: str
) -> None:
    assert use(peopled, code, contact=1) == Impossible("linking.already")
    assert isinstance(use(peopled, code), Linked)


def test_who_had_asked_to_join_becomes_the_contact_that_was_named(
    peopled: Database, code: str
) -> None:
    with peopled.write() as connection:
        row = {"agency_id": 1, "contact_id": 2, "role": "asking", "name": "ม", "since": MORNING}
        connection.execute(
            _link.insert().values(**row, phone="+66812345678", email="m@example.com")
        )

    use(peopled, code)

    with peopled.read() as connection:
        rows = connection.execute(select(_link.c.id, _link.c.contact_id, _link.c.role)).all()
    assert [tuple(row) for row in rows] == [(1, 1, "main"), (2, 2, "deputy")]


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"role": ContactRole.FORMER}, "bodies.refused.gone"),
        ({"contact_id": 3}, "bodies.refused.on_line"),
    ],
)
def test_no_code_is_made_for_who_left_or_is_on_line(
    peopled: Database, officer: Officer, code: str, changed: dict[str, object], key: str
) -> None:
    with peopled.write() as connection:
        connection.execute(update(_link).where(_link.c.id == 2).values(changed))

    assert linking.make(peopled, 2, officer=officer, now=MORNING) == NotPossible(key)
    assert use(peopled, code, contact=2) == GONE


def test_the_address_opens_our_chat_with_the_text_typed() -> None:
    assert linking.address("@wfh", "เชื่อม AB") == (
        "https://line.me/R/oaMessage/%40wfh/?%E0%B9%80%E0%B8%8A%E0%B8%B7%E0%B9%88%E0%B8%AD"
        "%E0%B8%A1%20AB"
    )
    assert linking.address(None, "เชื่อม AB") == "เชื่อม AB"
