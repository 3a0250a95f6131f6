"""
A worker on PostgreSQL: Procrastinate brings it the jobs, the functions of the house do them.

What is to be done stands in our tables. A job of the queue only says "look", so one that is
lost, doubled or left behind by a worker that died changes nothing but the time; a sweep wakes
whatever has no job. For the same reason the queue's own commits need not reach the disk.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued
from psycopg import AsyncConnection
from sqlalchemy import make_url

from bot import failpoints
from bot.delivery.crew import STOP_SECONDS
from bot.delivery.lanes import IsStopping, Wake
from bot.services.waking import LANES, SILENT_SECONDS, WORK

LANES_AT_ONCE: Final = 16  # most of them wait for LINE
WORKS_AT_ONCE: Final = 8
POLL_SECONDS: Final = 0.5  # for what was put off; all else calls by itself
AFTER_TROUBLE_SECONDS: Final = 1.0
SWEEPS: Final = "* * * * * */5"
ERRANDS: Final = "* * * * * */2"
HOURLY: Final = "0 * * * *"
PAST_SECONDS: Final = 3_600  # chores of this hour are done by whoever comes late

T = TypeVar("T")
log = structlog.get_logger()


class Broadcasts(Protocol):
    """Which notices are due, and whoever does what is due for one."""

    def due(self) -> Sequence[int]: ...

    def drain(self, broadcast_id: int, is_stopping: IsStopping) -> None: ...


@dataclass(frozen=True, slots=True)
class Duties:
    """
    What a worker does, each safe to be done at several places at once. `lane_of` finds a chat
    by the table and number of a row; `work` does one job, `errands` what is found to do, and
    both say whether there was anything.
    """

    lane_of: Callable[[str, int], str | None]
    drain: Callable[[str, Wake, IsStopping], None]
    sweep: Callable[[], None]
    work: Callable[[threading.Event], bool]
    errands: Callable[[], bool]
    chores: Callable[[IsStopping], None]
    broadcasts: Broadcasts


class Worker:
    """
    Runs beside whatever started it, between `start` and `stop`. Several may run at once, in
    one process or in many.
    """

    def __init__(self, database_url: str, duties: Duties) -> None:
        self._url = make_url(database_url).set(drivername="postgresql")
        self._duties = duties
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._chats = ThreadPoolExecutor(LANES_AT_ONCE, "chats")
        self._works = ThreadPoolExecutor(WORKS_AT_ONCE, "works")
        self._at: set[object] = set()

    def start(self) -> None:
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish what is on its way and begin nothing new; others are woken for what is left."""
        self._stopping.set()
        if self._loop and not self._loop.is_closed():
            with suppress(RuntimeError):  # it has closed meanwhile
                self._loop.call_soon_threadsafe(self._let_go)
        end = time.monotonic() + STOP_SECONDS
        closing = threading.Thread(target=self._close, daemon=True)
        closing.start()
        closing.join(end - time.monotonic())

    def is_alive(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def wake(self, lane: str, at_ms: int = 0) -> None:
        """Nothing: a worker has been woken by the transaction that gave reason to."""

    def _close(self) -> None:
        if self._thread:
            self._thread.join()
        for pool in (self._chats, self._works):
            pool.shutdown(cancel_futures=True)
        self._sweep()

    async def _run(self) -> None:
        """Attend to the queue, and again whenever the database went away."""
        self._loop = asyncio.get_running_loop()
        while not self._stopping.is_set():
            try:
                await self._attend()
            except Exception:
                log.exception("queue lost")
            if not self._stopping.is_set():
                await asyncio.sleep(AFTER_TROUBLE_SECONDS)

    async def _attend(self) -> None:
        """Until it is to stop, or one side has failed; then both have ended."""
        connector = _connector(self._url.render_as_string(hide_password=False))
        chats, works = self._chat_tasks(connector), self._other_tasks(connector)
        async with chats.open_async():
            sides = [
                asyncio.create_task(_served(chats, LANES, LANES_AT_ONCE)),
                asyncio.create_task(_served(works, WORK, WORKS_AT_ONCE)),
            ]
            self._tasks = sides
            if self._stopping.is_set():
                self._let_go()
            await asyncio.wait(sides, return_when=asyncio.FIRST_COMPLETED)
            self._let_go()
            for ended in await asyncio.gather(*sides, return_exceptions=True):
                if isinstance(ended, Exception):
                    raise ended

    def _let_go(self) -> None:
        """Ask each side to finish; once only, for a second time would break its work off."""
        asked, self._tasks = self._tasks, []
        for task in asked:
            task.cancel()

    def _chat_tasks(self, connector: PsycopgConnector) -> App:
        app = App(connector=connector)

        @app.task(name="drain", queue=LANES)
        async def drain(inbox: int = 0, outbox: int = 0) -> None:
            table, row = ("inbox", inbox) if inbox else ("outbox", outbox)
            await self._in(self._chats, self._drain_row, table, row)

        return app

    def _other_tasks(self, connector: PsycopgConnector) -> App:
        app = App(connector=connector, periodic_defaults={"max_delay": PAST_SECONDS})

        @app.task(name="broadcast", queue=WORK)
        async def broadcast(broadcast: int) -> None:
            await self._once(f"broadcast {broadcast}", self._drain_broadcast, broadcast)

        async def sweep(timestamp: int = 0) -> None:
            await self._once("sweep", self._sweep)
            for due in await self._once("due", self._duties.broadcasts.due) or ():
                waiting = broadcast.configure(queueing_lock=f"broadcast {due}")
                with suppress(AlreadyEnqueued):
                    await waiting.defer_async(broadcast=due)

        async def work(timestamp: int = 0) -> None:
            await self._once("work", self._work)

        async def errands(timestamp: int = 0) -> None:
            await self._once("errands", self._errands)

        async def chores(timestamp: int = 0) -> None:
            await self._once("chores", self._duties.chores, self._stopping.is_set)

        for task, cron in ((sweep, SWEEPS), (work, ERRANDS), (errands, ERRANDS), (chores, HOURLY)):
            _repeat(app, task, cron)
        return app

    async def _once(self, what: str, function: Callable[..., T], *known: Any) -> T | None:
        """Do it, unless this process is at it already or is to stop."""
        if what in self._at or self._stopping.is_set():
            return None
        self._at.add(what)
        try:
            return await self._in(self._works, function, *known)
        finally:
            self._at.discard(what)

    async def _in(
        self, pool: ThreadPoolExecutor, function: Callable[..., T], *known: Any
    ) -> T | None:
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, function, *known)
        except Exception:
            log.exception("job failed", what=function.__name__)
            return None

    def _drain_row(self, table: str, row: int) -> None:
        failpoints.reach("chat.brought")
        lane = self._duties.lane_of(table, row)
        if lane is not None:
            self._drain(lane)

    def _drain(self, lane: str) -> None:
        self._duties.drain(lane, self._again, self._stopping.is_set)

    def _again(self, lane: str, at_ms: int) -> None:
        """What is put off has its job already; other chats that are free go on right here."""
        if not at_ms:
            with suppress(RuntimeError):  # no thread any more: the last sweep wakes others
                self._chats.submit(self._drain_safely, lane)

    def _drain_safely(self, lane: str) -> None:
        try:
            self._drain(lane)
        except Exception:
            log.exception("lane stopped")

    def _drain_broadcast(self, broadcast_id: int) -> None:
        self._duties.broadcasts.drain(broadcast_id, self._stopping.is_set)

    def _work(self) -> None:
        while not self._stopping.is_set() and self._duties.work(self._stopping):
            pass

    def _errands(self) -> None:
        while not self._stopping.is_set() and self._duties.errands():
            pass

    def _sweep(self) -> None:
        try:
            self._duties.sweep()
        except Exception:
            log.exception("sweep failed")


