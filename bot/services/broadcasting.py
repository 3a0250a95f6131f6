"""
Notices to many: drafted, changed, submitted, approved, and steered while they are sent.

Every act is one transaction and stands in the audit. Whoever acts names the version they saw:
at another one nothing happens, and they are told who was quicker; a second press of the same
button finds it done. `…_in` are the same within somebody else's transaction, a turn's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.services import (
    auditing,
    broadcast_ends,
    entering,
    notice_calls,
    notice_steps,
    notice_texts,
    notices,
)
from bot.services.notice_steps import UNKNOWN, Checked, Refused, Step, Verb
from bot.services.notices import ANNOUNCING, Content, Notice, Place
from bot.services.officer import Officer
from models.base import Database
from models.broadcast import Broadcast
from models.staff import FormKey
from models.vocabulary import Actor, BroadcastState

__all__ = [
    "Checked",
    "Content",
    "Done",
    "Outcome",
    "Place",
    "Refused",
    "Stale",
    "Step",
    "Verb",
    "change",
    "change_in",
    "correct",
    "correct_in",
    "draft",
    "draft_in",
    "perform",
    "perform_in",
]

_b, _key = Broadcast.__table__, FormKey.__table__
_KNOWN: Final = select(_key.c.answer).where(
    _key.c.key == bindparam("key"), _key.c.staff_id == bindparam("staff_id")
)
# Those whose notices can be corrected: at least some have gone out.
CORRECTABLE: Final = frozenset(
    {BroadcastState.DONE, BroadcastState.STOPPED, BroadcastState.PAUSED, BroadcastState.SENDING}
)


@dataclass(frozen=True, slots=True)
class Done:
    """It is done, now or when the same button was pressed before; the notice stands so."""

    notice: Notice
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Stale:
    """`by` was quicker, and nothing was done: this is what the notice is now."""

    by: str
    notice: Notice


Outcome = Done | Stale | Refused


def draft(
    database: Database,
    content: Content,
    *,
    officer: Officer,
    key: str,
    now: datetime,
    origin: Place = Place.CONSOLE,
) -> Done | Refused:
    """Begin a notice; the form of a `key` sent twice begins one."""
    with database.write() as connection:
        return draft_in(connection, content, officer=officer, key=key, now=now, origin=origin)


def draft_in(
    connection: Connection,
    content: Content,
    *,
    officer: Officer,
    key: str,
    now: datetime,
    origin: Place,
    corrects_id: int | None = None,
) -> Done | Refused:
    """The same within a transaction."""
    if officer.role not in ANNOUNCING:
        return Refused("broadcast.refused.role")
    if not 0 < len(key) <= entering.LONGEST_KEY or not key.isprintable():
        return Refused("broadcast.refused.key")
    known = connection.scalar(_KNOWN, {"key": key, "staff_id": officer.id})
    if known is not None:
        return Done(_found(connection, int(known)), is_repeat=True)
    values = _columns(notice_texts.cleaned(content)) | {
        "state": BroadcastState.DRAFT,
        "origin": origin,
        "author_id": officer.id,
        "editors": [officer.id],
        "created_at": now,
        "edited_at": now,
        "corrects_id": corrects_id,
    }
    (row,) = connection.execute(insert(_b), values).inserted_primary_key or (0,)
    kept = {"key": key, "staff_id": officer.id, "answer": str(row), "sent_at": now}
    connection.execute(insert(_key), kept)
    corrected = {"corrects": corrects_id} if corrects_id else None
    _note(connection, "draft", row, officer, now, corrected)
    return Done(_found(connection, row))


def correct(
    database: Database, notice_id: int, *, officer: Officer, key: str, now: datetime
) -> Done | Refused:
    """Begin a correction of a notice: it goes to exactly those who got that one."""
    with database.write() as connection:
        return correct_in(connection, notice_id, officer=officer, key=key, now=now)


def correct_in(
    connection: Connection, notice_id: int, *, officer: Officer, key: str, now: datetime
) -> Done | Refused:
    """The same within a transaction."""
    wrong = notices.find(connection, notice_id)
    if wrong is None:
        return UNKNOWN
    if wrong.state not in CORRECTABLE:
        return Refused("broadcast.refused.not_sent_yet")
    content = Content(wrong.content.title, wrong.content.body, conditions=wrong.content.conditions)
    return draft_in(
        connection,
        content,
        officer=officer,
        key=key,
        now=now,
        origin=Place.CONSOLE,
        corrects_id=notice_id,
    )


def change(
    database: Database,
    notice_id: int,
    content: Content,
    *,
    officer: Officer,
    seen: int,
    now: datetime,
) -> Outcome:
    """Keep what a draft says, faulty or not; whoever changes it may not approve it."""
    with database.write() as connection:
        return change_in(connection, notice_id, content, officer=officer, seen=seen, now=now)


def change_in(
    connection: Connection,
    notice_id: int,
    content: Content,
    *,
    officer: Officer,
    seen: int,
    now: datetime,
) -> Outcome:
    """The same within a transaction."""
    notice = notices.to_act_on(connection, notice_id)
    if notice is None:
        return UNKNOWN
    content = notice_texts.cleaned(content)
    if content == notice.content:
        return Done(notice, is_repeat=True)
    if notice.version != seen:
        return Stale(notice.changed_by or notice.author, notice)
    allowed = notice_steps.decide(notice, Step(Verb.CHANGE), officer=officer, now=now)
    if isinstance(allowed, Refused):
        return allowed
    editors = sorted(notice.editors | {officer.id})
    values = {**_columns(content), "editors": editors, "edited_at": now}
    _keep(connection, notice, Verb.CHANGE, values, officer)
    if (notice.changed_by_id, notice.changed_how) != (officer.id, Verb.CHANGE):
        # Saved by itself every few seconds: noted once for each turn at writing.
        _note(connection, Verb.CHANGE, notice_id, officer, now)
    return Done(_found(connection, notice_id))


def perform(
    database: Database, notice_id: int, step: Step, *, officer: Officer, seen: int, now: datetime
) -> Outcome:
    """Take a step with a notice: submit, approve, pause … See `notice_steps` for what may be."""
    with database.write() as connection:
        return perform_in(connection, notice_id, step, officer=officer, seen=seen, now=now)


def perform_in(
    connection: Connection,
    notice_id: int,
    step: Step,
    *,
    officer: Officer,
    seen: int,
    now: datetime,
) -> Outcome:
    """The same within a transaction."""
    notice = notices.to_act_on(connection, notice_id)
    if notice is None:
        return UNKNOWN
    if notice.version != seen:
        is_mine = (notice.changed_by_id, notice.changed_how) == (officer.id, step.verb)
        was = notice.changed_by or notice.author
        return Done(notice, is_repeat=True) if is_mine else Stale(was, notice)
    if step.verb is Verb.RETRY:
        step = replace(step, failed=notice_calls.failed(connection, notice_id))
    values = notice_steps.decide(notice, step, officer=officer, now=now)
    if isinstance(values, Refused):
        return values
    _keep(connection, notice, step.verb, values, officer)
    _carry_to_calls(connection, notice_id, step.verb, now)
    after = _found(connection, notice_id)
    _note(connection, step.verb, notice_id, officer, now, _details(step, after))
    return Done(after)


def _carry_to_calls(connection: Connection, notice_id: int, verb: Verb, now: datetime) -> None:
    if verb is Verb.STOP:
        at = int(now.timestamp() * 1000)
        broadcast_ends.end_stopped(connection, notice_id, now_ms=at)
    if verb is Verb.RETRY:
        notice_calls.try_anew(connection, notice_id)


def _keep(
    connection: Connection, notice: Notice, verb: Verb, values: Mapping[str, Any], officer: Officer
) -> None:
    kept = {**values, "version": notice.version + 1}
    kept |= {"changed_by_id": officer.id, "changed_how": verb}
    connection.execute(update(_b).where(_b.c.id == notice.id).values(**kept))


def _columns(content: Content) -> dict[str, Any]:
    return {
        "title": content.title,
        "body": content.body,
        "button": content.button,
        "link": content.link,
        "is_urgent": content.is_urgent,
        "conditions": content.conditions.to_json(),
        "send_ms": content.send_ms,
    }


def _details(step: Step, after: Notice) -> dict[str, Any] | None:
    if step.verb is Verb.SUBMIT:
        return {"people": after.expected, "status": after.state}
    return {"people": after.expected} if step.verb is Verb.APPROVE else None


def _note(
    connection: Connection,
    how: str,
    row: int,
    officer: Officer,
    now: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    auditing.note(
        connection,
        f"broadcast.{how}",
        f"broadcast {row}",
        actor=Actor.STAFF,
        actor_id=officer.id,
        now=now,
        details=details,
    )


def _found(connection: Connection, row: int) -> Notice:
    found = notices.find(connection, row)
    assert found is not None, "just written"
    return found
