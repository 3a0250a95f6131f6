"""
Errands for officers who announce from LINE: what no turn may wait for, because LINE is asked.

One after the other, held by a lease. What was asked for is done by the same services as in the
console; then the officer is told, in the transaction that takes the errand away. Whoever dies in
between has it done anew, which finds it done, and nobody is told twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
import structlog
from sqlalchemy import Connection, Row, bindparam, delete, select, update

from bot.line.limits import MESSAGES
from bot.services import (
    broadcasting,
    checking,
    deciding,
    lane_rows,
    notice_rules,
    notice_texts,
    notice_views,
    notices,
    posting,
    rehearsing,
)
from bot.services.audience import Counted
from bot.services.broadcasting import Done, Outcome, Refused, Stale
from bot.services.checking import AskLine
from bot.services.leases import Tools
from bot.services.notice_rules import Sum
from bot.services.notice_steps import Checked, Step, Verb
from bot.services.notices import Notice
from bot.services.officer import Officer
from bot.services.rehearsing import Rehearsed
from handlers import notice_cards
from handlers.notice_effects import NoticeStale, NoticeStands
from handlers.saying import Say, Tell, Value, Words
from models.base import UNAVAILABLE, Database
from models.broadcast import NoticeErrand
from models.vocabulary import BroadcastState

LEASE_MS: Final = 60_000

log = structlog.get_logger()

_errand = NoticeErrand.__table__
_FREE: Final = _errand.c.lease_ms < bindparam("now_ms")
_NEXT: Final = select(_errand).where(_FREE).order_by(_errand.c.id).limit(1)
_TAKE: Final = (
    update(_errand)
    .where(_errand.c.id == bindparam("row"), _FREE)
    .values(lease_ms=bindparam("until"))
)
_END: Final = delete(_errand).where(
    _errand.c.id == bindparam("row"), _errand.c.lease_ms == bindparam("held")
)


@dataclass(frozen=True, slots=True)
class Task:
    """
    An errand, and what it is done with: `notice` as it is now, the officer in whose name, the
    version they had `seen`, and from how many on two must agree.
    """

    tools: Tools
    line: AskLine
    size: int
    notice: Notice
    officer: Officer
    seen: int
    now: datetime

    @property
    def database(self) -> Database:
        return self.tools.database


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said to one member of staff; `ahead` are messages that stand before it."""

    to: int
    says: tuple[Say, ...]
    ahead: tuple[Any, ...] = ()


def run(tools: Tools, line: AskLine, size: int) -> int:
    """Do the next errand; how many there were to do."""
    now = tools.now()
    taken = _take(tools.database, int(now.timestamp() * 1000))
    if taken is None:
        return 0
    with tools.database.read() as connection:
        notice = notices.find(connection, taken.broadcast_id)
        officer = notice_views.officer_by_id(connection, taken.staff_id)
    letters: tuple[Letter, ...] = ()
    if notice is not None and officer is not None:
        task = Task(tools, line, size, notice, officer, taken.seen, now)
        letters = _done(task, taken.verb)
    for lane in _end(tools, taken, letters, now):
        tools.wake(lane)
    return 1


def _done(task: Task, verb: str) -> tuple[Letter, ...]:
    """What is to be said. An errand that cannot be done is told of, not begun again for ever."""
    try:
        return DOING[verb](task)
    except UNAVAILABLE:
        raise
    except Exception:
        log.exception("errand failed", broadcast=task.notice.id, verb=verb)
        return (Letter(task.officer.id, (Tell(Words("door.sorry")),)),)


def _take(database: Database, now_ms: int) -> Row[Any] | None:
    with database.read() as connection:
        if connection.execute(_NEXT, {"now_ms": now_ms}).one_or_none() is None:
            return None
    with database.write() as connection:
        found = connection.execute(_NEXT, {"now_ms": now_ms}).one_or_none()
        if found is None:
            return None
        taking = {"row": found.id, "until": now_ms + LEASE_MS, "now_ms": now_ms}
        return found if connection.execute(_TAKE, taking).rowcount == 1 else None


def _end(
    tools: Tools, taken: Row[Any], letters: tuple[Letter, ...], now: datetime
) -> tuple[str, ...]:
    now_ms = int(now.timestamp() * 1000)
    with tools.database.write() as connection:
        held = {"row": taken.id, "held": now_ms + LEASE_MS}
        if connection.execute(_END, held).rowcount != 1:
            return ()
        chats = notice_views.bound(connection)
        return tuple(
            chats[letter.to]
            for letter in letters
            if letter.to in chats and _push(connection, tools, chats[letter.to], letter, now_ms)
        )


def _push(connection: Connection, tools: Tools, lane: str, letter: Letter, now_ms: int) -> bool:
    worded = tools.render(letter.says)
    said = [*letter.ahead, *orjson.loads(worded.messages)][:MESSAGES]
    if worded.offered:
        lane_rows.offer(connection, lane, deciding.remembered_offers(worded.offered))
    return posting.push(connection, lane, messages=orjson.dumps(said).decode(), now_ms=now_ms)