def _connector(url: str) -> PsycopgConnector:
    settings = {
        "application_name": "wfh-line-bot queue",
        "options": "-c synchronous_commit=off -c statement_timeout=30s",
        "connect_timeout": 3,
    }
    return PsycopgConnector(
        conninfo=url, kwargs=settings, configure=_at_once, min_size=2, max_size=4, timeout=5
    )


async def _at_once(connection: AsyncConnection[Any]) -> None:
    """Every statement of the queue is a transaction: one way to the server and back, not three."""
    await connection.set_autocommit(True)


async def _served(app: App, queue: str, concurrency: int) -> None:
    await app.run_worker_async(
        queues=[queue],
        concurrency=concurrency,
        fetch_job_polling_interval=POLL_SECONDS,
        shutdown_graceful_timeout=STOP_SECONDS - 0.5,
        delete_jobs="always",
        install_signal_handlers=False,
        update_heartbeat_interval=SILENT_SECONDS / 4,
        stalled_worker_timeout=SILENT_SECONDS,
    )


def _repeat(app: App, function: Callable[..., Coroutine[Any, Any, None]], cron: str) -> None:
    """At most one of each waits, whoever has asked for it."""
    name = function.__name__
    task = app.task(name=name, queue=WORK, queueing_lock=name)(function)
    app.periodic(cron=cron)(task)
