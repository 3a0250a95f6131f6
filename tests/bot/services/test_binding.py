"""A member of staff and a LINE account find each other by a code; one account, one person."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.services import binding, registering
from bot.services.officer import Officer
from handlers.effects import Impossible, Link, OfficerBound, Outcome
from models.base import Database
from models.staff import Staff
from models.vocabulary import Role
from tests.bot.services.colleagues import MORNING, audited, hire


@pytest.fixture
def somchai(peopled: Database) -> Officer:
    return Officer(hire(peopled, "somchai"), "somchai ใจดี", Role.OFFICER)


@pytest.fixture
def wipa(peopled: Database) -> Officer:
    return Officer(hire(peopled, "wipa"), "wipa ใจดี", Role.SCREENER)


def code_of(database: Database, officer: Officer) -> str:
    return binding.make(database, officer=officer, now=MORNING).text


def typed(database: Database, code: str, *, contact: int = 1, minutes: int = 1) -> Outcome | None:
    with database.write() as connection:
        return registering.carry_out(
            connection,
            Link(code),
            contact_id=contact,
            inbox_id=None,
            now=MORNING + timedelta(minutes=minutes),
        )


def bound(database: Database) -> list[int | None]:
    with database.read() as connection:
        return list(connection.scalars(select(Staff.contact_id).order_by(Staff.id)))


def test_a_code_binds_the_account_that_types_it(peopled: Database, somchai: Officer) -> None:
    code = code_of(peopled, somchai)

    outcome = typed(peopled, code)

    assert outcome == OfficerBound("somchai ใจดี")
    assert bound(peopled) == [1]
    assert binding.is_bound(peopled, officer=somchai)
    assert audited(peopled) == [
        ("staff.line_code", "staff 1", 1),
        ("staff.line_bound", "staff 1", 1),
    ]


@pytest.mark.parametrize("minutes", [15, 60])
def test_a_late_code_binds_nobody(minutes: int, peopled: Database, somchai: Officer) -> None:
    code = code_of(peopled, somchai)

    assert typed(peopled, code, minutes=minutes) == Impossible("linking.gone")
    assert bound(peopled) == [None]


def test_a_code_works_once(peopled: Database, somchai: Officer) -> None:
    code = code_of(peopled, somchai)
    typed(peopled, code)

    assert typed(peopled, code, contact=2) == Impossible("linking.gone")
    assert bound(peopled) == [1]


def test_one_account_is_one_persons(peopled: Database, somchai: Officer, wipa: Officer) -> None:
    typed(peopled, code_of(peopled, somchai))

    outcome = typed(peopled, code_of(peopled, wipa))

    assert outcome == Impossible("officers.bound_to_another")
    assert bound(peopled) == [1, None]


def test_a_closed_account_lets_go(peopled: Database, somchai: Officer, wipa: Officer) -> None:
    typed(peopled, code_of(peopled, somchai))
    waiting = code_of(peopled, somchai)
    with peopled.write() as connection:
        closing = update(Staff.__table__).where(Staff.__table__.c.id == somchai.id)
        connection.execute(closing.values(left_at=MORNING))

    outcomes = [typed(peopled, code_of(peopled, wipa)), typed(peopled, waiting, contact=2)]

    assert outcomes == [OfficerBound("wipa ใจดี"), Impossible("linking.gone")]
    assert bound(peopled) == [None, 1]


def test_unbind_lets_the_account_go(peopled: Database, somchai: Officer) -> None:
    typed(peopled, code_of(peopled, somchai))

    binding.unbind(peopled, officer=somchai, now=MORNING)

    assert bound(peopled) == [None]
    assert not binding.is_bound(peopled, officer=somchai)
