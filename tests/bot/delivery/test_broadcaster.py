"""Notices on their way to LINE: every person once, whatever goes wrong between."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from bot.delivery.broadcaster import Broadcaster
from bot.delivery.bucket import CALLS
from bot.delivery.salvo import PORTIONS, SENDERS, Means
from bot.line.gateway import Gateway
from bot.services.freezing import PROBE_MS
from models.base import Database
from simulator.testing import Line
from tests.bot.broadcasts import change, chunk_rows, gather, notice, rows, sending
from tests.bot.events import NOON

pytestmark = pytest.mark.both

PATH = "/v2/bot/message/multicast"
EVENING = NOON + 9 * 3_600_000  # 21.00 in Thailand


class Clock:
    """The time that all processes share, set by hand; it also goes on by itself."""

    def __init__(self, now_ms: int = NOON) -> None:
        self.now_ms = now_ms
        self._begun = time.monotonic()

    def __call__(self, _connection: object) -> int:
        return self.now_ms * 1_000 + int((time.monotonic() - self._begun) * 1e6)


@pytest.fixture
def line() -> Iterator[Line]:
    with Line() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gateway(line: Line) -> Iterator[Gateway]:
    opened = Gateway(line.api_base, line.token)
    yield opened
    opened.close()


@pytest.fixture
def sender(database: Database, gateway: Gateway, clock: Clock) -> Iterator[Broadcaster]:
    made = broadcaster(database, gateway, clock)
    yield made
    made.close()


def broadcaster(
    database: Database, gateway: Gateway, clock: Clock, *, chunk_size: int = 5
) -> Broadcaster:
    means = Means(database, gateway, clock)
    return Broadcaster(means, approval_size=50, chunk_size=chunk_size, window=40)


def never() -> bool:
    return False


def drain_all(sender: Broadcaster, *, seconds: float = 20.0) -> None:
    """Until nothing is due any more, and nothing that waits a moment either."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for row in sender.due():
            sender.drain(row, never)
        time.sleep(0.02)
        if not sender.due() and _is_over(sender):
            return
    raise AssertionError("still not over")


def _is_over(sender: Broadcaster) -> bool:
    open_ones = "SELECT count(*) FROM broadcasts WHERE state IN ('preparing', 'sending')"
    return rows(sender._means.database, open_ones) == [(0,)]


def state(database: Database) -> list[tuple[object, ...]]:
    return rows(database, "SELECT state, paused_why FROM broadcasts ORDER BY id")


def test_a_notice_reaches_everybody_once(
    database: Database, line: Line, sender: Broadcaster
) -> None:
    gather(database, 103)
    crowd = line.crowd(103)
    row = notice(database)

    assert sender.due() == (row,)
    sender.drain(row, never)

    census = crowd.census()
    assert (census.people, census.min, census.max) == (103, 1, 1)
    assert state(database) == [("done", None)]
    assert rows(database, "SELECT recipients, left_out FROM broadcasts")[0][0] == 103
    assert set(chunk_rows(database, "state, attempts, error")) == {("sent", 1, None)}
    assert sender.due() == ()


@pytest.mark.parametrize(
    "kind_of_fault", ["500", "500-after", "reset-before", "reset-after", "429"]
)
def test_a_fault_of_lines_does_not_double_or_lose_anybody(
    database: Database, line: Line, sender: Broadcaster, kind_of_fault: str
) -> None:
    gather(database, 100)
    crowd = line.crowd(100)
    line.fault(PATH, kind_of_fault, every=3, times=6)
    notice(database)

    drain_all(sender)

    census = crowd.census()
    assert (census.min, census.max) == (1, 1)
    assert state(database) == [("done", None)]


def test_many_workers_at_one_notice_do_not_double_or_lose_anybody(
    database: Database, line: Line, gateway: Gateway, clock: Clock
) -> None:
    gather(database, 300)
    crowd = line.crowd(300)
    for kind_of_fault in ("500", "500-after", "reset-after", "429"):
        line.fault(PATH, kind_of_fault, chance=0.1, seed=7)
    line.fault(PATH, "hang-after", every=9, seconds=6.0, times=1)
    notice(database)
    senders = [broadcaster(database, gateway, clock) for _ in range(4)]

    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(drain_all, one) for one in senders]:
            done.result()

    census = crowd.census()
    assert (census.min, census.max) == (1, 1)
    assert state(database) == [("done", None)]
    assert rows(database, "SELECT recipients FROM broadcasts") == [(300,)]
    assert sum(size for (size,) in chunk_rows(database, "size")) == 300
    for one in senders:
        one.close()


def test_what_line_refuses_has_failed_and_the_others_are_sent(
    database: Database, line: Line, sender: Broadcaster
) -> None:
    gather(database, 10)
    line.crowd(10)
    with database.write() as connection:
        connection.execute(text("UPDATE contacts SET line_id = 'nobody' WHERE id = 1"))
    row = notice(database)

    sender.drain(row, never)

    assert chunk_rows(database, "state, is_unclear") == [("failed", False), ("sent", False)]
    assert state(database) == [("done", None)]


