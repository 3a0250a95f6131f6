"""The queue's page: what is selected stands on it, in as many statements whatever there is."""

import re
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import event

from bot.services import claiming
from bot.services.officer import Officer
from models.base import Database
from models.vocabulary import AgencyCategory, RegistrationStatus, Role
from tests.bot.console.conftest import NOW, Browser, Clock
from tests.bot.services.requested import request

SignIn = Callable[[Role], Browser]
REFERENCE = re.compile(r"data-open>([^<]+)<")


def references(html: str) -> list[str]:
    return REFERENCE.findall(html)


def test_what_waits_is_shown_the_oldest_first(database: Database, signed_in: SignIn) -> None:
    with database.write() as connection:
        request(connection, "กรมใหม่")
        request(connection, "กรมเก่า", at=NOW - timedelta(days=1))
        request(connection, "กรมที่ผ่านแล้ว", status=RegistrationStatus.APPROVED)

    html = signed_in(Role.VIEWER).get("/console/queue").text

    assert references(html) == ["WFH-63-00002-G", "WFH-63-00001-E"]


def test_an_address_selects(database: Database, signed_in: SignIn) -> None:
    with database.write() as connection:
        request(connection, "กรมหนึ่ง")
        request(connection, "จังหวัดน่าน", category=AgencyCategory.PROVINCIAL)
    browser = signed_in(Role.SCREENER)

    def shown(query: str) -> list[str]:
        return references(browser.get(f"/console/queue?{query}").text)

    assert shown("category=provincial") == ["WFH-63-00002-G"]
    assert shown("q=กรมหนึ่ง&group=all") == ["WFH-63-00001-E"]
    assert shown("q=๐๐๐๐๒") == ["WFH-63-00002-G"]
    assert shown("group=closed") == []
    assert len(shown("category=none&sort=x&after=zz&since=never")) == 2


def test_who_only_looks_can_choose_nothing(database: Database, signed_in: SignIn) -> None:
    with database.write() as connection:
        request(connection, "กรม")

    def offers(role: Role) -> list[bool]:
        html = signed_in(role).get("/console/queue").text
        names = ('name="chosen"', "/queue/claim", "/queue/approve", "/console/export")
        return [name in html for name in names]

    assert offers(Role.VIEWER) == [False, False, False, False]
    assert offers(Role.OFFICER) == [True, True, False, True]
    assert offers(Role.SCREENER) == [True, True, True, True]


def test_an_empty_queue_says_why(signed_in: SignIn) -> None:
    browser = signed_in(Role.VIEWER)

    assert "พิจารณาครบทุกคำขอแล้ว" in browser.get("/console/queue").text
    assert "ลองลดตัวกรอง" in browser.get("/console/queue?q=ไม่มี").text
    assert "ยังไม่มีคำขอในสถานะนี้" in browser.get("/console/queue?group=active").text
    assert "กลับไปรายการแรก" in browser.get("/console/queue?after=1.1").text


def test_what_people_wrote_cannot_become_markup(database: Database, signed_in: SignIn) -> None:
    with database.write() as connection:
        request(connection, "<script>alert(1)</script>กรม")

    html = signed_in(Role.SCREENER).get("/console/queue?q=<img src=x>&group=all").text

    assert "<script>alert" not in html
    assert "<img src=x>" not in html


def test_news_tell_what_others_changed(
    database: Database, signed_in: SignIn, staff_of: Callable[[Role], int]
) -> None:
    other = Officer(staff_of(Role.OFFICER), "วิภา", Role.OFFICER)
    with database.write() as connection:
        row = request(connection, "กรม")
    browser = signed_in(Role.SCREENER)
    before = browser.get("/console/pulse").text
    quiet = browser.get(f"/console/queue/news?since={before}").text

    claiming.claim(database, row, officer=other, now=NOW)
    news = browser.get(f"/console/queue/news?since={before}&category=government").text

    assert "มีการเปลี่ยนแปลง" not in quiet
    assert "มีการเปลี่ยนแปลง 1\N{NO-BREAK SPACE}คำขอ" in news
    assert f'data-pulse="{before}"' in news
    assert browser.get("/console/queue/news?since=" + "9" * 40).status_code == 200


def test_a_page_that_looks_by_itself_keeps_nobody_signed_in(
    signed_in: SignIn, clock: Clock
) -> None:
    browser = signed_in(Role.SCREENER)

    found = []
    for minutes in (50, 61):
        clock.now = NOW + timedelta(minutes=minutes)
        found.append(browser.get("/console/pulse").status_code)

    assert found == [200, 303]


def test_a_page_costs_the_same_with_one_row_and_with_sixty(
    database: Database, signed_in: SignIn
) -> None:
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    browser = signed_in(Role.SCREENER)

    def cost() -> int:
        statements.clear()
        assert browser.get("/console/queue").status_code == 200
        return len(statements)

    with database.write() as connection:
        request(connection, "หนึ่งเดียว")
    of_one = cost()
    with database.write() as connection:
        for number in range(60):
            request(connection, f"กรมที่ {number}")

    assert cost() == of_one
