"""
LINE goes away, the database goes away, the disk is full: everything heals without a restart.

OUTAGE_SECONDS makes the outage of LINE longer than tokens live; then what must arrive is
pushed, and courtesies are dropped with a mark.
"""

import os
import random
import resource
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.line.breaker import FAILURES, PROBE_SECONDS
from models.base import Database
from simulator.testing import Line
from tests.e2e import reckoning
from tests.e2e.crowd import Talker, drive, wait_until
from tests.e2e.fleet import Fleet
from tests.e2e.gunicorn_bot import Process
from tests.e2e.onlooker import SENDING, Onlooker
from tests.own_postgres import own_server

OUTAGE_SECONDS = float(os.environ.get("OUTAGE_SECONDS", "15"))
TOKEN_SECONDS = 50
PACE_SECONDS = 0.2
AT_ONCE = 16  # chats a process sends to at the same time
TEXTS = ("สวัสดี", "เมนู", "สถานะ", "คู่มือ teams ไอโฟน", "ขอบคุณ")
TALKERS = 8
FULL = 192 * 1024  # of every file, the log as well
BUSY_SECONDS = 5.0
PATIENCE = 90


@pytest.fixture
def line() -> Iterator[Line]:
    with Line() as running:
        yield running


def talk(line: Line, seconds: float, onlooker: Onlooker) -> list[Talker]:
    """Somebody new begins to talk five times a second; returns when all were heard."""
    chance, talkers, begun = random.Random(2563), list[Talker](), time.monotonic()
    come = 0
    while (passed := time.monotonic() - begun) < seconds or not all(t.is_done for t in talkers):
        if passed < seconds and passed >= come * PACE_SECONDS:
            talkers.append(Talker(line.user(f"คนที่ {come}").user_id, TEXTS[come % 5 :][:1]))
            come += 1
        drive(line.platform, [t for t in talkers if not t.is_done], chance=chance)
        onlooker.look()
    return talkers


def talk_while(line: Line, goes_on: Callable[[], bool], onlooker: Onlooker) -> int:
    """A few people talk without a pause; how much they had said when all were heard."""
    chance, talkers, said = random.Random(2563), list[Talker](), 0
    while goes_on() or talkers:
        if goes_on() and len(talkers) < TALKERS:
            talkers.append(Talker(line.user("สมชาย").user_id, TEXTS))
        drive(line.platform, talkers, chance=chance)
        said += sum(len(talker.texts) for talker in talkers if talker.is_done)
        talkers = [talker for talker in talkers if not talker.is_done]
        onlooker.look()
    return said


def assert_all_handled_once(line: Line, database: Database, said: int) -> None:
    assert wait_until(lambda: reckoning.unsettled(database) == 0, seconds=PATIENCE)
    assert reckoning.rows(database, "SELECT state, count(*) FROM inbox GROUP BY state") == [
        ("done", said)
    ]
    assert reckoning.rows(database, "SELECT sum(turns) FROM conversations") == [(said,)]
    answers = reckoning.answers(database, line)
    sys.stdout.write(f"{said} events: {reckoning.told(answers)}\n")
    assert len(answers) == said
    reckoning.assert_given_once(answers, line)


@pytest.mark.slow
@pytest.mark.both
def test_an_outage_of_line_loses_nothing_that_must_arrive(
    kind: str, line: Line, tmp_path: Path
) -> None:
    onlooker = Onlooker(line)
    with Fleet(kind, tmp_path, {"LINE_API_BASE": line.api_base}) as fleet:
        line.connect(fleet.url)
        line.fault(SENDING, "reset-before")
        said = len(talk(line, OUTAGE_SECONDS, onlooker))
        in_vain, answers = onlooker.in_vain, dict(onlooker.answers)
        line.clear_faults()

        assert_all_handled_once(line, fleet.database, said)
        ends = reckoning.rows(
            fleet.database, "SELECT DISTINCT importance, state FROM outbox ORDER BY 1, 2"
        )
    # Each of two processes notices by itself, with what it had on its way then.
    most = 2 * (FAILURES + AT_ONCE + (OUTAGE_SECONDS + 10) / PROBE_SECONDS)
    assert set(answers) == {200}
    assert 0 < in_vain <= most
    is_long = OUTAGE_SECONDS > TOKEN_SECONDS + 20
    assert ("courtesy", "dropped") in ends or not is_long
    assert {end for end in ends if end[0] == "must"} <= {("must", "sent")}


@pytest.mark.slow
@pytest.mark.only_postgresql
def test_a_database_that_goes_away_and_comes_back_heals_everything(
    kind: str, line: Line, tmp_path: Path
) -> None:
    onlooker = Onlooker(line)
    assert kind == "postgresql"
    with own_server() as server:
        settings = {"LINE_API_BASE": line.api_base}
        with Fleet(kind, tmp_path, settings, database_url=_asked(server.url)) as fleet:
            line.connect(fleet.url)
            acts = [
                lambda: server.restart(signal.SIGINT),
                lambda: server.restart(signal.SIGQUIT),
                lambda: server.restart(signal.SIGINT),
                *[server.end_connections] * 4,
            ]
            begun = time.monotonic()

            def goes_on() -> bool:
                """Something befalls the database every two seconds; a while after, it is over."""
                if acts and time.monotonic() > begun + 2 * (8 - len(acts)):
                    acts.pop(0)()
                return bool(acts) or time.monotonic() < begun + 17

            said = talk_while(line, goes_on, onlooker)
            assert_all_handled_once(line, fleet.database, said)
            assert [process.has_died() for process in fleet.processes] == [False, False]
    assert set(onlooker.answers) <= {200, 503, 0}


def _asked(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://")


@pytest.mark.slow
@pytest.mark.only_sqlite
def test_a_file_that_is_locked_or_full_heals_everything(
    kind: str, line: Line, tmp_path: Path
) -> None:
    onlooker = Onlooker(line)
    settings = {"LINE_API_BASE": line.api_base, "WEB_CONCURRENCY": "2"}
    with Fleet(kind, tmp_path, settings) as fleet:
        line.connect(fleet.url)
        (bot,) = fleet.processes
        file = fleet.database.file
        assert file is not None
        assert wait_until(lambda: len(bot.children()) == 2, seconds=PATIENCE)
        begun, before = time.monotonic(), bot.children()
        steps = iter(_trouble(bot, file))

        def goes_on() -> bool:
            return next(steps, None) is not None or time.monotonic() < begun + BUSY_SECONDS

        said = talk_while(line, goes_on, onlooker)
        assert_all_handled_once(line, fleet.database, said)
        assert bot.children() == before
    assert onlooker.answers[503] > 0  # the disk was full for somebody
    assert set(onlooker.answers) <= {200, 503, 0}


def _trouble(bot: Process, file: Path) -> Iterator[str]:
    """First somebody else writes, for five seconds; then the disk is full, for three."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield from _for(BUSY_SECONDS, "locked")
    other.execute("ROLLBACK")
    other.close()
    yield from _for(1, "well")
    with bot.log.open("ab") as log:
        log.write(b"\n" * FULL)
    for process in bot.children():
        resource.prlimit(process, resource.RLIMIT_FSIZE, (FULL, resource.RLIM_INFINITY))
    yield from _for(3, "full")
    for process in bot.children():
        infinity = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(process, resource.RLIMIT_FSIZE, infinity)
    yield from _for(1, "well")


def _for(seconds: float, what: str) -> Iterator[str]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield what
