"""Start a server for a run, and read from /proc what it costs."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
TICKS: Final = os.sysconf("SC_CLK_TCK")
PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Served:
    """A process and its children, listening on `port`; `seconds` is how long the start took."""

    pid: int
    port: int
    seconds: float

    def cpu(self) -> float:
        """Seconds of processor time used so far, user and system, all processes."""
        return sum(_cpu(pid) for pid in [self.pid, *children(self.pid)])

    def memory(self) -> tuple[float, float]:
        """MiB as shared fairly (PSS) and as each process sees it (RSS), all processes."""
        found = [_memory(pid) for pid in [self.pid, *children(self.pid)]]
        return sum(pss for pss, _ in found), sum(rss for _, rss in found)


@contextmanager
def serving(
    command: Sequence[str], *, port: int, path: str, settings: Mapping[str, str], log: Path
) -> Iterator[Served]:
    """A server until the block ends; raises TimeoutError when it never answers."""
    started = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            _await_answer(process, port, path, log)
            yield Served(process.pid, port, time.monotonic() - started)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


def run(command: Sequence[str], settings: Mapping[str, str]) -> None:
    """A command to its end; raises CalledProcessError when it fails."""
    environ = {**os.environ, **settings}
    subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL
    )


def _await_answer(process: subprocess.Popen[bytes], port: int, path: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            if get(port, path)[0] == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.01)
    raise TimeoutError(log.read_text("utf-8", "replace")[-2000:])


def get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
    return [int(child) for child in listed]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
    user, system = int(fields[11]), int(fields[12])
    return (user + system) / TICKS


def _memory(pid: int) -> tuple[float, float]:
    sizes = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()[1:]:
        name, _, rest = line.partition(":")
        sizes[name] = int(rest.split()[0]) / 1024
    return sizes["Pss"], sizes["Rss"]
