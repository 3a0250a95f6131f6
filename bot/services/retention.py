"""
How long each kind of data is kept, and what then becomes of it.

`KEPT` is the whole rule; the privacy notice tells the same figures, and a test compares them.
A sweep does a little at a time, so that nobody waits for it, and may be broken off and begun
again whenever one likes.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    delete,
    exists,
    func,
    not_,
    or_,
    select,
    true,
    update,
)

from bot.services import erasing, leases, recording
from bot.services.erasing import ERASED, GONE
from bot.services.recording import Act
from models.attachment import Attachment
from models.base import Database
from models.contact import AgencyContact, Contact
from models.conversation import Conversation
from models.inbox import InboxEvent
from models.lifecycle import CLOSED
from models.outbox import OutboxMessage
from models.registration import Registration
from models.staff import FormKey, OneTimeCode, StaffSession, Watcher
from models.utterance import Utterance
from models.vocabulary import Actor, FileState, InboxState

BATCH: Final = 100  # rows that one transaction deals with: everybody else waits while it writes

_inbox, _outbox, _conversation = (
    InboxEvent.__table__,
    OutboxMessage.__table__,
    Conversation.__table__,
)
_person, _link, _file = Contact.__table__, AgencyContact.__table__, Attachment.__table__
_r, _utterance = Registration.__table__, Utterance.__table__
_session, _key, _code = StaffSession.__table__, FormKey.__table__, OneTimeCode.__table__
_watcher = Watcher.__table__

Due = ColumnElement[bool]
Forget = Callable[[Act, Due], int]


@dataclass(frozen=True, slots=True)
class Rule:
    """
    `name` of a kind of data and for how many `days` it is kept.

    `due` is which rows have had their time when it began before a moment, `key` what tells
    rows apart, and `forget` lets go of some and says how many.
    """

    name: str
    days: int
    key: ColumnElement[Any]
    due: Callable[[datetime], Due]
    forget: Forget


def sweep(database: Database, *, now: datetime) -> Iterator[tuple[str, int]]:
    """
    Let go of all that has had its time, a portion at each step: of which kind, how many rows.

    The audit is told in the end, however it ends.
    """
    gone: Counter[str] = Counter()
    try:
        for rule in KEPT:
            for count in _portions(database, rule, now):
                gone[rule.name] += count
                yield rule.name, count
        gone["job_files"] = leases.forget_files(database, now=now)
        yield "job_files", gone["job_files"]
    finally:
        _note(database, +gone, now)


def _note(database: Database, gone: Counter[str], now: datetime) -> None:
    if gone:
        with database.write() as connection:
            recording.audit(_system(connection, now), "privacy.swept", "retention 1", gone)


def _portions(database: Database, rule: Rule, now: datetime) -> Iterator[int]:
    """What is due is looked for before anybody has to wait, and looked at again then."""
    due = rule.due(now - timedelta(days=rule.days))
    found: Sequence[Any] = ()
    last: Due = true()
    while True:
        with database.read() as connection:
            found = connection.scalars(_some(rule.key, and_(due, last))).all()
        if not found:
            yield 0
            return
        with database.write() as connection:
            done = rule.forget(_system(connection, now), and_(rule.key.in_(found), due))
        yield done
        last = rule.key > found[-1]


def _some(key: ColumnElement[Any], which: Due) -> Select[Any]:
    return select(key).where(which).order_by(key).limit(BATCH)


def _system(connection: Connection, now: datetime) -> Act:
    return Act(connection, None, None, now, Actor.SYSTEM)


def _emptying(table: Table, **empty: Any) -> Forget:
    """Rows that stay, without what they held."""

    def forget(act: Act, which: Due) -> int:
        return act.connection.execute(update(table).where(which).values(**empty)).rowcount

    return forget


def _deleting(table: Table) -> Forget:
    def forget(act: Act, which: Due) -> int:
        return act.connection.execute(delete(table).where(which)).rowcount

    return forget


def _is_past(at: ColumnElement[Any]) -> Callable[[datetime], Due]:
    return lambda before: at < before


def _heard(before: datetime) -> Due:
    """What was said in chats; that something was said, and when, stays."""
    return and_(
        _inbox.c.received_ms < _ms(before),
        _inbox.c.raw != "{}",
        _inbox.c.state != InboxState.WAITING,
    )


def _told(before: datetime) -> Due:
    return and_(
        _outbox.c.created_ms < _ms(before),
        _outbox.c.messages != "[]",
        _outbox.c.settled_ms.is_not(None),
    )


def _blocked(before: datetime) -> Due:
    """People who blocked the account and have no part in any agency."""
    return and_(_is_stranger(), _person.c.blocked_at < before)


def _silent(before: datetime) -> Due:
    """People without a part in any agency who have said nothing for long."""
    lately = select(_inbox.c.lane).where(_inbox.c.received_ms >= _ms(before))
    return and_(_is_stranger(), _person.c.created_at < before, _person.c.line_id.not_in(lately))


def _is_stranger() -> Due:
    has_part = exists().where(_link.c.contact_id == _person.c.id, _link.c.name != GONE)
    return and_(not_(_person.c.line_id.startswith(f"{ERASED}-")), not_(has_part))


def _strangers(act: Act, which: Due) -> int:
    found = act.connection.scalars(select(_person.c.id).where(which)).all()
    return erasing.let_go(act, found)


def _closed(before: datetime) -> Due:
    """Who spoke for agencies whose requests are all long closed."""
    is_old = and_(_link.c.name != GONE, _link.c.since < before)
    return and_(is_old, _is_closed(_link.c.agency_id, before))


def _parts(act: Act, which: Due) -> int:
    found = act.connection.scalars(select(_link.c.id).where(which)).all()
    return erasing.let_go_parts(act, found)


def _files(before: datetime) -> Due:
    """What was sent for agencies whose requests are all long closed."""
    request = select(_r.c.agency_id).where(_r.c.id == _file.c.registration_id).scalar_subquery()
    return and_(_file.c.state != FileState.ERASED, _is_closed(request, before))


def _is_closed(agency_id: ColumnElement[int], before: datetime) -> Due:
    """Whether an agency has had requests, and none that is open or was closed lately."""
    its = _r.c.agency_id == agency_id
    lively = or_(_r.c.status.not_in(sorted(CLOSED)), _r.c.status_at >= before)
    return and_(
        select(func.count()).select_from(_r).where(its).scalar_subquery() > 0,
        not_(select(_r.c.id).where(its, lively).exists()),
    )


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


# A form left open goes; a turn that is being thought out just then keeps what it writes.
_NO_DRAFT: Final = dict.fromkeys(
    ("draft", "draft_form", "draft_saved_at", "reminded_at", "offered")
)

KEPT: Final = (
    Rule("heard", 180, _inbox.c.id, _heard, _emptying(_inbox, raw="{}", reply_token=None)),
    Rule("told", 180, _outbox.c.id, _told, _emptying(_outbox, messages="[]", reply_token=None)),
    Rule(
        "drafts",
        30,
        _conversation.c.contact_id,
        _is_past(_conversation.c.draft_saved_at),
        _emptying(_conversation, **_NO_DRAFT),
    ),
    Rule(
        "utterances",
        365,
        _utterance.c.inbox_id,
        _is_past(_utterance.c.heard_at),
        _deleting(_utterance),
    ),
    Rule("closed", 730, _link.c.id, _closed, _parts),
    Rule("files", 730, _file.c.id, _files, erasing.forget_files),
    Rule("blocked", 365, _person.c.id, _blocked, _strangers),
    Rule("silent", 730, _person.c.id, _silent, _strangers),
    Rule("sessions", 1, _session.c.id, _is_past(_session.c.ends_at), _deleting(_session)),
    Rule("codes", 30, _code.c.id, _is_past(_code.c.ends_at), _deleting(_code)),
    Rule("form_keys", 30, _key.c.key, _is_past(_key.c.sent_at), _deleting(_key)),
    Rule(
        "watchers",
        1,
        _watcher.c.registration_id,
        _is_past(_watcher.c.seen_at),
        _deleting(_watcher),
    ),
)
