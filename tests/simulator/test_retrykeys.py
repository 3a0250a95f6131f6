from simulator.retrykeys import Accepted, RetryKeys

KEY = "123e4567-e89b-12d3-a456-426614174000"
OTHER = "123e4567-e89b-12d3-a456-426614174001"
DAY = 24 * 60 * 60 * 1000


def accepted(at):
    return Accepted(f"request-{at}", {"sentMessages": []}, at=at)


def test_the_first_acceptance_is_remembered_for_a_day():
    keys = RetryKeys()

    keys.accept(KEY, accepted(0))

    assert keys.earlier(KEY.upper(), now=DAY - 1) == accepted(0)
    assert keys.earlier(KEY, now=DAY) is None
    assert keys.earlier(OTHER, now=0) is None


def test_old_keys_are_forgotten_as_new_ones_come():
    keys = RetryKeys()
    keys.accept(KEY, accepted(0))
    keys.accept(OTHER, accepted(DAY - 1))
    both = len(keys)

    keys.accept(KEY, accepted(DAY))
    renewed = len(keys)
    keys.accept("123e4567-e89b-12d3-a456-426614174002", accepted(2 * DAY - 1))

    assert (both, renewed, len(keys)) == (2, 2, 2)
    assert keys.earlier(KEY, now=2 * DAY - 1) == accepted(DAY)
    assert keys.earlier(OTHER, now=2 * DAY - 1) is None


def test_a_clock_set_back_forgets_nothing():
    keys = RetryKeys()
    keys.accept(KEY, accepted(DAY))

    keys.accept(OTHER, accepted(0))

    assert keys.earlier(KEY, now=0) == accepted(DAY)
    assert keys.earlier(OTHER, now=1) == accepted(0)
