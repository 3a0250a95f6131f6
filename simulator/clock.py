"""The simulator's own clock: real time plus what it was moved by. Milliseconds since 1970."""

import time
from datetime import UTC, datetime, timedelta, timezone

LINE_ZONE = timezone(timedelta(hours=9))  # LINE counts days and months in UTC+9


class Clock:
    def __init__(self) -> None:
        self._moved_ms = 0

    def now(self) -> int:
        return int(time.time() * 1000) + self._moved_ms

    def advance(self, seconds: float) -> None:
        """Below zero the clock goes back."""
        self._moved_ms += int(seconds * 1000)

    def set_back_to_real_time(self) -> None:
        self._moved_ms = 0

    @property
    def moved_seconds(self) -> float:
        return self._moved_ms / 1000

    def month(self) -> str:
        """The month LINE would count a message in, such as 2020-03."""
        return self._local().isoformat()[:7]

    def day(self) -> str:
        """LINE's day, such as 20200317."""
        return self._local().isoformat()[:10].replace("-", "")

    def iso(self) -> str:
        moment = datetime.fromtimestamp(self.now() / 1000, UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"

    def _local(self) -> datetime:
        return datetime.fromtimestamp(self.now() / 1000, LINE_ZONE)