def test_who_was_erased_meanwhile_is_left_out_of_the_call(
    database: Database, line: Line, sender: Broadcaster
) -> None:
    crowd = line.crowd(4)
    gather(database, 4)
    row = sending(database, chunks=2)
    with database.write() as connection:
        erase = "UPDATE contacts SET line_id = 'erased-' || id WHERE id IN (1, 3, 4)"
        connection.execute(text(erase))

    sender.drain(row, never)

    assert chunk_rows(database, "state") == [("sent",), ("failed",)]
    assert crowd.census().histogram == {0: 3, 1: 1}


def test_quota_that_does_not_suffice_pauses_before_anything_is_sent(
    database: Database, line: Line, sender: Broadcaster, clock: Clock
) -> None:
    gather(database, 10)
    crowd = line.crowd(10)
    line.set_quota(9)
    row = notice(database)

    sender.drain(row, never)

    assert state(database) == [("paused", "quota")]
    assert crowd.census().sum == 0
    assert sender.due() == ()
    clock.now_ms += PROBE_MS
    sender.drain(row, never)
    assert state(database) == [("paused", "quota")]
    line.set_quota(10)
    clock.now_ms += PROBE_MS
    assert sender.due() == (row,)
    sender.drain(row, never)
    assert state(database) == [("done", None)]
    assert (crowd.census().min, crowd.census().max) == (1, 1)


def test_quota_that_ends_on_the_way_pauses_and_what_was_sent_is_not_sent_again(
    database: Database, line: Line, sender: Broadcaster, clock: Clock
) -> None:
    gather(database, 30)
    crowd = line.crowd(30)
    row = sending(database, chunks=6, size=5)
    line.set_quota(12)

    sender.drain(row, never)

    assert state(database) == [("paused", "quota")]
    assert crowd.census().sum == 10
    assert rows(
        database, "SELECT state, count(*) FROM broadcast_chunks GROUP BY state ORDER BY state"
    ) == [("sent", 2), ("waiting", 4)]
    line.set_quota(30)
    clock.now_ms += PROBE_MS
    sender.drain(row, never)
    assert state(database) == [("done", None)]
    assert (crowd.census().min, crowd.census().max) == (1, 1)


def test_a_notice_is_not_sent_at_night_unless_it_is_urgent(
    database: Database, line: Line, sender: Broadcaster, clock: Clock
) -> None:
    gather(database, 3)
    line.crowd(3)
    clock.now_ms = EVENING
    begun, urgent = sending(database, chunks=1), notice(database, is_urgent=True)
    calm = notice(database)

    assert sender.due() == (urgent,)
    for row in (begun, urgent, calm):
        sender.drain(row, never)

    assert state(database) == [("sending", None), ("done", None), ("ready", None)]


def test_a_notice_waits_for_its_time(
    database: Database, line: Line, sender: Broadcaster, clock: Clock
) -> None:
    gather(database, 3)
    line.crowd(3)
    row = notice(database, send_ms=NOON + 60_000)

    sender.drain(row, never)
    assert (sender.due(), state(database)) == ((), [("ready", None)])
    clock.now_ms += 60_000
    sender.drain(row, never)

    assert state(database) == [("done", None)]


@pytest.mark.parametrize("ended", ["paused", "stopped"])
def test_pausing_and_stopping_act_at_once_and_what_is_on_its_way_is_settled_truly(
    database: Database, line: Line, sender: Broadcaster, ended: str
) -> None:
    gather(database, 1_000)
    crowd = line.crowd(1_000)
    line.fault(PATH, "slow", seconds=0.1)
    row = sending(database, chunks=200, size=5)
    sending_on = threading.Thread(target=sender.drain, args=[row, never])
    sending_on.start()
    while crowd.census().sum < 50:
        time.sleep(0.005)

    change(database, row, state=ended)
    reached = crowd.census().sum
    sending_on.join()

    told = crowd.census().sum
    assert told < 1_000
    # No more than what was on its way by then, and the portion taken last.
    assert told - reached <= 5 * (SENDERS + CALLS // PORTIONS)
    counted = dict(rows(database, "SELECT state, sum(size) FROM broadcast_chunks GROUP BY state"))
    left = "waiting" if ended == "paused" else "stopped"
    assert {state: int(people) for state, people in counted.items()} == {
        "sent": told,
        left: 1_000 - told,
    }


def test_drain_returns_soon_when_it_is_to_stop_and_goes_on_later(
    database: Database, line: Line, sender: Broadcaster
) -> None:
    gather(database, 500)
    crowd = line.crowd(500)
    row = sending(database, chunks=100, size=5)

    sender.drain(row, lambda: crowd.census().sum >= 50)

    assert set(chunk_rows(database, "state")) == {("sent",), ("waiting",)}
    sender.drain(row, never)
    assert (crowd.census().min, crowd.census().max) == (1, 1)
    assert state(database) == [("done", None)]
