"""The page in a real browser: writing, pressing, people, and a policy nothing breaks."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from simulator.faults import Kind

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium here: the page was not tried in a browser"
    ),
]

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def page(line, bot) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1240, "height": 900})
        page.set_default_timeout(8000)
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(line.api_base)
        page.wait_for_selector("#chat >> text=สวัสดีค่ะ")
        yield page
        browser.close()
    assert complaints == []


def say(page, text):
    page.fill("#text", text)
    page.press("#text", "Enter")


def test_a_conversation_by_keys_and_mouse(page):
    say(page, "/card")
    page.click("#chat [data-press='0']")
    page.wait_for_selector("text=กด app=teams")
    page.focus("#chat [data-press='1']")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=กด next")

    say(page, "/card")
    page.click("[data-chip]")
    page.wait_for_selector("text=ได้ยินว่า ขอเมนู")


def test_a_hostile_name_is_a_name(page):
    page.click("[data-add=person]")
    page.fill("#ask-value", "<i>สมหญิง</i>")
    page.keyboard.press("Enter")

    page.wait_for_selector("#whom:has-text('<i>สมหญิง</i>')")
    assert page.locator("#people i, #whom i").count() == 0


def test_nothing_is_wider_than_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 844})
    say(page, "/card")
    page.wait_for_selector("[data-press='0']")

    for view in ("behind", "chat"):
        page.click(f"[data-show={view}]")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
    box = page.locator(".send[type=submit]").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390


def test_switches_reach_the_platform(page, line):
    for switch in ("[data-kind='429']", "#redelivery"):
        with page.expect_response("**/_sim/**"):  # a later click may overtake it otherwise
            page.check(switch)
    page.click("[data-advance='3600']")
    page.wait_for_selector("#clock:has-text('ข้ามเวลาแล้ว')")

    faults = [(fault.kind, fault.every) for fault in line.platform.faults.listed()]
    assert (faults, line.platform.switches.redelivery) == ([("429", 5)], True)

    page.click("#reset")
    page.wait_for_selector("#clock:not(:has-text('ข้ามเวลาแล้ว'))")
    page.wait_for_selector("#chat >> text=สวัสดีค่ะ")
    assert line.platform.faults.listed() == []


def test_the_quota_is_set_and_none_is_no_limit(page, line):
    line.crowd(1_200)
    page.wait_for_selector("#crowd:has-text('1,200')")

    page.fill("#quota-most", "1200")
    page.keyboard.press("Enter")
    page.wait_for_selector("#quota-text:has-text('ข้อความเดือนนี้ 0 / 1,200')")
    limited = line.platform.switches.quota
    page.fill("#quota-most", "")
    page.click("#quota-form button")
    page.wait_for_selector("#quota-text:has-text('(ไม่จำกัด)')")

    assert (limited, line.platform.switches.quota) == (1_200, None)


def test_every_kind_of_fault_can_be_switched_on(page, line):
    kinds = page.eval_on_selector_all("[data-kind]", "all => all.map(each => each.dataset.kind)")
    assert sorted(kinds) == sorted(Kind)

    for kind in kinds:
        with page.expect_response("**/_sim/settings"):  # a later click may overtake it otherwise
            page.check(f"[data-kind='{kind}']")

    assert [fault.kind for fault in line.platform.faults.listed()] == kinds
