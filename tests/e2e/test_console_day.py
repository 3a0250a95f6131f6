"""
A day of the office in a real browser, with the chat page beside the console.

A contact registers in the chat; an officer asks for more, the contact answers, the request is
approved, handed over and activated, and the contact sees each step. Each role does its part.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from bot import clock
from bot.services import demo_staff, seeding
from simulator.testing import Line
from tests.bot.test_pages_in_browser import CHROMIUM, FLAGS
from tests.serving import Bot

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: nobody's day was walked"),
]

EXPRESS = "ลงทะเบียน กรมอุตุนิยมวิทยา 450 คน teams สมชาย ใจดี 0812345678 somchai@tmd.go.th"
REFERENCE = re.compile(r"WFH-\d\d-\d{5}-[A-Z]")
PATIENCE = 15_000


class House:
    """The bot of the demo with its simulated LINE, and a browser window for each person."""

    def __init__(self, line: Line, bot: Bot, browser: Browser) -> None:
        self.line = line
        self.bot = bot
        self.browser = browser
        self.complaints: list[str] = []

    def window(self, address: str) -> Page:
        page = self.browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(address)
        return page

    def chat(self) -> Page:
        """The chat page, as the contact has it open."""
        page = self.window(self.line.api_base)
        page.wait_for_selector("#chat >> text=สวัสดีค่ะ")
        return page

    def member(self, role: str) -> Page:
        """The console, signed in as the demo's account of this role."""
        page = self.window(f"{self.bot.url}/console/sign-in")
        page.click(f"button[value='demo.{role}']")
        page.wait_for_url("**/console/")
        return page

    def go(self, page: Page, path: str) -> Page:
        page.goto(f"{self.bot.url}/console/{path}")
        return page


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with (
        Line() as line,
        Bot(line, tmp_path, DEMO="yes", PUBLIC_URL="http://127.0.0.1") as bot,
        sync_playwright() as playwright,
    ):
        line.connect(bot.url)
        seeding.seed_demo(bot.office.database)
        demo_staff.seed(bot.office.database, now=clock.now())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        made = House(line, bot, browser)
        yield made
        browser.close()
    assert made.complaints == []


def says(chat: Page, text: str) -> None:
    chat.fill("#text", text)
    chat.press("#text", "Enter")


def sees(chat: Page, text: str) -> None:
    expect(chat.locator("#chat")).to_contain_text(text, timeout=PATIENCE)


def registered(chat: Page) -> str:
    """A contact registers by one message; the reference they get."""
    says(chat, EXPRESS)
    sees(chat, "ส่งคำขอ")
    says(chat, "ส่งคำขอ")
    expect(chat.locator("#chat")).to_contain_text(REFERENCE)
    found = REFERENCE.search(chat.inner_text("#chat"))
    assert found
    return found[0]


def asked_for_users(house: House, screener: Page, reference: str) -> None:
    house.go(screener, f"cases/{reference}")
    screener.locator("summary", has_text="ขอข้อมูล").click()
    screener.check("input[name=wanted][value=users]")
    screener.fill("#text-ask", "ขอจำนวนผู้ใช้ที่ยืนยันแล้ว")
    screener.locator("form[action$='/do/ask'] button.main").click()
    expect(screener.locator("main")).to_contain_text("แจ้งแล้ว", timeout=PATIENCE)


def answered(chat: Page, users: str) -> None:
    """The contact gives what was asked for, by the card's button and by typing."""
    sees(chat, "ขอจำนวนผู้ใช้ที่ยืนยันแล้ว")
    chat.locator("#chat [data-press]", has_text="ส่งข้อมูลเพิ่ม").last.click()
    sees(chat, "ขอจำนวนผู้ใช้")
    says(chat, users)
    sees(chat, "ตรวจทานข้อมูลที่จะส่งเพิ่ม")
    says(chat, "ยืนยัน")
    sees(chat, "ให้เจ้าหน้าที่แล้วค่ะ")


def approved(house: House, screener: Page, reference: str) -> None:
    """By the key at the place of A."""
    house.go(screener, f"cases/{reference}")
    expect(screener.locator("main")).to_contain_text("500")
    screener.locator("h1").click()
    screener.keyboard.press("a")
    expect(screener.locator("main")).to_contain_text("ผ่านการคัดกรอง")


def handed_over(house: House, screener: Page, folder: Path) -> Path:
    """The pack for Teams, marked as forwarded."""
    house.go(screener, "providers/teams")
    screener.get_by_role("button", name="สร้างไฟล์ส่งต่อ").click()
    with screener.expect_download() as download:
        screener.locator("main a[href*='/file/']").first.click()
    pack = folder / "pack.xlsx"
    download.value.save_as(pack)
    return pack


