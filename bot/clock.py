"""The one place that looks at the clock; everybody else is handed `now`."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def now_ms() -> int:
    """This moment in milliseconds since 1970, as LINE counts."""
    return time.time_ns() // 1_000_000
