from collections.abc import Iterator

import pytest

from simulator.testing import Line
from tests.simulator.echo_bot import EchoBot


@pytest.fixture
def line() -> Iterator[Line]:
    with Line(seconds=5) as line:
        yield line


@pytest.fixture
def bot(line: Line) -> Iterator[EchoBot]:
    with EchoBot(line.api_base, line.secret, line.token) as bot:
        line.connect(bot.url)
        yield bot
