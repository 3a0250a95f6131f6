"""
Make a person unknown: what they said, what was said to them, their files, name and numbers.

Works within the caller's transaction. Rows that others depend on stay, without what tells
whose they are: requests, their history, the figures and the audit are as before.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, case, delete, func, or_, select, update

import models.vocabulary
from bot.services import appointing, recording, redacting
from bot.services.recording import Act
from models.attachment import Attachment, AttachmentContent
from models.broadcast import Broadcast, BroadcastRecipient
from models.contact import AgencyContact, Contact
from models.conversation import Conversation
from models.inbox import InboxEvent
from models.job import Job, JobFile
from models.outbox import OutboxMessage
from models.registration import Registration, RegistrationEvent
from models.staff import OneTimeCode, Staff
from models.utterance import Utterance
from models.vocabulary import (
    CodePurpose,
    ContactRole,
    FileState,
    InboxState,
    JobState,
    OutboxState,
)

GONE: Final = redacting.GONE
ERASED: Final = "erased"
NOTHING: Final[Mapping[str, Any]] = {"phone": "", "phone_extension": None, "email": ""}
# Words of closed sets tell nothing of a person; any other text in a history may.
WORDS: Final = frozenset(
    str(word)
    for kind in vars(models.vocabulary).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum)
    for word in kind
)

_person, _link = Contact.__table__, AgencyContact.__table__
_inbox, _outbox = InboxEvent.__table__, OutboxMessage.__table__
_file, _content = Attachment.__table__, AttachmentContent.__table__
_event, _r, _staff = RegistrationEvent.__table__, Registration.__table__, Staff.__table__
_code, _job, _job_file = OneTimeCode.__table__, Job.__table__, JobFile.__table__
_recipient = BroadcastRecipient.__table__
_utterance, _conversation = Utterance.__table__, Conversation.__table__

Link = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Traces:
    """How much was made unknown: chat events and messages, files, parts in agencies, mentions."""

    chats: int = 0
    files: int = 0
    parts: int = 0
    mentions: int = 0


def forget_person(act: Act, contact_id: int) -> Traces:
    """Make somebody on LINE unknown, with every part they had in an agency."""
    line_id = act.connection.scalar(select(_person.c.line_id).where(_person.c.id == contact_id))
    if line_id is None or is_erased(line_id):
        return Traces()
    links = _links(act, _link.c.contact_id == contact_id)
    values = _telling(act, links)
    chats = _forget_chat(act, line_id)
    files = _forget_traces(act, [contact_id])
    parts = _forget_parts(act, links)
    mentions = redacting.redact(act.connection, [line_id, *values])
    return Traces(chats, files, parts, mentions)


def forget_part(act: Act, link_id: int) -> Traces:
    """Make somebody unknown who has a part in an agency, and no LINE account with us."""
    links = _links(act, _link.c.id == link_id)
    values = _telling(act, links)
    parts = _forget_parts(act, links)
    return Traces(parts=parts, mentions=redacting.redact(act.connection, values))


def let_go(act: Act, contact_ids: Sequence[int]) -> int:
    """
    Make many people unknown whose time has come and who have no part in any agency.

    What was said in chats has a shorter term of its own, and is not looked through.
    """
    _forget_traces(act, contact_ids)
    return len(contact_ids)


def let_go_parts(act: Act, link_ids: Sequence[int]) -> int:
    """
    Make many unknown who spoke for agencies, in what is kept of those agencies' requests, too.

    As in `let_go`, chats are not looked through.
    """
    links = _links(act, _link.c.id.in_(link_ids))
    values = _telling(act, links)
    theirs = select(_r.c.id).where(_r.c.agency_id.in_({link.agency_id for link in links}))
    parts = _forget_parts(act, links)
    redacting.redact_requests(act.connection, values, theirs)
    return parts


def is_erased(line_id: str) -> bool:
    """Whether this stands where LINE's number of a person stood before."""
    return line_id.startswith(f"{ERASED}-")


def forget_files(act: Act, which: ColumnElement[bool]) -> int:
    """Delete the contents of files; that there were some stays."""
    theirs = select(_file.c.id).where(which, _file.c.state != FileState.ERASED)
    rows = act.connection.scalars(theirs).all()
    act.connection.execute(delete(_content).where(_content.c.attachment_id.in_(rows)))
    nothing = dict.fromkeys(("media_type", "size", "digest", "error"))
    for row in rows:
        values = {"name": GONE, "message_id": f"{ERASED}-{row}", "state": FileState.ERASED}
        act.connection.execute(update(_file).where(_file.c.id == row).values(**values, **nothing))
    return len(rows)


def _links(act: Act, which: ColumnElement[bool]) -> Sequence[Link]:
    return act.connection.execute(select(_link).where(which, _link.c.name != GONE)).all()


def _telling(act: Act, links: Sequence[Link]) -> list[str]:
    """
    What names them and nobody else. A telephone of the office that a colleague gave, too,
    stays in what the colleague wrote.
    """
    ids = [link.id for link in links]
    told: set[str] = set()
    for name in ("name", "phone", "email"):
        own = {value for link in links if (value := getattr(link, name))}
        column = _link.c[name]
        others = select(column).where(column.in_(own), _link.c.id.not_in(ids))
        told |= own - set(act.connection.scalars(others))
    return sorted(told)


