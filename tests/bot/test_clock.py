from datetime import UTC, datetime

import time_machine

from bot import clock


@time_machine.travel(datetime(2020, 3, 17, 5, 0, 0, 123_456, tzinfo=UTC), tick=False)
def test_clock_tells_the_same_moment_both_ways() -> None:
    assert clock.now() == datetime(2020, 3, 17, 5, 0, 0, 123_456, tzinfo=UTC)
    assert clock.now_ms() == 1_584_421_200_123
