"""LINE's rate limits: one token bucket per endpoint."""

from dataclasses import dataclass
from typing import Final

SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000


@dataclass(frozen=True, slots=True)
class Rate:
    calls: int
    per_ms: int


USUAL: Final = Rate(2_000, SECOND)
RATES: Final = {  # LINE: rate limits of the Messaging API; what is not named here is usual
    "POST /v2/bot/message/multicast": Rate(200, SECOND),
    "POST /v2/bot/chat/loading/start": Rate(100, SECOND),
    "POST /v2/bot/richmenu": Rate(100, HOUR),
    "DELETE /v2/bot/richmenu/{richMenuId}": Rate(100, HOUR),
    "GET /v2/bot/richmenu/list": Rate(10, SECOND),
    "GET /v2/bot/channel/webhook/endpoint": Rate(1_000, MINUTE),
    "PUT /v2/bot/channel/webhook/endpoint": Rate(1_000, MINUTE),
    "POST /v2/bot/channel/webhook/test": Rate(60, HOUR),
}


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: int


class Rates:
    def __init__(self) -> None:
        self._buckets: dict[str, _Bucket] = {}

    def take(self, endpoint: str, *, now: int) -> bool:
        """False when the endpoint's bucket is empty; then nothing is taken."""
        rate = RATES.get(endpoint, USUAL)
        bucket = self._buckets.setdefault(endpoint, _Bucket(rate.calls, now))
        earned = (now - bucket.filled_at) * rate.calls / rate.per_ms
        bucket.tokens = min(rate.calls, bucket.tokens + max(0.0, earned))
        bucket.filled_at = now
        if bucket.tokens < 1:
            return False
        bucket.tokens -= 1
        return True
