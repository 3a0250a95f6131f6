"""The pages in a real browser: narrow screens, thumbs, keys, paper, and a policy nothing breaks."""

import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from bot.guidepages import make_guidepages
from bot.pages import make_pages
from bot.services import wording

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-quic", "--disable-component-update", "--disable-sync"]

PATHS = [
    "/",
    "/guides",
    "/guides/hangouts",
    "/guides/webex/admin",
    "/guides/teams/create/windows",
    "/troubles/sound",
    "/answers",
    "/answers/security",
]
THUMB = 24  # WCAG 2.2, 2.5.8: CSS pixels of what is pressed

SMALL = """() => [...document.querySelectorAll('a:not(.skip), summary')]
    .filter(it => {
        const box = it.getBoundingClientRect();
        return box.width < THUMB || box.height < THUMB;
    })
    .map(it => it.textContent)""".replace("THUMB", str(THUMB))
SEEN = """selector => [...document.querySelectorAll(selector)]
    .map(it => it.checkVisibility({contentVisibilityAuto: true}))"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium here: the pages were not tried in a browser"
    ),
]


@pytest.fixture(scope="module")
def home() -> Iterator[str]:
    app, catalogue = Flask("desk"), wording.shipped()
    app.register_blueprint(make_pages(lambda: catalogue))
    app.register_blueprint(make_guidepages(lambda: catalogue, "https://wfh.example.go.th"))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        yield page
        browser.close()
    assert complaints == []


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_wider_than_a_phone_or_smaller_than_a_thumb(
    home: str, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    found: dict[str, tuple[Any, Any]] = {}
    for path in PATHS:
        page.goto(home + path)
        found[path] = page.evaluate("document.documentElement.scrollWidth"), page.evaluate(SMALL)

    assert found == dict.fromkeys(PATHS, (width, []))


def test_keys_lead_past_the_head_and_open_what_is_closed(home: str, page: Page) -> None:
    page.goto(home + "/troubles/sound")
    page.keyboard.press("Tab")
    seen = page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")

    assert seen
    assert page.url.endswith("#to-content")
    assert page.locator("details").first.get_attribute("open") is not None


def test_paper_is_white_bare_and_whole(home: str, page: Page) -> None:
    page.goto(home + "/troubles/sound")
    on_screen = page.evaluate(SEEN, "details .steps")
    page.emulate_media(media="print", color_scheme="dark")
    page.locator("details .steps").last.wait_for()

    assert set(on_screen) == {False}
    assert set(page.evaluate(SEEN, "details .steps")) == {True}
    assert set(page.evaluate(SEEN, "nav, .top")) == {False}
    assert page.evaluate(SEEN, ".paper") == [True]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
