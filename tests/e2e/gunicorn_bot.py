"""The bot as it is served: gunicorn and workers, which can be killed and started again."""

import http.client
import os
import signal
import time
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.e2e import nursery
from tests.ports import free_port

PATIENCE = 30.0


class Process:
    """Runs between `with` and its end; what it logs goes to a file, one start after the other."""

    command: Sequence[str]

    def __init__(self, log: Path, settings: Mapping[str, str]) -> None:
        self.log = log
        self._settings = {**os.environ, **settings}
        self._process: ForkServerProcess | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._signal(signal.SIGTERM)

    def start(self) -> None:
        """Returns when it is ready. Raises AssertionError with the log's end when it does not."""
        self._begun_at = self.log.stat().st_size if self.log.exists() else 0
        self._process = nursery.begin(self.command, self._settings, self.log)
        end = time.monotonic() + PATIENCE
        while not self.is_ready():
            is_there = self._process.is_alive() and time.monotonic() < end
            assert is_there, self.log.read_text("utf-8", "replace")[-3000:]
            time.sleep(0.02)

    def is_ready(self) -> bool:
        raise NotImplementedError

    def kill(self) -> None:
        """Kill it and its children at once, as a power cut would."""
        self._signal(signal.SIGKILL)

    def ask_to_stop(self) -> None:
        """SIGTERM to the one that was started, as a supervisor does; does not wait."""
        assert self._process is not None
        self._process.terminate()

    def ended(self) -> int | None:
        """Its exit code, once it has ended."""
        assert self._process is not None
        self._process.join(PATIENCE)
        return self._process.exitcode

    def has_died(self) -> bool:
        """Whether what was started is there no more."""
        return self._process is not None and not self._process.is_alive()

    def children(self) -> list[int]:
        """The processes that serve for it, by number."""
        assert self._process is not None
        own = self._process.pid
        return [int(word) for word in Path(f"/proc/{own}/task/{own}/children").read_text().split()]

    def _signal(self, number: signal.Signals) -> None:
        process = self._process
        if process is not None and process.pid and process.is_alive():
            os.killpg(process.pid, number)
            process.join(PATIENCE)


class GunicornBot(Process):
    """The web process with its workers; on SQLite they do all the work there is."""

    command = ("gunicorn",)

    def __init__(self, folder: Path, settings: Mapping[str, str], *, name: str = "bot") -> None:
        self.port = free_port()
        self.database = folder / "bot.db"
        own = {"DATABASE_URL": f"sqlite:///{self.database}", **settings, "PORT": str(self.port)}
        super().__init__(folder / f"{name}.log", own)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()


class WorkerProcess(Process):
    """`python -m bot worker`, for a bot on PostgreSQL."""

    command = ("bot", "worker")

    def __init__(self, folder: Path, settings: Mapping[str, str], *, name: str = "worker") -> None:
        super().__init__(folder / f"{name}.log", settings)

    def is_ready(self) -> bool:
        with self.log.open("rb") as log:
            log.seek(self._begun_at)
            return b"Working." in log.read()
