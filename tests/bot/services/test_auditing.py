"""The record is a chain: whoever changes, takes out or adds an entry is found out."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import DatabaseError

from bot.services import auditing
from bot.services.auditing import BEGINNING, Chain
from models.audit import AuditEntry
from models.base import Database
from models.vocabulary import Actor
from tests.bot.services.office import MORNING
from tests.databases import unlock_audit

_audit = AuditEntry.__table__


def note(connection: Connection, number: int) -> None:
    auditing.note(
        connection,
        "registration.status",
        f"registration {number}",
        actor=Actor.STAFF,
        actor_id=7,
        now=MORNING + timedelta(seconds=number, microseconds=number),
        details={"from": "submitted", "to": "screening", "rows": [1, 2]},
    )


@pytest.fixture
def kept(database: Database) -> Database:
    """Five entries."""
    with database.write() as connection:
        for number in range(1, 6):
            note(connection, number)
    return database


def tamper(database: Database, *statements: object) -> None:
    """What somebody does who has the file and knows how to get round the database's refusal."""
    with database.write() as connection:
        unlock_audit(connection)
        for statement in statements:
            connection.execute(statement)


def digests(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(select(_audit.c.digest).order_by(_audit.c.id)))


def test_an_untouched_record_is_whole(kept: Database) -> None:
    last = digests(kept)[-1]

    assert auditing.verify(kept) == Chain(5, last, broken_at=None, has_expected=True)
    assert auditing.verify(kept).is_whole


def test_an_empty_record_is_whole(database: Database) -> None:
    assert auditing.verify(database) == Chain(0, BEGINNING, None, has_expected=True)


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        (update(_audit).where(_audit.c.id == 3).values(subject="registration 9"), 3),
        (update(_audit).where(_audit.c.id == 3).values(actor_id=8), 3),
        (update(_audit).where(_audit.c.id == 3).values(details={"rows": []}), 3),
        (update(_audit).where(_audit.c.id == 3).values(at=MORNING), 3),
        (update(_audit).where(_audit.c.id == 3).values(digest=None), 3),
        (update(_audit).where(_audit.c.id == 1).values(digest=None), 2),
        (delete(_audit).where(_audit.c.id == 3), 4),
        (delete(_audit).where(_audit.c.id == 1), 2),
    ],
)
def test_whatever_is_changed_breaks_the_chain(
    kept: Database, statement: object, broken_at: int
) -> None:
    tamper(kept, statement)

    chain = auditing.verify(kept)

    assert (chain.broken_at, chain.is_whole) == (broken_at, False)


def test_an_entry_put_in_by_hand_breaks_the_chain(kept: Database) -> None:
    entry = {"at": MORNING, "actor": "staff", "actor_id": 7, "action": "x.y", "subject": "x 1"}
    with kept.write() as connection:
        connection.execute(insert(_audit), entry | {"digest": "0" * 64})

    assert auditing.verify(kept).broken_at == 6


def test_the_database_refuses_to_change_or_delete(kept: Database) -> None:
    for statement in (delete(_audit), update(_audit).values(actor_id=1)):
        with pytest.raises(DatabaseError, match="only ever added to"), kept.write() as connection:
            connection.execute(statement)

    assert auditing.verify(kept).entries == 5


def test_a_record_written_anew_lacks_the_digest_noted_before(kept: Database) -> None:
    noted = digests(kept)[2]
    longer = auditing.verify(kept, expected=noted)
    tamper(kept, delete(_audit).where(_audit.c.id >= 3))
    with kept.write() as connection:
        note(connection, 9)

    anew = auditing.verify(kept, expected=noted)

    assert longer.is_whole
    assert (anew.broken_at, anew.has_expected, anew.is_whole) == (None, False, False)


def test_entries_from_before_the_chain_are_left_alone(database: Database) -> None:
    old = {"at": MORNING, "actor": "system", "action": "x.y", "subject": "x 1", "digest": None}
    with database.write() as connection:
        connection.execute(insert(_audit), [old, old])
        note(connection, 1)

    assert auditing.verify(database) == Chain(3, digests(database)[-1], None, has_expected=True)


def test_newest_grows_with_every_act(kept: Database) -> None:
    with kept.write() as connection:
        before = auditing.newest(connection)
        note(connection, 6)

        assert (before, auditing.newest(connection)) == (5, 6)
