"""
Whole conversations, against the real app and the simulator over HTTP.

`tests/transcripts/*.txt` are to be read and judged by people; here each is played again and
must come out the same. After a wanted change: `python -m pytest tests/test_transcripts.py
--write-transcripts`, then read the difference.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from simulator.testing import Line
from tests import announcing
from tests.e2e.crowd import wait_until
from tests.e2e.reckoning import unsettled
from tests.serving import Bot
from tests.telling import Stage, told

FOLDER = Path(__file__).parent / "transcripts"
SCRIPTS = sorted(FOLDER.glob("*.txt"))
MORNING = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)  # 09.30 in Bangkok, a Tuesday


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with (
        time_machine.travel(MORNING, tick=True) as traveller,
        Line() as line,
        Bot(line, tmp_path) as bot,
    ):
        line.connect(bot.url)
        yield Stage(
            line,
            _passing(traveller),
            settle=lambda: _settle(bot),
            decide=lambda said, ids: announcing.decide(bot.office, line, ids, said),
        )


def _settle(bot: Bot) -> None:
    """Until nothing waits to be sent; a push comes by itself, a moment after its cause."""
    assert wait_until(lambda: unsettled(bot.office.database) == 0, seconds=10)


def _passing(traveller: time_machine.Traveller) -> Callable[[int], None]:
    return lambda days: traveller.shift(timedelta(days=days))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_conversation_comes_out_as_written(
    path: Path, stage: Stage, request: pytest.FixtureRequest
) -> None:
    written = path.read_text(encoding="utf-8")

    came = told(written, stage)

    if request.config.getoption("--write-transcripts"):
        path.write_text(came, encoding="utf-8")
        return
    assert came == written


def test_there_are_conversations_of_every_kind() -> None:
    assert len(SCRIPTS) >= 25
