"""One's own account, and nobody else's."""

import re
from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from flask import Flask

from bot.console.desk import Desk
from bot.services import passkeys, sessions
from models.vocabulary import Role
from tests.bot.authenticator import Authenticator
from tests.bot.console.conftest import NOW, Browser, Clock
from tests.bot.console.test_signing_in import app_of
from tests.bot.services.colleagues import PASSWORD, SECRET, hire, row_of
from tests.bot.services.test_passkeys import add

NEW = "แกงเขียวหวานไก่ใส่มะเขือ"


@pytest.fixture
def mine(desk: Desk) -> int:
    return hire(desk.database, role=Role.SCREENER, totp_secret=SECRET)


@pytest.fixture
def browser(desk: Desk, mine: int) -> Browser:
    return browser_of(app_of(desk, public_url="http://localhost:8000"), desk, mine)


def browser_of(app: Flask, desk: Desk, staff_id: int) -> Browser:
    token = sessions.begin(desk.database, staff_id, browser="Chrome · Windows", now=desk.now())
    found = sessions.find(desk.database, token, now=desk.now())
    assert found is not None
    client = app.test_client()
    client.set_cookie("desk", token)
    return Browser(client, found.csrf)


def test_the_page_shows_passkeys_and_browsers(browser: Browser, desk: Desk, mine: int) -> None:
    add(desk.database, mine, Authenticator(), name="กุญแจ<b>ของฉัน")
    sessions.begin(desk.database, mine, browser="LINE · Android", now=NOW)

    page = browser.get("/console/me").text

    assert "กุญแจ&lt;b&gt;ของฉัน" in page
    assert page.count("/sessions/") == 2  # the other browser, and all others
    assert ("Chrome · Windows" in page, "LINE · Android" in page) == (True, True)


def test_a_new_password_leaves_this_browser_signed_in_by_a_new_token(
    browser: Browser, desk: Desk, mine: int
) -> None:
    before = browser.client.get_cookie("desk")
    form = {"known": PASSWORD, "wanted": NEW, "repeated": NEW}

    answer = browser.post("/console/me/password", form)

    after = browser.client.get_cookie("desk")
    assert before is not None
    assert after is not None
    assert (answer.status_code, before.value == after.value) == (303, False)
    assert browser.get("/console/me").status_code == 200
    assert sessions.find(desk.database, before.value, now=NOW) is None


@pytest.mark.parametrize(
    "form",
    [
        {"known": PASSWORD, "wanted": NEW, "repeated": NEW + "x"},
        {"known": "ไม่ใช่รหัสผ่าน", "wanted": NEW, "repeated": NEW},
        {"known": PASSWORD, "wanted": "สั้น", "repeated": "สั้น"},
        {},
    ],
)
def test_a_password_that_will_not_do_is_said_to(browser: Browser, form: dict[str, str]) -> None:
    answer = browser.post("/console/me/password", form)

    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)


def test_an_app_is_set_up_by_showing_its_figures(browser: Browser, desk: Desk, mine: int) -> None:
    page = browser.get("/console/me/authenticator").text
    (secret,) = re.findall(r"<code>([A-Z2-7]{32})</code>", page)

    wrong = browser.post("/console/me/authenticator", {"code": "000000"})
    kept = row_of(desk.database, mine).totp_secret
    right = browser.post("/console/me/authenticator", {"code": pyotp.TOTP(secret).at(NOW)})

    assert 'src="data:image/svg+xml' in page
    assert (wrong.status_code, secret in wrong.text, kept) == (422, True, SECRET)
    assert right.headers["Location"] == "/console/me"
    assert row_of(desk.database, mine).totp_secret == secret


def test_figures_without_the_page_begin_with_the_page(browser: Browser) -> None:
    assert browser.post("/console/me/authenticator", {"code": "000000"}).status_code == 200


def test_a_passkey_is_added_and_removed(browser: Browser, desk: Desk, mine: int) -> None:
    key = Authenticator()
    asked = browser.post("/console/me/passkeys/challenge")

    browser.post("/console/me/passkeys", {"name": "โทรศัพท์", "answer": key.make(asked.text)})
    (held,) = passkeys.of(desk.database, mine)
    again = browser.post("/console/me/passkeys", {"answer": key.make(asked.text)})
    browser.post(f"/console/me/passkeys/{held.id}/remove")

    assert (held.name, again.status_code) == ("โทรศัพท์", 303)
    assert passkeys.of(desk.database, mine) == ()


def test_on_an_address_of_figures_there_is_nothing_to_add(
    app: Flask, desk: Desk, mine: int
) -> None:
    browser = browser_of(app, desk, mine)

    assert browser.get("/console/me/passkeys").status_code == 404
    assert browser.post("/console/me/passkeys/challenge").status_code == 404


def test_what_is_somebody_elses_is_not_there(browser: Browser, desk: Desk) -> None:
    other = hire(desk.database, "other")
    add(desk.database, other, Authenticator())
    token = sessions.begin(desk.database, other, browser="x", now=NOW)
    (held,), (opened,) = (
        passkeys.of(desk.database, other),
        sessions.of(desk.database, other, now=NOW),
    )

    answers = [
        browser.post(f"/console/me/passkeys/{held.id}/remove"),
        browser.post(f"/console/me/sessions/{opened.id}/end"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert sessions.find(desk.database, token, now=NOW) is not None
    assert len(passkeys.of(desk.database, other)) == 1


def test_a_browser_that_is_ended_is_signed_out(
    browser: Browser, app: Flask, desk: Desk, mine: int
) -> None:
    left_open = browser_of(app, desk, mine)
    third = browser_of(app, desk, mine)
    newest = sessions.of(desk.database, mine, now=NOW)[0]

    browser.post(f"/console/me/sessions/{newest.id}/end")
    first = [one.get("/console/me").status_code for one in (browser, left_open, third)]
    browser.post("/console/me/sessions/end-others")
    second = [one.get("/console/me").status_code for one in (browser, left_open, third)]

    assert (first, second) == ([200, 200, 303], [200, 303, 303])


def test_shortcuts_are_switched_off_and_on(browser: Browser) -> None:
    before = "data-shortcuts" in browser.get("/console/me").text
    browser.post("/console/me/shortcuts")
    off = "data-shortcuts" in browser.get("/console/me").text
    browser.post("/console/me/shortcuts", {"shortcuts": "on"})

    on = "data-shortcuts" in browser.get("/console/me").text
    assert (before, off, on) == (True, False, True)


def test_an_idle_and_an_old_session_end(
    browser: Browser, clock: Clock, signed_in: Callable[[Role], Browser]
) -> None:
    clock.now += timedelta(minutes=61)

    assert browser.get("/console/me").status_code == 303
    assert signed_in(Role.VIEWER).get("/console/me").status_code == 200
