import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.services import counting
from bot.services.counting import SLOT_MS, SLOTS_KEPT, Counts
from models.base import Database

NOON = 1_584_421_200_000
SLOT = NOON // SLOT_MS

pytestmark = pytest.mark.both


def rows(database: Database) -> list[tuple[str, int, int]]:
    with database.read() as connection:
        found = connection.execute(text("SELECT name, slot, number FROM figures ORDER BY 1, 2"))
        return [(row.name, row.slot, row.number) for row in found]


def test_counts_of_two_processes_are_added_together(database: Database) -> None:
    here, there = Counts(), Counts()
    here.note("a")
    here.note("a", 2)
    there.note("a")
    there.note("b", 7)

    here.add_to(database, now_ms=NOON)
    there.add_to(database, now_ms=NOON)
    here.add_to(database, now_ms=NOON)  # nothing is added twice

    assert rows(database) == [("a", 0, 4), ("a", SLOT, 4), ("b", 0, 7), ("b", SLOT, 7)]


def test_what_could_not_be_added_is_added_the_next_time(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("ALTER TABLE figures RENAME TO elsewhere"))
    counts = Counts()
    counts.note("a")
    with pytest.raises(DBAPIError):
        counts.add_to(database, now_ms=NOON)
    with database.write() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO figures"))

    counts.note("a")
    counts.add_to(database, now_ms=NOON)

    assert rows(database) == [("a", 0, 2), ("a", SLOT, 2)]


def test_lately_tells_of_the_last_slots_and_ever_of_all(database: Database) -> None:
    counts = Counts()
    for slots_ago in (13, 12, 1, 0):
        counts.note("a")
        counts.add_to(database, now_ms=NOON - slots_ago * SLOT_MS)

    with database.read() as connection:
        assert counting.lately(connection, now_ms=NOON, slots=12) == {"a": 3}
        assert counting.ever(connection) == {"a": 4}


def test_slots_of_the_day_before_yesterday_are_forgotten(database: Database) -> None:
    counts = Counts()
    for slot in (SLOT - SLOTS_KEPT - 1, SLOT - SLOTS_KEPT, SLOT):
        counts.note("a")
        counts.add_to(database, now_ms=slot * SLOT_MS)

    assert rows(database) == [("a", 0, 3), ("a", SLOT - SLOTS_KEPT, 1), ("a", SLOT, 1)]


def test_see_keeps_what_was_seen_last(database: Database) -> None:
    with database.write() as connection:
        counting.see(connection, {"quota.used": 7, "quota.limit": 500})
        counting.see(connection, {"quota.used": 9})

    with database.read() as connection:
        assert counting.ever(connection) == {"quota.used": 9, "quota.limit": 500}


def test_many_threads_and_processes_lose_no_count(database: Database) -> None:
    counts = [Counts(), Counts()]

    def work(number: int) -> None:
        for _ in range(50):
            counts[number % 2].note("a")
            counts[number % 2].note("b")
            if number < 4:
                counts[number % 2].add_to(database, now_ms=NOON)

    threads = [threading.Thread(target=work, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for mine in counts:
        mine.add_to(database, now_ms=NOON)

    assert [row for row in rows(database) if row[1] == 0] == [("a", 0, 400), ("b", 0, 400)]
