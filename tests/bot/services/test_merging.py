"""One request lives on in another, and so do those who spoke for it."""

import pytest

from bot.services import merging, screening
from bot.services.decisions import Decision, Moved, NotPossible, Stale
from handlers.turn import Amend
from models.base import Database
from models.vocabulary import Change, RegistrationStatus
from tests.bot.services.desk import NOON, NUMBER, Chat, officer, render
from tests.bot.services.office import CHIANG_MAI, later, submit
from tests.databases import json_of

OTHER = "WFH-63-00002-G"
S = RegistrationStatus


@pytest.fixture
def chat(peopled: Database) -> Chat:
    known = Chat(peopled)
    known.do(1, submit())
    known.do(2, submit(CHIANG_MAI))
    return known


def merged(chat: Chat, row: int = 2, *, into: str = NUMBER, seen: int = 1) -> Decision:
    wipha = officer(chat.database, "วิภา")
    by = {"officer": wipha, "seen_version": seen, "now": NOON, "render": render}
    return merging.merge(chat.database, row, into=into, **by)


def test_merge_leads_on_to_the_other_and_tells_its_contacts(chat: Chat) -> None:
    decision = merged(chat)

    assert decision == Moved(OTHER, S.MERGED, 2, 3, ("U2",))
    assert chat.rows("SELECT status, version, merged_into FROM registrations ORDER BY id") == [
        ("submitted", 1, None),
        ("merged", 2, 1),
    ]
    events = chat.rows(
        "SELECT registration_id, change, details FROM registration_events WHERE id > 2 ORDER BY id"
    )
    assert [(row, change, json_of(details)) for row, change, details in events] == [
        (2, "status", {"into": 1}),
        (1, "agency", {"merged": 2}),
    ]
    ((lane, said),) = chat.rows("SELECT lane, messages FROM outbox")
    assert lane == "U2"
    assert f"รวมกับคำขอ {NUMBER} แล้วค่ะ" in said


def test_who_spoke_for_it_becomes_a_deputy_of_the_other(chat: Chat) -> None:
    merged(chat)

    assert chat.rows("SELECT agency_id, contact_id, role FROM agency_contacts ORDER BY id") == [
        (1, 1, "main"),
        (2, 2, "main"),
        (1, 2, "deputy"),
    ]


def test_who_once_spoke_for_the_other_does_so_again(chat: Chat) -> None:
    with chat.database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO agency_contacts (agency_id, contact_id, role, name, phone, email, since)"
            " VALUES (1, 2, 'former', 'x', '+66', 'x@y', '2020-03-17 00:00:00')"
        )

    merged(chat)

    assert chat.rows("SELECT role FROM agency_contacts WHERE agency_id = 1") == [
        ("main",),
        ("deputy",),
    ]


@pytest.mark.parametrize(
    ("into", "key"),
    [
        (OTHER, "case.refused.same_request"),
        ("WFH-63-00009-X", "case.refused.into_unknown"),
    ],
)
def test_merge_needs_another_request(chat: Chat, into: str, key: str) -> None:
    assert merged(chat, into=into) == NotPossible(key)


def test_merge_needs_two_open_requests(chat: Chat) -> None:
    by = {"officer": officer(chat.database, "วิภา"), "now": NOON, "render": render}
    screening.reject(chat.database, 1, reason="ซ้ำ", seen_version=1, **by)

    into_closed = merged(chat)
    closed = merged(chat, 1, into=OTHER, seen=2)

    assert (into_closed, closed) == (
        NotPossible("case.refused.into_closed"),
        NotPossible("case.refused.status"),
    )
    assert merged(chat, 99) == NotPossible("case.refused.unknown")


def test_merge_of_what_somebody_changed_says_who(chat: Chat) -> None:
    chat.do(2, Amend(OTHER, Change.USERS, users=7), now=later(minutes=1))

    assert merged(chat) == Stale(OTHER, S.SUBMITTED, None, later(minutes=1), Change.USERS)
