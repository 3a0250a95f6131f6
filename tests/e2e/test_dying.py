"""
The bot dies at every place that matters, once each, while people talk to it.

Which places there are stands in `bot.failpoints`; all are tried, on both databases, but for
those that only one of them has.
"""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot import clock
from bot.delivery import outbox
from bot.failpoints import POINTS
from bot.services import jobs, leases, posting
from bot.services.officer import Officer
from models.base import Database
from models.vocabulary import JobKind, JobState, Role
from simulator.testing import Crowd, Line
from tests.bot.broadcasts import gather, notice, rows
from tests.bot.services.colleagues import hire
from tests.e2e import reckoning
from tests.e2e.crowd import Talker, drive, wait_until
from tests.e2e.fleet import Fleet

PATIENCE = 60
TEXTS = ("สวัสดี", "เมนู", "สถานะ", "คู่มือ teams ไอโฟน", "ขอบคุณ")
PEOPLE = 3
CROWD = 1_200
TOLD = ("message.claimed",)
WORKED = ("job.taken", "job.done")
QUEUED = ("chat.brought", "chats.woken")  # where there is a queue
NOTICED = tuple(name for name in POINTS if name.split(".")[0] in {"notice", "people", "chunks"})
SENT = ("chunk.sent",)
OTHERS = {*TOLD, *WORKED, *QUEUED, *NOTICED, *SENT}
HEARD = tuple(name for name in POINTS if name not in OTHERS)


@dataclass(frozen=True, slots=True)
class Deathbed:
    """A bot that dies where it is asked to, and what there is to see it by."""

    line: Line
    fleet: Fleet
    armed: Path
    hit: set[str] = field(default_factory=set)

    @property
    def database(self) -> Database:
        return self.fleet.database

    def arm(self, point: str) -> None:
        self.fleet.settle()
        (self.armed / point).touch()

    def has_died(self, point: str) -> bool:
        self.fleet.revive()
        is_hit = not (self.armed / point).exists()
        if is_hit and point not in self.hit:
            self.hit.add(point)
            if self.database.file is None:  # as if the seconds were over that the dead had
                outbox.release(self.database, now_ms=clock.now_ms())
        return is_hit

    def until(self, fulfilled: Callable[[], bool]) -> bool:
        """Who has died is begun anew meanwhile."""
        return wait_until(lambda: [self.fleet.revive(), fulfilled()][1], seconds=PATIENCE)


@pytest.mark.slow
@pytest.mark.both
def test_dying_anywhere_loses_nothing_and_doubles_nothing(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    armed = tmp_path / "points"
    armed.mkdir()
    heard = [*HEARD, *(QUEUED if kind == "postgresql" else ())]
    with Line() as line:
        settings = {"LINE_API_BASE": line.api_base, "FAIL_POINTS": str(armed)}
        with Fleet(kind, tmp_path, settings) as fleet:
            line.connect(fleet.url)
            bed = Deathbed(line, fleet, armed)
            noticed = _noticed_although_hit(bed, [*NOTICED, *SENT])
            spoken = sum(_talk_until_hit(bed, point) for point in heard)
            told = [_tell_until_hit(bed, point) for point in TOLD]
            worked = [_worked_although_hit(bed, point) for point in WORKED]
            is_settled = bed.until(lambda: reckoning.unsettled(bed.database) == 0)
            answers = reckoning.answers(bed.database, line)

            assert (is_settled, list(armed.iterdir())) == (True, [])
            assert rows(bed.database, "SELECT state, count(*) FROM inbox GROUP BY state") == [
                ("done", spoken)
            ]
            assert rows(bed.database, "SELECT sum(turns) FROM conversations") == [(spoken,)]
        places = len([*heard, *TOLD, *WORKED, *NOTICED, *SENT])
        with capsys.disabled():
            sys.stdout.write(f"\n{kind}: {places} places to die: {reckoning.told(answers)}\n")
        assert len(answers) == spoken + len(told)
        reckoning.assert_given_once(answers, line)
    assert worked == [True] * len(WORKED)
    assert noticed == (True, 1, 1, CROWD)


def _talk_until_hit(bed: Deathbed, point: str) -> int:
    """How much was said until the bot had died, and all had been heard."""
    chance, talkers = random.Random(2563), []
    bed.arm(point)
    while not bed.has_died(point) or not all(talker.is_done for talker in talkers):
        if not bed.has_died(point) and _is_quiet(bed, talkers):
            talkers += [Talker(bed.line.user("สมชาย").user_id, TEXTS) for _ in range(PEOPLE)]
        drive(bed.line.platform, talkers, chance=chance)
    return sum(len(talker.texts) for talker in talkers)


def _is_quiet(bed: Deathbed, talkers: list[Talker]) -> bool:
    are_through = all(talker.is_done for talker in talkers)
    return are_through and reckoning.unsettled(bed.database) == 0


def _tell_until_hit(bed: Deathbed, point: str) -> str:
    """Push something to somebody, as the console does; who it was."""
    bed.arm(point)
    person = bed.line.user("สมหญิง")
    with bed.database.write() as connection:
        messages = '[{"type":"text","text":"เรื่องของคุณผ่านแล้วค่ะ"}]'
        posting.push(connection, person.user_id, messages=messages, now_ms=clock.now_ms())
    assert bed.until(lambda: bed.has_died(point))
    return person.user_id


def _worked_although_hit(bed: Deathbed, point: str) -> bool:
    """Ask for the whole register, which is begun twice; whether it was made."""
    bed.arm(point)
    officer = Officer(hire(bed.database, point), "มาลี", Role.OFFICER)
    job_id = jobs.ask(bed.database, JobKind.EXPORT, officer=officer, arguments={}, now=clock.now())
    assert bed.until(lambda: bed.has_died(point))
    leases.release(bed.database)  # as if the minute were over that the dead held it
    return bed.until(lambda: _state(bed.database, job_id) == JobState.DONE)


def _noticed_although_hit(bed: Deathbed, points: list[str]) -> tuple[bool, int, int, int]:
    """Whether a notice was sent, and how often those reached least and most were told."""
    bed.line.set_quota(None)
    crowd: Crowd = bed.line.crowd(CROWD)
    gather(bed.database, CROWD, since=clock.now())  # who came years ago is soon forgotten
    hire(bed.database, "announcer")
    for point in points:
        bed.arm(point)
    notice(bed.database, is_urgent=True)
    for point in ("notice.begun", "people.written", "notice.opened"):
        assert bed.until(lambda point=point: bed.has_died(point)), point
    is_done = bed.until(lambda: _is_sent(bed))
    assert bed.until(lambda: bed.has_died("notice.ended"))
    census = crowd.census()
    return is_done, census.min, census.max, census.sum


def _is_sent(bed: Deathbed) -> bool:
    with bed.database.write() as connection:  # as if the time were over that the dead held it
        connection.exec_driver_sql(
            "UPDATE broadcast_chunks SET next_ms = 0, lease_ms = 0 WHERE state = 'attempting'"
        )
    return rows(bed.database, "SELECT state FROM broadcasts") == [("done",)]


def _state(database: Database, job_id: int) -> JobState | None:
    job = jobs.find(database, job_id)
    return job and job.state
