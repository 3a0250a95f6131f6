"""A challenge is kept until it is answered, once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask, session

from bot.console import passkeying
from bot.console.desk import Desk
from tests.bot.authenticator import Authenticator
from tests.bot.console.conftest import Clock
from tests.bot.services.colleagues import hire
from tests.bot.services.test_passkeys import add


@pytest.fixture
def named(desk: Desk) -> Desk:
    return replace(desk, settings=replace(desk.settings, public_url="http://localhost:8000"))


def test_passkeys_are_possible_where_the_address_has_a_name(desk: Desk, named: Desk) -> None:
    assert (passkeying.are_possible(desk), passkeying.are_possible(named)) == (False, True)


def test_a_challenge_can_be_taken_once(app: Flask, named: Desk) -> None:
    with app.test_request_context():
        asked = passkeying.asked(named)
        taken = [passkeying.taken(), passkeying.taken()]

    assert taken == [asked, None]


def test_without_a_challenge_nobody_is_proved(app: Flask, named: Desk) -> None:
    with app.test_request_context(method="POST", data={"answer": "{}"}):
        assert passkeying.proved(named) is None


def test_whose_passkey_answers_is_proved(app: Flask, named: Desk, clock: Clock) -> None:
    staff_id, key = hire(named.database), Authenticator()
    add(named.database, staff_id, key)
    clock.now += timedelta(seconds=1)
    routes = Flask("routes")
    routes.secret_key = "test"
    browser = routes.test_client()
    passkeying.add_routes(routes, named)  # type: ignore[arg-type]
    asked = browser.post("/sign-in/passkey/challenge")
    with browser.session_transaction() as kept:
        challenge = kept[passkeying.KEPT]

    with app.test_request_context(method="POST", data={"answer": key.sign(asked.text)}):
        session[passkeying.KEPT] = challenge
        assert passkeying.proved(named) == staff_id
