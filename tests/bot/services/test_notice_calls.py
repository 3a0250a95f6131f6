"""The calls a notice consists of, counted by people."""

import pytest
from sqlalchemy import insert

from bot.services import notice_calls
from bot.services.notice_calls import Progress
from models.base import Database
from models.broadcast import BroadcastChunk
from models.vocabulary import ChunkState
from tests.bot.services.noticing import drafted, officer_of

pytestmark = pytest.mark.both

C = ChunkState


@pytest.fixture
def notice(database: Database) -> int:
    """A notice of four calls, in three states and two segments."""
    number = drafted(database, officer_of(database, "สมศรี")).id
    states = (C.SENT, C.SENT, C.FAILED, C.WAITING)
    with database.write() as connection:
        for place, state in enumerate(states):
            values = {
                "broadcast_id": number,
                "number": place,
                "retry_key": f"key-{place}",
                "first_id": place * 5 + 1,
                "last_id": place * 5 + 5,
                "size": 5,
                "groups": {"1": 3, "2": 2},
                "state": state,
            }
            connection.execute(insert(BroadcastChunk.__table__), values)
    return number


def test_progress_counts_people_by_state(database: Database, notice: int) -> None:
    with database.read() as connection:
        found = notice_calls.progress(connection, notice)
        far = notice_calls.far(connection, [notice, 99])

    assert found == Progress({C.SENT: 10, C.FAILED: 5, C.WAITING: 5})
    assert (found.total, found.open, found.settled) == (20, 5, 15)
    assert found.of(C.SENT, C.FAILED) == 15
    assert far == {notice: found}


def test_whom_a_stop_spared_counts_as_not_told() -> None:
    assert Progress({C.SENT: 24, C.STOPPED: 60}).settled == 24


def test_groups_are_added_up_by_segment(database: Database, notice: int) -> None:
    with database.read() as connection:
        found = notice_calls.by_segment(connection, notice)

    assert found == {
        (1, C.SENT): 6,
        (2, C.SENT): 4,
        (1, C.FAILED): 3,
        (2, C.FAILED): 2,
        (1, C.WAITING): 3,
        (2, C.WAITING): 2,
    }


def test_what_failed_is_made_a_new_call(database: Database, notice: int) -> None:
    with database.write() as connection:
        before = notice_calls.failed(connection, notice)
        notice_calls.try_anew(connection, notice)
        after = notice_calls.progress(connection, notice)

    assert before == 1
    assert after == Progress({C.SENT: 10, C.WAITING: 10})
