"""
The PostgreSQL the tests run on: one that answers, or one of their own for this run.

`TEST_DATABASE_URL` names a server whose role may make databases; unset, the one of this
machine is tried. Where neither answers a throw-away server is started from Debian's package,
which CI installs when it may. `why_not()` says what stood in the way.
"""

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

import psycopg

LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"
NAME = "TEST_DATABASE_URL"
PATIENCE = 30.0
UNSAFE_BUT_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")

Problem = str


@cache
def find() -> tuple[str | None, Problem]:
    """The address of a server, and "" — or None and why there is none. Looks once a process."""
    given = os.environ.get(NAME)
    problem = _fault(given or LOCAL)
    if given or not problem:
        return (None, f"{NAME}: {problem}") if problem else (given or LOCAL, "")
    folder = _programs() or (_installed() and _programs())
    if not folder:
        return None, f"{problem}; PostgreSQL is not installed here"
    url = _started(folder)
    # Whatever this process starts, workers of pytest-xdist above all, uses the same server.
    os.environ[NAME] = url
    return url, ""


def url() -> str:
    """The address of the server; AssertionError when there is none."""
    found, problem = find()
    assert found, problem
    return found


def why_not() -> Problem:
    """Why nothing can be tested on PostgreSQL; empty when all is well."""
    return find()[1]


def _fault(address: str) -> Problem:
    may = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            row = connection.execute(may).fetchone()
    except psycopg.OperationalError as error:
        return f"no PostgreSQL answers ({str(error).splitlines()[0]})"
    return "" if row and row[0] else "the role of PostgreSQL may not make databases"


def _programs() -> Path | None:
    """The folder of initdb and postgres, newest release first."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    folders = [*debian, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


def _installed() -> bool:
    """Try Debian's package, where this is CI with the right to."""
    if os.environ.get("CI") != "true" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", "postgresql"]):
        subprocess.run(["apt-get", "-qq", *command], env=quiet, capture_output=True, timeout=480)
    return True


def _started(programs: Path) -> str:
    folder = Path(tempfile.mkdtemp(prefix="wfh-postgres-"))
    owner = _make_ours(folder)
    initialise = [programs / "initdb", "-D", folder / "data", "-U", "postgres", "-E", "UTF8"]
    subprocess.run(
        [*initialise, "--no-sync", "--no-locale", "-A", "trust"],
        check=True, capture_output=True, cwd=folder, user=owner,
    )  # fmt: skip
    port = _free_port()
    more = ["listen_addresses=127.0.0.1", f"port={port}", "unix_socket_directories="]
    options = [
        word for one in [*more, "max_connections=200", *UNSAFE_BUT_QUICK] for word in ("-c", one)
    ]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *options],
            stdout=log, stderr=log, cwd=folder, user=owner, start_new_session=True,
        )  # fmt: skip
    atexit.register(_stop, server, folder)
    address = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    _wait_for(address)
    return address


def _make_ours(folder: Path) -> int | None:
    """PostgreSQL refuses to run as root: hand the folder to whoever may, and say who."""
    if os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    owner = known.get("postgres", known["nobody"])
    os.chown(folder, owner, -1)
    return owner


def _wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE
    while problem := _fault(address):
        assert time.monotonic() < end, problem
        time.sleep(0.05)


def _stop(server: subprocess.Popen[bytes], folder: Path) -> None:
    server.terminate()
    try:
        server.wait(5)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port