def filled_in(pack: Path, reference: str, folder: Path) -> Path:
    """What the provider sends back: our sheet, with its verdict about one request."""
    rows = CalamineWorkbook.from_path(str(pack)).get_sheet_by_index(0).to_python()
    head = next(row for row in rows if "เลขที่คำขอ" in row)
    today = clock.now()
    first, last = (written(today + timedelta(days=days)) for days in (0, 90))
    verdict = {"ผล": "เปิดใช้", "จำนวนที่ให้": 500, "ตั้งแต่": first, "ถึง": last}
    back = folder / "back.xlsx"
    book = Workbook(str(back))
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        values = dict(zip(head, row, strict=True))
        if values["เลขที่คำขอ"] == reference:
            values |= verdict | {"เลขที่สิทธิ์ใช้งาน": "TH-77"}
        sheet.write_row(at, 0, [str(values[name]) for name in head])
    book.close()
    return back


def written(day: datetime) -> str:
    """A day as a provider writes it, in the Buddhist era."""
    return f"{day.day}/{day.month}/{day.year + 543}"


def activated(house: House, screener: Page, back: Path) -> None:
    house.go(screener, "providers/teams")
    screener.set_input_files("#file", str(back))
    screener.get_by_role("button", name="ตรวจไฟล์").click()
    screener.locator("form[action*='/answers/'] button").click()
    expect(screener.locator("main")).to_contain_text("บันทึกแล้ว", timeout=PATIENCE)


def test_a_request_goes_its_whole_way(house: House, tmp_path: Path) -> None:
    chat, screener = house.chat(), house.member("screener")
    reference = registered(chat)

    asked_for_users(house, screener, reference)
    answered(chat, "500")
    approved(house, screener, reference)
    sees(chat, "ผ่านการคัดกรองแล้วค่ะ")
    pack = handed_over(house, screener, tmp_path)
    sees(chat, "ให้ผู้ให้บริการ Microsoft Teams แล้วค่ะ")
    activated(house, screener, filled_in(pack, reference, tmp_path))
    sees(chat, "เปิดใช้งานแล้วค่ะ")
    says(chat, "สถานะ")

    sees(chat, "ตั้งแต่")
    house.go(screener, f"cases/{reference}")
    expect(screener.locator("main")).to_contain_text("TH-77")


def test_an_officer_takes_a_call_and_binds_line(house: House) -> None:
    officer = house.member("officer")
    house.go(officer, "me")
    officer.get_by_role("button", name="ขอรหัสเชื่อม LINE").click()
    typed = officer.inner_text(".code")
    chat = house.chat()

    says(chat, typed)
    sees(chat, "เชื่อม LINE ของคุณ")
    says(chat, "คิว")
    sees(chat, "รอตรวจสอบ")
    says(chat, "สรุปวันนี้")
    sees(chat, "หน่วยงาน ผู้ขอใช้งาน")

    assert house.go(officer, "staff").locator("main").inner_text().count("ไม่มีสิทธิ์") == 1
    house.complaints.clear()  # the browser complains of the refusal, as it should


def test_a_viewer_reads_the_press_table(house: House) -> None:
    viewer = house.member("viewer")

    house.go(viewer, "reports?day=2563-03-17")

    rows = viewer.locator("main table").first.locator("tbody tr, tfoot tr").all()
    cells = [row.locator("th, td").all_inner_texts() for row in rows]
    assert [(row[0], row[1], row[3]) for row in cells] == [
        ("หน่วยงานภาครัฐ", "64", "35,756"),
        ("รัฐวิสาหกิจ", "6", "1,371"),
        ("องค์การมหาชน", "1", "75"),
        ("องค์กรอิสระ", "5", "8,000"),
        ("หน่วยงานในจังหวัด", "8", "1,224"),
        ("รวม", "84", "46,426"),
    ]


def test_an_announcer_changes_a_word_that_the_chat_then_says(house: House) -> None:
    announcer, chat = house.member("announcer"), house.chat()
    house.go(announcer, "texts/greeting.thanks")

    announcer.fill("main textarea", "ยินดีเสมอเลยค่ะ มีอะไรถามได้ตลอดนะคะ")
    announcer.get_by_role("button", name="บันทึก").first.click()
    expect(announcer.locator("main")).to_contain_text("ยินดีเสมอเลยค่ะ")
    announcer.wait_for_timeout(6_000)  # every process looks for new words within five seconds
    says(chat, "ขอบคุณค่ะ")

    sees(chat, "ยินดีเสมอเลยค่ะ")


def test_an_admin_reads_who_did_what_and_that_nothing_is_missing(house: House) -> None:
    screener, admin = house.member("screener"), house.member("admin")
    house.go(screener, "queue")
    screener.locator("tbody a[href*='/cases/']").first.click()
    screener.locator("form[action$='/claim'] button").first.click()

    house.go(admin, "record")

    expect(admin.locator("main")).to_contain_text("รับเรื่อง")
