import threading

from bot.delivery.rounds import Rounds


class Walker(Rounds):
    """Says that it came by, and rests for as long as nobody wakes it."""

    def __init__(self) -> None:
        super().__init__(stop_seconds=5)
        self.came = threading.Semaphore(0)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self.came.release()
            self._rest(60)


def test_rounds_begin_with_start_go_on_when_woken_and_end_with_stop() -> None:
    walker = Walker()
    assert not walker.is_alive()

    walker.start()
    first = walker.came.acquire(timeout=5)
    walker.wake()
    second = walker.came.acquire(timeout=5)
    was_alive = walker.is_alive()
    walker.stop()

    assert (first, second, was_alive, walker.is_alive()) == (True, True, True, False)


def test_rounds_that_have_ended_can_begin_anew() -> None:
    walker = Walker()
    walker.start()
    walker.stop()

    walker.start()

    assert walker.is_alive()
    walker.stop()
    assert not walker.is_alive()


def test_stop_without_start_does_nothing() -> None:
    Walker().stop()
