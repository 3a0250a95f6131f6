"""
The announcer's day and the second officer's, in a real browser against the demo.

A notice is written on a desk, agreed to on a telephone, sent to the demo's 84 people with its
bar moving, paused, let go, reported; and a second one is stopped half-way.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from bot import clock
from bot.services import demo_staff, seeding
from simulator.crowd import user_id
from simulator.testing import Crowd, Line
from tests.bot.test_pages_in_browser import CHROMIUM, FLAGS
from tests.e2e.test_console_day import PATIENCE, House
from tests.serving import Bot

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: nobody's day was walked"),
]

TITLE = "Webex เปิดให้ใช้งานแล้ว"
BODY = "หน่วยงานที่ลงทะเบียน Webex เริ่มใช้ได้ตั้งแต่ 19 มี.ค. 2563"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with (
        Line() as line,
        Bot(line, tmp_path, DEMO="yes", PUBLIC_URL="http://127.0.0.1") as bot,
        sync_playwright() as playwright,
    ):
        line.connect(bot.url)
        line.crowd(seeding.PEOPLE)
        seeding.seed_demo(bot.office.database)
        seeding.introduce(bot.office.database, [user_id(n) for n in range(seeding.PEOPLE)])
        demo_staff.seed(bot.office.database, now=clock.now())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        made = House(line, bot, browser)
        yield made
        browser.close()
    assert made.complaints == []


def composed(house: House, announcer: Page) -> str:
    """A notice to all, kept as it is typed; its address."""
    house.go(announcer, "notices")
    announcer.get_by_role("button", name="เขียนประกาศใหม่").click()
    announcer.fill("#notice-title", TITLE)
    announcer.fill("#notice-body", BODY)
    announcer.select_option("#notice-place", "guide:webex")
    announcer.fill("#notice-button", "ดูคู่มือ Webex")
    announcer.check("input[name=urgent]")  # so that it may go at whatever hour tests are run
    expect(announcer.locator("#notice-look")).to_contain_text("ดูคู่มือ Webex")
    expect(announcer.locator("#notice-look")).to_contain_text(f"ประกาศด่วน สดช.: {TITLE}")
    expect(announcer.locator("#notice-check")).to_contain_text("LINE ตรวจรูปแบบแล้ว ส่งได้")
    expect(announcer.locator("#notice-audience")).to_contain_text(counted("84 คน"))
    return announcer.url


def counted(text: str) -> re.Pattern[str]:
    """A text whose spaces may be such that do not break."""
    return re.compile(r"\s".join(map(re.escape, text.split(" "))))


def narrowed(announcer: Page) -> None:
    """Fewer by a condition, and all again by taking its chip away."""
    if not announcer.locator("#apps-webex").is_visible():
        announcer.locator("summary", has_text="เลือกเงื่อนไข").click()
    announcer.check("#apps-webex")
    chip = announcer.locator(".notice-chips label", has_text="Webex")
    expect(chip).to_be_visible()
    expect(announcer.locator("#notice-audience")).not_to_contain_text(counted("84 คน"))
    chip.click()
    expect(announcer.locator("#notice-audience")).to_contain_text(counted("84 คน"))


def agreed(house: House, address: str) -> Page:
    """The second officer finds it on the first page, reads it on a telephone and agrees."""
    second = house.member("admin")
    second.set_viewport_size({"width": 390, "height": 844})
    second.locator("main").get_by_role("link", name=TITLE).click()
    second.wait_for_url(address)
    expect(second.locator("#notice-look")).to_contain_text(BODY)
    second.get_by_role("button", name=counted("อนุมัติให้ส่ง 84 คน")).click()
    return second


def state_becomes(page: Page, state: str) -> None:
    expect(page.locator(f"#notice-far[data-state={state}]")).to_be_visible(timeout=PATIENCE)


def stepped(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_notice_goes_from_the_announcer_by_a_second_officer_to_everybody(house: House) -> None:
    announcer = house.member("announcer")
    address = composed(house, announcer)
    narrowed(announcer)

    stepped(announcer, "ส่งหรือขออนุมัติ")
    expect(announcer.locator("main")).to_contain_text("ส่งขออนุมัติแล้ว")
    expect(announcer.locator("main")).to_contain_text("ต้องให้เพื่อนร่วมงานอีกคนอนุมัติ")
    second = agreed(house, address)

    state_becomes(second, "sending")
    stepped(second, "พักการส่ง")
    state_becomes(second, "paused")
    house.go(announcer, f"notices/{address.rsplit('/', 1)[1]}")
    stepped(announcer, "ส่งต่อ")
    state_becomes(announcer, "done")  # by itself, the rest of the page with it
    expect(announcer.locator("#notice-far")).to_contain_text(counted("84 / 84 คน"))
    expect(announcer.locator("main")).to_contain_text("ผลการส่งตามกลุ่ม")
    census = Crowd(house.line).census()
    assert (census.min, census.max, census.sum) == (1, 1, 84)


def test_the_rest_of_a_notice_is_stopped_and_stays_stopped(house: House) -> None:
    announcer = house.member("announcer")
    address = composed(house, announcer)
    stepped(announcer, "ส่งหรือขออนุมัติ")
    second = agreed(house, address)
    state_becomes(second, "sending")

    second.locator("summary", has_text="หยุดส่งที่เหลือ").click()
    stepped(second, "ยืนยันหยุดส่ง")
    state_becomes(second, "stopped")

    expect(second.locator("#notice-far")).to_contain_text("หยุดส่ง")
    census = Crowd(house.line).census()
    assert census.max == 1
    assert 0 < census.sum < 84
