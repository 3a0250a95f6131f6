"""Giving what the office asked for: exactly that, and back into screening with the last of it."""

import json

import pytest
from sqlalchemy import insert, select, update

from handlers.turn import (
    Amend,
    AnswerInfo,
    Impossible,
    InfoTaken,
    KeepFile,
    PhoneNumber,
)
from models.attachment import Attachment
from models.contact import AgencyContact
from models.inbox import InboxEvent
from models.registration import Registration, RegistrationEvent
from models.vocabulary import Change, MeetingApp, RegistrationStatus, Wanted
from tests.bot.services.office import MORNING, Office, later, submit
from tests.databases import json_of

NUMBER = "WFH-63-00001-E"
AFTER = later(minutes=5)
PHONE = PhoneNumber("+66899999999", "12")
S = RegistrationStatus


def wanting(office: Office, *wanted: Wanted) -> None:
    office.do(1, submit())
    asked = {"status": S.NEED_INFO, "wanted": list(wanted), "reason": "ขอใหม่", "version": 2}
    office.connection.execute(update(Registration.__table__).values(asked))


def standing(office: Office) -> tuple[object, ...]:
    table = Registration.__table__
    columns = (table.c.status, table.c.version, table.c.users, table.c.wanted, table.c.reason)
    return tuple(office.connection.execute(select(*columns)).one())


def newest(office: Office) -> tuple[object, ...]:
    event = RegistrationEvent.__table__
    columns = (event.c.change, event.c.from_status, event.c.status, event.c.details)
    query = select(*columns).order_by(event.c.id.desc()).limit(1)
    return tuple(office.connection.execute(query).one())


def send_picture(office: Office, message_id: str, kind: str = "image") -> None:
    message = {"type": kind, "fileName": "คลิป.mp4"}
    values = {
        "event_id": message_id,
        "message_id": message_id,
        "lane": "U1",
        "kind": "message",
        "at_ms": 1,
        "received_ms": 1,
        "raw": json.dumps({"message": message}),
        "state": "done",
    }
    office.connection.execute(insert(InboxEvent.__table__), values)


def test_all_that_was_wanted_puts_it_back_into_screening(office: Office) -> None:
    wanting(office, Wanted.USERS, Wanted.APPS, Wanted.NOTE)
    effect = AnswerInfo(NUMBER, users=300, apps=frozenset({MeetingApp.WEBEX}), note="นับรวมลูกจ้างแล้ว")

    outcome = office.do(1, effect, now=AFTER)

    assert isinstance(outcome, InfoTaken)
    assert (outcome.view.status, outcome.view.users, outcome.view.wanted) == (S.SCREENING, 300, ())
    assert standing(office) == ("screening", 3, 300, None, None)
    assert newest(office) == (
        *("apps", "need_info", "screening"),
        {
            "given": ["apps", "note", "users"],
            "from": 450,
            "to": 300,
            "added": ["webex"],
            "dropped": ["teams"],
            "note": "นับรวมลูกจ้างแล้ว",
        },
    )


def test_what_is_personal_stays_out_of_the_audit(office: Office) -> None:
    wanting(office, Wanted.NOTE, Wanted.PHONE)

    office.do(1, AnswerInfo(NUMBER, phone=PHONE, note="โทรหาคุณสมชาย"), now=AFTER)

    (details,) = office.connection.exec_driver_sql(
        "SELECT details FROM audit ORDER BY id DESC LIMIT 1"
    ).one()
    assert json_of(details) == {"given": ["note", "phone"], "status": "screening"}


def test_only_what_was_asked_for_is_changed(office: Office) -> None:
    wanting(office, Wanted.PHONE)
    effect = AnswerInfo(NUMBER, users=9, name="คนอื่น", phone=PHONE, email="x@example.go.th")

    office.do(1, effect, now=AFTER)

    link = AgencyContact.__table__
    columns = (link.c.name, link.c.phone, link.c.phone_extension, link.c.email)
    assert tuple(office.connection.execute(select(*columns)).one()) == (
        *("สมชาย ใจดี", "+66899999999", "12", "somchai@example.go.th"),
    )
    assert standing(office) == ("screening", 3, 450, None, None)
    assert newest(office) == ("contact", "need_info", "screening", {"given": ["phone"]})


