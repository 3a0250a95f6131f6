"""
A thousand events, thirty kills, and a LINE that fails every tenth call.

Afterwards every event has had exactly one effect and every answer was given exactly once,
but for those of which nobody can know; these are counted and few. On PostgreSQL web processes
and workers are killed alike. KILL_EVENTS and KILLS make it larger.
"""

import os
import random
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.testing import Line
from tests.e2e import reckoning
from tests.e2e.crowd import Talker, drive, hurrying, registering, wait_until
from tests.e2e.fleet import Fleet

EVENTS = int(os.environ.get("KILL_EVENTS", "1000"))  # thousands
KILLS = int(os.environ.get("KILLS", "30"))
REGISTERING = min(EVENTS // 10, 100)  # people, eight events each
HURRYING = (EVENTS - REGISTERING * 8) // 5  # people, five events each
# How many cannot be known depends on the machine's speed: few of a thousand, never a flood.
MOST_UNCERTAIN = EVENTS // 20
PATIENCE = 300 + EVENTS / 100  # for slow machines; nobody waits longer than it takes
AT_ONCE = 60  # events that are said or about to be, and not answered

FAULTS = (("500", 40), ("reset-before", 40), ("reset-after", 40), ("429", 40), ("hang", 400))


@pytest.fixture
def line() -> Iterator[Line]:
    with Line() as running:
        running.set_quota(None)  # on a slow machine more is pushed than a month allows
        for kind, every in FAULTS:
            running.fault("/v2/bot/message/", kind, every, seconds=6 if kind == "hang" else 0)
        yield running


@pytest.mark.slow
@pytest.mark.both
def test_killing_the_bot_loses_nothing_and_doubles_nothing(
    kind: str, line: Line, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(2563)
    talkers = [*registering(line, REGISTERING), *hurrying(line, HURRYING)]
    assert sum(len(talker.texts) for talker in talkers) == EVENTS

    with Fleet(kind, tmp_path, {"LINE_API_BASE": line.api_base}, workers=2) as fleet:
        line.connect(fleet.url)
        kills = _talk_and_kill(line, fleet, talkers, chance)
        fleet.settle()
        database = fleet.database
        is_settled = wait_until(lambda: reckoning.unsettled(database) == 0, seconds=PATIENCE)

        answers = reckoning.answers(database, line)
        with capsys.disabled():
            told = reckoning.told(answers)
            sys.stdout.write(f"\n{kind}: {EVENTS:,} events, {kills} kills: {told}\n")
        assert (kills, is_settled) == (KILLS, True)
        assert reckoning.rows(database, "SELECT state, count(*) FROM inbox GROUP BY state") == [
            ("done", EVENTS)
        ]
        assert reckoning.rows(database, "SELECT count(*), sum(turns) FROM conversations") == [
            (REGISTERING + HURRYING, EVENTS)
        ]
        assert reckoning.rows(
            database, "SELECT count(*), count(DISTINCT agency_id) FROM registrations"
        ) == [(REGISTERING, REGISTERING)]
    assert len(answers) == EVENTS
    reckoning.assert_given_once(answers, line)
    assert reckoning.uncertain(answers) <= MOST_UNCERTAIN


def _talk_and_kill(line: Line, fleet: Fleet, talkers: list[Talker], chance: random.Random) -> int:
    """Kill whenever another share of the events was taken, at no particular moment."""
    coming, present = deque(talkers), list[Talker]()
    kills, share, brought = 0, EVENTS / (KILLS + 1), 0
    while coming or present:
        taken = sum(talker.taken for talker in talkers)
        # People come one after the other, so that there is something to do at every kill, and
        # no sooner than the bot keeps up: tokens should die by kills, not by a slow machine.
        answered = taken - reckoning.unsettled(fleet.database)
        while coming and brought - answered < AT_ONCE:
            brought += len(coming[0].texts)
            present.append(coming.popleft())
        drive(line.platform, present, chance=chance)
        present = [talker for talker in present if not talker.is_done]
        if kills < KILLS and taken >= share * (kills + 1) + chance.random() * 10:
            fleet.kill_one(chance)
            kills += 1
    return kills
