"""
Pictures and PDFs that contacts send for a request.

A contact's turn only notes that a file is to be kept; it is fetched from LINE afterwards, with
no transaction open, looked at, and stored with the request. What a file is, its first bytes
say: neither its name nor its sender is believed.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.services import posting, recording
from bot.services.meeting import clean
from bot.services.recording import Act, Case
from bot.services.telling import Render
from handlers.turn import FileKept, Impossible, KeepFile, Outcome, Tell, Words
from models.attachment import Attachment, AttachmentContent
from models.base import Database
from models.contact import Contact
from models.inbox import InboxEvent
from models.lifecycle import CLOSED
from models.registration import Registration
from models.vocabulary import Change, FileState, Wanted

LARGEST: Final = 10_000_000  # bytes; LINE: a picture in a chat is at most 10 MB
MOST: Final = 20  # files of one request
TRIES: Final = 20
WAIT_MS: Final = 15_000
PICTURE: Final = "image"
KINDS: Final[Mapping[bytes, str]] = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}

_file, _content = Attachment.__table__, AttachmentContent.__table__
_inbox, _contact = InboxEvent.__table__, Contact.__table__
_r = Registration.__table__

_SENT: Final = (
    select(_inbox.c.raw)
    .join_from(_inbox, _contact, _contact.c.line_id == _inbox.c.lane)
    .where(_inbox.c.message_id == bindparam("message_id"), _contact.c.id == bindparam("contact"))
)
_OF_MESSAGE: Final = select(_file.c.id).where(_file.c.message_id == bindparam("message_id"))
_OF_REQUEST: Final = select(_file.c.id).where(_file.c.registration_id == bindparam("request"))
_SENDER: Final = (
    select(_contact.c.line_id, _r.c.reference)
    .join_from(_file, _contact, _contact.c.id == _file.c.contact_id)
    .join(_r, _r.c.id == _file.c.registration_id)
    .where(_file.c.id == bindparam("row"))
)
_DUE: Final = (
    select(_file.c.id, _file.c.message_id, _file.c.tries)
    .where(_file.c.state == FileState.WAITING, _file.c.next_ms <= bindparam("now"))
    .order_by(_file.c.id)
    .limit(20)
)


@dataclass(frozen=True, slots=True)
class Due:
    """A file that is to be fetched from LINE."""

    id: int
    message_id: str
    tries: int


def keep(act: Act, effect: KeepFile) -> Outcome:
    """Have a file fetched and kept with a request of the person who sent it."""
    case = recording.find(act, effect.reference)
    if case is None or not case.is_mine:
        return Impossible("outcome.not_yours")
    if case.status in CLOSED:
        return Impossible("outcome.closed")
    attached = attach(act, case, effect.message_id)
    if isinstance(attached, Impossible):
        return attached
    if not attached:
        return FileKept(recording.view(act, case))
    after = recording.answered(case, frozenset({Wanted.LETTER}))
    if after != case:
        recording.keep(act, case, after)
    recording.enter(act, after, Change.LETTER, before=case.status)
    return FileKept(recording.view(act, after))


def attach(act: Act, case: Case, message_id: str) -> bool | Impossible:
    """Note that a file is to be fetched for a request; False when that is noted already."""
    sent = _sent(act, message_id)
    if sent is None:
        return Impossible("attachment.gone")
    refusal = _refusal(sent) or _too_many(act.connection, case.id)
    if refusal is not None:
        return refusal
    if act.connection.scalar(_OF_MESSAGE, {"message_id": message_id}) is not None:
        return False
    values = {
        "registration_id": case.id,
        "contact_id": act.contact_id,
        "message_id": message_id,
        "name": clean(str(sent.get("fileName") or PICTURE))[:200],
        "state": FileState.WAITING,
        "sent_at": act.now,
    }
    act.connection.execute(insert(_file), values)
    return True


def due(database: Database, *, now_ms: int) -> tuple[Due, ...]:
    """Files that wait to be fetched, oldest first."""
    with database.read() as connection:
        return tuple(Due(*row) for row in connection.execute(_DUE, {"now": now_ms}))


def store(
    database: Database, attachment_id: int, data: bytes, *, render: Render, now: datetime
) -> FileState:
    """Keep the content of a file, or refuse what is neither picture nor PDF. Twice is once."""
    media_type = media_type_of(data)
    if media_type is None or len(data) > LARGEST:
        why = "attachment.not_readable"
        return refuse(database, attachment_id, why, render=render, now=now)
    values = {
        "state": FileState.KEPT,
        "media_type": media_type,
        "size": len(data),
        "digest": hashlib.sha256(data).hexdigest(),
    }
    with database.write() as connection:
        if _settle(connection, attachment_id, values):
            content = {"attachment_id": attachment_id, "data": data}
            connection.execute(insert(_content), content)
    return FileState.KEPT


def refuse(
    database: Database, attachment_id: int, why: str, *, render: Render, now: datetime
) -> FileState:
    """
    The file will not be had; `why` is the key of a message for staff.

    Who sent it was told that it is kept, so they are asked for it once more.
    """
    with database.write() as connection:
        refused = {"state": FileState.REFUSED, "error": why}
        if _settle(connection, attachment_id, refused):
            _ask_again(connection, attachment_id, render, now)
    return FileState.REFUSED


def put_off(database: Database, file: Due, *, render: Render, now: datetime) -> FileState:
    """LINE could not give it now: try again later, and not for ever."""
    if file.tries + 1 >= TRIES:
        return refuse(database, file.id, "attachment.not_fetched", render=render, now=now)
    now_ms = _milliseconds(now)
    later = {"tries": file.tries + 1, "next_ms": now_ms + WAIT_MS * (file.tries + 1)}
    with database.write() as connection:
        _settle(connection, file.id, later)
    return FileState.WAITING


def forget(connection: Connection, message_id: str) -> None:
    """The message was taken back: nothing of its file stays."""
    mine = select(_file.c.id).where(_file.c.message_id == message_id)
    connection.execute(delete(_content).where(_content.c.attachment_id.in_(mine)))
    connection.execute(
        update(_file)
        .where(_file.c.message_id == message_id)
        .values(state=FileState.ERASED, name="", digest=None, size=None)
    )


def media_type_of(data: bytes) -> str | None:
    """What the first bytes say it is, None for what is not kept."""
    return next((kind for mark, kind in KINDS.items() if data.startswith(mark)), None)


def _ask_again(connection: Connection, attachment_id: int, render: Render, now: datetime) -> None:
    row = connection.execute(_SENDER, {"row": attachment_id}).one_or_none()
    if row is not None:
        says = (Tell(Words("attachment.again", {"reference": row.reference})),)
        messages = render(says).messages
        posting.push(connection, row.line_id, messages=messages, now_ms=_milliseconds(now))


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _sent(act: Act, message_id: str) -> dict[str, Any] | None:
    values = {"message_id": message_id, "contact": act.contact_id}
    raw = act.connection.scalar(_SENT, values)
    message = orjson.loads(raw).get("message") if raw else None
    is_file = isinstance(message, dict) and message.get("type") in {PICTURE, "file"}
    return message if is_file else None


def _refusal(sent: Mapping[str, Any]) -> Impossible | None:
    if sent["type"] == PICTURE:
        return None
    if not str(sent.get("fileName", "")).casefold().endswith((".pdf", ".jpg", ".jpeg", ".png")):
        return Impossible("attachment.only_pdf")
    size = sent.get("fileSize")
    return Impossible("attachment.too_large") if type(size) is int and size > LARGEST else None


def _too_many(connection: Connection, registration_id: int) -> Impossible | None:
    kept = connection.scalars(_OF_REQUEST, {"request": registration_id}).all()
    return Impossible("attachment.too_many") if len(kept) >= MOST else None


def _settle(connection: Connection, attachment_id: int, values: Mapping[str, Any]) -> bool:
    waits = (_file.c.id == attachment_id, _file.c.state == FileState.WAITING)
    return connection.execute(update(_file).where(*waits).values(**values)).rowcount == 1
