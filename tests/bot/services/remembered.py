"""Somebody about whom everything is kept that the bot can keep, and somebody else beside them."""

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, Table, insert, update

from handlers.turn import Amend, PhoneNumber
from handlers.turn import Person as Given
from messages_th import forms
from models.attachment import Attachment, AttachmentContent
from models.base import Base, Database
from models.contact import Contact
from models.conversation import Conversation
from models.inbox import InboxEvent
from models.job import Job, JobFile
from models.outbox import OutboxMessage
from models.registration import Amendment, RegistrationEvent
from models.staff import OneTimeCode, SavedView, Staff
from models.utterance import Utterance
from models.vocabulary import Change, MeetingApp
from tests.bot.services.office import CHIANG_MAI, MALEE, MORNING, WEATHER, Office, later, submit

LINE_ID = "U" + "0123456789abcdef" * 2
OTHER_ID = "U" + "fedcba9876543210" * 2
GROUP = "C" + "00112233445566778899aabbccddeeff"
GHOST = Given("กมลวรรณ ลับเฉพาะ", PhoneNumber("+66899999123", "77"), "kamon.secret@example.go.th")
DISPLAY = "ก้อยลับ☘"
NOW_MS = int(MORNING.timestamp() * 1000)
SAID = "ช่วยด้วยค่ะ รหัสลับคือ มะม่วงสุก"
PDF = b"%PDF-1.4 the letter of Kamonwan"

# Whatever of this is found anywhere afterwards tells of her.
TELLING = (
    *(LINE_ID, GHOST.name, GHOST.name.split()[1], GHOST.email, DISPLAY, "มะม่วงสุก"),
    *("899999123", "89999912", forms.phone(GHOST.phone.e164), "08 9999 9123", "089-999-9123"),
    *("the letter of Kamonwan", "kamonwan-letter.pdf", "เบอร์มือถือส่วนตัว"),
)


@dataclass
class Cast:
    """The rows of the two people and of the member of staff."""

    ghost: int
    other: int
    staff: int


def remember(database: Database) -> Cast:
    """Fill the database: her, a colleague at the same agency, a group, and the office's own."""
    with database.write() as connection:
        cast = Cast(1, 2, _staff(connection))
        people = update(Contact.__table__)
        for row, line_id, name in ((1, LINE_ID, DISPLAY), (2, OTHER_ID, "มาลี")):
            own = people.where(Contact.__table__.c.id == row)
            connection.execute(own.values(line_id=line_id, display_name=name))
        office = Office(connection, events=100)
        office.do(1, submit(WEATHER, person=GHOST))
        office.do(2, submit(CHIANG_MAI, MeetingApp.WEBEX, person=MALEE))
        office.do(1, Amend("WFH-63-00001-E", Change.USERS, users=500), now=later(days=1))
        _chats(connection)
        _papers(connection, cast)
        return cast


def texts_in(connection: Connection) -> list[tuple[str, str, str]]:
    """Every value of every column of every table, as text: table, column, value."""
    found = []
    for table in Base.metadata.sorted_tables:
        for row in connection.exec_driver_sql(f"SELECT * FROM {table.name}").mappings():
            for name, value in row.items():
                text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                found.append((table.name, name, text))
    return found


def told(connection: Connection) -> dict[str, set[str]]:
    """Where something that tells of her stands: column by column, what."""
    places: dict[str, set[str]] = {}
    for table, column, text in texts_in(connection):
        for secret in TELLING:
            if secret.casefold() in text.casefold():
                places.setdefault(f"{table}.{column}", set()).add(secret)
    return places


def _staff(connection: Connection) -> int:
    values = {
        "login": "officer",
        "name": "สมศรี คัดกรอง",
        "role": "officer",
        "password_hash": "-",
        "password_at": MORNING,
        "created_at": MORNING,
        "contact_id": 1,
    }
    return _add(connection, Staff.__table__, values)


def _add(connection: Connection, table: Table, values: dict[str, Any]) -> int:
    return int(connection.execute(insert(table), values).inserted_primary_key[0])


def _heard(
    connection: Connection, number: int, lane: str, user: str, text: str, **more: Any
) -> int:
    raw = {
        "type": "message",
        "source": {"type": "user", "userId": user},
        "message": {"type": "text", "id": f"m{number}", "text": text},
    }
    values = {
        "event_id": f"event-{number}",
        "message_id": f"m{number}",
        "lane": lane,
        "kind": "message",
        "at_ms": NOW_MS + number,
        "received_ms": NOW_MS + number,
        "reply_token": "token-of-her",
        "raw": orjson.dumps(raw).decode(),
        "state": "done",
        **more,
    }
    return _add(connection, InboxEvent.__table__, values)


