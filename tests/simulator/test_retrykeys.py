from simulator.retrykeys import Accepted, RetryKeys

KEY = "123e4567-e89b-12d3-a456-426614174000"
DAY = 24 * 60 * 60 * 1000


def test_the_first_acceptance_is_remembered_for_a_day():
    keys = RetryKeys()
    accepted = Accepted("request-1", {"sentMessages": []}, at=0)

    keys.accept(KEY, accepted)

    assert keys.earlier(KEY.upper(), now=DAY - 1) == accepted
    assert keys.earlier(KEY, now=DAY) is None
    assert keys.earlier("123e4567-e89b-12d3-a456-426614174001", now=0) is None
