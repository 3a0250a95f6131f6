from simulator.rates import Rates


def test_a_bucket_empties_and_fills_with_time():
    rates = Rates()

    taken = [rates.take("POST /v2/bot/message/multicast", now=0) for _ in range(201)]

    assert taken == [True] * 200 + [False]
    assert rates.take("POST /v2/bot/message/multicast", now=5)
    assert not rates.take("POST /v2/bot/message/multicast", now=5)


def test_endpoints_have_buckets_of_their_own():
    rates = Rates()
    for _ in range(100):
        rates.take("POST /v2/bot/chat/loading/start", now=0)

    assert not rates.take("POST /v2/bot/chat/loading/start", now=0)
    assert rates.take("POST /v2/bot/message/reply", now=0)