def _said(connection: Connection, number: int, lane: str, text: str, **more: Any) -> None:
    values = {
        "lane": lane,
        "channel": "push",
        "importance": "must",
        "retry_key": f"key-{number}",
        "messages": orjson.dumps([{"type": "text", "text": text}]).decode(),
        "state": "sent",
        "created_ms": NOW_MS + number,
        "deadline_ms": NOW_MS,
        "next_ms": NOW_MS,
        "settled_ms": NOW_MS,
        **more,
    }
    _add(connection, OutboxMessage.__table__, values)


def _chats(connection: Connection) -> None:
    first = _heard(connection, 1, LINE_ID, LINE_ID, SAID)
    _heard(connection, 2, LINE_ID, LINE_ID, "ยังไม่ได้อ่าน มะม่วงสุก", state="waiting")
    in_group = _heard(connection, 3, GROUP, LINE_ID, "@บอท มะม่วงสุก")
    _heard(connection, 4, GROUP, OTHER_ID, "ขอบคุณค่ะ")
    other = _heard(
        connection, 5, OTHER_ID, OTHER_ID, f"ติดต่อคุณ {GHOST.name} ที่ 089-999-9123 หรือ 08 9999 9123"
    )
    escaped = orjson.dumps({"text": "x"}).decode().replace("x", _escaped(GHOST.name))
    _heard(connection, 6, OTHER_ID, OTHER_ID, "-", raw=escaped)
    phone = forms.phone(GHOST.phone.e164, GHOST.phone.extension)
    _said(connection, 1, LINE_ID, f"สวัสดีคุณ {DISPLAY}", inbox_id=first)
    _said(connection, 2, LINE_ID, GHOST.name, state="waiting", settled_ms=None)
    _said(connection, 3, GROUP, f"ตอบ {DISPLAY}", inbox_id=in_group)
    _said(connection, 4, OTHER_ID, f"{GHOST.name} {phone} {GHOST.email.upper()}", inbox_id=other)
    utterance = {"inbox_id": first, "text": "มะม่วงสุก", "offered": [], "heard_at": MORNING}
    connection.execute(insert(Utterance.__table__), utterance)
    draft = {"answers": {"name": GHOST.name, "email": GHOST.email}}
    for contact in (1, 2):
        values = {"contact_id": contact, "draft": draft, "offered": [[GHOST.name, "x"]]}
        connection.execute(insert(Conversation.__table__), values | {"draft_saved_at": MORNING})


def _escaped(text: str) -> str:
    return text.encode("unicode_escape").decode()


def _papers(connection: Connection, cast: Cast) -> None:
    file = {
        "registration_id": 1,
        "contact_id": cast.ghost,
        "message_id": "m1",
        "name": "kamonwan-letter.pdf",
        "media_type": "application/pdf",
        "size": len(PDF),
        "digest": "d",
        "state": "kept",
        "sent_at": MORNING,
    }
    row = _add(connection, Attachment.__table__, file)
    connection.execute(insert(AttachmentContent.__table__), {"attachment_id": row, "data": PDF})
    event = {
        "registration_id": 1,
        "at": later(days=1),
        "change": "note",
        "actor": "contact",
        "contact_id": cast.ghost,
        "status": "submitted",
        "users": 500,
        "category": "government",
        "details": {"note": "เบอร์มือถือส่วนตัว", "given": ["users"], "from": 450, "to": 500},
    }
    _add(connection, RegistrationEvent.__table__, event)
    office = {
        "actor": "staff",
        "contact_id": None,
        "reason": f"โทรหา{GHOST.name} แล้ว",
        "details": None,
    }
    _add(connection, RegistrationEvent.__table__, event | office)
    amendment = {"registration_id": 1, "change": "users", "asked_by": cast.ghost}
    _add(
        connection,
        Amendment.__table__,
        amendment | {"wanted": {"users": 7}, "asked_at": MORNING},
    )
    _office_papers(connection, cast)


def _office_papers(connection: Connection, cast: Cast) -> None:
    job = {
        "kind": "export",
        "staff_id": cast.staff,
        "arguments": {"q": GHOST.email},
        "state": "done",
        "result": {"rows": [GHOST.name]},
        "created_at": MORNING,
    }
    row = _add(connection, Job.__table__, job)
    file = {"job_id": row, "name": "all.xlsx", "media_type": "-", "created_at": MORNING}
    _add(connection, JobFile.__table__, file | {"data": GHOST.name.encode()})
    view = {"staff_id": cast.staff, "name": "v", "created_at": MORNING}
    for query in (
        "q=%E0%B8%81%E0%B8%A1%E0%B8%A5%E0%B8%A7%E0%B8%A3%E0%B8%A3%E0%B8%93+%E0%B8%A5%E0%B8%B1%E0%B8%9A%E0%B9%80%E0%B8%89%E0%B8%9E%E0%B8%B2%E0%B8%B0",
        "q=teams",
    ):
        _add(connection, SavedView.__table__, view | {"query": query})
    code = {"purpose": "agency", "subject_id": 1, "code_digest": "c", "made_by": cast.staff}
    _add(connection, OneTimeCode.__table__, code | {"created_at": MORNING, "ends_at": MORNING})
