"""Files of contacts: only their own, only of open requests, only pictures and PDFs."""

from collections.abc import Sequence
from typing import Any

import orjson
import pytest
from sqlalchemy import insert, select, update

from bot.services import attachments
from bot.services.attachments import Due
from bot.services.deciding import Worded
from handlers.turn import FileKept, Impossible, KeepFile, Say
from models.attachment import Attachment, AttachmentContent
from models.base import Database
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from models.registration import Registration, RegistrationEvent
from models.vocabulary import FileState, RegistrationStatus
from tests.bot.services.office import MORNING, Office, later, submit

NUMBER = "WFH-63-00001-E"
IMAGE = {"type": "image"}
PDF = b"%PDF-1.4 a letter"
FILES = Attachment.__table__


def worded(says: Sequence[Say]) -> Worded:
    """What is said, by its keys."""
    return Worded(orjson.dumps([say.words.key for say in says]).decode())


TELLING: Any = {"render": worded, "now": MORNING}


def sent(office: Office, message_id: str, message: dict[str, Any], *, by: int = 1) -> KeepFile:
    """A message in the inbox, and the wish to keep it."""
    office.connection.execute(
        insert(InboxEvent.__table__),
        {
            "event_id": f"E{message_id}",
            "message_id": message_id,
            "lane": f"U{by}",
            "kind": "message",
            "at_ms": 1,
            "received_ms": 1,
            "raw": orjson.dumps({"type": "message", "message": message}).decode(),
            "state": "done",
        },
    )
    return KeepFile(NUMBER, message_id)


def test_a_contact_has_a_picture_kept(office: Office) -> None:
    office.do(1, submit())

    outcome = office.do(1, sent(office, "4711", IMAGE), now=later(minutes=5))

    file = office.connection.execute(select(FILES)).one()
    change = select(RegistrationEvent.change).order_by(RegistrationEvent.id.desc()).limit(1)
    assert isinstance(outcome, FileKept)
    assert (file.registration_id, file.contact_id, file.message_id, file.name) == (
        *(1, 1, "4711", "image"),
    )
    assert (file.state, file.sent_at) == ("waiting", later(minutes=5))
    assert office.connection.scalar(change) == "letter"


def test_the_same_message_is_kept_once(office: Office) -> None:
    office.do(1, submit())
    wish = sent(office, "4711", IMAGE)

    outcomes = [office.do(1, wish), office.do(1, wish)]

    assert [type(outcome) for outcome in outcomes] == [FileKept, FileKept]
    assert office.count(FILES) == 1


@pytest.mark.parametrize(
    ("message", "key"),
    [
        ({"type": "text", "text": "4711"}, "attachment.gone"),
        ({"type": "file", "fileName": "virus.exe", "fileSize": 9}, "attachment.only_pdf"),
        ({"type": "file", "fileName": "a.pdf", "fileSize": 10_000_001}, "attachment.too_large"),
    ],
)
def test_what_is_no_picture_or_small_pdf_is_refused(
    message: dict[str, Any], key: str, office: Office
) -> None:
    office.do(1, submit())

    outcome = office.do(1, sent(office, "4711", message))

    assert outcome == Impossible(key)
    assert office.count(FILES) == 0


def test_nobody_has_a_strangers_message_kept_or_a_strangers_request(office: Office) -> None:
    office.do(1, submit())
    foreign_message = sent(office, "1", IMAGE, by=2)
    foreign_request = sent(office, "2", IMAGE, by=2)

    outcomes = [office.do(1, foreign_message), office.do(2, foreign_request)]

    assert outcomes == [Impossible("attachment.gone"), Impossible("outcome.not_yours")]
    assert office.count(FILES) == 0


def test_a_closed_request_takes_no_files(office: Office) -> None:
    office.do(1, submit())
    office.connection.execute(
        update(Registration.__table__).values(status=RegistrationStatus.REJECTED)
    )

    assert office.do(1, sent(office, "4711", IMAGE)) == Impossible("outcome.closed")


def test_a_request_takes_only_so_many_files(office: Office) -> None:
    office.do(1, submit())
    for number in range(attachments.MOST):
        office.do(1, sent(office, str(number), IMAGE))

    assert office.do(1, sent(office, "99", IMAGE)) == Impossible("attachment.too_many")
    assert office.count(FILES) == attachments.MOST


@pytest.fixture
def waiting(peopled: Database) -> Database:
    """A database in which one file waits to be fetched."""
    with peopled.write() as connection:
        office = Office(connection)
        office.do(1, submit())
        office.do(1, sent(office, "4711", {"type": "file", "fileName": "หนังสือ.pdf"}))
    return peopled


def files(database: Database) -> list[tuple[Any, ...]]:
    with database.read() as connection:
        columns = (FILES.c.state, FILES.c.media_type, FILES.c.size, FILES.c.error)
        return [tuple(row) for row in connection.execute(select(*columns))]


def contents(database: Database) -> list[bytes]:
    with database.read() as connection:
        return list(connection.scalars(select(AttachmentContent.data)))


def told(database: Database) -> list[tuple[str, str]]:
    """What waits to be pushed, and to whom."""
    columns = (OutboxMessage.lane, OutboxMessage.messages)
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(select(*columns))]


def test_a_fetched_file_is_stored_once(waiting: Database) -> None:
    (due,) = attachments.due(waiting, now_ms=1)

    states = [attachments.store(waiting, due.id, PDF, **TELLING) for _ in range(2)]

    assert due == Due(1, "4711", 0)
    assert states == [FileState.KEPT, FileState.KEPT]
    assert files(waiting) == [("kept", "application/pdf", len(PDF), None)]
    assert contents(waiting) == [PDF]
    assert attachments.due(waiting, now_ms=1) == ()


@pytest.mark.parametrize("data", [b"", b"MZ\x90\x00", b"<html>", b"GIF89a"])
def test_what_its_bytes_call_neither_picture_nor_pdf_is_not_stored(
    data: bytes, waiting: Database
) -> None:
    assert attachments.store(waiting, 1, data, **TELLING) is FileState.REFUSED
    assert told(waiting) == [("U1", '["attachment.again"]')]
    assert files(waiting) == [("refused", None, None, "attachment.not_readable")]
    assert contents(waiting) == []


def test_what_line_cannot_give_is_tried_again_and_then_given_up(waiting: Database) -> None:
    states = []
    for tries in range(attachments.TRIES):
        now = later(days=tries)
        now_ms = int(now.timestamp() * 1000)
        (due,) = attachments.due(waiting, now_ms=now_ms)
        states.append(attachments.put_off(waiting, due, render=worded, now=now))
        assert attachments.due(waiting, now_ms=now_ms) == ()

    assert states == [FileState.WAITING] * (attachments.TRIES - 1) + [FileState.REFUSED]
    assert files(waiting) == [("refused", None, None, "attachment.not_fetched")]


def test_nothing_stays_of_a_message_that_was_taken_back(waiting: Database) -> None:
    attachments.store(waiting, 1, PDF, **TELLING)

    with waiting.write() as connection:
        attachments.forget(connection, "4711")

    with waiting.read() as connection:
        row = connection.execute(select(FILES.c.state, FILES.c.name, FILES.c.digest)).one()
    assert row == ("erased", "", None)
    assert contents(waiting) == []
