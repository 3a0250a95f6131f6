"""
Conversations come out as ever while one process after the other is killed.

Two web processes, two workers, PostgreSQL. What a conversation should look like is found by
having it with a bot that nobody disturbs, for these processes go by today's clock.
TRANSCRIPTS=all takes every conversation in which no days pass.
"""

import os
import random
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from bot.app import Office, create_app
from bot.settings import load
from models.base import Database
from simulator.testing import Line
from tests import announcing
from tests.e2e import reckoning
from tests.e2e.crowd import wait_until
from tests.e2e.fleet import Fleet
from tests.serving import Bot
from tests.telling import DAYS, Stage, told
from tests.test_transcripts import FOLDER

FEW = ("01_happy_path",)
TIME = re.compile(r"\b\d\d\.\d\d\b")  # goes on between one telling and the next
EVERY_SECONDS = 1.0
PATIENCE = 180.0


def chosen() -> list[Path]:
    if os.environ.get("TRANSCRIPTS") != "all":
        return [FOLDER / f"{name}.txt" for name in FEW]
    paths = sorted(FOLDER.glob("*.txt"))
    return [path for path in paths if not DAYS.search(path.read_text(encoding="utf-8"))]


@pytest.mark.slow
@pytest.mark.only_postgresql
@pytest.mark.parametrize("path", chosen(), ids=lambda path: path.stem)
def test_conversation_comes_out_although_processes_die(
    path: Path, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = path.read_text(encoding="utf-8")
    (tmp_path / "calm").mkdir()
    expected = _calm(script, tmp_path / "calm")

    kills = [0]
    with ExitStack() as stack:
        line = stack.enter_context(Line(seconds=PATIENCE))
        line.platform.switches.redelivery = True
        settings = {"LINE_API_BASE": line.api_base, "WEB_CONCURRENCY": "1", **PLACE}
        fleet = stack.enter_context(Fleet(kind, tmp_path, settings, doors=2, workers=2))
        line.connect(fleet.url)
        office = stack.enter_context(_office(settings, fleet.database))
        stage = _stage(line, fleet.database, office)
        with _killing(fleet, kills):
            came = told(script, stage)
    with capsys.disabled():
        sys.stdout.write(f"\n{path.stem}: {kills[0]} kills\n")
    assert TIME.sub("", came) == TIME.sub("", expected)
    assert kills[0] > 0


PLACE = {"PUBLIC_URL": "https://wfh.example.go.th"}


def _calm(script: str, folder: Path) -> str:
    with Line() as line, Bot(line, folder, **PLACE) as bot:
        line.connect(bot.url)
        return told(script, _stage(line, bot.office.database, bot.office))


def _stage(line: Line, database: Database, office: Office) -> Stage:
    def settle() -> None:
        assert wait_until(lambda: reckoning.unsettled(database) == 0, seconds=PATIENCE)

    return Stage(
        line,
        pass_days=_refuse,
        settle=settle,
        decide=lambda said, ids: announcing.decide(office, line, ids, said),
    )


def _refuse(days: int) -> None:
    raise AssertionError(f"{days} days cannot pass for other processes")


@contextmanager
def _office(settings: dict[str, str], database: Database) -> Iterator[Office]:
    """What the console decides with; it sends nothing."""
    url = database.engine.url.render_as_string(hide_password=False)
    office = create_app(load(settings | {"DATABASE_URL": url})).extensions["office"]
    try:
        yield office
    finally:
        office.close()


@contextmanager
def _killing(fleet: Fleet, kills: list[int]) -> Iterator[None]:
    """One of all processes dies, again and again."""
    over, chance = threading.Event(), random.Random(2563)

    def kill() -> None:
        while True:
            fleet.kill_one(chance)
            kills[0] += 1
            if over.wait(EVERY_SECONDS):
                return

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()
        fleet.settle()
