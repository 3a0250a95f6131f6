"""Accounts in a real browser: passkeys from a virtual authenticator, keys, narrow screens."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from bot.console.desk import Desk
from bot.services import demo_staff, passkeys
from models.vocabulary import Role
from tests.bot.console.conftest import Clock
from tests.bot.console.test_signing_in import app_of
from tests.bot.services.colleagues import PASSWORD, hire
from tests.bot.test_pages_in_browser import CHROMIUM, FLAGS, SMALL

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PRESSED = "main a.button, main button, main summary"
PATHS = [
    "/console/me",
    "/console/me/password",
    "/console/me/authenticator",
    "/console/me/passkeys",
    "/console/confirm",
    "/console/staff",
    "/console/staff/new",
    "/console/staff/2",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium here: signing in was not tried in a browser"
    ),
]


@pytest.fixture
def home(desk: Desk, clock: Clock) -> Iterator[str]:
    """The console of a demo on an address with a name, served to a browser."""
    demo_staff.seed(desk.database, now=clock())
    server = make_server("127.0.0.1", 0, lambda *_: [], threaded=True)
    home = f"http://localhost:{server.server_port}"
    server.app = app_of(replace(desk, now=Ticking(clock)), public_url=home, demo=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield home
    server.shutdown()
    thread.join()
    server.server_close()


class Ticking:
    """A clock that goes on by a second at every look, as no two challenges are of one moment."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    def __call__(self):
        self.clock.now += timedelta(seconds=1)
        return self.clock.now


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        browser.close()
    assert errors == []


def give_key(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def test_a_passkey_is_made_confirms_and_signs_in(home: str, page: Page, desk: Desk) -> None:
    staff_id = hire(desk.database, role=Role.VIEWER)
    give_key(page)
    page.goto(f"{home}/console/sign-in")
    page.fill("#login", "somchai")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/")

    page.goto(f"{home}/console/me/passkeys")
    page.fill("#name", "เครื่องจำลอง")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url("**/console/me")
    page.goto(f"{home}/console/confirm?next=/console/me/password")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url("**/console/me/password")
    page.locator("form[action$='sign-out'] button").click()
    page.wait_for_url("**/console/sign-in")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url("**/console/")

    (held,) = passkeys.of(desk.database, staff_id)
    assert held.name == "เครื่องจำลอง"
    assert held.used_at is not None


def test_without_a_passkey_the_page_says_so_and_stays(home: str, page: Page) -> None:
    page.goto(f"{home}/console/sign-in")
    give_key(page)
    page.locator("form[data-passkey] button").click()

    page.locator("form[data-passkey] .fault").wait_for()

    assert page.url.endswith("/console/sign-in")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_fit_a_phone_and_everybody(home: str, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{home}/console/sign-in")
    faults = {"/console/sign-in": faults_of(page)}
    page.locator("button[value='demo.admin']").click()
    page.wait_for_url("**/console/")
    for path in PATHS:
        page.goto(home + path)
        faults[path] = faults_of(page)

    assert {path: found for path, found in faults.items() if found} == {}


def faults_of(page: Page) -> list[str]:
    """What axe sees, what is too small for a thumb, and whether the page is too wide."""
    violations = Axe().run(page).response["violations"]
    found = [f"{one['id']}: {one['nodes'][0]['html']}" for one in violations]
    found += page.evaluate(SMALL.replace("a:not(.skip), summary", PRESSED))
    width = page.evaluate("document.documentElement.scrollWidth")
    return found + ([f"{width} wide"] if width > 390 else [])
