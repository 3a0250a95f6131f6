import threading
import time
from collections.abc import Callable, Iterator

import pytest

from bot.delivery import runner as module
from bot.delivery.lanes import IsStopping, Wake
from bot.delivery.runner import Embedded

PATIENCE = 5.0


class Work:
    """What the runner is given to do; every drain is noted and may wait at a gate."""

    def __init__(self) -> None:
        self.drained: list[str] = []
        self.begun = threading.Semaphore(0)
        self.gate = threading.Event()
        self.gate.set()
        self.due: list[str] = []
        self.now_ms = 1_000_000

    def drain(self, lane: str, wake: Wake, is_stopping: IsStopping) -> None:
        self.drained.append(lane)
        self.begun.release()
        self.gate.wait(PATIENCE)
        if lane == "fails":
            raise RuntimeError("a lane failed")
        if lane == "calls":
            wake("called", 0)

    def wait(self, times: int = 1) -> None:
        for _ in range(times):
            assert self.begun.acquire(timeout=PATIENCE), self.drained


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def runner(work: Work) -> Iterator[Embedded]:
    made = Embedded(work.drain, lambda: work.due, lambda: work.now_ms)
    yield made
    work.gate.set()
    made.stop()


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_runner_does_nothing_before_it_is_started(work: Work, runner: Embedded) -> None:
    runner.wake("a")

    assert (work.drained, runner.is_alive()) == ([], False)

    runner.start(senders=2)
    work.wait()
    assert (work.drained, runner.is_alive()) == (["a"], True)


def test_runner_serves_a_chat_in_one_thread_at_a_time(work: Work, runner: Embedded) -> None:
    work.gate.clear()
    runner.start(senders=4)
    runner.wake("a")
    work.wait()

    runner.wake("a")
    runner.wake("a")
    runner.wake("b")
    work.wait()

    assert work.drained == ["a", "b"]
    work.gate.set()
    work.wait()
    assert work.drained == ["a", "b", "a"]


def test_runner_takes_a_second_wake_up_of_a_waiting_chat_as_the_same(
    work: Work, runner: Embedded
) -> None:
    runner.wake("a")
    runner.wake("a")
    runner.start(senders=1)
    work.wait()
    runner.wake("b")
    work.wait()

    assert work.drained == ["a", "b"]


def test_runner_lets_a_chat_wake_another(work: Work, runner: Embedded) -> None:
    runner.start(senders=1)
    runner.wake("calls")
    work.wait(2)

    assert work.drained == ["calls", "called"]


def test_runner_comes_back_at_the_time_it_was_told(
    work: Work, runner: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "POLL_SECONDS", 0.01)
    runner.start(senders=1)
    runner.wake("later", work.now_ms + 60_000)
    runner.wake("now")
    work.wait()
    assert work.drained == ["now"]

    work.now_ms += 60_000
    work.wait()

    assert work.drained == ["now", "later"]


def test_runner_sweeps_for_what_nobody_was_woken_for(
    work: Work, runner: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "POLL_SECONDS", 0.01)
    work.due = ["forgotten"]

    runner.start(senders=1)
    work.wait()

    assert work.drained[0] == "forgotten"


def test_runner_survives_a_chat_that_fails_and_tries_it_again(
    work: Work, runner: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "POLL_SECONDS", 0.01)
    runner.start(senders=1)
    runner.wake("fails")
    runner.wake("a")
    work.wait(2)
    assert (work.drained, runner.is_alive()) == (["fails", "a"], True)

    work.now_ms += module.AFTER_TROUBLE_MS
    work.wait()
    assert work.drained == ["fails", "a", "fails"]


def test_stop_finishes_what_is_on_its_way_and_begins_nothing_new(
    work: Work, runner: Embedded
) -> None:
    work.gate.clear()
    runner.start(senders=1)
    runner.wake("a")
    work.wait()
    runner.wake("b")

    stopping = threading.Thread(target=runner.stop)
    stopping.start()
    stopping.join(0.05)
    assert stopping.is_alive()

    work.gate.set()
    stopping.join(PATIENCE)
    assert (stopping.is_alive(), work.drained, runner.is_alive()) == (False, ["a"], False)
