"""
The PostgreSQL the tests run on: one of their own for this run, or one that answers.

`TEST_DATABASE_URL` names a server whose role may make databases. Unset, a throw-away one is
started where the programs are installed, then the one of this machine is tried, and CI installs
Debian's package when it may. `why_not()` says what stood in the way.
"""

import atexit
import os
import subprocess
from functools import cache
from shutil import which

from tests import own_postgres
from tests.own_postgres import Problem

LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"
NAME = "TEST_DATABASE_URL"


@cache
def find() -> tuple[str | None, Problem]:
    """The address of a server, and "" — or None and why there is none. Looks once a process."""
    if given := os.environ.get(NAME):
        problem = own_postgres.fault(given)
        return (None, f"{NAME}: {problem}") if problem else (given, "")
    started, why_not_own = _started()
    if started:
        return started, ""
    if not (problem := own_postgres.fault(LOCAL)):
        return LOCAL, ""
    if _install():
        started, why_not_own = _started()
    return started, "" if started else f"{problem}; {why_not_own}"


def url() -> str:
    """The address of the server; AssertionError when there is none."""
    found, problem = find()
    assert found, problem
    return found


def why_not() -> Problem:
    """Why nothing can be tested on PostgreSQL; empty when all is well."""
    return find()[1]


def _install() -> bool:
    """Try Debian's package, where this is CI with the right to."""
    if os.environ.get("CI") != "true" or os.geteuid() != 0 or not which("apt-get"):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", "postgresql"]):
        subprocess.run(["apt-get", "-qq", *command], env=quiet, capture_output=True, timeout=480)
    return True


def _started() -> tuple[str | None, Problem]:
    """A server of our own, or why there can be none."""
    if not own_postgres.is_installed():
        return None, "PostgreSQL is not installed here"
    try:
        server = own_postgres.begin()
    except (OSError, subprocess.SubprocessError, AssertionError) as error:
        return None, f"none of our own would start ({error})"
    atexit.register(server.end)
    # Whatever this process starts, workers of pytest-xdist above all, uses the same server.
    os.environ[NAME] = server.url
    return server.url, ""
