"""The calls of one notice: their pace, and when no more are begun."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from structlog.testing import capture_logs

from bot.delivery import bucket
from bot.delivery.salvo import Means, Pace, Salvo
from bot.line.gateway import Gateway
from models.base import Database
from simulator.testing import Line
from tests.bot.broadcasts import HELLO, change, chunk_rows, gather, sending
from tests.bot.events import NOON

pytestmark = pytest.mark.both

PATH = "/v2/bot/message/multicast"


@pytest.fixture
def line() -> Iterator[Line]:
    with Line() as running:
        yield running


@pytest.fixture
def means(database: Database, line: Line) -> Iterator[Means]:
    gateway = Gateway(line.api_base, line.token)
    begun = time.monotonic()
    yield Means(database, gateway, lambda _: NOON * 1_000 + int((time.monotonic() - begun) * 1e6))
    gateway.close()


def run(means: Means, row: int) -> Salvo:
    with ThreadPoolExecutor(means.senders) as threads:
        salvo = Salvo(means, threads, row, HELLO, lambda: False)
        salvo.run()
    return salvo


def test_calls_leave_at_the_pace_of_the_bucket_from_wherever_they_come(
    database: Database, line: Line, means: Means
) -> None:
    gather(database, 200)
    line.crowd(200)
    rows = [sending(database, chunks=100, size=2) for _ in range(2)]
    begun = time.monotonic()

    both = [threading.Thread(target=run, args=[means, row]) for row in rows]
    for one in both:
        one.start()
    for one in both:
        one.join()

    seconds = time.monotonic() - begun
    assert set(chunk_rows(database, "state, attempts")) == {("sent", 1)}
    # 200 calls, of which the first may leave at once; LINE was not bothered with more.
    assert seconds >= 199 / bucket.CALLS
    assert len(line.traffic()) == 200


def test_a_call_that_misses_its_moment_gets_another(
    database: Database, line: Line, means: Means
) -> None:
    with ThreadPoolExecutor(1) as threads:
        salvo = Salvo(means, threads, sending(database, chunks=1), HELLO, lambda: False)
        late = time.monotonic() - 2 * bucket.LATE_US / bucket.SECOND_US

        salvo._wait_for(late)

    with database.write() as connection:
        after = bucket.reserve(connection, bucket.MULTICAST, now_us=NOON * 1_000, calls=0)
    assert after.first_us > NOON * 1_000


def test_nothing_is_begun_while_line_is_left_alone(
    database: Database, line: Line, means: Means
) -> None:
    row = sending(database, chunks=1)
    means.pace.hold(60)

    run(means, row)

    assert chunk_rows(database, "state, attempts") == [("waiting", 0)]
    assert line.traffic() == []


def test_a_429_for_the_rate_has_the_whole_process_back_off(
    database: Database, line: Line, means: Means
) -> None:
    gather(database, 2)
    line.crowd(2)
    line.fault(PATH, "429")

    run(means, sending(database, chunks=1))

    assert means.pace.is_held
    assert chunk_rows(database, "state, is_unclear, deadline_ms") == [("waiting", False, None)]


def test_a_429_for_the_quota_is_told_apart(database: Database, line: Line, means: Means) -> None:
    gather(database, 2)
    line.crowd(2)
    line.fault(PATH, "quota-429")

    salvo = run(means, sending(database, chunks=1))

    assert (salvo.lacks_quota, means.pace.is_held) == (True, False)
    assert chunk_rows(database, "state, is_unclear") == [("waiting", False)]


def test_a_call_that_breaks_off_on_our_side_is_logged_and_waits_for_its_lease(
    database: Database, line: Line, means: Means
) -> None:
    gather(database, 2)
    unencodable = '["\ud800"]'

    with ThreadPoolExecutor(1) as threads, capture_logs() as logged:
        row = sending(database, chunks=1)
        Salvo(means, threads, row, unencodable, lambda: False).run()

    assert [(one["event"], one["broadcast"]) for one in logged] == [("call broken off", row)]
    assert chunk_rows(database, "state, attempts") == [("attempting", 1)]
    assert line.traffic() == []


@pytest.mark.parametrize("state", ["paused", "stopped", "done"])
def test_nothing_of_a_notice_that_is_not_sent_leaves(
    database: Database, line: Line, means: Means, state: str
) -> None:
    row = sending(database, chunks=1)
    change(database, row, state=state)

    run(means, row)

    assert line.traffic() == []


def test_a_hold_is_as_long_as_the_longest_asked_for() -> None:
    pace = Pace()
    assert not pace.is_held

    pace.hold(60)
    pace.hold(0)

    assert pace.is_held
