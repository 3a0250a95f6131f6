"""The bot as it is served: gunicorn and workers, which can be killed and started again."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0


class Process:
    """Runs between `with` and its end; what it logs goes to a file, one start after the other."""

    command: Sequence[str]

    def __init__(self, log: Path, settings: Mapping[str, str]) -> None:
        self.log = log
        self._settings = {**os.environ, **settings}
        self._process: subprocess.Popen[bytes] | None = None

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
        with self.log.open("ab") as log:
            self._begun_at = log.tell()
            self._process = subprocess.Popen(
                [sys.executable, "-m", *self.command],
                cwd=ROOT,
                env=self._settings,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        end = time.monotonic() + PATIENCE
        while not self.is_ready():
            is_there = self._process.poll() is None and time.monotonic() < end
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

    def ended(self) -> int:
        """Its exit code, once it has ended."""
        assert self._process is not None
        return self._process.wait(PATIENCE)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, number)
            self._process.wait(PATIENCE)


class GunicornBot(Process):
    """The web process with its workers; on SQLite they do all the work there is."""

    command = ("gunicorn",)

    def __init__(self, folder: Path, settings: Mapping[str, str], *, name: str = "bot") -> None:
        self.port = _free_port()
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


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port
