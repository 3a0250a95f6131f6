"""The list of notices, the page of one under way, its report, and who sees what."""

from collections.abc import Callable
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from bot.console.desk import Desk
from bot.services import segments
from models.vocabulary import BroadcastState, ChunkState, Role
from tests.bot.console.announcer import announced, app, begin, desk, path, submit, told
from tests.bot.console.conftest import Browser
from tests.bot.console.test_steering import add_call, pending, put

__all__ = ["announced", "app", "desk"]

S = BroadcastState
SignedIn = Callable[[Role], Browser]


@pytest.fixture
def author(signed_in: SignedIn) -> Browser:
    return signed_in(Role.ANNOUNCER)


def test_an_empty_list_says_so(author: Browser) -> None:
    assert "ยังไม่มีประกาศ" in told(author.get("/console/notices"))


def test_the_list_tells_where_each_stands_and_how_far_it_is(author: Browser, desk: Desk) -> None:
    number = pending(author)
    put(desk, number, S.SENDING, started_ms=1_584_412_200_000)
    add_call(desk, number, ChunkState.SENT)
    add_call(desk, number, ChunkState.WAITING, 1)

    shown = told(author.get("/console/notices"))

    assert "Webex เปิดให้ใช้งานแล้ว" in shown
    assert "2 / 4 คน" in shown
    assert "กำลังส่ง" in shown


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.SCREENER])
def test_others_see_what_was_sent_and_nothing_that_is_being_written(
    author: Browser, signed_in: SignedIn, desk: Desk, role: Role
) -> None:
    other, sent, draft = signed_in(role), pending(author), begin(author, "draft")
    hidden = [told(other.get("/console/notices")), other.get(path(sent)).status_code]
    put(desk, sent, S.DONE)
    add_call(desk, sent, ChunkState.SENT)

    shown = told(other.get(path(sent)))

    assert hidden == [hidden[0], 404]
    assert "Webex เปิดให้ใช้งานแล้ว" not in hidden[0]
    assert other.get(path(draft)).status_code == 404
    assert "ผลการส่งตามกลุ่ม" in shown
    assert "เขียนประกาศแก้ไข" not in shown


def test_only_who_may_know_persons_sees_names(author: Browser, signed_in: SignedIn) -> None:
    number = pending(author)

    shown = told(signed_in(Role.ADMIN).get(path(number, "people")))

    assert author.get(path(number, "people")).status_code == 403
    assert "คนที่จะได้รับประกาศนี้ถ้าส่งตอนนี้ 2 คน" in shown
    assert "กรมอุตุนิยมวิทยา" in shown


def test_the_report_counts_each_group(author: Browser, desk: Desk) -> None:
    number = pending(author)
    segments.settle(desk.database)
    put(desk, number, S.DONE)
    add_call(desk, number, ChunkState.SENT)
    add_call(desk, number, ChunkState.UNCERTAIN, 1)

    shown = told(author.get(path(number)))
    sheet = author.get(path(number, "report.xlsx"))

    assert "ไม่แน่ใจ" in shown
    assert "ระบบจึงไม่ส่งซ้ำ" in shown
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet.data)).get_sheet_by_index(0).to_python()
    assert rows[-1][:2] == ["ทั้งหมด", 4.0]


def test_the_part_of_a_page_goes_on_looking_only_while_something_moves(
    author: Browser, desk: Desk
) -> None:
    number = pending(author)
    put(desk, number, S.SENDING)
    moving = author.get(path(number, "part?seen=moving"))
    put(desk, number, S.DONE)
    over = author.get(path(number, "part?seen=moving"))

    assert "every 2s" in moving.text
    assert "HX-Refresh" not in moving.headers
    assert over.headers["HX-Refresh"] == "true"
    assert "every 2s" not in over.text
    assert "<title>" not in moving.text


def test_what_does_not_exist_is_not_found(author: Browser) -> None:
    paths = (path(77), path(77, "part"), path(77, "report.xlsx"), path(77, "check"))

    assert [author.get(one).status_code for one in paths] == [404] * 4


def test_a_notice_that_waits_is_offered_to_who_may_agree(
    author: Browser, signed_in: SignedIn
) -> None:
    number = begin(author)
    submit(author, number)

    assert "รอคุณอนุมัติ" not in told(author.get("/console/notices"))
    assert "รอคุณอนุมัติ" in told(signed_in(Role.ADMIN).get("/console/notices"))
