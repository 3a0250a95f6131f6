"""A PostgreSQL of a test's own, which may be restarted: others use the one of this machine."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests import postgres
from tests.databases import EMPTY


@dataclass(slots=True)
class OwnServer:
    """Up until its end; `url` is of an empty database on it."""

    command: list[str]
    folder: Path
    owner: int | None
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/bot"

    @property
    def _administration(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdout=log, stderr=log, cwd=self.folder, user=self.owner,
                start_new_session=True,
            )  # fmt: skip
        postgres._wait_for(self._administration)

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        """SIGINT sends everybody away; SIGQUIT is a crash."""
        assert self.process is not None
        os.kill(self.process.pid, number)
        self.process.wait(postgres.PATIENCE)

    def restart(self, number: signal.Signals) -> None:
        self.stop(number)
        self.start()

    def end_connections(self) -> int:
        """What a failover does to every connection to the bot's database; how many."""
        with psycopg.connect(self._administration, autocommit=True) as connection:
            ended = connection.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = 'bot' AND pid <> pg_backend_pid()"
            ).fetchone()
            return ended[0] if ended else 0

    def make(self) -> None:
        with psycopg.connect(self._administration, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE bot TEMPLATE {EMPTY}".encode())


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """Its programs must be installed: see `tests.postgres`."""
    programs = postgres._programs()
    assert programs, "PostgreSQL is not installed here"
    with tempfile.TemporaryDirectory(prefix="wfh-own-postgres-") as name:
        folder = Path(name)
        owner = postgres._make_ours(folder)
        data = folder / "data"
        initialise = [programs / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8"]
        subprocess.run(
            [*initialise, "--no-sync", "--no-locale", "-A", "trust"],
            check=True, capture_output=True, cwd=folder, user=owner,
        )  # fmt: skip
        port = postgres._free_port()
        words = ["listen_addresses=127.0.0.1", f"port={port}", "unix_socket_directories="]
        options = [part for word in words for part in ("-c", word)]
        command = [str(programs / "postgres"), "-D", str(data), *options]
        server = OwnServer(command, folder, owner, port)
        server.start()
        try:
            server.make()
            yield server
        finally:
            server.stop()
