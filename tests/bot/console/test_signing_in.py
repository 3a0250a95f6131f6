"""Signing in: two steps, one of them secret, the other in hand; and the demo's single tap."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.console import entrance
from bot.console.desk import Desk
from bot.services import sessions
from models.vocabulary import Role
from tests.bot.authenticator import Authenticator
from tests.bot.console.conftest import NOW, Clock
from tests.bot.services.colleagues import PASSWORD, SECRET, audited, hire
from tests.bot.services.test_passkeys import add

DEMO = "wfh-demo-2563"


def app_of(desk: Desk, **settings: Any) -> Flask:
    made = Flask("console", static_folder=None)
    made.secret_key = "test"
    made.register_blueprint(
        entrance.make_console(replace(desk, settings=replace(desk.settings, **settings)))
    )
    return made


def send(browser: FlaskClient, password: str = PASSWORD, **more: str) -> Any:
    form = {"login": "somchai", "password": password, **more}
    return browser.post("/console/sign-in", data=form)


def figures(clock: Clock) -> str:
    return pyotp.TOTP(SECRET).at(clock())


def whereto(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.headers.get("Location", "")


def is_in(browser: FlaskClient) -> bool:
    return browser.get("/console/me").status_code == 200


def test_a_viewer_signs_in_by_password_and_goes_on_to_the_page_asked_for(
    app: Flask, desk: Desk
) -> None:
    hire(desk.database)
    browser = app.test_client()

    answer = send(browser, next="/console/me")

    assert whereto(answer) == (303, "/console/me")
    assert is_in(browser)


def test_a_foreign_page_is_never_the_next(app: Flask, desk: Desk) -> None:
    hire(desk.database)

    answer = send(app.test_client(), next="https://evil.example/console/")

    assert whereto(answer) == (303, "/console/")


def test_wrong_unknown_and_locked_read_the_same(app: Flask, desk: Desk) -> None:
    hire(desk.database)
    hire(desk.database, "locked", locked_until=NOW + timedelta(minutes=15))
    browser = app.test_client()

    pages = {
        (answer.status_code, answer.text.replace(login, ""))
        for login in ("somchai", "nobody", "locked")
        for answer in [send(browser, "ไม่ใช่รหัสผ่าน", login=login)]
    }

    assert [status for status, _ in pages] == [401]
    assert not is_in(browser)


def test_figures_are_asked_for_before_anything_is_open(
    app: Flask, desk: Desk, clock: Clock
) -> None:
    hire(desk.database, role=Role.SCREENER, totp_secret=SECRET)
    browser = app.test_client()

    half = send(browser, next="/console/me")
    closed = is_in(browser)
    wrong = browser.post("/console/sign-in/code", data={"code": "000000"})
    right = browser.post(
        "/console/sign-in/code", data={"code": figures(clock), "next": "/console/me"}
    )

    assert whereto(half) == (303, "/console/sign-in/code?next=/console/me")
    assert (closed, wrong.status_code) == (False, 401)
    assert whereto(right) == (303, "/console/me")
    assert is_in(browser)


def test_figures_seen_by_somebody_else_are_used_up(app: Flask, desk: Desk, clock: Clock) -> None:
    hire(desk.database, role=Role.SCREENER, totp_secret=SECRET)
    answers = []
    for _ in range(2):
        browser = app.test_client()
        send(browser)
        answers.append(browser.post("/console/sign-in/code", data={"code": figures(clock)}))

    assert [answer.status_code for answer in answers] == [303, 401]


def test_the_second_step_waits_five_minutes_and_not_for_strangers(
    app: Flask, desk: Desk, clock: Clock
) -> None:
    hire(desk.database, role=Role.SCREENER, totp_secret=SECRET)
    browser = app.test_client()
    send(browser)
    clock.now += timedelta(minutes=5)

    late = browser.post("/console/sign-in/code", data={"code": figures(clock)})
    stranger = app.test_client().get("/console/sign-in/code")

    again = (303, "/console/sign-in?next=/console/")
    assert (whereto(late), whereto(stranger)) == (again, again)


def test_without_a_second_proof_the_first_page_is_where_it_is_set_up(
    app: Flask, desk: Desk, clock: Clock
) -> None:
    hire(desk.database, role=Role.SCREENER)
    browser = app.test_client()
    send(browser)

    home, page = browser.get("/console/"), browser.get("/console/me/authenticator")

    assert whereto(home) == (303, "/console/me/authenticator")
    assert page.status_code == 200


def test_a_first_password_is_changed_before_anything_else(app: Flask, desk: Desk) -> None:
    hire(desk.database, must_change=True)
    browser = app.test_client()
    send(browser)

    assert whereto(browser.get("/console/")) == (303, "/console/me/password")
    assert browser.get("/console/me/password").status_code == 200


def test_a_token_from_before_is_never_signed_in(app: Flask, desk: Desk) -> None:
    staff_id = hire(desk.database)
    old = sessions.begin(desk.database, staff_id, browser="other", now=NOW)
    for planted in (old, "planted-by-somebody"):
        browser = app.test_client()
        browser.set_cookie("desk", planted)
        send(browser)
        cookie = browser.get_cookie("desk")

        assert cookie is not None
        assert cookie.value != planted
        assert sessions.find(desk.database, planted, now=NOW) is None


def test_who_is_signed_in_is_not_asked_again(app: Flask, desk: Desk) -> None:
    hire(desk.database)
    browser = app.test_client()
    send(browser)

    assert whereto(browser.get("/console/sign-in?next=/console/me")) == (303, "/console/me")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:8000"}, 303),
    ],
)
def test_nobody_is_signed_in_by_a_foreign_page(
    app: Flask, desk: Desk, headers: dict[str, str], status: int
) -> None:
    hire(desk.database)
    form = {"login": "somchai", "password": PASSWORD}

    answer = app.test_client().post("/console/sign-in", data=form, headers=headers)

    assert answer.status_code == status


def test_a_passkey_alone_signs_in(desk: Desk, clock: Clock) -> None:
    browser = app_of(desk, public_url="http://localhost:8000").test_client()
    staff_id, key = hire(desk.database, role=Role.SCREENER), Authenticator()
    add(desk.database, staff_id, key)
    clock.now += timedelta(seconds=1)

    asked = browser.post("/console/sign-in/passkey/challenge")
    answer = {"answer": key.sign(asked.text)}
    signed_in = browser.post("/console/sign-in/passkey", data=answer)
    replayed = browser.post("/console/sign-in/passkey", data=answer)

    assert whereto(signed_in) == (303, "/console/")
    assert whereto(replayed) == (303, "/console/sign-in?next=/console/")
    assert is_in(browser)
    assert audited(desk.database)[-1] == ("staff.signed_in", f"staff {staff_id}", staff_id)


def test_on_an_address_of_figures_no_passkey_is_asked_for(app: Flask) -> None:
    browser = app.test_client()

    assert browser.post("/console/sign-in/passkey/challenge").status_code == 404
    assert "data-passkey" not in browser.get("/console/sign-in").text


def test_in_the_demo_one_tap_signs_in(desk: Desk) -> None:
    staff_id = hire(desk.database, "demo.admin", role=Role.ADMIN, is_demo=True)
    browser = app_of(desk, demo=True).test_client()

    page = browser.get("/console/sign-in").text
    answer = browser.post("/console/sign-in/demo", data={"login": "demo.admin"})

    assert page.count('name="login" value="demo.') == 5
    assert whereto(answer) == (303, "/console/")
    assert is_in(browser)
    assert audited(desk.database) == [("staff.signed_in", f"staff {staff_id}", staff_id)]


def test_outside_the_demo_its_accounts_are_nobody(app: Flask, desk: Desk) -> None:
    staff_id = hire(desk.database, "demo.admin", role=Role.ADMIN, is_demo=True)
    token = sessions.begin(desk.database, staff_id, browser="demo", now=NOW)
    browser = app.test_client()

    page = browser.get("/console/sign-in").text
    tap = browser.post("/console/sign-in/demo", data={"login": "demo.admin"})
    typed = send(browser, login="demo.admin")
    browser.set_cookie("desk", token)

    assert ("demo." in page, tap.status_code, typed.status_code) == (False, 404, 401)
    assert not is_in(browser)


def test_in_the_demo_only_its_own_accounts_are_one_tap_away(desk: Desk) -> None:
    hire(desk.database, role=Role.ADMIN)

    answer = (
        app_of(desk, demo=True)
        .test_client()
        .post("/console/sign-in/demo", data={"login": "somchai"})
    )

    assert answer.status_code == 404
