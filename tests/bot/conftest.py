"""A platform to call, and the way to it."""

from collections.abc import Iterator

import pytest

from bot.line.gateway import Gateway
from tests.bot.platform import Platform, serving


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
