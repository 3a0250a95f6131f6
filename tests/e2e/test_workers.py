"""Two web processes and two workers over PostgreSQL: every chat is served once, and in order."""

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from models.base import open_database
from simulator.testing import Line
from tests import databases
from tests.e2e import reckoning
from tests.e2e.crowd import Talker, drive, hurrying, registering, wait_until
from tests.e2e.gunicorn_bot import GunicornBot, Process, WorkerProcess
from tests.e2e.roundrobin import RoundRobin

PEOPLE = 30
HURRYING = 10
MOST_SECONDS = 10.0


@pytest.fixture
def line() -> Iterator[Line]:
    with Line() as running:
        yield running


def talk(line: Line, talkers: list[Talker]) -> int:
    chance = random.Random(2563)
    while not all(talker.is_done for talker in talkers):
        drive(line.platform, talkers, chance=chance)
    return sum(len(talker.texts) for talker in talkers)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_two_doors_and_two_workers_serve_every_chat_once(
    kind: str, line: Line, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        url = stack.enter_context(databases.fresh_url(kind, tmp_path))
        settings = {"LINE_API_BASE": line.api_base, "DATABASE_URL": url, "WEB_CONCURRENCY": "1"}
        doors = [
            stack.enter_context(GunicornBot(tmp_path, settings, name=f"bot{at}")) for at in (1, 2)
        ]
        for at in (1, 2):
            stack.enter_context(WorkerProcess(tmp_path, settings, name=f"worker{at}"))
        balancer = stack.enter_context(RoundRobin([door.port for door in doors]))
        line.connect(balancer.url)

        said = talk(line, [*registering(line, PEOPLE), *hurrying(line, HURRYING)])
        database = open_database(url)
        is_settled = wait_until(lambda: reckoning.unsettled(database) == 0, seconds=20)

        assert is_settled
        assert reckoning.rows(database, "SELECT state, count(*) FROM inbox GROUP BY state") == [
            ("done", said)
        ]
        assert reckoning.rows(database, "SELECT count(*), sum(turns) FROM conversations") == [
            (PEOPLE + HURRYING, said)
        ]
        assert reckoning.rows(
            database, "SELECT count(*), count(DISTINCT agency_id) FROM registrations"
        ) == [(PEOPLE, PEOPLE)]
        answers = reckoning.answers(database, line)
        assert len(answers) == said
        assert {(one.channel, one.state) for one in answers} == {("reply", "sent")}
        reckoning.assert_given_once(answers, line)
        database.close()


@pytest.mark.slow
@pytest.mark.parametrize("kind", databases.KINDS, indirect=True)
def test_asked_to_stop_it_ends_in_time_and_drops_nothing(
    kind: str, line: Line, tmp_path: Path
) -> None:
    line.fault("/v2/bot/message/", "slow", 1, seconds=1)
    people = [Talker(line.user(f"คนที่ {at}").user_id, ("สวัสดี", "เมนู")) for at in range(20)]
    with ExitStack() as stack:
        url = stack.enter_context(databases.fresh_url(kind, tmp_path))
        settings = {"LINE_API_BASE": line.api_base, "DATABASE_URL": url}
        bot = stack.enter_context(GunicornBot(tmp_path, settings))
        processes: list[Process] = [bot]
        if kind == "postgresql":
            processes.append(stack.enter_context(WorkerProcess(tmp_path, settings)))
        line.connect(bot.url)
        talk(line, people)  # all are heard, few are answered

        asked = time.monotonic()
        for process in processes:
            process.ask_to_stop()
        codes = [process.ended() for process in processes]
        seconds = time.monotonic() - asked
        database = open_database(url)
        attempting = reckoning.rows(
            database, "SELECT count(*) FROM outbox WHERE state = 'attempting'"
        )
        for process in processes:
            process.start()
        is_settled = wait_until(lambda: reckoning.unsettled(database) == 0, seconds=30)

        assert (codes, attempting, is_settled) == ([0] * len(processes), [(0,)], True)
        assert seconds < MOST_SECONDS
        answers = reckoning.answers(database, line)
        assert [(one.channel, one.state) for one in answers] == [("reply", "sent")] * 40
        reckoning.assert_given_once(answers, line)
        database.close()