def test_what_is_missing_is_waited_for(office: Office) -> None:
    wanting(office, Wanted.USERS, Wanted.LETTER)

    outcome = office.do(1, AnswerInfo(NUMBER, users=300), now=AFTER)

    assert isinstance(outcome, InfoTaken)
    assert outcome.view.wanted == (Wanted.LETTER,)
    assert standing(office) == ("need_info", 3, 300, ["letter"], "ขอใหม่")


def test_the_letter_is_kept_as_a_file_of_the_request(office: Office) -> None:
    wanting(office, Wanted.LETTER)
    send_picture(office, "m1")

    outcome = office.do(1, AnswerInfo(NUMBER, letter="m1"), now=AFTER)

    assert isinstance(outcome, InfoTaken)
    assert (outcome.refusal, outcome.view.status) == (None, S.SCREENING)
    file = Attachment.__table__
    assert office.connection.execute(select(file.c.message_id, file.c.state)).all() == [
        ("m1", "waiting")
    ]


@pytest.mark.parametrize(
    ("kind", "message_id", "why"),
    [("file", "m1", "attachment.only_pdf"), ("image", "m2", "attachment.gone")],
)
def test_a_letter_that_cannot_be_kept_is_still_wanted(
    office: Office, kind: str, message_id: str, why: str
) -> None:
    wanting(office, Wanted.LETTER, Wanted.USERS)
    send_picture(office, "m1", kind)

    outcome = office.do(1, AnswerInfo(NUMBER, users=300, letter=message_id), now=AFTER)

    assert isinstance(outcome, InfoTaken)
    assert (outcome.refusal, outcome.view.wanted) == (why, (Wanted.LETTER,))
    assert standing(office)[:3] == ("need_info", 3, 300)


def test_a_file_kept_by_its_own_button_is_the_letter_too(office: Office) -> None:
    wanting(office, Wanted.LETTER)
    send_picture(office, "m1")

    office.do(1, KeepFile(NUMBER, "m1"), now=AFTER)

    assert standing(office) == ("screening", 3, 450, None, None)
    assert newest(office) == ("letter", "need_info", "screening", None)


@pytest.mark.parametrize(
    ("wanted", "after"),
    [
        ([Wanted.USERS], ("screening", 3, 500, None, None)),
        ([Wanted.USERS, Wanted.NOTE], ("need_info", 3, 500, ["note"], "ขอใหม่")),
        ([Wanted.NOTE], ("need_info", 3, 500, ["note"], "ขอใหม่")),
        ([], ("screening", 3, 500, None, None)),
    ],
)
def test_a_change_of_ones_own_answers_what_it_changes(
    office: Office, wanted: list[Wanted], after: tuple[object, ...]
) -> None:
    wanting(office, *wanted)

    office.do(1, Amend(NUMBER, Change.USERS, users=500), now=AFTER)

    assert standing(office) == after


def test_who_may_not_or_comes_late_changes_nothing(office: Office) -> None:
    wanting(office, Wanted.USERS)
    effect = AnswerInfo(NUMBER, users=300)

    strange = office.do(2, effect)
    office.do(1, effect, now=AFTER)
    late = office.do(1, AnswerInfo(NUMBER, users=1), now=AFTER)
    unknown = office.do(1, AnswerInfo("WFH-63-00009-X", users=1))

    assert [strange, late, unknown] == [
        Impossible("outcome.not_yours"),
        Impossible("outcome.info_done"),
        Impossible("outcome.gone"),
    ]
    assert standing(office) == ("screening", 3, 300, None, None)


def test_the_same_event_counts_once(office: Office) -> None:
    wanting(office, Wanted.USERS, Wanted.NOTE)
    effect = AnswerInfo(NUMBER, users=300)

    office.do(1, effect, event=77, now=MORNING)
    again = office.do(1, effect, event=77, now=AFTER)

    assert isinstance(again, InfoTaken)
    assert standing(office)[:2] == ("need_info", 3)
