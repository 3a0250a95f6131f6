import threading
from collections.abc import Callable

from bot.delivery.announcer import Announcer

PATIENCE = 10.0


class Round:
    """What is due is handed out once; what was drained is remembered."""

    def __init__(self, *rows: int) -> None:
        self.rows = list(rows)
        self.looked = threading.Event()
        self.drained: list[int] = []

    def due(self) -> list[int]:
        rows, self.rows = self.rows, []
        self.looked.set()
        return rows

    def drain(self, row: int, is_stopping: Callable[[], bool]) -> None:
        self.drained.append(row)
        if row < 0:
            raise RuntimeError("cannot be sent")


def test_what_is_due_is_drained_in_order_whatever_becomes_of_each() -> None:
    told = Round(1, -2, 3)
    announcer = Announcer(told.due, told.drain)

    announcer.start()
    assert told.looked.wait(PATIENCE)
    announcer.stop()

    assert told.drained == [1, -2, 3]


def test_a_wake_has_it_look_again_at_once() -> None:
    told = Round()
    announcer = Announcer(told.due, told.drain)
    announcer.start()
    assert told.looked.wait(PATIENCE)

    told.rows = [4]
    told.looked.clear()
    announcer.wake()
    assert told.looked.wait(PATIENCE)
    announcer.stop()

    assert told.drained == [4]


def test_stop_tells_whoever_drains_and_waits_for_them() -> None:
    begun, ended = threading.Event(), threading.Event()

    def drain(_row: int, is_stopping: Callable[[], bool]) -> None:
        begun.set()
        while not is_stopping():
            pass
        ended.set()

    announcer = Announcer(lambda: [1], drain)
    assert not announcer.is_alive()
    announcer.start()
    assert begun.wait(PATIENCE)
    assert announcer.is_alive()

    announcer.stop()

    assert ended.is_set()
    assert not announcer.is_alive()
