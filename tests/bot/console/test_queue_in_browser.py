"""The desk in a real browser: keys by their place, the way back, news, thumbs, small screens."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Page, expect, sync_playwright
from sqlalchemy import select, update
from werkzeug.serving import make_server

from bot.console import cookies
from bot.console.desk import Desk
from bot.services import claiming, sessions
from bot.services.officer import Officer
from models.base import Database
from models.registration import Registration
from models.staff import Staff
from models.vocabulary import RegistrationStatus, Role
from tests.bot.console.conftest import NOW
from tests.bot.services.requested import request
from tests.bot.test_pages_in_browser import CHROMIUM, FLAGS

S = RegistrationStatus
_r = Registration.__table__

SMALL = """() => [...document.querySelectorAll('main :is(a, button, summary, label)')]
    .filter(it => it.checkVisibility() && !it.matches('.hidden-text'))
    .filter(it => { const box = it.getBoundingClientRect(); return box.height < 24; })
    .map(it => it.textContent)"""
# A Thai layout: another letter at the same place of the keyboard.
PRESS = """([code, key]) => document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', {code, key, bubbles: true, cancelable: true}))"""
HERE = "document.activeElement.textContent"
LOOK = "document.dispatchEvent(new Event('visibilitychange'))"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: the desk was not tried in one"),
]


@dataclass
class Screen:
    """A page of somebody who screens, with three requests waiting."""

    page: Page
    url: str
    database: Database

    def open(self, path: str = "/console/queue") -> Page:
        self.page.goto(self.url + path)
        return self.page

    def statuses(self) -> list[str]:
        with self.database.read() as connection:
            return list(connection.scalars(select(_r.c.status).order_by(_r.c.id)))


@pytest.fixture
def screen(
    app: Flask, desk: Desk, database: Database, staff_of: Callable[[Role], int]
) -> Iterator[Screen]:
    with database.write() as connection:
        for name in ("กรมหนึ่ง", "กรมสอง", "กรมสาม"):
            request(connection, name)
    token = sessions.begin(database, staff_of(Role.SCREENER), browser="test", now=NOW)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.add_cookies([{"name": cookies.cookie_name(desk), "value": token, "url": url}])
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield Screen(page, url, database)
        browser.close()
    server.shutdown()
    thread.join()
    server.server_close()
    assert complaints == []


def test_keys_work_by_their_place_whatever_the_layout(screen: Screen) -> None:
    page = screen.open()

    page.evaluate(PRESS, ["KeyJ", "่"])
    page.keyboard.press("KeyJ")
    second = page.evaluate(HERE)
    page.evaluate(PRESS, ["KeyX", "ป"])
    page.keyboard.press("KeyJ")
    page.keyboard.press("KeyK")
    chosen = page.locator("[name=chosen]:checked").count()
    page.evaluate(PRESS, ["KeyA", "ฟ"])
    expect(page.locator(".toast").first).to_contain_text("บันทึกว่าผ่านการคัดกรอง 1")

    assert (second, chosen) == ("WFH-63-00002-G", 1)
    assert screen.statuses() == [S.SUBMITTED, S.APPROVED, S.SUBMITTED]


def test_keys_are_left_alone_where_somebody_writes(screen: Screen) -> None:
    page = screen.open()

    page.keyboard.press("Slash")
    page.keyboard.type("jxa")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+KeyA")

    assert page.locator("[data-search]").evaluate("it => it === document.activeElement")
    assert screen.statuses() == [S.SUBMITTED, S.SUBMITTED, S.SUBMITTED]


def test_keys_can_be_switched_off(screen: Screen) -> None:
    with screen.database.write() as connection:
        connection.execute(update(Staff.__table__).values(has_shortcuts=False))
    page = screen.open()

    page.keyboard.press("KeyJ")
    page.keyboard.press("Shift+Slash")

    assert page.evaluate("document.activeElement === document.body")
    assert page.locator("kbd, dialog").count() == 0


def test_help_lists_the_keys_and_closes(screen: Screen) -> None:
    page = screen.open()

    page.keyboard.press("Shift+Slash")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.locator("[data-close]").click()

    expect(page.locator("#shortcuts")).to_be_hidden()


def test_all_in_sight_are_chosen_approved_and_put_back(screen: Screen) -> None:
    page = screen.open()

    page.locator("[data-all] input").check()
    expect(page.locator("[data-chosen] b")).to_have_text("3")
    page.locator("[data-key=KeyA]").click()
    expect(page.locator("[data-undo]")).to_be_visible()
    approved = screen.statuses()
    page.locator("[data-undo] button").click()
    expect(page.locator(".toast").first).to_contain_text("เลิกทำแล้ว 3")

    assert approved == [S.APPROVED] * 3
    assert screen.statuses() == [S.SUBMITTED] * 3


def test_what_others_do_is_told_and_moves_nothing(
    screen: Screen, staff_of: Callable[[Role], int]
) -> None:
    other = Officer(staff_of(Role.OFFICER), "วิภา", Role.OFFICER)
    page = screen.open()
    expect(page.locator("#queue-counts")).to_contain_text("ยังไม่มีผู้รับเรื่อง 3")

    claiming.claim(screen.database, 1, officer=other, now=NOW)
    page.evaluate(LOOK)
    expect(page.locator("#queue-news")).to_contain_text("มีการเปลี่ยนแปลง 1")
    expect(page.locator("#queue-counts")).to_contain_text("ยังไม่มีผู้รับเรื่อง 2")
    before = page.locator(".holder").first.inner_text()
    page.locator("#queue-news a").click()

    assert before == "ยังไม่มีผู้รับ"
    expect(page.locator(".holder").first).to_have_text("ทดสอบ officer")


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_wider_than_a_phone_or_smaller_than_a_thumb(screen: Screen, width: int) -> None:
    screen.page.set_viewport_size({"width": width, "height": 844})
    found = {}
    for path in ("/console/queue", "/console/", "/console/queue/all"):
        page = screen.open(path)
        found[path] = (page.evaluate("document.documentElement.scrollWidth"), page.evaluate(SMALL))

    assert {path: at for path, (at, _) in found.items()} == dict.fromkeys(found, width)
    assert found["/console/queue"][1] == []
