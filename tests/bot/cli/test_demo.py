"""Two processes that start, are waited for, and end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from http.client import HTTPConnection
from pathlib import Path

import pytest

import bot
from bot import clock
from bot.cli import demo
from bot.cli.demo import Child
from bot.services import reporting, staff_list
from models.base import open_database

ROOT = Path(bot.__file__).parent.parent


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


# Tests that run at the same time must not look for free ports in the same place.
FIRST_PORT = str(8400 + 200 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]))


def server(port: int) -> list[str]:
    return [sys.executable, "-m", "http.server", "--bind", demo.HOST, str(port)]


def test_free_ports_pass_over_those_in_use() -> None:
    with socket.socket() as taken:
        taken.bind((demo.HOST, 0))
        taken.listen()
        first = taken.getsockname()[1]

        found = demo.free_ports(2, first=first)

    assert first not in found
    assert len(set(found)) == 2


def test_the_demo_has_requests_and_colleagues_and_keeps_what_was_done(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/var/demo.db"
    for _ in range(2):
        demo.prepare(url)

    database = open_database(url)
    accounts = staff_list.listing(database, now=clock.now())
    figures = reporting.figures(database, date(2020, 3, 17))
    database.close()

    assert [account.is_demo for account in accounts] == [True] * 5
    assert (figures.agencies, figures.users) == (84, 46_426)


def test_watch_says_ready_once_all_answer_and_who_ended() -> None:
    first, second = demo.free_ports(2, first=18_000)
    said: list[str] = []
    with ExitStack() as children:
        both = [
            children.enter_context(demo.started(name, server(port), port=port, path="/"))
            for name, port in (("one", first), ("two", second))
        ]

        def ready() -> None:
            said.append("ready")
            both[1].process.kill()

        ended = demo.watch(both, seconds=20, on_ready=ready)

    assert (said, ended.name) == (["ready"], "two")
    assert [child.process.poll() is not None for child in both] == [True, True]


def test_watch_gives_up_on_a_child_that_never_answers() -> None:
    silent = [sys.executable, "-c", "import time; time.sleep(60)"]
    port = demo.free_ports(1, first=18_100)[0]

    with demo.started("silent", silent, port=port, path="/") as child:
        with pytest.raises(TimeoutError):
            demo.watch([child], seconds=0.1, on_ready=lambda: None)
        assert child.process.poll() is None

    assert child.process.poll() is not None


def test_a_child_that_fails_leaves_its_last_words() -> None:
    failing = [sys.executable, "-c", "print('no more paper'); raise SystemExit(3)"]

    with demo.started("failing", failing, port=1, path="/") as child:
        ended = demo.watch([child], seconds=20, on_ready=lambda: None)

    assert (ended.process.returncode, child.tail()) == (3, "no more paper")


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "WEB_CONCURRENCY": "1", "PORT": FIRST_PORT},
    )
    yield process
    process.kill()
    process.communicate()


def address_of(process: subprocess.Popen[str]) -> tuple[str, int]:
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(3)]
    assert [lines[0], lines[1].split()[:2], lines[2].split()[:3]] == [
        "Starting the bot and the simulated LINE ...\n",
        ["Ready.", "Open"],
        ["The", "staff's", "console:"],
    ]
    host, port = lines[1].split()[2].removeprefix("http://").strip("/").split(":")
    return host, int(port)


def simulator_of(process: subprocess.Popen[str]) -> int:
    """The process id of the demo's simulator, as Linux tells it."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    (found,) = [
        int(child)
        for child in children
        if b"simulator" in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
    ]
    return found


def status(host: str, port: int) -> int:
    connection = HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_shows_where_to_look_and_ends_whole(
    whole: subprocess.Popen[str], number: signal.Signals
) -> None:
    host, port = address_of(whole)
    seen = status(host, port)

    whole.send_signal(number)
    output, _ = whole.communicate(timeout=30)

    assert (seen, whole.returncode, output) == (200, 0, "\nThe demo has ended.\n")
    with pytest.raises(ConnectionRefusedError):
        status(host, port)


@pytest.mark.slow
def test_the_demo_ends_with_the_reason_when_one_part_dies(whole: subprocess.Popen[str]) -> None:
    host, port = address_of(whole)
    os.kill(simulator_of(whole), signal.SIGKILL)
    output, _ = whole.communicate(timeout=30)

    assert whole.returncode == 1
    assert output.startswith("The simulator ended by itself (exit code -9), so the demo ends.")
    with pytest.raises(ConnectionRefusedError):
        status(host, port)


def test_a_child_answers_only_with_200() -> None:
    port = demo.free_ports(1, first=18_200)[0]
    with demo.started("pages", server(port), port=port, path="/nothing-here") as child:
        page = Child("page", child.process, port, "/", child.log)
        deadline = time.monotonic() + 20
        while not page.answers() and time.monotonic() < deadline:
            time.sleep(0.05)

        assert (page.answers(), child.answers()) == (True, False)
