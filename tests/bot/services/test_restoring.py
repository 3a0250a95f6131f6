"""What was kept comes back whole, or the database stays as it is; and nothing goes out twice."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text, update

from bot.errors import NotMoved
from bot.services import auditing, keeping, migrating, restoring, sessions
from models.base import Database
from models.broadcast import Broadcast, BroadcastChunk
from models.contact import Contact
from models.outbox import OutboxMessage
from models.staff import Staff
from tests import databases
from tests.bot.events import NOON, text_event
from tests.bot.services.office import MORNING
from tests.bot.turns import bring, rows
from tests.databases import json_of, url_of

pytestmark = pytest.mark.both

_contact = Contact.__table__


@pytest.fixture
def full(database: Database) -> Database:
    """Many people, and some of everything that is under way."""
    bring(database, text_event("hello", 1))
    with database.write() as connection:
        known = [{"line_id": f"U{number}", "created_at": MORNING} for number in range(2_000)]
        connection.execute(insert(_contact), known)
        connection.execute(insert(OutboxMessage.__table__), [outbox_row(one) for one in OUTBOX])
        staff_id = connection.execute(insert(Staff.__table__), STAFF).inserted_primary_key[0]
        for number, state in enumerate(BROADCASTS, start=1):
            values = BROADCAST | {"id": number, "state": state, "author_id": staff_id}
            connection.execute(insert(Broadcast.__table__), values)
            key = {"broadcast_id": number, "retry_key": f"key {number}"}
            connection.execute(insert(BroadcastChunk.__table__), CHUNK | key)
        for act in ("one", "two"):
            auditing.note(
                connection, f"test.{act}", "test 1", actor="system", actor_id=None, now=MORNING
            )
    sessions.begin(database, staff_id, browser="test", now=MORNING)
    return database


OUTBOX = ("waiting", "attempting", "sent", "failed")
STAFF = {
    "login": "n",
    "name": "n",
    "role": "admin",
    "password_hash": "-",
    "password_at": MORNING,
    "must_change": False,
    "created_at": MORNING,
}
BROADCASTS = ("draft", "pending", "ready", "preparing", "sending", "done")
BROADCAST = {
    "origin": "console",
    "title": "t",
    "body": "b",
    "conditions": {},
    "editors": [],
    "created_at": MORNING,
    "edited_at": MORNING,
    "started_ms": NOON,
}
CHUNK = {"number": 1, "first_id": 1, "last_id": 1, "size": 1, "groups": {}, "state": "waiting"}


def outbox_row(state: str) -> dict[str, Any]:
    times = dict.fromkeys(("created_ms", "deadline_ms", "next_ms"), NOON)
    push = {"lane": "U1", "channel": "push", "importance": "must", "messages": "[]"}
    return push | times | {"retry_key": state, "state": state}


def kept(database: Database, folder: Path) -> Path:
    file = folder / "backup"
    keeping.backup(url_of(database), file)
    return file


def back(database: Database, file: Path, *, is_replacing: bool = True) -> restoring.Restored:
    """While nobody has the database open."""
    database.close()
    return restoring.restore(url_of(database), file, is_replacing=is_replacing, now=MORNING)


def people(database: Database) -> list[tuple[Any, ...]]:
    return rows(database, "SELECT line_id FROM contacts ORDER BY id")


def test_a_backup_is_whole_and_for_nobody_else(full: Database, tmp_path: Path) -> None:
    file = kept(full, tmp_path)

    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.glob("*.part")) == []
    with pytest.raises(NotMoved, match="is there already"):
        keeping.backup(url_of(full), file)


def test_everything_comes_back_into_an_empty_place(
    full: Database, kind: str, tmp_path: Path
) -> None:
    file = kept(full, tmp_path)
    before = auditing.verify(full)
    place = tmp_path / "place"
    place.mkdir()

    with databases.fresh_url(kind, place, is_migrated=False) as url:
        restoring.restore(url, file, is_replacing=False, now=MORNING)

        with databases.opened(url) as there:
            chain = auditing.verify(there, expected=before.digest)
            assert people(there) == people(full)
            assert (chain.entries, chain.is_whole) == (before.entries + 1, True)
            assert migrating.is_current(there)
            with there.write() as connection:
                connection.execute(insert(_contact), {"line_id": "Unew", "created_at": MORNING})


def test_what_was_under_way_is_not_sent_twice(full: Database, tmp_path: Path) -> None:
    file = kept(full, tmp_path)

    restored = back(full, file)

    assert rows(full, "SELECT state, is_unclear FROM outbox WHERE lane = 'U1' ORDER BY id") == [
        ("waiting", True),
        ("attempting", True),
        ("sent", False),
        ("failed", False),
    ]
    assert rows(full, "SELECT state, error FROM inbox") == [("failed", "restored")]
    assert rows(full, "SELECT state, paused_why FROM broadcasts ORDER BY id") == [
        ("draft", None),
        ("draft", None),
        ("draft", None),
        ("cancelled", None),
        ("paused", "officer"),
        ("done", None),
    ]
    chunks = rows(full, "SELECT is_unclear, deadline_ms FROM broadcast_chunks")
    assert set(chunks) == {(True, NOON + 84_600_000)}
    assert rows(full, "SELECT count(*) FROM staff_sessions") == [(0,)]
    assert list(restored.counts.values()) == [2, 1, 0, 6, 1, 2, 1, 1, 0]
    ((act, details),) = rows(full, "SELECT action, details FROM audit ORDER BY id DESC LIMIT 1")
    assert (act, json_of(details)["1"]) == ("privacy.restored", 2)


def test_data_is_given_up_only_when_asked_to(full: Database, tmp_path: Path) -> None:
    file = kept(full, tmp_path)
    with full.write() as connection:
        connection.execute(update(_contact).values(display_name="later"))

    with pytest.raises(NotMoved, match="--replace"):
        back(full, file, is_replacing=False)
    refused = rows(full, "SELECT DISTINCT display_name FROM contacts")
    back(full, file)

    assert refused == [("later",)]
    assert rows(full, "SELECT DISTINCT display_name FROM contacts") != refused


@pytest.mark.parametrize("part", [0.3, 0.9])
def test_half_a_backup_changes_nothing(full: Database, tmp_path: Path, part: float) -> None:
    file = kept(full, tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * part)])
    before = people(full)

    with pytest.raises(NotMoved):
        back(full, file)

    assert people(full) == before
    assert auditing.verify(full).is_whole
    assert rows(full, "SELECT count(*) FROM staff_sessions") == [(1,)]


def test_a_backup_of_a_newer_release_is_refused(full: Database, tmp_path: Path) -> None:
    with full.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    file = kept(full, tmp_path)

    with pytest.raises(NotMoved, match="newer release"):
        back(full, file)


def test_a_backup_of_an_older_release_is_brought_up(full: Database, tmp_path: Path) -> None:
    with full.write() as connection:
        connection.execute(text("DELETE FROM broadcast_chunks"))
        connection.execute(text("DELETE FROM broadcasts"))
    migrating.downgrade(full, to="0007")
    file = kept(full, tmp_path)
    migrating.upgrade(full)

    back(full, file)

    assert migrating.is_current(full)
    assert len(people(full)) > 50


def test_what_is_no_backup_is_refused(full: Database, tmp_path: Path) -> None:
    file = tmp_path / "letter"
    file.write_text("Dear office")

    with pytest.raises(NotMoved, match="is no backup"):
        back(full, file)
    with pytest.raises(NotMoved, match="cannot be read"):
        back(full, tmp_path / "nowhere")


def test_the_other_databases_backup_is_refused_kindly(
    full: Database, kind: str, tmp_path: Path
) -> None:
    file = tmp_path / "other"
    file.write_bytes(restoring.POSTGRESQL if kind == "sqlite" else restoring.SQLITE)

    with pytest.raises(NotMoved, match="DATABASE_URL names"):
        back(full, file)


def test_who_restores_sees_whether_a_bot_is_there(database: Database, kind: str) -> None:
    if kind == "postgresql":
        with database.read() as connection:
            connection.execute(select(_contact))
            assert restoring.others(url_of(database)) == 1
        database.close()
        assert restoring.others(url_of(database)) == 0
