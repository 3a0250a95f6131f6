"""The record as it is read: narrowed down, page by page, with names instead of numbers."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, insert

from bot.services import auditing, record
from bot.services.auditing import BEGINNING
from bot.services.record import Entry, Subject, Wish
from models.base import Database
from models.staff import Staff
from models.vocabulary import Actor
from tests.bot.services.office import MORNING, Office, later, submit

REFERENCE = "WFH-63-00001-E"


@pytest.fixture
def kept(peopled: Database) -> Database:
    """A contact registers; the next day an officer does this and that."""
    with peopled.write() as connection:
        values = {"login": "s", "name": "สมศรี", "role": "officer", "password_hash": "-"}
        connection.execute(
            insert(Staff.__table__), values | {"password_at": MORNING, "created_at": MORNING}
        )
        Office(connection).do(1, submit())
        for minutes, (action, subject) in enumerate(
            (
                ("registration.claimed", "registration 1"),
                ("agency.edited", "agency 1"),
                ("staff.sign_in_failed", "staff 1"),
                ("job.fetched", "job 12"),
                ("agency.edited", "agency 99"),
            )
        ):
            auditing.note(
                connection,
                action,
                subject,
                actor=Actor.STAFF,
                actor_id=1,
                now=later(days=1, minutes=minutes),
                details={"rows": minutes} if minutes else None,
            )
        auditing.note(
            connection,
            "privacy.swept",
            "retention 1",
            actor=Actor.SYSTEM,
            actor_id=None,
            now=later(days=1, minutes=9),
        )
    return peopled


def actions(database: Database, **wish: object) -> list[str]:
    return [entry.action for entry in record.listing(database, Wish(**wish)).entries]


def test_entries_have_names_where_there_are_any(kept: Database) -> None:
    entries = record.listing(kept, Wish()).entries

    assert [(entry.name, entry.subject) for entry in entries] == [
        (None, Subject("retention", "1")),
        ("สมศรี", Subject("agency", "99")),
        ("สมศรี", Subject("job", "12")),
        ("สมศรี", Subject("staff", "1", "สมศรี")),
        ("สมศรี", Subject("agency", "1", "กรมอุตุนิยมวิทยา", "GOV-091")),
        ("สมศรี", Subject("registration", "1", REFERENCE, REFERENCE)),
        (None, Subject("registration", "1", REFERENCE, REFERENCE)),
    ]
    assert entries[4] == Entry(
        id=3,
        at=later(days=1, minutes=1),
        actor=Actor.STAFF,
        name="สมศรี",
        action="agency.edited",
        subject=Subject("agency", "1", "กรมอุตุนิยมวิทยา", "GOV-091"),
        details={"rows": 1},
    )


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({"who": Actor.CONTACT}, ["registration.submitted"]),
        ({"who": Actor.SYSTEM}, ["privacy.swept"]),
        ({"who": 2}, []),
        ({"family": "registration"}, ["registration.claimed", "registration.submitted"]),
        ({"family": "regis"}, []),
        ({"family": "%"}, []),
        ({"subject": REFERENCE.lower()}, ["registration.claimed", "registration.submitted"]),
        ({"subject": "gov-091"}, ["agency.edited"]),
        ({"subject": "WFH-63-99999-X"}, []),
        ({"subject": "ไม่มี"}, []),
        ({"day": date(2020, 3, 17)}, ["registration.submitted"]),
        ({"day": date(2020, 3, 16)}, []),
        ({"who": 1, "family": "registration"}, ["registration.claimed"]),
        ({"before": 2}, ["registration.submitted"]),
    ],
)
def test_entries_are_narrowed_down(
    kept: Database, wish: dict[str, object], found: list[str]
) -> None:
    assert actions(kept, **wish) == found


def test_pages_follow_each_other_without_gap(kept: Database) -> None:
    with kept.write() as connection:
        for number in range(2 * record.PAGE):
            auditing.note(
                connection,
                "job.fetched",
                f"job {number}",
                actor=Actor.STAFF,
                actor_id=1,
                now=later(days=2) + timedelta(seconds=number),
            )
    seen: list[int] = []
    before: int | None = None
    while True:
        page = record.listing(kept, Wish(before=before))
        seen += [entry.id for entry in page.entries]
        before = page.older
        if before is None:
            break

    assert seen == list(range(2 * record.PAGE + 7, 0, -1))


def test_a_page_asks_as_often_for_one_entry_as_for_many(kept: Database) -> None:
    asked: list[str] = []
    event.listen(kept.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    record.listing(kept, Wish(family="privacy"))
    for_one = len(asked)
    record.listing(kept, Wish())

    assert len(asked) == 2 * for_one


def test_colleagues_are_all_that_ever_were(kept: Database) -> None:
    assert record.colleagues(kept) == ((1, "สมศรี"),)


def test_the_head_is_the_newest_entry(kept: Database) -> None:
    assert record.head(kept) == (7, auditing.verify(kept).digest)


def test_an_empty_record_has_the_beginning_for_its_head(database: Database) -> None:
    assert record.head(database) == (0, BEGINNING)
