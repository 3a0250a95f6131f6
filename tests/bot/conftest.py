"""A migrated SQLite file for each test, made once and copied, and a platform to call."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.line.gateway import Gateway
from bot.services import migrating
from models.base import Database, open_database
from tests.bot.platform import Platform, serving


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "template.db"
    made = open_database(f"sqlite:///{file}")
    migrating.upgrade(made)
    made.close()
    return file


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Iterator[Database]:
    file = tmp_path / "test.db"
    shutil.copy(migrated, file)
    opened = open_database(f"sqlite:///{file}")
    yield opened
    opened.close()


@pytest.fixture
def platform() -> Iterator[Platform]:
    with serving() as told:
        yield told


@pytest.fixture
def line(platform: Platform) -> Iterator[Gateway]:
    """The way to that platform."""
    opened = Gateway(platform.url, "secret token")
    yield opened
    opened.close()
