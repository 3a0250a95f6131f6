"""The first page tells what waits, what one has, and what happened."""

import re
from collections.abc import Callable

from bot.services import claiming
from bot.services.officer import Officer
from models.base import Database
from models.vocabulary import Role
from tests.bot.console.conftest import NOW, Browser
from tests.bot.services.requested import request

SignIn = Callable[[Role], Browser]


def test_it_leads_to_ones_own_work(
    database: Database, signed_in: SignIn, staff_of: Callable[[Role], int]
) -> None:
    me = Officer(staff_of(Role.SCREENER), "ทดสอบ screener", Role.SCREENER)
    with database.write() as connection:
        row = request(connection, "กรมอุตุนิยมวิทยา")
        request(connection, "กรมอื่น")
    claiming.claim(database, row, officer=me, now=NOW)

    html = signed_in(Role.SCREENER).get("/console/").text

    assert re.findall(r"<b>([\d,]+)</b>", html) == ["2", "0", "1", "0"]
    assert html.count('href="/console/cases/WFH-63-00001-E"') == 3


def test_with_nothing_there_it_says_so(signed_in: SignIn) -> None:
    html = signed_in(Role.VIEWER).get("/console/").text

    assert "ยังไม่ได้รับเรื่องไว้" in html
    assert "ยังไม่มีความเคลื่อนไหว" in html