def _forget_chat(act: Act, line_id: str) -> int:
    """Empty what was said, in groups too."""
    own = _inbox.c.lane == line_id
    heard = select(_inbox.c.id).where(or_(own, _inbox.c.raw.contains(line_id, autoescape=True)))
    ids = act.connection.scalars(heard).all()
    now_ms = int(act.now.timestamp() * 1000)
    act.connection.execute(delete(_utterance).where(_utterance.c.inbox_id.in_(heard)))
    told = or_(_outbox.c.lane == line_id, _outbox.c.inbox_id.in_(heard))
    unsettled = told & _outbox.c.settled_ms.is_(None)
    act.connection.execute(
        update(_outbox)
        .where(unsettled)
        .values(state=OutboxState.DROPPED, settled_ms=now_ms, error=ERASED)
    )
    said = act.connection.execute(
        update(_outbox).where(told).values(messages="[]", reply_token=None)
    ).rowcount
    waits = own & (_inbox.c.state == InboxState.WAITING)
    act.connection.execute(
        update(_inbox).where(waits).values(state=InboxState.DONE, handled_ms=now_ms)
    )
    _empty_events(act, heard)
    return len(ids) + said


def _empty_events(act: Act, heard: Select[tuple[int]]) -> None:
    empty = {"raw": "{}", "reply_token": None, "error": None}
    act.connection.execute(update(_inbox).where(_inbox.c.id.in_(heard)).values(**empty))


def _forget_traces(act: Act, contact_ids: Sequence[int]) -> int:
    """Everything but what was said and for whom they spoke; how many files there were."""
    _forget_numbers(act, contact_ids)
    _forget_history(act, contact_ids)
    _forget_accounts(act, contact_ids)
    return forget_files(act, _file.c.contact_id.in_(contact_ids))


def _forget_numbers(act: Act, contact_ids: Sequence[int]) -> None:
    """Take LINE's numbers of people off their chats, and off themselves."""
    known = select(_person.c.line_id).where(_person.c.id.in_(contact_ids))
    unknown = {
        line_id: f"{ERASED}-{secrets.token_hex(12)}" for line_id in act.connection.scalars(known)
    }
    for number in (_inbox.c.lane, _outbox.c.lane, _person.c.line_id) if unknown else ():
        table, after = number.table, case(unknown, value=number)
        theirs = update(table).where(number.in_(unknown))
        act.connection.execute(theirs.values({number: after}))


def _forget_history(act: Act, contact_ids: Sequence[int]) -> None:
    """What people told the office stays as figures and words of closed sets only."""
    theirs = _event.c.contact_id.in_(contact_ids)
    rows = act.connection.execute(select(_event.c.id, _event.c.details).where(theirs)).all()
    for row in rows:
        values = {"reason": None, "details": harmless(row.details)}
        act.connection.execute(update(_event).where(_event.c.id == row.id).values(**values))


def harmless(details: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What an entry of a history may go on telling."""
    kept = {name: value for name, value in (details or {}).items() if _is_harmless(value)}
    return kept or None


def _is_harmless(value: Any) -> bool:
    match value:
        case list():
            return all(map(_is_harmless, value))
        case str():
            return value in WORDS
    return value is None or isinstance(value, int)


def _forget_accounts(act: Act, contact_ids: Sequence[int]) -> None:
    # No call that is still to be made, or made again, may name them; what notices say of how
    # many they reached is kept with the calls.
    notices = select(Broadcast.__table__.c.id)
    named = (_recipient.c.broadcast_id.in_(notices), _recipient.c.contact_id.in_(contact_ids))
    act.connection.execute(delete(_recipient).where(*named))
    theirs = _conversation.c.contact_id.in_(contact_ids)
    act.connection.execute(delete(_conversation).where(theirs))
    act.connection.execute(
        update(_staff).where(_staff.c.contact_id.in_(contact_ids)).values(contact_id=None)
    )
    gone = {"display_name": None, "blocked_at": func.coalesce(_person.c.blocked_at, act.now)}
    act.connection.execute(update(_person).where(_person.c.id.in_(contact_ids)).values(gone))


def _forget_parts(act: Act, links: Sequence[Link]) -> int:
    """Who spoke for an agency speaks for it no more, and nobody knows who it was."""
    ids = [link.id for link in links]
    gone = {"role": ContactRole.FORMER, "name": GONE, **NOTHING}
    act.connection.execute(update(_link).where(_link.c.id.in_(ids)).values(**gone))
    for link in links:
        if link.role in recording.MEMBERS:
            appointing.note(act, link.agency_id, link.id, ContactRole.FORMER)
    codes = (_code.c.purpose == CodePurpose.AGENCY, _code.c.subject_id.in_(ids))
    act.connection.execute(delete(_code).where(*codes))
    _forget_exports(act)
    return len(links)


def _forget_exports(act: Act) -> None:
    """Spreadsheets made so far name them, too; whoever needs one makes it anew."""
    ended = select(_job.c.id).where(_job.c.state.in_((JobState.DONE, JobState.FAILED)))
    act.connection.execute(delete(_job_file).where(_job_file.c.job_id.in_(ended)))
