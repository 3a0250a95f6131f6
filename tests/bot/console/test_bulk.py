"""Acts on several requests: who was quicker is told, and for a while there is a way back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.services import bulk, wholesale
from models.base import Database
from models.contact import AgencyContact, Contact
from models.job import Job
from models.outbox import OutboxMessage
from models.registration import Registration
from models.vocabulary import (
    ContactRole,
    JobKind,
    OutboxState,
    RegistrationStatus,
    Role,
)
from tests.bot.console.conftest import NOW, Browser, Clock
from tests.bot.services.requested import request

S = RegistrationStatus
SignIn = Callable[[Role], Browser]
_r, _outbox = Registration.__table__, OutboxMessage.__table__


def statuses(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(select(_r.c.status).order_by(_r.c.id)))


def holders(database: Database) -> list[int | None]:
    with database.read() as connection:
        return list(connection.scalars(select(_r.c.claimed_by).order_by(_r.c.id)))


@pytest.fixture
def three(database: Database) -> Database:
    """Requests 1, 2 and 3 wait, each seen at version 1; the first has a contact on LINE."""
    with database.write() as connection:
        for name in ("หนึ่ง", "สอง", "สาม"):
            request(connection, name)
        connection.execute(insert(Contact.__table__), {"line_id": "U1", "created_at": NOW})
        person = {"agency_id": 1, "contact_id": 1, "role": ContactRole.MAIN, "name": "สมชาย"}
        person |= {"phone": "+66812345678", "email": "a@example.go.th", "since": NOW}
        connection.execute(insert(AgencyContact.__table__), person)
    return database


def test_several_are_approved_and_their_contacts_told_after_a_while(
    three: Database, signed_in: SignIn, woken: list[str]
) -> None:
    browser = signed_in(Role.SCREENER)

    answer = browser.post("/console/queue/approve", {"chosen": ["1.1", "3.1"], "back": "late=yes"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/console/queue?late=yes")
    assert statuses(three) == [S.APPROVED, S.SUBMITTED, S.APPROVED]
    assert woken == ["U1"]
    with three.read() as connection:
        of_contact = select(_outbox.c.state, _outbox.c.next_ms).where(_outbox.c.lane == "U1")
        (push,) = connection.execute(of_contact).all()
    assert push == (OutboxState.WAITING, int(NOW.timestamp() * 1000) + 15_000)


def test_what_changed_meanwhile_is_left_alone_and_told(
    three: Database, signed_in: SignIn, staff_of: Callable[[Role], int]
) -> None:
    admin = signed_in(Role.ADMIN)
    admin.post("/console/queue/approve", {"chosen": ["1.1"]})
    browser = signed_in(Role.SCREENER)

    browser.post("/console/queue/approve", {"chosen": ["1.1", "2.1"]})
    html = browser.get("/console/queue").text

    assert statuses(three) == [S.APPROVED, S.APPROVED, S.SUBMITTED]
    assert "บันทึกว่าผ่านการคัดกรอง 1\N{NO-BREAK SPACE}คำขอ" in html
    assert "ข้าม 1\N{NO-BREAK SPACE}คำขอ เพราะมีผู้เปลี่ยนไปก่อนแล้ว (ทดสอบ admin)" in html


def test_an_act_is_undone_while_nobody_was_told(three: Database, signed_in: SignIn) -> None:
    browser = signed_in(Role.SCREENER)
    browser.post("/console/queue/approve", {"chosen": ["1.1", "2.1"]})
    offered = "data-undo" in browser.get("/console/queue").text

    answer = browser.post("/console/queue/undo", {"back": "group=all"})
    html = browser.get("/console/queue").text

    assert offered
    assert answer.headers["Location"] == "/console/queue?group=all"
    assert statuses(three) == [S.SUBMITTED, S.SUBMITTED, S.SUBMITTED]
    assert "เลิกทำแล้ว 2\N{NO-BREAK SPACE}คำขอ" in html
    assert "data-undo" not in html
    with three.read() as connection:
        of_contact = select(_outbox.c.state).where(_outbox.c.lane == "U1")
        assert connection.scalars(of_contact).all() == [OutboxState.DROPPED]


def test_afterwards_it_is_too_late(three: Database, signed_in: SignIn, clock: Clock) -> None:
    browser = signed_in(Role.SCREENER)
    browser.post("/console/queue/approve", {"chosen": ["1.1"]})
    clock.now = NOW + timedelta(seconds=bulk.UNDO_SECONDS + 1)
    offered = "data-undo" in browser.get("/console/queue").text

    browser.post("/console/queue/undo")
    html = browser.get("/console/queue").text

    assert not offered
    assert "เลยเวลาเลิกทำแล้ว" in html
    assert statuses(three) == [S.APPROVED, S.SUBMITTED, S.SUBMITTED]


def test_undoing_nothing_does_nothing(three: Database, signed_in: SignIn) -> None:
    assert signed_in(Role.SCREENER).post("/console/queue/undo").status_code == 303
    assert statuses(three) == [S.SUBMITTED, S.SUBMITTED, S.SUBMITTED]


def test_requests_are_taken_on_unless_somebody_has_them(
    three: Database, signed_in: SignIn, staff_of: Callable[[Role], int]
) -> None:
    other, me = staff_of(Role.ADMIN), staff_of(Role.OFFICER)
    with three.write() as connection:
        connection.execute(update(_r).where(_r.c.id == 1).values(claimed_by=other, claimed_at=NOW))
    browser = signed_in(Role.OFFICER)

    browser.post("/console/queue/claim", {"chosen": ["1.1", "2.1"]})
    html = browser.get("/console/queue").text

    assert holders(three) == [other, me, None]
    assert "รับเรื่องแล้ว 1\N{NO-BREAK SPACE}คำขอ" in html
    assert "ข้าม 1\N{NO-BREAK SPACE}คำขอ เพราะมีผู้รับเรื่องแล้ว (ทดสอบ admin)" in html


def test_requests_are_handed_to_a_colleague(
    three: Database, signed_in: SignIn, staff_of: Callable[[Role], int]
) -> None:
    colleague = staff_of(Role.OFFICER)
    browser = signed_in(Role.SCREENER)

    browser.post("/console/queue/assign", {"chosen": ["1.1", "3.1"], "colleague": str(colleague)})

    assert holders(three) == [colleague, None, colleague]


@pytest.mark.parametrize("colleague", ["", "x", "77", "9" * 30])
def test_nobody_is_handed_to_whom_there_is_not(
    three: Database, signed_in: SignIn, colleague: str
) -> None:
    browser = signed_in(Role.SCREENER)

    answer = browser.post("/console/queue/assign", {"chosen": ["1.1"], "colleague": colleague})

    assert answer.status_code == 303
    assert holders(three) == [None, None, None]
    assert "ทำไม่ได้ 1\N{NO-BREAK SPACE}คำขอ" in browser.get("/console/queue").text


@pytest.mark.parametrize("chosen", [[], ["x"], ["1"], ["1.1.1"], ["-1.1"], ["9" * 30 + ".1"]])
def test_choosing_nothing_is_told(three: Database, signed_in: SignIn, chosen: list[str]) -> None:
    browser = signed_in(Role.SCREENER)

    browser.post("/console/queue/approve", {"chosen": chosen})

    assert statuses(three) == [S.SUBMITTED, S.SUBMITTED, S.SUBMITTED]
    assert "ยังไม่ได้เลือกคำขอ" in browser.get("/console/queue").text


def test_a_form_never_leads_elsewhere(three: Database, signed_in: SignIn) -> None:
    answer = signed_in(Role.SCREENER).post(
        "/console/queue/approve", {"back": "https://example.com/?q=x&next=//example.com"}
    )

    assert answer.headers["Location"] == "/console/queue"


def test_everything_that_fits_is_asked_for_once_more_and_then_a_job(
    three: Database, signed_in: SignIn
) -> None:
    browser = signed_in(Role.SCREENER)
    html = browser.get("/console/queue/all?q=หนึ่ง").text

    answer = browser.post("/console/queue/all", {"back": "group=waiting", "verb": "approve"})

    assert "ขณะนี้มี 1\N{NO-BREAK SPACE}คำขอ" in html
    assert answer.headers["Location"] == "/console/jobs/1"
    with three.read() as connection:
        job = connection.execute(select(Job.__table__)).one()
    assert (job.kind, job.arguments) == (
        JobKind.BULK,
        {"verb": wholesale.Verb.APPROVE, "chosen": [[1, 1], [2, 1], [3, 1]]},
    )


@pytest.mark.parametrize("form", [{"verb": "erase"}, {"verb": "approve", "back": "q=ไม่มี"}, {}])
def test_nothing_to_do_is_no_job(three: Database, signed_in: SignIn, form: dict[str, str]) -> None:
    answer = signed_in(Role.SCREENER).post("/console/queue/all", form)

    assert answer.headers["Location"].startswith("/console/queue")
    with three.read() as connection:
        assert connection.execute(select(Job.__table__)).all() == []
