"""The page of what ended badly: what it tells, and having it done once more."""

import html
import re

import pytest
from sqlalchemy import text
from sqlalchemy.event import listen

from models.base import Database
from models.vocabulary import Role
from tests.bot.console.conftest import Browser
from tests.bot.events import SOMCHAI
from tests.bot.services.written import NOON, broadcast, chunk, colleague, event, job, parcel
from tests.bot.turns import rows

SAID = '[{"type":"text","text":"นัดที่ 081-234-5678"}]'
PAGE = "/console/letters"


@pytest.fixture
def admin(signed_in) -> Browser:
    return signed_in(Role.ADMIN)


def seen(browser: Browser, path: str = PAGE) -> str:
    page = browser.get(path)
    assert page.status_code == 200
    text_of = re.sub(r"<[^>]+>", " ", page.get_data(as_text=True))
    return " ".join(html.unescape(text_of).split())


def test_an_empty_page_says_so(admin: Browser) -> None:
    told = seen(admin)

    assert "ข้อความขาออก (0) เหตุการณ์ขาเข้า (0) งานของเจ้าหน้าที่ (0)" in told
    assert "ไม่มีรายการ" in told


def test_a_message_is_told_without_its_figures_and_with_its_reason(
    admin: Browser, database: Database
) -> None:
    parcel(database, state="failed", settled_ms=NOON, messages=SAID, error="400 May not be empty")
    parcel(database, state="failed", settled_ms=NOON, messages=SAID, error="the deadline passed")
    parcel(database, state="uncertain", settled_ms=NOON, messages=SAID)

    told = seen(admin)

    assert "081" not in told
    assert told.count("นัดที่ •••-•••-••••") == 3
    assert "LINE ไม่รับข้อความนี้ รายละเอียด: 400 May not be empty" in told
    assert "หมดเวลาก่อนจะส่งได้ ส่งอีกครั้ง" in told
    assert "ผู้รับอาจได้รับแล้วหรือยังไม่ได้รับ" in told


def test_events_and_work_are_told_apart(admin: Browser, database: Database) -> None:
    staff = colleague(database)
    event(database, state="failed", handled_ms=NOON, error="KeyError", raw=SAID, kind="postback")
    event(database, state="unreadable", raw=SAID, kind="videoPlayComplete")
    job(database, staff, state="failed", kind="pack", error="jobs.failed")

    events, works = seen(admin, f"{PAGE}?kind=event"), seen(admin, f"{PAGE}?kind=job")

    assert "081" not in events
    assert "การกดปุ่ม ไม่สำเร็จ" in events
    assert "รายละเอียด: KeyError" in events
    assert "เหตุการณ์อื่น อ่านไม่ได้" in events
    assert "ทำอีกครั้งไม่ได้" in events
    assert "สร้างไฟล์ส่งต่อ ไม่สำเร็จ งานลำดับที่ 1" in works


@pytest.mark.parametrize("odd", ["kind=nothing", "state=sent", "before=x", "before=99999999999"])
def test_odd_wishes_show_the_first_page(admin: Browser, database: Database, odd: str) -> None:
    parcel(database, state="failed", settled_ms=NOON, messages=SAID)

    assert "ข้อความขาออก (1)" in seen(admin, f"{PAGE}?{odd}")


def test_older_ones_are_a_page_away(admin: Browser, database: Database) -> None:
    for _ in range(31):
        parcel(database, state="failed", settled_ms=NOON, messages=SAID)

    first = admin.get(f"{PAGE}?state=failed").get_data(as_text=True)
    (older,) = re.findall(r'rel="next" href="([^"]+)"', first)

    assert first.count('<form method="post" action="/console/letters/message/') == 30
    assert seen(admin, html.unescape(older)).count("นัดที่") == 1


def test_a_message_is_sent_again_once(admin: Browser, database: Database, woken: list[str]) -> None:
    row = parcel(database, state="failed", settled_ms=NOON, messages=SAID)

    pressed = [admin.post(f"{PAGE}/message/{row}", {"seen": NOON}) for _ in range(2)]

    assert [page.location for page in pressed] == [f"{PAGE}?kind=message"] * 2
    assert woken == [SOMCHAI]
    assert rows(database, "SELECT state, channel FROM outbox") == [("waiting", "push")]
    told = seen(admin)
    assert "กำลังส่งข้อความอีกครั้ง" in told
    assert "รายการนี้มีผู้ดำเนินการไปแล้ว" in told


def test_what_may_have_arrived_needs_a_second_thought(
    admin: Browser, database: Database, woken: list[str]
) -> None:
    row = parcel(database, state="uncertain", settled_ms=NOON, messages=SAID)

    admin.post(f"{PAGE}/message/{row}", {"seen": NOON})
    told, before = seen(admin), list(woken)
    admin.post(f"{PAGE}/message/{row}", {"seen": NOON, "twice": "yes"})

    assert "ยังไม่ได้ส่ง โปรดยืนยันก่อน" in told
    assert (before, woken) == ([], [SOMCHAI])


def test_work_is_begun_again(admin: Browser, database: Database, woken: list[str]) -> None:
    row = job(database, colleague(database), state="failed", ended_at=None)
    with database.write() as connection:
        connection.execute(text("UPDATE jobs SET ended_at = created_at"))

    admin.post(f"{PAGE}/job/{row}", {"seen": NOON})

    assert rows(database, "SELECT state FROM jobs") == [("waiting",)]
    assert (woken, "งานจะทำต่อจากที่ค้างไว้" in seen(admin, f"{PAGE}?kind=job")) == ([], True)


def test_what_is_no_kind_is_not_found(admin: Browser) -> None:
    assert admin.post(f"{PAGE}/nothing/1").status_code == 404


def test_notices_lead_to_their_report(admin: Browser, database: Database) -> None:
    notice = broadcast(database, colleague(database), title="ประกาศแรก", state="done")
    chunk(database, notice, state="failed", size=500)

    page = admin.get(PAGE).get_data(as_text=True)

    assert f'href="/console/notices/{notice}"' in page
    assert "ไม่สำเร็จ 500 คน" in seen(admin)


def test_only_administrators_come_here(signed_in, database: Database) -> None:
    row = parcel(database, state="failed", settled_ms=NOON, messages=SAID)
    others = [role for role in Role if role is not Role.ADMIN]

    statuses = [
        (browser.get(PAGE).status_code, browser.post(f"{PAGE}/message/{row}").status_code)
        for browser in map(signed_in, others)
    ]

    assert statuses == [(403, 403)] * len(others)
    assert rows(database, "SELECT state FROM outbox") == [("failed",)]


def test_a_page_costs_the_same_with_one_row_and_with_thirty(
    admin: Browser, database: Database
) -> None:
    statements: list[str] = []
    listen(database.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))

    def cost() -> int:
        statements.clear()
        assert admin.get(PAGE).status_code == 200
        return len(statements)

    parcel(database, state="failed", settled_ms=NOON, messages=SAID)
    of_one = cost()
    for _ in range(29):
        parcel(database, state="failed", settled_ms=NOON, messages=SAID)

    assert cost() == of_one
