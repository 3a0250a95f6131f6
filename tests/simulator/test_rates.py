import pytest

from simulator.rates import RATES, Rates

MULTICAST = "POST /v2/bot/message/multicast"
HOUR = 3_600_000


def taken(rates, endpoint, calls, *, now):
    return sum(rates.take(endpoint, now=now) for _ in range(calls))


def test_a_bucket_empties_and_fills_with_time():
    rates = Rates()

    assert taken(rates, MULTICAST, 300, now=0) == 200
    assert rates.take(MULTICAST, now=5)
    assert not rates.take(MULTICAST, now=5)


def test_endpoints_have_buckets_of_their_own():
    rates = Rates()
    for _ in range(100):
        rates.take("POST /v2/bot/chat/loading/start", now=0)

    assert not rates.take("POST /v2/bot/chat/loading/start", now=0)
    assert rates.take("POST /v2/bot/message/reply", now=0)


def test_a_bucket_never_holds_more_than_its_size():
    rates = Rates()
    taken(rates, MULTICAST, 200, now=0)

    assert taken(rates, MULTICAST, 1_000, now=HOUR) == 200


def test_a_clock_set_back_gives_nothing_and_takes_nothing():
    rates = Rates()
    taken(rates, MULTICAST, 150, now=HOUR)

    back = taken(rates, MULTICAST, 100, now=0)
    later = taken(rates, MULTICAST, 100, now=100)

    assert (back, later) == (50, 20)


@pytest.mark.parametrize(
    ("endpoint", "calls", "refill_ms"),
    [
        ("POST /v2/bot/message/narrowcast", 60, HOUR // 60),
        ("POST /v2/bot/message/broadcast", 60, HOUR // 60),
        ("GET /v2/bot/insight/followers", 60, HOUR // 60),
        ("GET /v2/bot/insight/richmenu/{richMenuId}/daily", 60, HOUR // 60),
        ("POST /v2/bot/channel/webhook/test", 60, HOUR // 60),
        ("POST /v2/bot/audienceGroup/upload", 60, 1_000),
        ("PUT /v2/bot/channel/webhook/endpoint", 1_000, 60),
        ("POST /v2/bot/richmenu", 100, HOUR // 100),
        ("DELETE /v2/bot/richmenu/{richMenuId}", 100, HOUR // 100),
        ("DELETE /v2/bot/richmenu/alias/{richMenuAliasId}", 100, HOUR // 100),
        ("GET /v2/bot/richmenu/progress/batch", 100, HOUR // 100),
        ("POST /v2/bot/richmenu/batch", 3, HOUR // 3),
        ("GET /v2/bot/richmenu/list", 10, 100),
        (MULTICAST, 200, 5),
        ("GET /v2/bot/membership/list", 200, 5),
        ("POST /v2/bot/coupon", 200, 5),
        ("POST /v2/bot/chat/loading/start", 100, 10),
        ("POST /v2/oauth/accessToken", 370, 3),
        ("POST /v2/bot/message/push", 2_000, 1),
        ("POST /v2/bot/message/reply", 2_000, 1),
        ("GET /v2/bot/message/quota", 2_000, 1),
        ("GET /v2/bot/profile/{userId}", 2_000, 1),
    ],
)
def test_every_limit_of_the_table(endpoint, calls, refill_ms):
    rates = Rates()

    assert taken(rates, endpoint, calls + 50, now=0) == calls
    assert rates.take(endpoint, now=refill_ms)


def test_no_limit_is_named_for_what_is_usual():
    assert all(rate.calls / rate.per_ms < 2 for rate in RATES.values())
