"""Long work on a page: how far it is, what came of it, who may see it."""

from collections.abc import Callable

import pytest

from bot.delivery import working
from bot.delivery.works import WORKS
from bot.errors import WorkFailed
from bot.services.leases import Finished
from models.base import Database
from models.vocabulary import JobKind, Role
from tests.bot.console.conftest import Browser, Clock
from tests.bot.services.handed_over import approved
from tests.bot.services.workroom import Workroom

SignedIn = Callable[[Role], Browser]


@pytest.fixture
def room(database: Database, clock: Clock) -> Workroom:
    with database.write() as connection:
        approved(connection, "กรมหนึ่ง", "กรมสอง")
    return Workroom(database, clock.now)


def test_the_register_is_asked_for_made_and_fetched(signed_in: SignedIn, room: Workroom) -> None:
    browser = signed_in(Role.OFFICER)

    asked = browser.post("/console/export")
    waiting = browser.get("/console/jobs/1").text
    working.do_next(WORKS, room.tools)
    part = browser.get("/console/jobs/1/part").text
    file = browser.get("/console/jobs/1/file/1")

    assert (asked.status_code, asked.headers["Location"]) == (303, "/console/jobs/1")
    assert 'hx-get="/console/jobs/1/part"' in waiting
    assert "hx-get" not in part
    assert "<html" not in part
    assert "คำขอทั้งหมด 2" in part.replace("\u00a0", " ")
    assert file.data[:4] == b"PK\x03\x04"
    assert file.headers["Content-Disposition"] == (
        'attachment; filename="register-25630317-0930.xlsx"'
    )
    assert file.headers["X-Content-Type-Options"] == "nosniff"


def test_work_that_is_under_way_shows_how_far(signed_in: SignedIn, room: Workroom) -> None:
    browser = signed_in(Role.OFFICER)
    browser.post("/console/export")
    with room.database.write() as connection:
        connection.exec_driver_sql("UPDATE jobs SET state='running', done=40, total=90")

    page = browser.get("/console/jobs/1").text.replace("\u00a0", " ")

    assert '<progress max="90" value="40"' in page
    assert "ทำแล้ว 40 จาก 90 รายการ" in page


def test_work_that_failed_says_why_in_words(signed_in: SignedIn, room: Workroom) -> None:
    browser = signed_in(Role.OFFICER)
    browser.post("/console/export")

    def refuse(hold, tools) -> Finished:
        raise WorkFailed("jobs.file.rows", {"most": 20_000})

    working.do_next({JobKind.EXPORT: refuse}, room.tools)

    assert "ไฟล์นี้เกิน 20,000 แถว" in browser.get("/console/jobs/1").text.replace("\u00a0", " ")


def test_unknown_jobs_and_files_are_missing(signed_in: SignedIn, room: Workroom) -> None:
    browser = signed_in(Role.OFFICER)
    browser.post("/console/export")

    paths = ("/console/jobs/9", "/console/jobs/9/part", "/console/jobs/1/file/1")
    assert [browser.get(path).status_code for path in paths] == [404, 404, 404]
    assert browser.get("/console/jobs/99999999999999999999").status_code == 404


def test_who_does_not_work_with_requests_sees_no_files(signed_in: SignedIn, room: Workroom) -> None:
    signed_in(Role.OFFICER).post("/console/export")
    working.do_next(WORKS, room.tools)

    for role in (Role.VIEWER, Role.ANNOUNCER):
        browser = signed_in(role)
        assert browser.post("/console/export").status_code == 403
        assert browser.get("/console/jobs/1").status_code == 403
        assert browser.get("/console/jobs/1/file/1").status_code == 403
