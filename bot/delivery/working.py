"""
A thread beside the web worker that does long work, one job after the other.

It looks every two seconds, and at once when it is woken; each time it also runs its errands.
Once an hour it does the chores: what is to be done whether anybody asks or not. A chore is done
step by step, each of much less than a second, and jobs are looked for between the steps.
"""

import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Final

import structlog

from bot import failpoints
from bot.delivery.rounds import Rounds
from bot.errors import WorkFailed, WorkLost
from bot.services import leases
from bot.services.leases import Finished, Hold, Tools
from models.vocabulary import JobKind

POLL_SECONDS: Final = 2.0
CHORES_SECONDS: Final = 3_600.0
STOP_SECONDS: Final = 10.0

Work = Callable[[Hold, Tools], Finished]
Chore = Callable[[Tools], Iterable[object]]
Errand = Callable[[], int]  # says how much it found to do

log = structlog.get_logger()


class Workman(Rounds):
    """Does jobs by `works`. Asked to stop, it leaves them where they are; another goes on."""

    def __init__(
        self,
        tools: Tools,
        works: Mapping[JobKind, Work],
        chores: Sequence[Chore] = (),
        errands: Sequence[Errand] = (),
    ) -> None:
        super().__init__(STOP_SECONDS)
        self._tools = tools
        self._works = works
        self._chores = chores
        self._errands = errands

    def sweep(self) -> int:
        """Do the chores now; how many failed."""
        return max(do_chores(self._chores, self._tools), default=0)

    def _run(self) -> None:
        while not self._stopping.is_set():
            again_at = time.monotonic() + CHORES_SECONDS
            with closing(do_chores(self._chores, self._tools)) as steps:
                self._work(steps, again_at)

    def _work(self, steps: Iterator[int], until: float) -> None:
        """Jobs first, then the next step of the chores; chores that take too long begin anew."""
        while not self._stopping.is_set() and time.monotonic() < until:
            has_worked = self._look()
            if next(steps, None) is None and not has_worked:
                self._rest(POLL_SECONDS)

    def _look(self) -> bool:
        try:
            found = [errand() for errand in self._errands]
            return do_next(self._works, self._tools, self._stopping) or any(found)
        except Exception:
            log.exception("no work could be taken")
            return False


def do_next(
    works: Mapping[JobKind, Work], tools: Tools, stopping: threading.Event | None = None
) -> bool:
    """Do the next job that is waiting; False when there is none."""
    hold = leases.take(tools, stopping)
    if hold is None:
        return False
    try:
        failpoints.reach("job.taken")
        finished = works[hold.job.kind](hold, tools)
        failpoints.reach("job.done")
        hold.end(finished)
    except WorkLost:
        hold.let_go()
    except WorkFailed as error:
        log.warning("work refused", job=hold.job.id, kind=hold.job.kind, key=error.key)
        hold.fail(error.key, error.values)
    except Exception:
        log.exception("work failed", job=hold.job.id, kind=hold.job.kind)
        hold.fail("jobs.failed")
    return True


def do_chores(chores: Sequence[Chore], tools: Tools) -> Generator[int, None, None]:
    """Do each chore step by step, whether or not others fail; how many failed so far."""
    failed = 0
    for chore in chores:
        try:
            for _ in chore(tools):
                yield failed
        except Exception:
            log.exception("chore failed")
            failed += 1
        yield failed
