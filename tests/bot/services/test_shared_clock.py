import time

import pytest

from bot.services import shared_clock
from models.base import Database

HERE_US = 1_234_567


@pytest.mark.both
def test_now_us_is_this_machines_on_sqlite_and_the_servers_on_postgresql(
    kind: str, database: Database
) -> None:
    with database.read() as connection:
        told = [shared_clock.now_us(connection, lambda: HERE_US) for _ in range(2)]

    if kind == "sqlite":
        assert told == [HERE_US, HERE_US]
    else:
        assert abs(told[0] - time.time_ns() // 1_000) < 60_000_000
        assert told[0] < told[1]  # not the moment at which the transaction began
