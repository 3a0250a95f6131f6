"""LINE's rate limits: one token bucket per endpoint."""

from dataclasses import dataclass
from typing import Final

SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000


@dataclass(frozen=True, slots=True)
class Rate:
    calls: int
    per_ms: int


USUAL: Final = Rate(2_000, SECOND)
_MESSAGE, _MENU, _AUDIENCE = "/v2/bot/message", "/v2/bot/richmenu", "/v2/bot/audienceGroup"

# LINE: rate limits of the Messaging API; what is not named here is usual. Endpoints that
# are not built stand here too: they get their limit on the day they are.
RATES: Final = {
    f"POST {_MESSAGE}/narrowcast": Rate(60, HOUR),
    f"POST {_MESSAGE}/broadcast": Rate(60, HOUR),
    "GET /v2/bot/insight/message/delivery": Rate(60, HOUR),
    "GET /v2/bot/insight/followers": Rate(60, HOUR),
    "GET /v2/bot/insight/demographic": Rate(60, HOUR),
    "GET /v2/bot/insight/message/event": Rate(60, HOUR),
    "GET /v2/bot/insight/message/event/aggregation": Rate(60, HOUR),
    "GET /v2/bot/insight/richmenu/{richMenuId}/summary": Rate(60, HOUR),
    "GET /v2/bot/insight/richmenu/{richMenuId}/daily": Rate(60, HOUR),
    "POST /v2/bot/channel/webhook/test": Rate(60, HOUR),
    f"POST {_AUDIENCE}/upload": Rate(60, MINUTE),
    f"PUT {_AUDIENCE}/upload": Rate(60, MINUTE),
    f"POST {_AUDIENCE}/click": Rate(60, MINUTE),
    f"POST {_AUDIENCE}/imp": Rate(60, MINUTE),
    f"GET {_AUDIENCE}/list": Rate(60, MINUTE),
    f"GET {_AUDIENCE}/{{audienceGroupId}}": Rate(60, MINUTE),
    f"DELETE {_AUDIENCE}/{{audienceGroupId}}": Rate(60, MINUTE),
    "GET /v2/bot/channel/webhook/endpoint": Rate(1_000, MINUTE),
    "PUT /v2/bot/channel/webhook/endpoint": Rate(1_000, MINUTE),
    f"POST {_MENU}": Rate(100, HOUR),
    f"DELETE {_MENU}/{{richMenuId}}": Rate(100, HOUR),
    f"DELETE {_MENU}/alias/{{richMenuAliasId}}": Rate(100, HOUR),
    "GET /v2/bot/richmenu/progress/batch": Rate(100, HOUR),
    f"POST {_MENU}/batch": Rate(3, HOUR),
    f"GET {_MENU}/list": Rate(10, SECOND),
    f"POST {_MESSAGE}/multicast": Rate(200, SECOND),
    "GET /v2/bot/membership/list": Rate(200, SECOND),
    "GET /v2/bot/membership/subscription/{userId}": Rate(200, SECOND),
    "GET /v2/bot/membership/{membershipId}/users/ids": Rate(200, SECOND),
    "POST /v2/bot/coupon": Rate(200, SECOND),
    "GET /v2/bot/coupon": Rate(200, SECOND),
    "GET /v2/bot/coupon/{couponId}": Rate(200, SECOND),
    "PUT /v2/bot/coupon/{couponId}/close": Rate(200, SECOND),
    "POST /v2/bot/chat/loading/start": Rate(100, SECOND),
    "POST /v2/oauth/accessToken": Rate(370, SECOND),
}


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: int


class Rates:
    def __init__(self) -> None:
        self._buckets: dict[str, _Bucket] = {}

    def take(self, endpoint: str, *, now: int) -> bool:
        """
        False when the endpoint's bucket is empty; then nothing is taken.

        A clock that was set back earns nothing, and fills from there on.
        """
        rate = RATES.get(endpoint, USUAL)
        bucket = self._buckets.setdefault(endpoint, _Bucket(rate.calls, now))
        earned = (now - bucket.filled_at) * rate.calls / rate.per_ms
        bucket.tokens = min(rate.calls, bucket.tokens + max(0.0, earned))
        bucket.filled_at = now
        if bucket.tokens < 1:
            return False
        bucket.tokens -= 1
        return True
