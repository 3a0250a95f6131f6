import pytest

from bot.services import broadcast_ends
from models.base import Database
from tests.bot.broadcasts import change, change_chunk, chunk_rows, rows, sending
from tests.bot.events import NOON

pytestmark = pytest.mark.both


@pytest.mark.parametrize(
    ("state", "chunk", "reach", "is_done"),
    [
        ("sending", "sent", {"1": 2}, True),
        ("sending", "uncertain", {"1": 2}, True),
        ("sending", "waiting", {"1": 2}, False),
        ("sending", "attempting", {"1": 2}, False),
        ("sending", "sent", None, False),
        ("paused", "sent", {"1": 2}, False),
        ("stopped", "sent", {"1": 2}, False),
    ],
)
def test_a_notice_is_done_when_nothing_of_it_is_open(
    database: Database, state: str, chunk: str, reach: dict[str, int] | None, is_done: bool
) -> None:
    row = sending(database, chunks=1)
    change(database, row, state=state, reach=reach)
    change_chunk(database, row, 0, state=chunk)

    with database.write() as connection:
        assert broadcast_ends.finish(connection, row, now_ms=NOON) == is_done

    after = ("done", NOON) if is_done else (state, None)
    assert rows(database, "SELECT state, ended_ms FROM broadcasts") == [after]


def test_what_a_stopped_notice_has_left_over_is_told_truly(database: Database) -> None:
    row = sending(database, chunks=6)
    left = (
        {"state": "waiting"},
        {"state": "waiting", "is_unclear": True},
        {"state": "attempting", "lease_ms": NOON},
        {"state": "attempting", "lease_ms": NOON + 1},
        {"state": "sent", "settled_ms": 5},
        {"state": "failed", "settled_ms": 5},
    )
    for number, values in enumerate(left):
        change_chunk(database, row, number, **values)

    with database.write() as connection:
        broadcast_ends.end_stopped(connection, row, now_ms=NOON)

    assert chunk_rows(database, "state, settled_ms") == [
        ("stopped", NOON),
        ("uncertain", NOON),
        ("uncertain", NOON),
        ("attempting", None),
        ("sent", 5),
        ("failed", 5),
    ]
