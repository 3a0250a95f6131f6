import threading
import time

from bot.delivery.doorway import Doorway

PATIENCE = 5.0


def waits(doorway: Doorway, seconds: float) -> float:
    started = time.monotonic()
    doorway.give_way(seconds)
    return time.monotonic() - started


def test_give_way_goes_on_at_once_when_nobody_comes_in() -> None:
    assert waits(Doorway(), PATIENCE) < PATIENCE / 2


def test_give_way_waits_until_the_last_has_come_in() -> None:
    doorway = Doorway()
    gone_on = threading.Event()

    def go_on() -> None:
        doorway.give_way(PATIENCE)
        gone_on.set()

    waiting = threading.Thread(target=go_on)
    with doorway:
        with doorway:
            waiting.start()
        assert not gone_on.wait(0.05)

    assert gone_on.wait(PATIENCE / 2)
    waiting.join()


def test_give_way_does_not_wait_for_ever() -> None:
    doorway = Doorway()

    with doorway:
        assert 0.01 <= waits(doorway, 0.01) < PATIENCE


def test_doorway_is_free_again_after_an_error() -> None:
    doorway = Doorway()
    try:
        with doorway:
            raise RuntimeError
    except RuntimeError:
        assert waits(doorway, PATIENCE) < PATIENCE / 2