# ---- what is done --------------------------------------------------------------------------


def _preview(task: Task) -> tuple[Letter, ...]:
    if task.notice.version != task.seen:
        return ()  # it was sent or changed meanwhile, and that was answered
    counted = checking.count(task.database, task.notice, now=task.now)
    checked = _check(task)
    with task.database.read() as connection:
        view = notice_views.view(connection, task.notice, task.officer.id)
    facts = {
        "whom": _whom(checked.people, counted.agencies),
        "left_out": _left_out(counted),
        "quota": _quota(checked.sum),
    }
    is_big = notice_rules.needs_approval(checked.people, size=task.size)
    faults = _faults(task.notice, checked)
    says = notice_cards.checked(view, facts, is_big=is_big, faults=faults)
    return (Letter(task.officer.id, says, _drawn(task, task.notice)),)


def _test(task: Task) -> tuple[Letter, ...]:
    outcome = rehearsing.rehearse(
        task.database,
        task.notice.id,
        to=(task.officer.id,),
        officer=task.officer,
        seen=task.seen,
        catalogue=task.tools.catalogue(),
        now=task.now,
    )
    if isinstance(outcome, Rehearsed):
        for lane in outcome.lanes:
            task.tools.wake(lane)
        with task.database.read() as connection:
            view = notice_views.view(connection, outcome.notice, task.officer.id)
        return (Letter(task.officer.id, notice_cards.told(NoticeStands(view, "test"))),)
    return (Letter(task.officer.id, _in_words(task, outcome, "test")),)


def _submit(task: Task) -> tuple[Letter, ...]:
    checked = _check(task)
    outcome = broadcasting.perform(
        task.database,
        task.notice.id,
        Step(Verb.SUBMIT, checked=checked, size=task.size),
        officer=task.officer,
        seen=task.seen,
        now=task.now,
    )
    own = Letter(task.officer.id, _in_words(task, outcome, "submit"))
    if isinstance(outcome, Done) and outcome.notice.state is BroadcastState.PENDING:
        return (own, *_asked_to_approve(task, outcome.notice))
    return (own,)


DOING: Final[Mapping[str, Callable[[Task], tuple[Letter, ...]]]] = {
    "preview": _preview,
    "test": _test,
    "submit": _submit,
}


def _asked_to_approve(task: Task, notice: Notice) -> tuple[Letter, ...]:
    """Every colleague who may approve it gets the very card, and the question."""
    with task.database.read() as connection:
        others = set(notice_views.bound(connection)) - notice.editors
        card = notice_cards.to_approve(notice_views.view(connection, notice, 0))
    return tuple(Letter(one, (card,), _drawn(task, notice)) for one in sorted(others))


def _check(task: Task) -> Checked:
    catalogue = task.tools.catalogue()
    return checking.check(
        task.database, task.notice, line=task.line, catalogue=catalogue, now=task.now
    )


def _drawn(task: Task, notice: Notice) -> tuple[Any, ...]:
    """The notice as its people will see it."""
    return tuple(orjson.loads(checking.written(notice, task.tools.catalogue())))


def _in_words(task: Task, outcome: Outcome, verb: str) -> tuple[Say, ...]:
    if isinstance(outcome, Refused):
        return (Tell(notice_cards.refusal(outcome.key, outcome.values)),)
    with task.database.read() as connection:
        view = notice_views.view(connection, outcome.notice, task.officer.id)
    if isinstance(outcome, Stale):
        return notice_cards.told(NoticeStale(view, outcome.by))
    is_pending = outcome.notice.state is BroadcastState.PENDING
    return notice_cards.told(NoticeStands(view, "handed_on" if is_pending else verb))


def _faults(notice: Notice, checked: Checked) -> tuple[Words, ...]:
    """What stands in the way of sending it, as it would be refused."""
    found = [Words(fault.key, dict(fault.values)) for fault in notice_texts.faults(notice.content)]
    if not checked.people:
        found.append(Words("broadcast.refused.nobody"))
    if checked.problems:
        found.append(Words("broadcast.refused.line", {"problem": checked.problems[0]}))
    if checked.people and not checked.sum.is_enough:
        missing = {"missing": checked.sum.missing, "people": checked.people}
        found.append(Words("broadcast.refused.quota", missing))
    return tuple(found[:2])


def _whom(people: int, agencies: int) -> Words:
    if not agencies:
        return Words("announce.whom.people", {"people": people})
    return Words("announce.whom.agencies", {"people": people, "agencies": agencies})


def _left_out(counted: Counted) -> Value:
    reasons = [
        Words(f"announce.left_out.{reason}", {"number": number})
        for reason, number in counted.left_out.items()
    ]
    return reasons or [Words("announce.left_out.nobody")]


def _quota(cost: Sum) -> Words:
    if not cost.is_known:
        return Words("announce.quota.unknown")
    if not cost.is_enough:
        return Words("announce.quota.short", {"missing": cost.missing})
    if cost.left is None:
        return Words("announce.quota.endless")
    return Words("announce.quota.left", {"left": cost.left, "limit": cost.limit or 0})
