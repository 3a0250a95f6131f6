"""A PostgreSQL of the tests' own, from the programs of this machine; gone when they end."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.ports import free_port

PATIENCE = 30.0
# Its data need outlive a crash of the server, not of the machine: no test waits for a disk.
QUICK = ("fsync=off", "full_page_writes=off", "max_connections=200")
MEMORY = Path("/dev/shm")
ROOM = 4 << 30

Problem = str


@dataclass(slots=True)
class OwnServer:
    """Runs once `begin` has returned it; `url` is where databases are made and dropped."""

    command: list[str]
    folder: Path
    owner: int | None
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdout=log, stderr=log, cwd=self.folder, user=self.owner,
                start_new_session=True,
            )  # fmt: skip
        end = time.monotonic() + PATIENCE
        while problem := fault(self.url):
            assert time.monotonic() < end, f"{problem}\n{(self.folder / 'log').read_text()}"
            time.sleep(0.05)

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        """SIGINT sends everybody away; SIGQUIT is a crash."""
        assert self.process is not None
        os.kill(self.process.pid, number)
        self.process.wait(PATIENCE)

    def restart(self, number: signal.Signals) -> None:
        self.stop(number)
        self.start()

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def end_connections(self) -> int:
        """What a failover does to every connection; how many there were."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            ended = connection.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = 'postgres' AND pid <> pg_backend_pid()"
            ).fetchone()
            return ended[0] if ended else 0


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """One that a test may stop and start."""
    server = begin()
    try:
        yield server
    finally:
        server.end()


def begin() -> OwnServer:
    """A new, running server. Its programs must be installed; `end` leaves nothing of it."""
    folder = _programs()
    assert folder, "PostgreSQL is not installed here"
    home = Path(tempfile.mkdtemp(prefix="wfh-postgres-", dir=_place()))
    owner, port = _handed_over(home), free_port()
    words = ["listen_addresses=127.0.0.1", f"port={port}", "unix_socket_directories=", *QUICK]
    command = [str(folder / "postgres"), "-D", str(home / "data")]
    server = OwnServer([*command, *(p for word in words for p in ("-c", word))], home, owner, port)
    initialise = [folder / "initdb", "-D", home / "data", "-U", "postgres", "-E", "UTF8"]
    try:
        subprocess.run(
            [*initialise, "--no-sync", "--no-locale", "-A", "trust"],
            check=True, capture_output=True, cwd=home, user=owner,
        )  # fmt: skip
        server.start()
    except BaseException:
        server.end()
        raise
    return server


def is_installed() -> bool:
    """Whether this machine has what `begin` needs."""
    return _programs() is not None


def fault(url: str) -> Problem:
    """Why tests could not make databases there; empty when they can."""
    may = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            row = connection.execute(may).fetchone()
    except psycopg.OperationalError as error:
        return f"no PostgreSQL answers ({str(error).splitlines()[0]})"
    return "" if row and row[0] else "the role of PostgreSQL may not make databases"


def _programs() -> Path | None:
    """The folder of initdb and postgres, newest release first."""
    releases = Path("/usr/lib/postgresql").glob("*/bin")
    debian = sorted(releases, key=lambda folder: int(folder.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    folders = [*debian, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


def _place() -> Path | None:
    """Where a folder is kept in memory, when there is room enough."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None


def _handed_over(folder: Path) -> int | None:
    """PostgreSQL refuses to run as root: hand the folder to whoever may, and say who."""
    if os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    owner = known.get("postgres", known["nobody"])
    os.chown(folder, owner, -1)
    return owner
