"""
Everything that is kept about one person, to be given to them: for machines and to be read.

One zip file: data.json, data.txt, and the files they sent.
"""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Select, or_, select

from bot.services import privacy
from bot.services.privacy import Person, Whom
from models.agency import Agency
from models.attachment import Attachment, AttachmentContent
from models.base import Database
from models.conversation import Conversation
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from models.registration import Amendment, Registration, RegistrationEvent
from models.utterance import Utterance

_a, _r, _event = Agency.__table__, Registration.__table__, RegistrationEvent.__table__
_inbox, _outbox, _draft = InboxEvent.__table__, OutboxMessage.__table__, Conversation.__table__
_file, _content = Attachment.__table__, AttachmentContent.__table__
_amendment, _utterance = Amendment.__table__, Utterance.__table__

ENDINGS: Final = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}

Text = Callable[..., str]
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Copy:
    """What is kept about a person; `contents` are the bytes of their files by file name."""

    person: Person
    requests: Rows
    history: Rows
    amendments: Rows
    draft: Rows
    chat: Rows
    utterances: Rows
    files: Rows
    contents: Mapping[str, bytes]


def collect(database: Database, whom: Whom) -> Copy | None:
    """Read it all in one look; None when there is no such person."""
    person = privacy.find(database, whom)
    if person is None:
        return None
    with database.read() as connection:
        return _collected(connection, person)


def packed(copy: Copy, text: Text) -> bytes:
    """The zip file."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", as_json(copy))
        archive.writestr("data.txt", as_text(copy, text))
        for name, data in copy.contents.items():
            archive.writestr(f"files/{name}", data)
    return file.getvalue()


def as_json(copy: Copy) -> bytes:
    """Every row, under the names it has in the database."""
    person = asdict(copy.person)
    told = {name: getattr(copy, name) for name in Copy.__dataclass_fields__ if name != "contents"}
    return orjson.dumps(told | {"person": person}, option=orjson.OPT_INDENT_2)


def as_text(copy: Copy, text: Text) -> str:
    """The same to be read, without what only machines need."""
    return "\n".join(_lines(copy, text)) + "\n"


def _collected(connection: Connection, person: Person) -> Copy:
    whom, lane = person.whom, person.line_id
    contact = whom.contact_id if whom.contact_id is not None else -1
    agencies = [part.agency_id for part in person.parts]
    files = _rows(connection, select(_file).where(_file.c.contact_id == contact))
    return Copy(
        person=person,
        requests=_rows(connection, _requests(agencies, contact)),
        history=_rows(
            connection, select(_event).where(_event.c.contact_id == contact).order_by(_event.c.id)
        ),
        amendments=_rows(connection, select(_amendment).where(_amendment.c.asked_by == contact)),
        draft=_rows(connection, select(_draft).where(_draft.c.contact_id == contact)),
        chat=sorted(_chat(connection, lane), key=lambda said: str(said["at"])) if lane else [],
        utterances=_rows(connection, _utterances(lane)) if lane else [],
        files=files,
        contents=_contents(connection, files),
    )


def _requests(agencies: Sequence[int], contact: int) -> Select[Any]:
    own = (
        _r.c.reference,
        _a.c.name.label("agency"),
        *(_r.c.category, _r.c.status, _r.c.users, _r.c.submitted_at, _r.c.origin),
        _r.c.notice_version,
    )
    theirs = or_(_r.c.agency_id.in_(agencies), _r.c.submitted_by == contact)
    return select(*own).join_from(_r, _a, _a.c.id == _r.c.agency_id).where(theirs).order_by(_r.c.id)


def _utterances(lane: str) -> Select[Any]:
    return (
        select(_utterance)
        .join_from(_utterance, _inbox, _inbox.c.id == _utterance.c.inbox_id)
        .where(_inbox.c.lane == lane)
    )


def _chat(connection: Connection, lane: str) -> Iterator[dict[str, Any]]:
    """What was said by either side, as it came and as it went."""
    heard = select(_inbox.c.at_ms, _inbox.c.raw).where(_inbox.c.lane == lane)
    for row in connection.execute(heard):
        yield {"at": _moment(row.at_ms), "by": "person", "said": _parsed(row.raw)}
    told = select(_outbox.c.created_ms, _outbox.c.messages, _outbox.c.state)
    for sent in connection.execute(told.where(_outbox.c.lane == lane)):
        said = _parsed(sent.messages)
        yield {"at": _moment(sent.created_ms), "by": "office", "state": sent.state, "said": said}


def _contents(connection: Connection, files: Rows) -> dict[str, bytes]:
    """Named by their numbers: what a sender calls a file may be the name of any other."""
    ids = [file["id"] for file in files]
    kept = select(_content).where(_content.c.attachment_id.in_(ids))
    endings = {file["id"]: ENDINGS.get(file["media_type"] or "", "bin") for file in files}
    return {
        f"{row.attachment_id}.{endings[row.attachment_id]}": row.data
        for row in connection.execute(kept)
    }


def _lines(copy: Copy, text: Text) -> Iterator[str]:
    person = copy.person
    yield text("record.copy.title")
    yield text("record.copy.line", name=person.display_name or "-", id=person.line_id or "-")
    for part in person.parts:
        role = text(f"label.role.{part.role}")
        yield ""
        yield text("record.copy.part", agency=part.agency, role=role, since=part.since)
        yield text("record.copy.name", name=part.name)
        yield text("record.copy.phone", phone=part.telephone)
        yield text("record.copy.email", email=part.email)
    yield ""
    yield text("record.copy.requests", count=len(copy.requests))
    for request in copy.requests:
        status = text(f"label.status.{request['status']}")
        at = request["submitted_at"]
        yield text(
            "record.copy.request",
            reference=request["reference"],
            agency=request["agency"],
            status=status,
            at=at,
        )
    yield ""
    yield text("record.copy.files", count=len(copy.files))
    yield text("record.copy.chat", count=len(copy.chat))
    for said in copy.chat:
        who = text("record.copy.you") if said["by"] == "person" else text("record.copy.office")
        yield from (f"{said['at']:%Y-%m-%d %H:%M} {who}: {line}" for line in _said(said["said"]))


def _said(said: Any) -> Iterator[str]:
    """The words of LINE's events and messages; of what has none, its kind."""
    for one in said if isinstance(said, list) else [said]:
        message = one.get("message", one) if isinstance(one, dict) else {}
        words = message.get("text") or message.get("altText") or message.get("type")
        if words:
            yield str(words).replace("\n", " / ")


def _rows(connection: Connection, statement: Select[Any]) -> Rows:
    return [dict(row) for row in connection.execute(statement).mappings()]


def _parsed(written: str) -> Any:
    try:
        return orjson.loads(written)
    except orjson.JSONDecodeError:
        return written


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)
