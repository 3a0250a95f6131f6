"""
How long each kind of data is kept, and what then becomes of it.

`KEPT` is the whole rule; the privacy notice tells the same figures, and a test compares them.
A sweep does a little at a time, so that nobody waits for it, and may be broken off and begun
again whenever one likes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    delete,
    exists,
    func,
    not_,
    or_,
    select,
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

BATCH: Final = 200  # rows that one transaction deals with

_inbox, _outbox, _conversation = (
    InboxEvent.__table__,
    OutboxMessage.__table__,
    Conversation.__table__,
)
_person, _link, _file = Contact.__table__, AgencyContact.__table__, Attachment.__table__
_r, _utterance = Registration.__table__, Utterance.__table__
_session, _key, _code = StaffSession.__table__, FormKey.__table__, OneTimeCode.__table__
_watcher = Watcher.__table__


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` of a kind of data, for how many `days` it is kept, and how a batch of it goes."""

    name: str
    days: int
    forget: Callable[[Act, datetime], int]


def sweep(database: Database, *, now: datetime) -> Mapping[str, int]:
    """Let go of all that has had its time; how many rows of each kind."""
    gone = {rule.name: _swept(database, rule, now) for rule in KEPT}
    gone["job_files"] = leases.forget_files(database, now=now)
    counted = {name: count for name, count in gone.items() if count}
    if counted:
        with database.write() as connection:
            recording.audit(_system(connection, now), "privacy.swept", "retention 1", counted)
    return counted


def _swept(database: Database, rule: Rule, now: datetime) -> int:
    whole = 0
    while True:
        with database.write() as connection:
            done = rule.forget(_system(connection, now), now - timedelta(days=rule.days))
        whole += done
        if done < BATCH:
            return whole


def _system(connection: Connection, now: datetime) -> Act:
    return Act(connection, None, None, now, Actor.SYSTEM)


def _heard(act: Act, before: datetime) -> int:
    """What was said in chats; that something was said, and when, stays."""
    old = and_(
        _inbox.c.received_ms < _ms(before),
        _inbox.c.raw != "{}",
        _inbox.c.state != InboxState.WAITING,
    )
    empty = update(_inbox).values(raw="{}", reply_token=None)
    return act.connection.execute(empty.where(_inbox.c.id.in_(_some(_inbox.c.id, old)))).rowcount


def _told(act: Act, before: datetime) -> int:
    old = and_(
        _outbox.c.created_ms < _ms(before),
        _outbox.c.messages != "[]",
        _outbox.c.settled_ms.is_not(None),
    )
    empty = update(_outbox).values(messages="[]", reply_token=None)
    return act.connection.execute(empty.where(_outbox.c.id.in_(_some(_outbox.c.id, old)))).rowcount


def _drafts(act: Act, before: datetime) -> int:
    """A form left open. A turn that is being thought out just now keeps what it writes."""
    old = _some(_conversation.c.contact_id, _conversation.c.draft_saved_at < before)
    nothing = dict.fromkeys(("draft", "draft_form", "draft_saved_at", "reminded_at", "offered"))
    empty = update(_conversation).values(nothing)
    return act.connection.execute(empty.where(_conversation.c.contact_id.in_(old))).rowcount


def _blocked(act: Act, before: datetime) -> int:
    """People who blocked the account and have no part in any agency."""
    return _forget_people(act, _person.c.blocked_at < before)


def _silent(act: Act, before: datetime) -> int:
    """People without a part in any agency who have said nothing for long."""
    lately = select(_inbox.c.lane).where(_inbox.c.received_ms >= _ms(before))
    return _forget_people(
        act, and_(_person.c.created_at < before, _person.c.line_id.not_in(lately))
    )


def _forget_people(act: Act, which: ColumnElement[bool]) -> int:
    has_part = exists().where(_link.c.contact_id == _person.c.id, _link.c.name != GONE)
    known = not_(_person.c.line_id.startswith(f"{ERASED}-"))
    found = act.connection.scalars(_some(_person.c.id, and_(which, known, not_(has_part)))).all()
    for contact_id in found:
        erasing.forget_person(act, contact_id)
    return len(found)


def _closed(act: Act, before: datetime) -> int:
    """Who spoke for agencies whose requests are all long closed, and what they sent."""
    found = act.connection.scalars(_some(_link.c.id, _is_long_closed(_link.c.agency_id, before)))
    links = found.all()
    for link_id in links:
        erasing.forget_part(act, link_id)
    return len(links)


def _files(act: Act, before: datetime) -> int:
    request = select(_r.c.agency_id).where(_r.c.id == _file.c.registration_id).scalar_subquery()
    old = and_(_file.c.state != FileState.ERASED, _is_closed(request, before))
    return erasing.forget_files(act, _file.c.id.in_(_some(_file.c.id, old)))


def _is_long_closed(agency_id: ColumnElement[int], before: datetime) -> ColumnElement[bool]:
    return and_(_link.c.name != GONE, _link.c.since < before, _is_closed(agency_id, before))


def _is_closed(agency_id: ColumnElement[int], before: datetime) -> ColumnElement[bool]:
    """Whether an agency has had requests, and none that is open or was closed lately."""
    its = _r.c.agency_id == agency_id
    lively = or_(_r.c.status.not_in(sorted(CLOSED)), _r.c.status_at >= before)
    return and_(
        select(func.count()).select_from(_r).where(its).scalar_subquery() > 0,
        not_(select(_r.c.id).where(its, lively).exists()),
    )


def _deleting(
    key: ColumnElement[Any], at: ColumnElement[datetime]
) -> Callable[[Act, datetime], int]:
    """Rows that go as they are, `at` so long after which."""

    def forget(act: Act, before: datetime) -> int:
        table = key.table
        old = delete(table).where(key.in_(_some(key, at < before)))
        return act.connection.execute(old).rowcount

    return forget


def _watchers(act: Act, before: datetime) -> int:
    return act.connection.execute(delete(_watcher).where(_watcher.c.seen_at < before)).rowcount


def _some(key: ColumnElement[Any], which: ColumnElement[bool]) -> Select[Any]:
    return select(key).where(which).order_by(key).limit(BATCH)


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


KEPT: Final = (
    Rule("heard", 180, _heard),
    Rule("told", 180, _told),
    Rule("drafts", 30, _drafts),
    Rule("utterances", 365, _deleting(_utterance.c.inbox_id, _utterance.c.heard_at)),
    Rule("closed", 730, _closed),
    Rule("files", 730, _files),
    Rule("blocked", 365, _blocked),
    Rule("silent", 730, _silent),
    Rule("sessions", 1, _deleting(_session.c.id, _session.c.ends_at)),
    Rule("codes", 30, _deleting(_code.c.id, _code.c.ends_at)),
    Rule("form_keys", 30, _deleting(_key.c.key, _key.c.sent_at)),
    Rule("watchers", 1, _watchers),
)
