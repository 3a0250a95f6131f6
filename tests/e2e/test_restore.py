"""A backup is taken while people talk; brought back later, it says nothing a second time."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import clock
from bot.services import auditing, keeping, restoring
from simulator.testing import Line
from tests import databases
from tests.e2e import reckoning
from tests.e2e.crowd import Talker, drive, wait_until
from tests.e2e.fleet import Fleet

PEOPLE = 12
TEXTS = ("สวัสดี", "เมนู", "คู่มือ teams ไอโฟน", "สถานะ", "ขอบคุณ")


@pytest.fixture
def line() -> Iterator[Line]:
    with Line() as running:
        yield running


def seen(line: Line) -> dict[str, int]:
    """How much each person was told, as LINE shows it to them."""
    with line.platform.locked():
        people = list(line.platform.chats)
        return {one: len(line.platform.chat(one).screen()) for one in people}


def talk(line: Line, url: str, backup: Path) -> None:
    """Everybody says all they have to say; a backup is taken while answers are on their way."""
    people = [Talker(line.user(f"คนที่ {at}").user_id, TEXTS) for at in range(PEOPLE)]
    chance = random.Random(63)
    while not all(talker.is_done for talker in people):
        drive(line.platform, people, chance=chance)
        if sum(talker.taken for talker in people) > PEOPLE and not backup.exists():
            keeping.backup(url, backup)


@pytest.mark.slow
@pytest.mark.both
def test_what_a_backup_was_about_to_say_is_not_said_again(
    kind: str, line: Line, tmp_path: Path
) -> None:
    line.fault("/v2/bot/message/", "slow", 1, seconds=1)  # so that answers are open at the backup
    settings, backup = {"LINE_API_BASE": line.api_base}, tmp_path / "backup"
    with databases.fresh_url(kind, tmp_path) as url:
        with Fleet(kind, tmp_path, settings, database_url=url) as fleet:
            line.connect(fleet.url)
            talk(line, url, backup)
            assert wait_until(lambda: reckoning.unsettled(fleet.database) == 0, seconds=30)
            before = seen(line)

        restored = restoring.restore(url, backup, is_replacing=True, now=clock.now())
        with databases.opened(url) as database:
            open_then = reckoning.unsettled(database)
        with Fleet(kind, tmp_path, settings, database_url=url) as fleet:
            assert wait_until(lambda: reckoning.unsettled(fleet.database) == 0, seconds=30)
            assert auditing.verify(fleet.database).is_whole

        # Events that waited are failed by now, messages are still to be asked about.
        assert sum(restored.counts.values()) >= max(1, open_then)
        assert seen(line) == before
