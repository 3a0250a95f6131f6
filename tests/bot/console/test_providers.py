"""The providers' page: packs out, answers in."""

from collections.abc import Callable

import pytest

from bot.delivery import working
from bot.delivery.works import WORKS
from bot.services import packing, sheets
from bot.services.sheets import Sheet
from models.base import Database
from models.reference import Reference
from models.vocabulary import AppStatus, MeetingApp, Role
from tests.bot.console.conftest import Browser, Clock
from tests.bot.services.handed_over import approved, set_app, stands, told
from tests.bot.services.workroom import CATALOGUE, Workroom

SignedIn = Callable[[Role], Browser]
TEAMS = MeetingApp.TEAMS
PAGE = "/console/providers/teams"


@pytest.fixture
def room(database: Database, clock: Clock) -> Workroom:
    with database.write() as connection:
        approved(connection, "กรมหนึ่ง", "กรมสอง", users=45)
    return Workroom(database, clock.now)


def plain(answer) -> str:
    return answer.text.replace("\u00a0", " ")


def worked(room: Workroom) -> None:
    while working.do_next(WORKS, room.tools):
        pass


def sent(browser: Browser, data: bytes, app: str = "teams"):
    """Send a file, in a body of our own: the client's would leave a large one open."""
    parts = (
        (b'name="csrf"', browser.csrf.encode()),
        (b'name="file"; filename="answers.xlsx"', data),
    )
    body = b"".join(
        b"--cut\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % part for part in parts
    )
    return browser.client.post(
        f"/console/providers/{app}/answers",
        data=body + b"--cut--\r\n",
        content_type="multipart/form-data; boundary=cut",
    )


def answers(*cells: object) -> bytes:
    rows = [[1, str(Reference(63, 1)), *[None] * (len(packing.OURS) - 2), *cells]]
    return sheets.write(Sheet("ก", packing.columns(CATALOGUE), rows))


def test_every_app_has_its_figures(signed_in: SignedIn, room: Workroom) -> None:
    page = plain(signed_in(Role.VIEWER).get("/console/providers"))

    assert page.count('<li class="card">') == 3
    assert "รอส่ง 2 คำขอ" in page


def test_a_pack_is_made_marked_and_made_again(signed_in: SignedIn, room: Workroom) -> None:
    browser = signed_in(Role.OFFICER)

    asked = browser.post(f"{PAGE}/pack", {"marks": "yes"})
    worked(room)
    done = plain(browser.get("/console/jobs/1"))
    again = browser.post(f"{PAGE}/pack", {"again": "1"})
    worked(room)

    assert asked.headers["Location"] == "/console/jobs/1"
    assert "บันทึกว่าส่งต่อแล้ว 2 คำขอ" in done
    assert again.headers["Location"] == "/console/jobs/2"
    assert "ไฟล์มี 2 คำขอ" in plain(browser.get("/console/jobs/2"))
    with room.database.read() as connection:
        assert stands(connection, 1) == ("forwarded", {"teams": "forwarded"})
        assert told(connection) == ["U1", "U2"]


def test_without_anything_that_waits_no_pack_is_made(signed_in: SignedIn, room: Workroom) -> None:
    browser = signed_in(Role.OFFICER)

    answer = browser.post("/console/providers/webex/pack", {"marks": "yes"})

    assert answer.headers["Location"] == "/console/providers/webex"
    assert "ไม่มีคำขอที่รอส่ง" in plain(browser.get("/console/providers/webex"))


def test_only_a_pack_of_this_app_is_made_again(signed_in: SignedIn, room: Workroom) -> None:
    browser = signed_in(Role.OFFICER)
    browser.post(f"{PAGE}/pack", {})
    browser.post("/console/export")

    paths = ("/console/providers/webex/pack", f"{PAGE}/pack", f"{PAGE}/pack")
    numbers = ("1", "2", "77")
    assert [
        browser.post(path, {"again": number}).status_code
        for path, number in zip(paths, numbers, strict=True)
    ] == [404, 404, 404]


def test_answers_are_looked_through_shown_and_confirmed(
    signed_in: SignedIn, room: Workroom
) -> None:
    with room.database.write() as connection:
        set_app(connection, 1, TEAMS, status=AppStatus.FORWARDED)
    browser = signed_in(Role.OFFICER)

    sent(browser, answers("รับเรื่อง"))
    worked(room)
    shown = plain(browser.get("/console/jobs/1"))
    with room.database.read() as connection:
        before = stands(connection, 1)[1]
    confirmed = browser.post(f"{PAGE}/answers/1")
    worked(room)
    twice = browser.post(f"{PAGE}/answers/1")

    assert "เปลี่ยนจาก ส่งให้ผู้ให้บริการแล้ว เป็น ผู้ให้บริการรับเรื่องแล้ว" in shown
    assert "ยืนยันบันทึก 1 แถว" in shown
    assert before == {"teams": "forwarded"}
    assert confirmed.headers["Location"] == twice.headers["Location"] == "/console/jobs/2"
    assert "บันทึกแล้ว 1 คำขอ" in plain(browser.get("/console/jobs/2"))
    with room.database.read() as connection:
        assert stands(connection, 1)[1] == {"teams": "acknowledged"}


def test_what_a_provider_typed_is_escaped(signed_in: SignedIn, room: Workroom) -> None:
    browser = signed_in(Role.OFFICER)
    sent(browser, answers("<script>alert(1)</script>"))
    worked(room)

    page = browser.get("/console/jobs/1").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_files_that_are_missing_or_too_large_are_told_kindly(
    signed_in: SignedIn, room: Workroom
) -> None:
    browser = signed_in(Role.OFFICER)

    browser.post(f"{PAGE}/answers")
    nothing = plain(browser.get(PAGE))
    sent(browser, b"x" * 5_000_001)
    large = plain(browser.get(PAGE))
    huge = sent(browser, b"x" * 25_000_001)

    assert "ยังไม่ได้เลือกไฟล์" in nothing
    assert "ไฟล์ใหญ่เกิน 5 MB แบ่งเป็นหลายไฟล์แล้วส่งใหม่</p>" in large
    assert huge.status_code == 413


def test_a_broken_file_is_told_on_its_job(signed_in: SignedIn, room: Workroom) -> None:
    browser = signed_in(Role.OFFICER)
    sent(browser, b"no sheet")
    worked(room)

    assert "ไฟล์นี้ไม่ใช่ .xlsx" in plain(browser.get("/console/jobs/1"))
    assert browser.post(f"{PAGE}/answers/1").status_code == 404


def test_lists_take_any_address(signed_in: SignedIn, room: Workroom) -> None:
    browser = signed_in(Role.VIEWER)
    queries = ("", "?list=ending", "?list=nonsense&after=x", "?after=-1", "?after=" + "9" * 40)

    assert [browser.get(PAGE + query).status_code for query in queries] == [200] * 5
    assert browser.get("/console/providers/zoom").status_code == 404


def test_who_only_looks_changes_nothing(signed_in: SignedIn, room: Workroom) -> None:
    for role in (Role.VIEWER, Role.ANNOUNCER):
        browser = signed_in(role)
        assert "<form" not in browser.get(PAGE).text.split("<main")[1]
        for path in ("pack", "answers", "answers/1"):
            assert browser.post(f"{PAGE}/{path}").status_code == 403
