"""A SQLite file with the tables of the models."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.services import migrating
from models.base import Database, open_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path}/models.db")
    migrating.upgrade(opened)
    yield opened
    opened.close()
