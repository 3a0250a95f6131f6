"""An announcer writes a notice: it is kept as it is written, checked, tried out, submitted."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert, select, update

from bot.console.desk import Desk
from bot.services.conditions import Conditions
from models.contact import Contact
from models.outbox import OutboxMessage
from models.staff import Staff
from models.vocabulary import BroadcastState, MeetingApp, Role
from tests.bot.console.announcer import FORM, announced, app, begin, desk, kept, path, submit, told
from tests.bot.console.conftest import NOW, Browser

__all__ = ["announced", "app", "desk"]

HTMX = {"HX-Request": "true"}


@pytest.fixture
def browser(signed_in: Callable[[Role], Browser]) -> Browser:
    return signed_in(Role.ANNOUNCER)


def test_a_new_notice_is_for_all_who_registered(browser: Browser) -> None:
    number = begin(browser)

    shown = browser.get(path(number))

    assert shown.status_code == 200
    assert "ผู้ประสานงานทุกหน่วยงาน" in shown.text
    assert "<b>2 คน</b>" in told(shown)


def test_the_form_of_a_new_notice_sent_twice_begins_one(browser: Browser) -> None:
    assert begin(browser, "same") == begin(browser, "same")


def test_what_is_typed_is_kept_and_its_effects_are_shown(browser: Browser, desk: Desk) -> None:
    number = begin(browser)

    part = browser.post(
        path(number, "change"), FORM | {"version": 1, "apps": "webex"}, headers=HTMX
    )

    notice = kept(desk.database, number)
    assert notice.content.conditions == Conditions(apps=frozenset({MeetingApp.WEBEX}))
    assert (notice.content.title, notice.content.link) == (FORM["title"], "guide:webex")
    assert 'id="notice-version" value="2"' in part.text
    assert "<title>" not in part.text
    assert 'for="apps-webex"' in part.text
    assert "ดูคู่มือ Webex" in part.text


def test_without_scripts_the_same_form_is_kept_by_its_button(browser: Browser, desk: Desk) -> None:
    number = begin(browser)

    answer = browser.post(path(number, "change"), FORM | {"version": 1})

    assert (answer.status_code, answer.headers["Location"]) == (303, path(number))
    assert kept(desk.database, number).content.title == FORM["title"]


def test_a_day_that_does_not_exist_is_no_draft_for_now(browser: Browser) -> None:
    number = begin(browser)
    never = {"when": "later", "day": "31/2/2563", "clock": "10:00"}

    answer = browser.post(path(number, "change"), FORM | {"version": 1} | never)

    assert answer.status_code == 422
    assert 'value="31/2/2563"' in answer.text


def test_a_colleague_who_was_quicker_is_named_and_nothing_typed_is_lost(
    browser: Browser, signed_in: Callable[[Role], Browser], desk: Desk
) -> None:
    number = begin(browser)
    theirs = FORM | {"version": 1, "title": "ของผู้ดูแล"}
    signed_in(Role.ADMIN).post(path(number, "change"), theirs)

    answer = browser.post(path(number, "change"), FORM | {"version": 1})
    part = browser.post(path(number, "change"), FORM | {"version": 1}, headers=HTMX)

    assert answer.status_code == 409
    assert "ทดสอบ admin เปลี่ยนประกาศนี้ก่อนคุณ" in answer.text
    assert f'value="{FORM["title"]}"' in answer.text
    assert "ของผู้ดูแล" in answer.text
    assert "ทดสอบ admin เปลี่ยนประกาศนี้ก่อนคุณ" in part.text
    assert kept(desk.database, number).content.title == "ของผู้ดูแล"


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"title": ""}, "ยังไม่มีหัวเรื่อง"),
        ({"title": "ก" * 101}, "ยาวเกินไป 1 ตัวอักษร"),
        ({"body": "😀" * 501}, "ยาวเกินไป 2 ตัวอักษร"),
        ({"button": "ก" * 21}, "ข้อความบนปุ่มยาวได้ไม่เกิน 20 ตัวอักษร"),
        ({"place": "other", "link": "javascript:alert(1)"}, "ใช้ลิงก์ที่ขึ้นต้นด้วย https://"),
        ({"place": "other", "link": "http://onde.go.th"}, "ใช้ลิงก์ที่ขึ้นต้นด้วย https://"),
        ({"place": "other", "link": ""}, "มีปุ่มแล้ว เลือกว่าปุ่มพาไปที่ใด"),
        ({"when": "later", "day": "16/3/2563", "clock": "09:00"}, "เวลาที่ตั้งไว้ผ่านไปแล้ว"),
        ({"when": "later", "day": "32/3/2563", "clock": "09:00"}, "อ่านวันหรือเวลาไม่ได้"),
        ({"categories": "independent"}, "ไม่มีใครตรงกับเงื่อนไขนี้"),
    ],
)
def test_what_cannot_be_sent_is_refused_in_words_and_stays_a_draft(
    browser: Browser, desk: Desk, announced: list[str], form: dict[str, str], why: str
) -> None:
    number = begin(browser)

    answer = submit(browser, number, **form)

    assert answer.status_code == 422
    assert why in told(answer)
    assert kept(desk.database, number).state is BroadcastState.DRAFT
    assert announced == []


def test_more_people_than_messages_are_refused_with_what_is_missing(
    browser: Browser, desk: Desk
) -> None:
    number = begin(browser)
    with desk.database.write() as connection:
        rows = [{"line_id": f"V{n}", "created_at": NOW} for n in range(90)]
        connection.execute(insert(Contact.__table__), rows)

    answer = submit(browser, number, scope="everyone")

    assert answer.status_code == 422
    assert "ขาดอีก 9 ข้อความ" in told(answer)


def test_above_the_size_it_waits_for_a_second_officer(browser: Browser, desk: Desk) -> None:
    number = begin(browser)

    answer = submit(browser, number)

    notice = kept(desk.database, number)
    assert answer.status_code == 303
    assert (notice.state, notice.expected) == (BroadcastState.PENDING, 2)
    assert '"altText":"ประกาศ สดช.: Webex เปิดให้ใช้งานแล้ว"' in notice.messages


def test_to_few_it_goes_by_itself(browser: Browser, desk: Desk, announced: list[str]) -> None:
    number = begin(browser)

    submit(browser, number, categories="provincial")

    assert kept(desk.database, number).state is BroadcastState.READY
    assert announced == ["woken"]


def test_a_trial_goes_to_colleagues_on_line_once(
    browser: Browser, desk: Desk, staff_of: Callable[[Role], int], woken: list[str]
) -> None:
    number, me = begin(browser), staff_of(Role.ANNOUNCER)
    with desk.database.write() as connection:
        contact = connection.scalar(select(Contact.id).where(Contact.line_id == "U3"))
        connection.execute(update(Staff).where(Staff.id == me).values(contact_id=contact))
    form = FORM | {"version": 1, "to": me}

    first = browser.post(path(number, "test"), form)
    second = browser.post(path(number, "test"), form)

    with desk.database.read() as connection:
        sent = list(connection.execute(select(OutboxMessage.lane, OutboxMessage.messages)))
    assert (first.status_code, second.status_code) == (303, 303)
    assert [lane for lane, _ in sent] == woken == ["U3"]
    assert "ทดสอบประกาศ ยังไม่ได้ส่งถึงผู้ประสานงาน" in sent[0][1]
    assert kept(desk.database, number).tested_at == NOW


def test_without_messages_left_nothing_is_tried_out(
    browser: Browser, staff_of: Callable[[Role], int], woken: list[str]
) -> None:
    number, me = begin(browser), staff_of(Role.ANNOUNCER)

    answer = browser.post(path(number, "test"), FORM | {"version": 1, "to": [me] * 85})

    assert answer.status_code == 422
    assert "ขาดอีก 1 ข้อความ" in told(answer)
    assert woken == []


def test_nobody_bound_gets_no_trial(browser: Browser, woken: list[str]) -> None:
    number = begin(browser)

    answer = browser.post(path(number, "test"), FORM | {"version": 1, "to": 1})

    assert answer.status_code == 422
    assert "ยังไม่มีผู้รับทดสอบ" in answer.text
    assert woken == []


def test_the_check_asks_line_and_does_the_sum(browser: Browser) -> None:
    number = begin(browser)
    browser.post(path(number, "change"), FORM | {"version": 1})

    part = told(browser.get(path(number, "check")))

    assert "LINE ตรวจรูปแบบแล้ว ส่งได้" in part
    assert "โควตาเดือนนี้ใช้แล้ว 216 จาก 300 ประกาศนี้ใช้ 2 เหลือ 82" in part
    assert "ถึงมากกว่า 1 คน ต้องให้เพื่อนร่วมงานอีกคนอนุมัติก่อนส่ง" in part


def test_a_search_offers_bodies_to_be_ticked(browser: Browser, desk: Desk) -> None:
    number = begin(browser)

    part = browser.post(path(number, "change"), FORM | {"version": 1, "q": "อุตุนิยม"}, headers=HTMX)
    browser.post(path(number, "change"), FORM | {"version": 2, "agencies": "1"}, headers=HTMX)
    shown = told(browser.get(path(number)))

    assert 'name="agencies" value="1"' in part.text
    assert 'id="agencies-1" value="1" checked' in shown
    assert "<b>1 คน</b>" in shown


def test_what_a_notice_says_is_never_taken_for_a_page(browser: Browser) -> None:
    number = begin(browser)

    hostile = {"title": "<script>alert(1)</script>", "body": "</textarea><b>x"}
    browser.post(path(number, "change"), FORM | {"version": 1} | hostile)
    shown = browser.get(path(number)).text

    assert "<script>alert" not in shown
    assert "</textarea><b>" not in shown
