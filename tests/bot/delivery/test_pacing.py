"""Notices are sent at LINE's pace, and slowly in a demo."""

from pathlib import Path

from bot.delivery import bucket, pacing
from bot.line.gateway import Gateway
from bot.settings import load
from models.base import open_database

NEAR = {"LINE_API_BASE": "http://127.0.0.1:1"}


def rate_of(tmp_path: Path, **more: str) -> tuple[int, int]:
    database = open_database(f"sqlite:///{tmp_path / 'x.db'}")
    settings = load(NEAR | more)
    made = pacing.broadcaster(settings, database, Gateway(settings.line_api_base, ""))
    try:
        return made._means.rate, made._chunk_size
    finally:
        made.close()
        database.close()


def test_a_bot_sends_as_quickly_as_it_may(tmp_path: Path) -> None:
    assert rate_of(tmp_path) == (bucket.CALLS, 500)


def test_a_demo_sends_so_that_one_can_look_on(tmp_path: Path) -> None:
    assert rate_of(tmp_path, DEMO="yes") == (pacing.DEMO_CALLS, pacing.DEMO_SIZE)
