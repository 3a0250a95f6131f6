"""
A whole bot over either database, whose processes can be killed and come back by themselves.

SQLite: one web process does everything. PostgreSQL: web processes behind a balancer, and workers.
"""

import random
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from models.base import Database, open_database
from tests import databases
from tests.e2e.gunicorn_bot import GunicornBot, Process, WorkerProcess
from tests.e2e.roundrobin import RoundRobin


class Fleet:
    """Runs between `with` and its end. `database` is for looking at what it remembers."""

    database: Database
    url: str

    def __init__(
        self,
        kind: str,
        folder: Path,
        settings: Mapping[str, str],
        *,
        doors: int = 1,
        workers: int = 1,
        database_url: str = "",
    ) -> None:
        self._kind = kind
        self._folder = folder
        self._settings = settings
        self._doors = doors if kind == "postgresql" else 1
        self._workers = workers if kind == "postgresql" else 0
        self._database_url = database_url
        self._restarting: dict[Process, Future[None]] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            url = self._database_url or stack.enter_context(
                databases.fresh_url(self._kind, self._folder)
            )
            self.database = open_database(url)
            stack.callback(self.database.close)
            self._supervisor = ThreadPoolExecutor(8, "supervisor")
            self._start(stack, {"DATABASE_URL": url, **self._settings})
            stack.callback(self._supervisor.shutdown)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def _start(self, stack: ExitStack, settings: Mapping[str, str]) -> None:
        # Who is ended by SIGKILL has no last words; whatever counts is in the database.
        doors = [GunicornBot(self._folder, settings, name=f"bot{at}") for at in range(self._doors)]
        workers = [
            WorkerProcess(self._folder, settings, name=f"worker{at}") for at in range(self._workers)
        ]
        self.processes: list[Process] = [*doors, *workers]
        stack.enter_context(doors[0])  # what all share is made by one
        for process in self.processes[1:]:
            stack.push(process)
        for started in [self._supervisor.submit(one.start) for one in self.processes[1:]]:
            started.result()
        balancer = stack.enter_context(RoundRobin([door.port for door in doors]))
        self.url = balancer.url if len(doors) > 1 else doors[0].url

    def kill_one(self, chance: random.Random) -> None:
        """Kill a process that is up, which begins anew by itself; waits when none is up."""
        self.revive()
        up = [one for one in self.processes if self._is_up(one)]
        chosen = chance.choice(up or self.processes)
        self._await(chosen)
        chosen.kill()
        self._restarting[chosen] = self._supervisor.submit(chosen.start)

    def revive(self) -> None:
        """Begin anew whatever has died by itself, as a supervisor does."""
        for process in self.processes:
            if self._is_up(process) and process.has_died():
                process.kill()
                self._restarting[process] = self._supervisor.submit(process.start)

    def settle(self) -> None:
        """Until all that were killed are back. Raises AssertionError when one does not come."""
        for process in self.processes:
            self._await(process)

    def log(self) -> str:
        """What all processes have logged."""
        return "".join(one.log.read_text("utf-8", "replace") for one in self.processes)

    def _is_up(self, process: Process) -> bool:
        restarting = self._restarting.get(process)
        return restarting is None or restarting.done()

    def _await(self, process: Process) -> None:
        restarting = self._restarting.pop(process, None)
        if restarting:
            restarting.result()
