"""A conversation is told as the person saw it, and nobody else's is."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from sqlalchemy import insert, select

from bot.services import transcripts
from bot.services.transcripts import Line, Side, Transcript
from models.agency import Agency
from models.attachment import Attachment
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from models.vocabulary import FileState, InboxState, OutboxState
from tests.bot.services.office import WEATHER, Office, submit

Said = list[dict[str, Any]]
HELLO: Said = [{"type": "text", "text": "สวัสดีค่ะ"}]


class Chat:
    """What is said on LINE, one second after the other."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.ms = 1_584_412_200_000

    def hear(self, event: Mapping[str, Any], *, lane: str = "U1", waits: bool = False) -> int:
        self.ms += 1_000
        message = event.get("message", {})
        values = {
            "event_id": f"E{self.ms}",
            "message_id": message.get("id"),
            "lane": lane,
            "kind": event.get("type", ""),
            "at_ms": self.ms,
            "received_ms": self.ms,
            "raw": orjson.dumps(event).decode(),
            "state": InboxState.WAITING if waits else InboxState.DONE,
        }
        added = self.office.connection.execute(insert(InboxEvent.__table__), values)
        return int(added.inserted_primary_key[0])

    def say(
        self,
        messages: Said,
        *,
        to: int | None = None,
        lane: str = "U1",
        state: OutboxState = OutboxState.SENT,
    ) -> int:
        self.ms += 1_000
        values = {
            "inbox_id": to,
            "lane": lane,
            "channel": "reply" if to else "push",
            "importance": "must",
            "retry_key": str(self.ms),
            "messages": orjson.dumps(messages).decode(),
            "state": state,
            "created_ms": self.ms,
            "deadline_ms": self.ms,
            "next_ms": self.ms,
        }
        added = self.office.connection.execute(insert(OutboxMessage.__table__), values)
        return int(added.inserted_primary_key[0])

    def read(self, contact_id: int = 1, before: int | None = None) -> Transcript | None:
        return transcripts.read(
            self.office.connection,
            agency_id=self.agency_id,
            contact_id=contact_id,
            before=before,
        )

    @property
    def agency_id(self) -> int:
        agencies = Agency.__table__
        found = select(agencies.c.id).where(agencies.c.code == WEATHER.code)
        return self.office.connection.scalar(found) or 0

    def at(self, second: int) -> datetime:
        """When the so many-th thing was said."""
        return datetime.fromtimestamp(1_584_412_200 + second, UTC)


@pytest.fixture
def chat(office: Office) -> Chat:
    office.do(1, submit())
    return Chat(office)


def text(said: str, message_id: str = "1") -> dict[str, Any]:
    return {"type": "message", "message": {"type": "text", "id": message_id, "text": said}}


def test_both_sides_stand_in_the_order_in_which_they_were_said(chat: Chat) -> None:
    chat.say(HELLO, to=chat.hear({"type": "follow"}))
    chat.say(HELLO, to=chat.hear(text("ลงทะเบียน")))

    assert chat.read() == Transcript(
        (
            Line(Side.NOTE, chat.at(1), word="followed"),
            Line(Side.OFFICE, chat.at(2), HELLO),
            Line(Side.PERSON, chat.at(3), (text("ลงทะเบียน")["message"],)),
            Line(Side.OFFICE, chat.at(4), HELLO),
        )
    )


def test_a_pressed_button_says_what_it_said_in_the_chat(chat: Chat) -> None:
    action = {"type": "postback", "data": "s|3|submit", "label": "ส่ง", "displayText": "ส่งคำขอ"}
    card = {"type": "flex", "altText": "ตรวจ", "contents": {"type": "bubble", "action": action}}
    chat.say([card])
    chat.say(HELLO, to=chat.hear({"type": "postback", "postback": {"data": "s|3|submit"}}))
    chat.say(HELLO, to=chat.hear({"type": "postback", "postback": {"data": "older"}}))

    lines = chat.read().lines

    assert lines[1] == Line(Side.PERSON, chat.at(2), ({"type": "text", "text": "ส่งคำขอ"},))
    assert lines[3] == Line(Side.PERSON, chat.at(4), (), "pressed")


def test_what_is_on_its_way_says_so_and_what_never_came_is_not_shown(chat: Chat) -> None:
    chat.say(HELLO, state=OutboxState.WAITING)
    chat.say(HELLO, state=OutboxState.DROPPED)
    chat.say(HELLO, state=OutboxState.FAILED)

    assert chat.read().lines == (Line(Side.OFFICE, chat.at(1), HELLO, "coming"),)


def test_what_nobody_has_answered_yet_comes_last(chat: Chat) -> None:
    chat.hear(text("ขอบคุณ", "2"), waits=True)
    chat.say(HELLO)

    assert [line.side for line in chat.read().lines] == [Side.OFFICE, Side.PERSON]


def test_what_was_taken_back_is_gone_from_both_sides(chat: Chat) -> None:
    chat.say([], to=chat.hear({}))

    assert chat.read() == Transcript(())


def test_nothing_of_a_group_or_of_another_person_comes_in(chat: Chat) -> None:
    chat.say(HELLO, to=chat.hear(text("ในกลุ่ม", "3"), lane="C1"), lane="C1")
    # What somebody else wrote made the bot tell this person something.
    chat.say(HELLO, to=chat.hear(text("คนอื่น", "4"), lane="U2"), lane="U1")

    assert chat.read().lines == (Line(Side.OFFICE, chat.at(4), HELLO),)


def test_who_is_no_contact_of_the_agency_has_no_conversation_here(chat: Chat) -> None:
    chat.say(HELLO, lane="U2")

    assert chat.read(2) is None


def test_a_kept_picture_can_be_opened(chat: Chat) -> None:
    sent = {"type": "message", "message": {"type": "image", "id": "77"}}
    chat.say(HELLO, to=chat.hear(sent))
    values = {
        "registration_id": 1,
        "message_id": "77",
        "name": "image",
        "state": FileState.KEPT,
        "sent_at": chat.at(0),
    }
    chat.office.connection.execute(insert(Attachment.__table__), values)

    assert chat.read().lines[0] == Line(Side.PERSON, chat.at(1), (sent["message"],), file_id=1)


def test_a_long_conversation_is_read_page_by_page(chat: Chat) -> None:
    for number in range(transcripts.PAGE + 2):
        chat.say([{"type": "text", "text": str(number)}])

    newest = chat.read()
    older = chat.read(before=newest.before)

    assert [line.messages[0]["text"] for line in older.lines] == ["0", "1"]
    assert (len(newest.lines), older.before) == (transcripts.PAGE, None)
