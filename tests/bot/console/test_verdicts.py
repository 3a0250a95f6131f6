"""An officer decides; whoever was not the first is told who was, and loses nothing."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert, select

from bot.console.desk import Desk
from bot.services import screening
from bot.services.decisions import Moved
from bot.services.officer import Officer
from handlers.turn import Amend, AskToJoin
from models.base import Database
from models.contact import AgencyContact
from models.outbox import OutboxMessage
from models.registration import Registration
from models.staff import Staff
from models.vocabulary import AgencyCategory, Change, Role, Wanted
from tests.bot.console.casefile import CASE, NUMBER, change, file_two, moves, stand
from tests.bot.console.conftest import NOW, Browser
from tests.bot.services.office import MALEE, Office

SignIn = Callable[[Role], Browser]


@pytest.fixture(autouse=True)
def requests(database: Database) -> None:
    file_two(database)


@pytest.fixture
def browser(signed_in: SignIn) -> Browser:
    return signed_in(Role.SCREENER)


def do(browser: Browser, verb: str, **form: object):
    return browser.post(f"{CASE}/do/{verb}", {"version": 1, **form})


def be_quicker(desk: Desk) -> None:
    """Wipa, a colleague, approves first."""
    values = {
        "login": "wipa",
        "name": "วิภา ใจเย็น",
        "role": Role.SCREENER,
        "password_hash": "-",
        "password_at": NOW,
        "created_at": NOW,
    }
    with desk.database.write() as connection:
        row = connection.execute(insert(Staff.__table__), values).inserted_primary_key[0]
    wipa = Officer(row, "วิภา ใจเย็น", Role.SCREENER)
    decision = screening.approve(
        desk.database, 1, officer=wipa, seen_version=1, now=NOW, render=desk.render
    )
    assert isinstance(decision, Moved)


def test_approving_moves_the_request_wakes_its_contacts_and_shows_the_fate(
    database: Database, browser: Browser, woken: list[str]
) -> None:
    answer = do(browser, "approve")

    assert (answer.status_code, answer.headers["Location"]) == (303, CASE)
    assert (stand(database), woken) == (("approved", 2), ["U1"])
    page = browser.get(CASE).text
    assert "ผ่านการคัดกรองแล้ว" in page
    assert 'hx-trigger="every 3s"' in page


def test_a_double_click_is_harmless_and_is_told_as_done(
    database: Database, browser: Browser
) -> None:
    do(browser, "approve")

    again = do(browser, "approve")

    assert again.status_code == 303
    assert (moves(database), stand(database)) == (["approved"], ("approved", 2))
    assert "รายการนี้ทำไปแล้ว" in browser.get(CASE).text


def test_asking_names_exactly_what_was_chosen(database: Database, browser: Browser) -> None:
    do(browser, "ask", wanted=["phone", "letter", "nonsense"], text="โทรไม่ติด")

    table = Registration.__table__
    with database.read() as connection:
        row = connection.execute(select(table).where(table.c.reference == NUMBER)).one()
    assert (row.status, row.reason) == ("need_info", "โทรไม่ติด")
    assert row.wanted == [Wanted.PHONE, Wanted.LETTER]


def test_a_reason_may_be_chosen_instead_of_typed(database: Database, browser: Browser) -> None:
    do(browser, "reject", text="  ", canned="ไม่ใช่หน่วยงานของรัฐค่ะ")

    assert stand(database) == ("rejected", 2)
    assert "ไม่ใช่หน่วยงานของรัฐค่ะ" in browser.get(CASE).text


@pytest.mark.parametrize(
    ("verb", "form", "fault"),
    [
        ("ask", {"text": "ขอเอกสาร"}, "กรุณาเลือกอย่างน้อยหนึ่งข้อ"),
        ("reject", {"text": ""}, "กรุณาเขียนเหตุผล"),
        ("reject", {"text": "ย" * 401}, "กรุณาย่อ"),
        ("recategorise", {"category": "moon"}, "เลือกประเภทจากรายการ"),
        ("reopen", {"text": "ลองใหม่"}, "สถานะตอนนี้ทำรายการนี้ไม่ได้"),
    ],
)
def test_what_cannot_be_done_says_why_and_keeps_what_was_typed(
    database: Database, browser: Browser, verb: str, form: dict[str, str], fault: str
) -> None:
    answer = do(browser, verb, **form)

    assert answer.status_code == 422
    assert fault in answer.text
    assert (stand(database), moves(database)) == (("submitted", 1), [])
    if verb in ("ask", "reject"):
        assert f">{form['text']}</textarea>" in answer.text


def test_who_was_slower_is_told_by_whom_and_what_and_keeps_the_text(
    desk: Desk, browser: Browser
) -> None:
    be_quicker(desk)

    answer = do(browser, "reject", text="ไม่ใช่หน่วยงานรัฐ")

    assert answer.status_code == 409
    assert "วิภา ใจเย็น เปลี่ยนคำขอนี้เป็น “ผ่านการคัดกรอง”" in answer.text
    assert ">ไม่ใช่หน่วยงานรัฐ</textarea>" in answer.text
    assert 'name="version" value="2"' in answer.text
    assert stand(desk.database) == ("approved", 2)


@pytest.mark.parametrize("version", ["", "x", "๑", "-1", "9" * 30])
def test_a_form_without_a_version_changes_nothing(
    database: Database, browser: Browser, version: str
) -> None:
    answer = browser.post(f"{CASE}/do/approve", {"version": version})

    assert answer.status_code == 409
    assert stand(database) == ("submitted", 1)


def test_the_category_is_overridden(database: Database, browser: Browser) -> None:
    do(browser, "recategorise", category=AgencyCategory.INDEPENDENT)

    table = Registration.__table__
    with database.read() as connection:
        found = connection.scalar(select(table.c.category).where(table.c.reference == NUMBER))
    assert found == AgencyCategory.INDEPENDENT


def test_unknown_verbs_and_requests_are_not_found(browser: Browser) -> None:
    assert do(browser, "delete").status_code == 404
    assert browser.post("/console/cases/WFH-63-00009-X/do/approve").status_code == 404


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANNOUNCER, Role.OFFICER])
def test_only_screeners_decide(database: Database, signed_in: SignIn, role: Role) -> None:
    assert do(signed_in(role), "approve").status_code == 403
    assert stand(database) == ("submitted", 1)


def test_a_change_after_approval_is_granted_once(database: Database, browser: Browser) -> None:
    do(browser, "approve")
    with database.write() as connection:
        Office(connection, 50).do(1, Amend(NUMBER, Change.USERS, users=500))
    assert "ขอแก้จำนวนผู้ใช้งานเป็น 500 ราย" in browser.get(CASE).text.replace("\u00a0", " ")

    answers = [browser.post(f"{CASE}/wishes/1", {"granted": "yes"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 409]
    table = Registration.__table__
    with database.read() as connection:
        assert connection.scalar(select(table.c.users).where(table.c.reference == NUMBER)) == 500


def test_refusing_a_change_needs_a_word(database: Database, browser: Browser) -> None:
    do(browser, "approve")
    with database.write() as connection:
        Office(connection, 50).do(1, Amend(NUMBER, Change.USERS, users=500))

    answer = browser.post(f"{CASE}/wishes/1", {"granted": "no", "text": ""})

    assert answer.status_code == 422
    assert "กรุณาเขียนเหตุผล" in answer.text
    assert browser.post(f"{CASE}/wishes/99", {"granted": "yes"}).status_code == 422


def test_who_asks_to_join_is_welcomed(database: Database, browser: Browser) -> None:
    with database.write() as connection:
        Office(connection, 50).do(3, AskToJoin(NUMBER, MALEE))

    answer = browser.post(f"{CASE}/joins/3", {"welcome": "yes"})

    table = AgencyContact.__table__
    with database.read() as connection:
        role = connection.scalar(select(table.c.role).where(table.c.id == 3))
    assert (answer.status_code, role) == (303, "deputy")


def test_a_message_that_is_settled_is_asked_for_no_more(
    database: Database, browser: Browser
) -> None:
    do(browser, "approve")
    assert "every 3s" in browser.get(f"{CASE}/fates/3").text
    change(database, OutboxMessage, state="sent", settled_ms=0)

    part = browser.get(f"{CASE}/fates/3").text

    assert ("แจ้งแล้ว" in part, "every 3s" in part) == (True, False)
