"""
Fifty thousand people, ten kills, and a LINE that fails many a call: everybody is told once.

BROADCAST_PEOPLE and BROADCAST_KILLS make it larger; a million and a hundred take minutes.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from models.base import Database, open_database
from simulator.testing import Line
from tests import databases
from tests.bot.broadcasts import gather, notice, rows
from tests.e2e import nursery

PEOPLE = int(os.environ.get("BROADCAST_PEOPLE", "50000"))
KILLS = int(os.environ.get("BROADCAST_KILLS", "10"))
CALLS = -(-PEOPLE // 500)
SENDERS = 2
PATH = "/v2/bot/message/multicast"
# Each of so many calls goes wrong in this way.
FAULTS = {"500": 23, "500-after": 29, "reset-before": 31, "reset-after": 37, "429": 41}
PATIENCE = 30 + PEOPLE / 5_000


class Sender:
    """A process that sends notices, killed as a power cut would kill it."""

    def __init__(self, url: str, line: Line, log: Path) -> None:
        self._command = ["tests.e2e.sender", url, line.api_base]
        self._settings = {**os.environ, "LINE_API_BASE": line.api_base}
        self._log = log
        self._process: ForkServerProcess | None = None

    def start(self) -> None:
        self._process = nursery.begin(self._command, self._settings, self._log)

    def end(self, number: signal.Signals) -> int | None:
        """Its exit code, after a signal."""
        assert self._process is not None
        assert self._process.pid
        os.kill(self._process.pid, number)
        self._process.join(PATIENCE)
        return self._process.exitcode


@pytest.fixture
def line() -> Iterator[Line]:
    with Line() as running:
        running.set_quota(None)
        for kind_of_fault, every in FAULTS.items():
            running.fault(PATH, kind_of_fault, every)
        yield running


@pytest.fixture
def url(kind: str, tmp_path: Path) -> Iterator[str]:
    with databases.fresh_url(kind, tmp_path) as address:
        yield address


@pytest.mark.slow
@pytest.mark.both
def test_killing_whoever_sends_loses_nobody_and_tells_nobody_twice(
    url: str, line: Line, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(2563)
    crowd = line.crowd(PEOPLE)
    database = open_database(url)
    gather(database, PEOPLE)
    notice(database, is_urgent=True)
    senders = [Sender(url, line, tmp_path / "sender.log") for _ in range(SENDERS)]

    for sender in senders:
        sender.start()
    found = Counter(_kill(database, senders, kill, chance) for kill in range(KILLS))
    end = time.monotonic() + PATIENCE
    while _state(database) != "done" and time.monotonic() < end:
        time.sleep(0.05)
    codes = [sender.end(signal.SIGTERM) for sender in senders]

    census = crowd.census()
    calls = rows(
        database,
        "SELECT state, count(*), sum(size), sum(attempts) FROM broadcast_chunks GROUP BY state",
    )
    with capsys.disabled():
        sys.stdout.write(
            f"\n{PEOPLE:,} people, killed while {dict(found)}: {census.told()}, {calls}\n"
        )
    ((state, number, people, _),) = calls
    assert (census.people, census.min, census.max) == (PEOPLE, 1, 1)
    assert (state, number, people) == ("sent", CALLS, PEOPLE)
    assert (_state(database), codes) == ("done", [0] * SENDERS)
    database.close()


def _kill(database: Database, senders: list[Sender], kill: int, chance: random.Random) -> str:
    """
    Kill some or all at no particular moment: first while people are written down, then
    whenever another part of the calls is through. What the notice was at then.
    """
    end = time.monotonic() + PATIENCE
    while not _has_come_to(database, kill):
        assert time.monotonic() < end, f"nothing goes on after {kill} kills"
        time.sleep(0.003)
    time.sleep(chance.random() * 0.04)
    was = _state(database)
    for sender in senders if chance.random() < 0.5 else senders[:1]:
        sender.end(signal.SIGKILL)
        sender.start()
    chance.shuffle(senders)
    return was


def _has_come_to(database: Database, kill: int) -> bool:
    if kill == 0:
        return rows(database, "SELECT cursor > 0 FROM broadcasts") == [(True,)]
    ((settled,),) = rows(database, "SELECT count(*) FROM broadcast_chunks WHERE state = 'sent'")
    return bool(settled >= CALLS * 0.8 * kill / KILLS)


def _state(database: Database) -> str:
    ((state,),) = rows(database, "SELECT state FROM broadcasts")
    return str(state)
