import pytest

from bot.line.gateway import Quota
from bot.services import figures, lookout, waking
from bot.services.alarms import Sight
from bot.services.counting import SLOT_MS, Counts
from models.base import Database
from tests.bot.services.written import NOON, event, parcel

TEN_MINUTES = 600_000


@pytest.mark.both
def test_a_quiet_house_looks_calm(database: Database) -> None:
    sight = lookout.look(database, now_ms=NOON, is_line_down=False)

    on_disk = sight.free_bytes
    assert sight == Sight(free_bytes=on_disk)
    assert (on_disk is None) == waking.has_queue(database)


@pytest.mark.both
def test_what_is_seen_comes_from_rows_counts_and_what_line_told(database: Database) -> None:
    event(database, received_ms=NOON - 12_000)
    parcel(database, next_ms=NOON - 5_000)
    parcel(database, state="uncertain", settled_ms=NOON)
    parcel(database, state="failed", settled_ms=NOON)
    lookout.see_quota(database, Quota(500, 480))
    counts = Counts()
    for slots_ago, name in ((4, "line.quota"), (3, "line.quota"), (3, "line.access")):
        counts.note(name)
        counts.add_to(database, now_ms=NOON - slots_ago * SLOT_MS)
    counts.note("line.access", 2)
    counts.note("webhook.signature", 21)
    counts.add_to(database, now_ms=NOON)

    sight = lookout.look(database, now_ms=NOON, is_line_down=True)

    assert sight == Sight(
        waiting_seconds=12.0,
        uncertain=1,
        dead=2,
        quota_used=480,
        quota_limit=500,
        quota_refusals=1,
        access_refusals=2,
        bad_signatures=21,
        is_line_down=True,
        free_bytes=sight.free_bytes,
    )


@pytest.mark.both
def test_a_plan_without_a_limit_is_kept_as_one(database: Database) -> None:
    lookout.see_quota(database, Quota(None, 7))

    assert figures.read(database, now_ms=NOON).quota == Quota(None, 7)


@pytest.mark.both
def test_of_several_processes_one_asks_line_every_ten_minutes(database: Database) -> None:
    def ask(after_ms: int) -> list[bool]:
        return [lookout.may_ask_quota(database, now_ms=NOON + after_ms) for _ in range(2)]

    at_first = ask(0)
    soon = ask(60_000)
    later = ask(60_000 + TEN_MINUTES - 1)
    again = ask(60_000 + TEN_MINUTES)

    assert (at_first, soon) == ([False, False], [True, False])
    assert (later, again) == ([False, False], [True, False])


@pytest.mark.both
def test_a_worker_is_silent_from_its_last_beat_and_one_that_never_came_from_the_start(
    database: Database,
) -> None:
    def silent(after_ms: int) -> float | None:
        sight = lookout.look(database, now_ms=NOON + after_ms, is_line_down=False)
        return sight.worker_silent_seconds

    unknown = silent(0)
    lookout.beat(database, now_ms=NOON, is_worker=False)
    lookout.beat(database, now_ms=NOON + 30_000, is_worker=False)
    missed = silent(40_000)
    lookout.beat(database, now_ms=NOON + 50_000, is_worker=True)
    lookout.beat(database, now_ms=NOON + 55_000, is_worker=False)

    assert (unknown, missed, silent(60_000)) == (None, 40.0, 10.0)
