import pytest
from sqlalchemy import text

from bot.services import deadletters
from bot.services.deadletters import PAGE, Kind, Letter, Notice, Wish, words_of
from models.base import Database
from models.contact import Contact
from tests.bot.services.written import (
    MOMENT,
    NOON,
    broadcast,
    chunk,
    colleague,
    event,
    job,
    parcel,
    write,
)

LINE_ID = "U" + "a" * 32
CARD = '[{"type":"flex","altText":"คำขอ WFH-63-00084-K โทร 081-234-5678 a@b.go.th","contents":{}}]'


def somchai(database: Database, **changes) -> int:
    return write(database, Contact, {"line_id": LINE_ID, "created_at": MOMENT, **changes})


@pytest.mark.both
def test_messages_that_ended_badly_are_shown_newest_first_with_little_of_what_they_said(
    database: Database,
) -> None:
    contact = somchai(database)
    failed = parcel(
        database, state="failed", settled_ms=NOON, messages=CARD, error="400 Bad", channel="reply"
    )
    unclear = parcel(database, state="uncertain", settled_ms=NOON + 1, lane="C" + "c" * 32)
    for state in ("sent", "dropped", "inferred", "waiting"):
        parcel(database, state=state, settled_ms=NOON, messages=CARD)

    found = deadletters.listing(database, Wish())

    assert found.letters == (
        Letter(
            unclear, Kind.MESSAGE, "uncertain", NOON + 1, None, "push", "", None, is_emptied=True
        ),
        Letter(
            failed,
            Kind.MESSAGE,
            "failed",
            NOON,
            "400 Bad",
            "reply",
            "คำขอ WFH-••-•••••-K โทร •••-•••-•••• •••",
            contact,
        ),
    )
    assert (found.older, found.counts) == (None, {Kind.MESSAGE: 2, Kind.EVENT: 0, Kind.JOB: 0})


@pytest.mark.both
def test_events_and_work_that_ended_badly_are_shown(database: Database) -> None:
    contact, staff = somchai(database), colleague(database)
    failed = event(database, state="failed", handled_ms=NOON, error="KeyError", raw='{"a":1}')
    odd = event(database, state="unreadable", handled_ms=None, kind="video")
    event(database, state="done", handled_ms=NOON)
    work = job(database, staff, state="failed", ended_at=MOMENT, error="jobs.failed")
    job(database, staff, state="done", ended_at=MOMENT)

    events = deadletters.listing(database, Wish(Kind.EVENT)).letters
    works = deadletters.listing(database, Wish(Kind.JOB)).letters

    assert events == (
        Letter(odd, Kind.EVENT, "unreadable", NOON, None, "video", "", contact, is_emptied=True),
        Letter(failed, Kind.EVENT, "failed", NOON, "KeyError", "message", "", contact),
    )
    assert works == (Letter(work, Kind.JOB, "failed", NOON, "jobs.failed", "export"),)
    assert [letter.can_repeat for letter in (*events, *works)] == [False, True, True]


@pytest.mark.both
def test_a_page_ends_where_the_next_begins(database: Database) -> None:
    made = [parcel(database, state="failed", settled_ms=NOON) for _ in range(PAGE + 2)]
    other = parcel(database, state="uncertain", settled_ms=NOON)

    first = deadletters.listing(database, Wish(state="failed"))
    second = deadletters.listing(database, Wish(state="failed", before=first.older))
    odd = deadletters.listing(database, Wish(state="uncertain'; DROP TABLE outbox; --"))

    assert [letter.id for letter in (*first.letters, *second.letters)] == made[::-1]
    assert (first.older, second.older) == (made[2], None)
    assert odd.letters[0].id == other


@pytest.mark.both
def test_notices_with_chunks_that_ended_badly_are_named(database: Database) -> None:
    staff = colleague(database)
    fine, bad = broadcast(database, staff), broadcast(database, staff, title="ประกาศ")
    chunk(database, fine, state="sent")
    for state, size in (("failed", 500), ("failed", 20), ("uncertain", 400), ("sent", 500)):
        chunk(database, bad, state=state, size=size)

    assert deadletters.listing(database, Wish()).notices == (Notice(bad, "ประกาศ", 520, 400),)


def test_who_blocked_us_gets_nothing_again(database: Database) -> None:
    somchai(database, blocked_at=MOMENT)
    parcel(database, state="failed", settled_ms=NOON, messages=CARD)

    (letter,) = deadletters.listing(database, Wish()).letters

    assert (letter.is_blocked, letter.can_repeat) == (True, False)


def test_what_may_have_arrived_is_marked(database: Database) -> None:
    for state, is_unclear in (("failed", False), ("failed", True), ("uncertain", True)):
        parcel(database, state=state, settled_ms=NOON, is_unclear=is_unclear)

    letters = deadletters.listing(database, Wish()).letters

    assert [letter.may_arrive_twice for letter in letters] == [True, True, False]


@pytest.mark.parametrize(
    ("messages", "words"),
    [
        ("[]", ""),
        ('[{"type":"image"}]', ""),
        ('[{"type":"text","text":"๑๒ ราย\\n  ครับ"}]', "•• ราย ครับ"),
        (f'[{{"type":"text","text":"{"ก" * 61}"}}]', "ก" * 60 + "…"),
    ],
)
def test_words_are_few_and_without_figures(messages: str, words: str) -> None:
    assert words_of(messages) == words


def test_a_page_looks_at_what_ended_badly_only(database: Database) -> None:
    with database.read() as connection:
        for kind in Kind:
            statement, _ = deadletters._LISTED[kind]
            asked = statement.where(text(deadletters._where(kind))).limit(PAGE)
            written = asked.compile(connection, compile_kwargs={"literal_binds": True})
            plan = [
                row.detail
                for row in connection.execute(text(f"EXPLAIN QUERY PLAN {written}"))
                if deadletters._TABLES[kind] in row.detail
            ]
            assert "_dead" in plan[0] or "_failed" in plan[0], plan
