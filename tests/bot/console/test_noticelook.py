"""A notice in words: to whom, when, and how it looks."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.console import noticelook
from bot.console.desk import Desk
from bot.console.noticelook import Chip
from bot.services.conditions import Conditions, Scope
from bot.services.notices import Content
from models.vocabulary import AgencyCategory, MeetingApp
from tests.bot.console.announcer import announced, app, desk
from tests.bot.console.conftest import NOW, Clock
from tests.bot.services.test_notice_steps import DRAFT

__all__ = ["announced", "app", "desk"]


def ms(day: int, hour: int) -> int:
    return int(datetime(2020, 3, day, hour - 7, tzinfo=UTC).timestamp() * 1000)


def test_conditions_become_chips_that_name_their_boxes(desk: Desk) -> None:
    conditions = Conditions(
        categories=frozenset({AgencyCategory.INDEPENDENT}),
        apps=frozenset({MeetingApp.WEBEX}),
        provinces=frozenset({"เชียงใหม่"}),
        agencies=frozenset({1}),
    )

    found = noticelook.chips(desk, conditions)

    assert found == (
        Chip("categories", "independent", "ประเภทหน่วยงาน", "องค์กรอิสระ"),
        Chip("apps", "webex", "แอป", "Cisco Webex"),
        Chip("provinces", "เชียงใหม่", "จังหวัด", "เชียงใหม่"),
        Chip("agencies", "1", "หน่วยงาน", "กรมอุตุนิยมวิทยา"),
    )


def test_everybody_is_a_chip_of_its_own(desk: Desk) -> None:
    found = noticelook.chips(desk, Conditions(scope=Scope.EVERYONE))

    assert [(chip.field, chip.value) for chip in found] == [("scope", "everyone")]
    assert noticelook.chips(desk, Conditions()) == ()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (Content(), "จะเริ่มส่งทันที"),
        (Content(send_ms=ms(16, 9)), "จะเริ่มส่งทันที"),
        (Content(send_ms=ms(18, 9)), "จะเริ่มส่ง 18 มี.ค. 2563 09.00 น."),
        (Content(send_ms=ms(18, 20)), "จะเริ่มส่ง 19 มี.ค. 2563 08.00 น."),
        (Content(send_ms=ms(18, 20), is_urgent=True), "จะเริ่มส่ง 18 มี.ค. 2563 20.00 น."),
    ],
)
def test_the_time_it_leaves_is_told(desk: Desk, content: Content, told: str) -> None:
    said = noticelook.timing(desk, replace(DRAFT, content=content)).replace("\xa0", " ")

    assert said.endswith(told)


def test_at_night_the_morning_is_told(desk: Desk, clock: Clock) -> None:
    clock.now = NOW.replace(hour=15)

    said = noticelook.timing(desk, replace(DRAFT, content=Content())).replace("\xa0", " ")

    assert said == "อยู่ในช่วงงดส่ง 20.00–08.00 น. จะเริ่มส่ง 18 มี.ค. 2563 08.00 น."


def test_what_was_frozen_is_shown_and_not_what_it_would_be_now(desk: Desk) -> None:
    frozen = '[{"type":"text","text":"ตามที่อนุมัติ"}]'

    assert noticelook.look(desk, replace(DRAFT, messages=frozen)).bubbles[0].text == "ตามที่อนุมัติ"
    assert noticelook.look(desk, DRAFT).told == "ประกาศ สดช.: Webex เปิดให้ใช้งานแล้ว"


def test_the_first_fault_of_a_field_is_the_one_shown(desk: Desk) -> None:
    found = noticelook.faults(replace(DRAFT, content=Content(body="ก" * 1_001)))

    assert {field: fault.key for field, fault in found.items()} == {
        "title": "broadcast.fault.title_missing",
        "body": "broadcast.fault.long",
    }


def test_who_is_left_out_is_told_with_the_reason(desk: Desk) -> None:
    said = noticelook.left_out(desk, {"blocked": 3, "stopped": 0, "had_one_today": 2})

    assert [text.replace("\xa0", " ") for text in said] == [
        "บล็อกบัญชีนี้ 3 คน",
        "ได้รับประกาศวันนี้แล้ว 2 คน",
    ]
