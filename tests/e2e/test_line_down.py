"""
LINE takes no message for a while: what people say is heard and decided all the same, LINE is
asked now and then instead of by everybody, and once it is back each gets their answer, once.
"""

import time
from pathlib import Path

import pytest

from bot.line import breaker
from bot.line.breaker import FAILURES
from models.base import Database
from simulator import acts
from simulator.testing import Line
from tests.e2e.crowd import wait_until
from tests.e2e.reckoning import rows
from tests.serving import Bot

PEOPLE = 40
PACE_SECONDS = 0.1  # an outage of four seconds
PROBE_SECONDS = 0.5
# Eight send at a time, so seven may be on their way when the fifth failure is seen.
MOST_CALLS = FAILURES + 7 + int(PEOPLE * PACE_SECONDS / PROBE_SECONDS) + 4


@pytest.fixture
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breaker, "PROBE_SECONDS", PROBE_SECONDS)


def refused(line: Line) -> int:
    """How many messages LINE was brought in vain."""
    calls = [entry for entry in line.traffic() if entry["path"].startswith("/v2/bot/message/")]
    return sum(entry["status"] >= 500 for entry in calls)


def are_answered(database: Database) -> bool:
    waiting = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'attempting')"
    return rows(database, waiting) == [(0,)]


@pytest.mark.slow
@pytest.mark.usefixtures("_soon")
def test_an_outage_of_line_holds_up_nobody_and_is_made_up_for(tmp_path: Path) -> None:
    with Line() as line, Bot(line, tmp_path) as bot:
        line.connect(bot.url)
        database = bot.office.database
        line.fault("/v2/bot/message/", "500")

        for number in range(PEOPLE):
            person = acts.add_silent_person(line.platform, f"คนที่ {number}")
            acts.say(line.platform, person.user_id, "เมนู")
            time.sleep(PACE_SECONDS)
        heard = wait_until(
            lambda: (
                rows(database, "SELECT count(*) FROM inbox WHERE state = 'done'") == [(PEOPLE,)]
            ),
            seconds=5,
        )
        is_down, in_vain = bot.office.gateway.is_down, refused(line)
        line.clear_faults()
        answered = wait_until(lambda: are_answered(database), seconds=20)

        assert (heard, is_down, answered) == (True, True, True)
        assert FAILURES <= in_vain <= MOST_CALLS
        assert bot.office.gateway.is_down is False
        assert rows(database, "SELECT state, channel, count(*) FROM outbox GROUP BY 1, 2") == [
            ("sent", "reply", PEOPLE)
        ]
        taken = [entry for entry in line.traffic() if entry["path"] == "/v2/bot/message/reply"]
        assert sum(entry["status"] == 200 for entry in taken) == PEOPLE
