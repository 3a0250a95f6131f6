"""Before a dangerous act, and only then, people prove once more who they are."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from bot.console import entrance
from bot.console.desk import Desk
from bot.services import sessions
from models.vocabulary import Role
from tests.bot.authenticator import Authenticator
from tests.bot.console.conftest import Browser, Clock
from tests.bot.services.colleagues import PASSWORD, SECRET, hire
from tests.bot.services.test_passkeys import add

SignIn = Callable[[str], Browser]


@pytest.fixture
def admin_at(desk: Desk, clock: Clock) -> SignIn:
    """An administrator who signed in ten minutes ago, on a site at this address."""

    def sign_in(address: str) -> Browser:
        at = replace(desk, settings=replace(desk.settings, public_url=address))
        app = Flask("console", static_folder=None)
        app.secret_key = "test"
        app.register_blueprint(entrance.make_console(at))
        staff_id = hire(desk.database, "boss", role=Role.ADMIN, totp_secret=SECRET)
        token = sessions.begin(desk.database, staff_id, browser="test", now=clock())
        clock.now += timedelta(minutes=10)
        found = sessions.find(desk.database, token, now=clock())
        assert found is not None
        client = app.test_client()
        client.set_cookie("desk", token)
        return Browser(client, found.csrf)

    return sign_in


def test_a_dangerous_page_asks_for_the_password_and_is_then_open(admin_at: SignIn) -> None:
    browser = admin_at("http://127.0.0.1:8000")

    first = browser.get("/console/staff/new?a=1")
    wrong = browser.post("/console/confirm", {"password": "ไม่ใช่รหัสผ่าน"})
    still = browser.get("/console/staff/new")
    right = browser.post("/console/confirm", {"password": PASSWORD, "next": "/console/staff/new"})
    after = browser.get("/console/staff/new")

    assert first.headers["Location"] == "/console/confirm?next=/console/staff/new?a%3D1"
    assert (wrong.status_code, still.status_code) == (401, 303)
    assert right.headers["Location"] == "/console/staff/new"
    assert after.status_code == 200


def test_a_dangerous_act_is_not_done_and_leads_back_to_its_page(
    admin_at: SignIn, desk: Desk
) -> None:
    browser, other = admin_at("http://127.0.0.1:8000"), hire(desk.database)
    token = sessions.begin(desk.database, other, browser="x", now=desk.now())

    answer = browser.post(
        f"/console/staff/{other}/close",
        headers={"Referer": f"http://localhost/console/staff/{other}"},
    )
    by_part = browser.post(f"/console/staff/{other}/close", headers={"HX-Request": "true"})

    assert answer.headers["Location"] == f"/console/confirm?next=/console/staff/{other}"
    assert by_part.headers["HX-Redirect"] == "/console/confirm?next=/console/"
    assert sessions.find(desk.database, token, now=desk.now()) is not None


def test_other_pages_are_open_all_the_time(admin_at: SignIn) -> None:
    assert admin_at("http://127.0.0.1:8000").get("/console/staff").status_code == 200


def test_guesses_here_lock_the_account_too(admin_at: SignIn) -> None:
    browser = admin_at("http://127.0.0.1:8000")
    for _ in range(5):
        browser.post("/console/confirm", {"password": "ไม่ใช่รหัสผ่าน"})

    assert browser.post("/console/confirm", {"password": PASSWORD}).status_code == 401


@pytest.mark.parametrize("is_own", [True, False])
def test_ones_own_passkey_is_proof_enough(
    admin_at: SignIn, desk: Desk, clock: Clock, is_own: bool
) -> None:
    browser = admin_at("http://localhost:8000")
    somebody = hire(desk.database, "somebody")
    key, boss = Authenticator(), somebody - 1
    add(desk.database, boss if is_own else somebody, key)

    asked = browser.post("/console/sign-in/passkey/challenge")
    answer = browser.post("/console/confirm/passkey", {"answer": key.sign(asked.text)})

    assert answer.status_code == (303 if is_own else 401)
    assert browser.get("/console/staff/new").status_code == (200 if is_own else 303)
