import json
from typing import Any

import pytest
from sqlalchemy import text

from bot.services import chunk_rows
from bot.services.chunk_rows import KEY_LIFE_MS, LEASE_MS, Chunk, Fate
from models.base import Database
from models.vocabulary import ChunkState
from simulator import crowd
from tests.bot import broadcasts
from tests.bot.broadcasts import change_chunk, gather, sending
from tests.bot.events import NOON

pytestmark = pytest.mark.both

S = ChunkState


def claim(database: Database, row: int, *, at: int = 0, most: int = 10) -> list[Chunk]:
    with database.write() as connection:
        return chunk_rows.claim(connection, row, now_ms=NOON + at, most=most)


def keep(database: Database, chunk: Chunk, fate: Fate, *, at: int = 0) -> None:
    with database.write() as connection:
        chunk_rows.keep(connection, [(chunk, fate)], now_ms=NOON + at)


def kept(database: Database, columns: str) -> list[tuple[Any, ...]]:
    return broadcasts.chunk_rows(database, columns)


@pytest.fixture
def row(database: Database) -> int:
    return sending(database, chunks=3)


def test_claim_takes_what_is_due_for_as_long_as_a_lease(database: Database, row: int) -> None:
    change_chunk(database, row, 1, next_ms=NOON + 1)

    taken = claim(database, row)

    assert [(one.number, one.attempts, one.is_unclear) for one in taken] == [
        (0, 1, False),
        (2, 1, False),
    ]
    leased = ("attempting", NOON + LEASE_MS, NOON + LEASE_MS, NOON + KEY_LIFE_MS)
    assert kept(database, "state, next_ms, lease_ms, deadline_ms") == [
        leased,
        ("waiting", NOON + 1, 0, None),
        leased,
    ]


def test_claim_gives_a_chunk_to_one_only_and_no_more_than_asked(
    database: Database, row: int
) -> None:
    first, second, third = (claim(database, row, most=2) for _ in range(3))

    assert [one.number for one in first] == [0, 1]
    assert [one.number for one in second] == [2]
    assert third == []


def test_claims_at_the_same_time_take_different_chunks(
    kind: str, database: Database, row: int
) -> None:
    if kind == "sqlite":
        return  # it has one writer

    with database.engine.begin() as one, database.engine.begin() as other:
        mine = chunk_rows.claim(one, row, now_ms=NOON, most=2)
        theirs = chunk_rows.claim(other, row, now_ms=NOON, most=2)

    assert [[chunk.number for chunk in some] for some in (mine, theirs)] == [[0, 1], [2]]


def test_claim_takes_over_what_was_broken_off_with_its_key_and_as_unclear(
    database: Database, row: int
) -> None:
    before = claim(database, row, most=1)

    after = claim(database, row, at=LEASE_MS, most=10)[-1]

    assert (after.number, after.attempts, after.is_unclear) == (0, 2, True)
    assert after.retry_key == before[0].retry_key
    assert after.deadline_ms == NOON + KEY_LIFE_MS


@pytest.mark.parametrize("changes", [{"is_unclear": True}, {"state": "attempting"}])
def test_claim_gives_up_what_may_have_arrived_when_its_key_is_forgotten(
    database: Database, row: int, changes: dict[str, Any]
) -> None:
    change_chunk(database, row, 0, deadline_ms=NOON, **changes)

    assert [one.number for one in claim(database, row)] == [1, 2]
    assert kept(database, "state, is_unclear, settled_ms, error")[0] == (
        "uncertain",
        True,
        NOON,
        "the deadline passed",
    )


def test_claim_does_not_give_up_what_certainly_did_not_arrive(database: Database, row: int) -> None:
    change_chunk(database, row, 0, deadline_ms=NOON)

    assert [one.number for one in claim(database, row)] == [0, 1, 2]


def test_keep_settles_an_attempt(database: Database, row: int) -> None:
    chunk, *_ = claim(database, row)

    keep(database, chunk, Fate(S.SENT, False, 0, chunk.deadline_ms), at=7)

    assert kept(database, "state, lease_ms, settled_ms")[0] == ("sent", 0, NOON + 7)


def test_keep_does_not_heed_an_attempt_that_others_have_taken_over(
    database: Database, row: int
) -> None:
    mine, *_ = claim(database, row, most=1)
    claim(database, row, at=LEASE_MS)

    keep(database, mine, Fate(S.WAITING, False, 0, None))

    assert kept(database, "state, attempts, is_unclear")[0] == ("attempting", 2, True)


def test_people_are_told_under_lines_ids_in_order_without_the_erased(
    database: Database, row: int
) -> None:
    gather(database, 6)
    with database.write() as connection:
        connection.execute(text("UPDATE contacts SET line_id = 'erased-ab' WHERE id = 3"))
        connection.execute(text("UPDATE contacts SET line_id = '\"strange' WHERE id = 6"))
    chunks = claim(database, row)

    with database.read() as connection:
        people = chunk_rows.people(connection, chunks)
    told = [json.loads(people[chunk.number]) for chunk in chunks]

    ids = [crowd.user_id(number) for number in range(6)]
    assert told == [[ids[0], ids[1]], [ids[3]], [ids[4], '"strange']]


def test_people_of_a_chunk_that_were_all_erased_are_nobody(database: Database, row: int) -> None:
    chunk, *_ = claim(database, row)

    with database.read() as connection:
        assert chunk_rows.people(connection, [chunk]) == {0: chunk_rows.NOBODY}


def test_release_makes_what_was_broken_off_due_at_once(database: Database, row: int) -> None:
    claim(database, row)

    chunk_rows.release(database, now_ms=NOON + 1)

    assert [one.is_unclear for one in claim(database, row, at=1)] == [True] * 3
