from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.line.gateway import Gateway
from bot.services import lane_rows
from bot.services.meeting import clean, remember_name
from models.base import Database, open_database
from tests.bot.events import SOMCHAI
from tests.bot.platform import Platform


@pytest.mark.parametrize(
    ("told", "kept"),
    [("สมชาย\nใจดี\u202e", "สมชาย ใจดี"), ("x" * 300, "x" * 200), ("\u200b\x00 ", None)],
)
def test_remember_name_keeps_a_clean_name(
    database: Database, platform: Platform, line: Gateway, told: str, kept: str | None
) -> None:
    with database.write() as connection:
        lane_rows.meet(connection, SOMCHAI, now=datetime(2020, 3, 17, tzinfo=UTC))

    platform.script = [(200, {"displayName": told})]
    remember_name(database, line, SOMCHAI)

    with database.read() as connection:
        assert connection.scalar(text("SELECT display_name FROM contacts")) == kept


def test_remember_name_never_fails(tmp_path: Path, platform: Platform, line: Gateway) -> None:
    without_tables = open_database(f"sqlite:///{tmp_path / 'empty.db'}")

    platform.script = [(200, {"displayName": "สมชาย"})]
    remember_name(without_tables, line, SOMCHAI)

    without_tables.close()


def test_clean_leaves_a_decent_name_alone() -> None:
    assert clean("คุณสมชาย (IT) 😀") == "คุณสมชาย (IT) 😀"
