"""
The conversation of one person on LINE, as that person saw it.

Read from what was said to them, and what each of it answered: both stand in rows of their own
chat, so that nothing of a group or of another person can come in. What they took back is gone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

import orjson
from sqlalchemy import Connection, RowMapping, and_, bindparam, select

from bot.line import inbound
from bot.services.lane_rows import WAITS
from models.attachment import Attachment
from models.contact import AgencyContact, Contact
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from models.vocabulary import FileState, OutboxState

PAGE: Final = 50  # messages to the person, with what they answer
SEEN: Final = frozenset({OutboxState.SENT, OutboxState.INFERRED, OutboxState.UNCERTAIN})
COMING: Final = frozenset({OutboxState.WAITING, OutboxState.ATTEMPTING})
LATEST: Final = 2**31 - 1  # the highest number that a database gives a row

_out, _in, _file = OutboxMessage.__table__, InboxEvent.__table__, Attachment.__table__
_link, _person = AgencyContact.__table__, Contact.__table__

_LANE: Final = (
    select(_person.c.line_id)
    .join_from(_link, _person, _person.c.id == _link.c.contact_id)
    .where(_link.c.agency_id == bindparam("agency_id"), _person.c.id == bindparam("contact_id"))
)
_HEARD: Final = (_in.c.raw, _in.c.at_ms, _file.c.id.label("file_id"))
_FILE_KEPT: Final = and_(_file.c.message_id == _in.c.message_id, _file.c.state == FileState.KEPT)
_SAID: Final = (
    select(_out.c.id, _out.c.messages, _out.c.state, _out.c.created_ms, *_HEARD)
    .outerjoin_from(_out, _in, and_(_in.c.id == _out.c.inbox_id, _in.c.lane == _out.c.lane))
    .outerjoin(_file, _FILE_KEPT)
    .where(_out.c.lane == bindparam("lane"), _out.c.id < bindparam("before"))
    .order_by(_out.c.id.desc())
    .limit(PAGE + 1)
)
_UNANSWERED: Final = (
    select(*_HEARD)
    .outerjoin_from(_in, _file, _FILE_KEPT)
    .where(_in.c.lane == bindparam("lane"), WAITS)
    .order_by(_in.c.at_ms, _in.c.id)
    .limit(PAGE)
)


class Side(StrEnum):
    """Who said something; a NOTE is what happened in between."""

    PERSON = "person"
    OFFICE = "office"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """
    Something said: LINE's message objects. Of a note `word` says what happened, of a message
    on its way it is "coming". `file_id` is what was kept of a picture or file.
    """

    side: Side
    at: datetime
    messages: Sequence[Mapping[str, Any]] = ()
    word: str = ""
    file_id: int | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """Lines, oldest first; what came before them is had with `before`."""

    lines: tuple[Line, ...]
    before: int | None = None


def read(
    connection: Connection, *, agency_id: int, contact_id: int, before: int | None = None
) -> Transcript | None:
    """The newest of the conversation with a contact of this agency; None for anybody else."""
    values = {"agency_id": agency_id, "contact_id": contact_id}
    lane = connection.scalar(_LANE, values)
    if lane is None:
        return None
    said = connection.execute(_SAID, {"lane": lane, "before": before or LATEST}).mappings().all()
    shown = said[:PAGE]
    parsed = {row["id"]: _messages(row["messages"]) for row in shown}
    labels = dict(_labels(list(parsed.values())))
    lines = [line for row in reversed(shown) for line in _turn(row, parsed[row["id"]], labels)]
    if before is None:
        waiting = connection.execute(_UNANSWERED, {"lane": lane}).mappings()
        lines += [line for row in waiting for line in _heard(row, labels)]
    return Transcript(tuple(lines), shown[-1]["id"] if len(said) > PAGE else None)


def _turn(
    row: RowMapping, messages: list[dict[str, Any]], labels: Mapping[str, str]
) -> Iterator[Line]:
    yield from _heard(row, labels)
    if messages and row["state"] in SEEN | COMING:
        word = "coming" if row["state"] in COMING else ""
        yield Line(Side.OFFICE, _moment(row["created_ms"]), messages, word)


def _heard(row: RowMapping, labels: Mapping[str, str]) -> Iterator[Line]:
    event = inbound.parse(row["raw"]) if row["raw"] else {}
    if not isinstance(event, dict):
        return
    at = _moment(row["at_ms"] or 0)
    match event.get("type"):
        case "message" if isinstance(event.get("message"), dict):
            yield Line(Side.PERSON, at, (event["message"],), file_id=row["file_id"])
        case "postback" if isinstance(event.get("postback"), dict):
            # LINE does not say what the button said; the card it stood on does.
            label = labels.get(str(event["postback"].get("data")))
            said = ({"type": "text", "text": label},) if label else ()
            yield Line(Side.PERSON, at, said, "" if label else "pressed")
        case "follow":
            yield Line(Side.NOTE, at, word="followed")


def _messages(written: str) -> list[dict[str, Any]]:
    found = orjson.loads(written)
    return found if isinstance(found, list) else []


def _labels(part: Any) -> Iterator[tuple[str, str]]:
    """What pressing each button of some messages shows in the chat, by what it sends."""
    if isinstance(part, list):
        for inner in part:
            yield from _labels(inner)
    elif isinstance(part, dict):
        if part.get("type") == "postback" and "data" in part:
            yield str(part["data"]), str(part.get("displayText") or part.get("label") or "")
        for inner in part.values():
            yield from _labels(inner)


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)
