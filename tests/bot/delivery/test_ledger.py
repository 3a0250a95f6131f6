import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import OperationalError

from bot.delivery import outbox
from bot.delivery.ledger import Ledger
from bot.delivery.settling import Change
from bot.services.posting import Parcel
from models.base import Database, open_database
from models.outbox import OutboxMessage
from models.vocabulary import Channel, Importance, OutboxState
from tests.bot.events import NOON

SENT = Change(OutboxState.SENT, Channel.REPLY, False, 0, NOON)


def attempted(database: Database, count: int) -> list[Parcel]:
    row = {
        "channel": "reply",
        "importance": "must",
        "messages": "[]",
        "state": "waiting",
        "created_ms": NOON,
        "deadline_ms": NOON + 50_000,
        "next_ms": NOON,
    }
    rows = [row | {"lane": f"U{at}", "retry_key": f"key{at}"} for at in range(count)]
    with database.write() as connection:
        connection.execute(insert(OutboxMessage.__table__), rows)
    claimed = [outbox.claim(database, f"U{at}", now_ms=NOON) for at in range(count)]
    return [parcel for parcel in claimed if parcel]


def states(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(text("SELECT state FROM outbox ORDER BY id")))


def test_note_has_kept_a_change_when_it_returns_to_the_only_caller(database: Database) -> None:
    (parcel,) = attempted(database, 1)

    free = Ledger(database, lambda: NOON).note(parcel, SENT)

    assert (free, states(database)) == ((), ["sent"])


def test_note_counts_what_is_settled(database: Database) -> None:
    (parcel,) = attempted(database, 1)
    counted: list[tuple[str, int]] = []
    ledger = Ledger(database, lambda: NOON, lambda name, number: counted.append((name, number)))

    ledger.note(parcel, SENT)

    assert counted == [("message.sent.reply", 1)]  # no answer: it has no token


def test_note_keeps_every_change_of_many_threads(database: Database) -> None:
    parcels = attempted(database, 20)
    ledger = Ledger(database, lambda: NOON)
    threads = [threading.Thread(target=ledger.note, args=(parcel, SENT)) for parcel in parcels]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert states(database) == ["sent"] * 20


def test_note_goes_on_after_a_database_that_could_not_be_used(
    database: Database, tmp_path: Path
) -> None:
    (parcel,) = attempted(database, 1)
    empty = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    ledger = Ledger(empty, lambda: NOON)

    for _ in range(2):
        with pytest.raises(OperationalError):
            ledger.note(parcel, SENT)

    empty.close()


def test_note_leaves_an_unwritten_attempt_to_its_lease(database: Database) -> None:
    attempted(database, 1)

    again = outbox.claim(database, "U0", now_ms=NOON + 10_000)

    assert again == Parcel(
        id=1,
        lane="U0",
        channel=Channel.REPLY,
        importance=Importance.MUST,
        reply_token=None,
        retry_key="key0",
        messages="[]",
        attempts=2,
        is_unclear=True,
        deadline_ms=NOON + 50_000,
    )
