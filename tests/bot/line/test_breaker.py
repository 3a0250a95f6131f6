import threading

from bot.line.breaker import FAILURES, FORGOTTEN_SECONDS, PROBE_SECONDS, Breaker


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def opened(watch: Watch) -> Breaker:
    breaker = Breaker(watch)
    for _ in range(FAILURES):
        breaker.note(is_up=False)
    return breaker


def test_fewer_failures_than_an_outage_close_nothing() -> None:
    breaker = Breaker(Watch())

    for _ in range(FAILURES - 1):
        breaker.note(is_up=False)
    breaker.note(is_up=True)
    for _ in range(FAILURES - 1):
        breaker.note(is_up=False)

    assert (breaker.is_open, breaker.rests(), breaker.lets_through()) == (False, False, True)


def test_an_outage_lets_one_call_through_every_few_seconds() -> None:
    watch = Watch()
    breaker = opened(watch)

    at_once = breaker.lets_through()
    watch.seconds += PROBE_SECONDS
    probes = [breaker.lets_through() for _ in range(3)]
    breaker.note(is_up=False)
    watch.seconds += PROBE_SECONDS - 0.1
    early = breaker.lets_through()
    watch.seconds += 0.1

    assert (at_once, probes, early) == (False, [True, False, False], False)
    assert breaker.lets_through()


def test_asking_whether_it_rests_does_not_take_the_probe() -> None:
    watch = Watch()
    breaker = opened(watch)
    while_resting = breaker.rests()
    watch.seconds += PROBE_SECONDS

    assert (while_resting, breaker.rests(), breaker.rests()) == (True, False, False)
    assert breaker.lets_through()
    assert breaker.rests()


def test_one_answer_ends_the_outage() -> None:
    breaker = opened(Watch())

    breaker.note(is_up=True)

    assert (breaker.is_open, breaker.lets_through(), breaker.lets_through()) == (False, True, True)


def test_an_outage_is_forgotten_when_nobody_has_tried_for_a_while() -> None:
    watch = Watch()
    breaker = opened(watch)
    watch.seconds += PROBE_SECONDS + FORGOTTEN_SECONDS - 0.1
    before = breaker.is_forgotten
    watch.seconds += 0.1
    after = breaker.is_forgotten

    breaker.lets_through()

    assert (before, after, breaker.is_forgotten) == (False, True, False)
    assert Breaker(watch).is_forgotten is False


def test_in_doubt_one_failure_is_an_outage() -> None:
    breaker = opened(Watch())

    breaker.doubt()
    in_doubt = breaker.is_open
    breaker.note(is_up=False)

    assert (in_doubt, breaker.is_open) == (False, True)


def test_many_threads_share_one_probe() -> None:
    watch = Watch()
    breaker = opened(watch)
    watch.seconds += PROBE_SECONDS
    together = threading.Barrier(8)
    through = []

    def ask() -> None:
        together.wait()
        through.append(breaker.lets_through())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(through) == [False] * 7 + [True]
