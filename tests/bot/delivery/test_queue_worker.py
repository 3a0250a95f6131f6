"""A worker over a real queue; what it is given to do is noted, and may wait at a gate."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import pytest
from sqlalchemy import text

from bot.delivery import queue_worker as module
from bot.delivery.inbox import remember
from bot.delivery.lanes import IsStopping, Wake
from bot.delivery.queue_worker import Duties, Worker
from bot.line.inbound import events_in
from bot.services import posting, waking
from models.base import Database
from tests.bot.events import NOON, SOMCHAI, SOMYING, text_event

PATIENCE = 20.0

pytestmark = pytest.mark.parametrize("kind", ["postgresql"], indirect=True)


class Work:
    """Everything a worker may be asked to do."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.did: list[str] = []
        self.begun = threading.Semaphore(0)
        self.gate = threading.Event()
        self.gate.set()
        self.jobs = 2
        self.notices: tuple[int, ...] = ()

    def duties(self) -> Duties:
        return Duties(
            lane_of=self.lane_of,
            drain=self.drain_lane,
            sweep=lambda: self._note("sweep"),
            work=self.work,
            errands=lambda: self._note("errands"),
            chores=lambda is_stopping: self._note("chores"),
            broadcasts=self,
        )

    def lane_of(self, table: str, row: int) -> str | None:
        with self.database.read() as connection:
            asked = text(f"SELECT lane FROM {table} WHERE id = :row")
            return connection.scalar(asked, {"row": row})

    def drain_lane(self, lane: str, wake: Wake, is_stopping: IsStopping) -> None:
        self._note(lane)
        self.begun.release()
        self.gate.wait(PATIENCE)
        if lane == SOMYING:
            wake(SOMCHAI, 0)
        self._note(f"{lane} done")

    def work(self, stopping: threading.Event) -> bool:
        self.jobs -= 1
        return self._note("work") or self.jobs > 0

    def due(self) -> Sequence[int]:
        return self.notices

    def drain(self, broadcast_id: int, is_stopping: IsStopping) -> None:
        self._note(f"notice {broadcast_id}")

    def _note(self, what: str) -> bool:
        self.did.append(what)
        return False


@pytest.fixture
def work(database: Database) -> Work:
    return Work(database)


@pytest.fixture
def worker(work: Work) -> Iterator[Worker]:
    url = work.database.engine.url.render_as_string(hide_password=False)
    made = Worker(url, work.duties())
    yield made
    work.gate.set()
    made.stop()


def hear(database: Database, number: int, lane: str = SOMCHAI) -> None:
    source = {"type": "user", "userId": lane}
    body = json.dumps({"events": [text_event("hello", number, source=source)]}).encode()
    remember(database, events_in(body, now_ms=NOON), now_ms=NOON)


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def left(database: Database) -> int:
    """How many jobs there are for chats, in whatever state."""
    with database.read() as connection:
        asked = text("SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'lanes'")
        return int(connection.scalar(asked) or 0)


def test_worker_serves_the_chat_of_an_event_and_of_a_message(work: Work, worker: Worker) -> None:
    hear(work.database, 1)
    worker.start()
    until(lambda: f"{SOMCHAI} done" in work.did)
    with work.database.write() as connection:
        posting.push(connection, "Uother", messages="[]", now_ms=NOON)

    until(lambda: "Uother done" in work.did)

    until(lambda: left(work.database) == 0)
    assert worker.is_alive()


def test_worker_goes_on_with_a_chat_that_another_sets_free(work: Work, worker: Worker) -> None:
    hear(work.database, 1, SOMYING)
    worker.start()

    until(lambda: f"{SOMCHAI} done" in work.did)

    assert work.did.index(SOMYING) < work.did.index(SOMCHAI)


def test_worker_sweeps_works_and_runs_errands_by_the_clock(work: Work, worker: Worker) -> None:
    work.notices = (7,)
    worker.start()

    until(lambda: {"sweep", "work", "errands", "notice 7"} <= set(work.did))


def test_worker_begins_long_work_as_soon_as_it_is_asked_for(
    work: Work, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ERRANDS", "0 0 1 1 *")
    worker.start()
    with work.database.write() as connection:
        waking.job(connection)

    until(lambda: "work" in work.did)


def test_stop_finishes_what_is_on_its_way_and_leaves_the_rest(
    work: Work, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LANES_AT_ONCE", 1)
    work.gate.clear()
    hear(work.database, 1)
    worker.start()
    assert work.begun.acquire(timeout=PATIENCE)
    hear(work.database, 2, SOMYING)

    stopping = threading.Thread(target=worker.stop)
    stopping.start()
    stopping.join(0.1)
    assert stopping.is_alive()
    work.gate.set()
    stopping.join(PATIENCE)

    assert (stopping.is_alive(), worker.is_alive()) == (False, False)
    assert [what for what in work.did if what.startswith("U")] == [SOMCHAI, f"{SOMCHAI} done"]
    assert left(work.database) == 1


def test_worker_comes_back_when_the_database_was_away(work: Work, worker: Worker) -> None:
    hear(work.database, 1)
    worker.start()
    until(lambda: f"{SOMCHAI} done" in work.did)

    with work.database.write() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    hear(work.database, 2, "U" + "d" * 32)

    until(lambda: f"U{'d' * 32} done" in work.did)


def test_two_workers_share_the_chats(work: Work, worker: Worker) -> None:
    url = work.database.engine.url.render_as_string(hide_password=False)
    other = Worker(url, work.duties())
    for at in range(40):
        hear(work.database, at, f"U{at:032x}")

    worker.start()
    other.start()
    until(lambda: left(work.database) == 0)
    other.stop()

    served = [what for what in work.did if what.startswith("U") and "done" not in what]
    assert sorted(served) == [f"U{at:032x}" for at in range(40)]
