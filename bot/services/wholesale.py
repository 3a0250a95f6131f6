"""
One act on everything that a selection holds, done as long work.

What is to be done is settled when it is asked for: row and version of each request. What
somebody else changes meanwhile is left alone, so that beginning the work anew does no harm.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.services import bulk, jobs, queue
from bot.services.bulk import Bulk, Chosen
from bot.services.decisions import Moved
from bot.services.leases import Finished, Hold, Tools
from bot.services.officer import Officer
from bot.services.selection import Selection
from models.base import Database
from models.vocabulary import JobKind

MOST: Final = 5_000  # requests in one job
STEP: Final = 50  # requests in one transaction: others want to write, too


class Verb(StrEnum):
    """What can be done to many at once."""

    APPROVE = "approve"
    CLAIM = "claim"


Doing = Callable[[Chosen, Officer, Tools], Bulk]


def ask(
    database: Database, verb: Verb, selection: Selection, *, officer: Officer, now: datetime
) -> int | None:
    """Have it done to everything that fits now; the job, None when nothing fits."""
    with database.read() as connection:
        chosen = queue.chosen(connection, selection, officer=officer, now=now, most=MOST)
    if not chosen:
        return None
    arguments = {"verb": verb, "chosen": [list(one) for one in chosen]}
    return jobs.ask(database, JobKind.BULK, officer=officer, arguments=arguments, now=now)


def work(hold: Hold, tools: Tools) -> Finished:
    """Do it, some at a time."""
    chosen = [(row, version) for row, version in hold.job.arguments["chosen"]]
    act = DOINGS[Verb(hold.job.arguments["verb"])]
    notes = dict(hold.notes) or {"moved": 0, "stale": 0, "refused": 0}
    for start in range(hold.done, len(chosen), STEP):
        hold.tell(start, len(chosen))
        done = act(chosen[start : start + STEP], hold.job.officer, tools)
        notes = _added(notes, done)
        with tools.database.write() as connection:
            reached = min(start + STEP, len(chosen))
            hold.keep(connection, done=reached, total=len(chosen), notes=notes)
        for moved in done.moved:
            _wake(moved, tools)
    return Finished({"verb": hold.job.arguments["verb"], **notes})


def _approve(chosen: Chosen, officer: Officer, tools: Tools) -> Bulk:
    return bulk.approve_many(
        tools.database, chosen, officer=officer, now=tools.now(), render=tools.render
    )


def _claim(chosen: Chosen, officer: Officer, tools: Tools) -> Bulk:
    return bulk.claim_many(tools.database, chosen, officer=officer, now=tools.now())


def _added(notes: Mapping[str, int], done: Bulk) -> dict[str, int]:
    return {name: number + len(getattr(done, name)) for name, number in notes.items()}


def _wake(moved: object, tools: Tools) -> None:
    if isinstance(moved, Moved):
        for lane in moved.lanes:
            tools.wake(lane)


DOINGS: Final[Mapping[Verb, Doing]] = {Verb.APPROVE: _approve, Verb.CLAIM: _claim}
