"""The token stands in a cookie that no script reads and no other host sets."""

from dataclasses import replace

import pytest
from flask import Flask, Response

from bot.console import cookies
from bot.console.desk import Desk


@pytest.mark.parametrize(
    ("address", "cookie"),
    [
        ("http://127.0.0.1:8000", "desk=abc; HttpOnly; Path=/; SameSite=Lax"),
        ("https://bot.go.th", "__Host-desk=abc; Secure; HttpOnly; Path=/; SameSite=Lax"),
    ],
)
def test_over_https_the_cookie_is_the_hosts_own(desk: Desk, address: str, cookie: str) -> None:
    at = replace(desk, settings=replace(desk.settings, public_url=address))

    given, taken = cookies.give(at, Response(), "abc"), cookies.take(at, Response())

    assert given.headers["Set-Cookie"] == cookie
    assert "Max-Age=0" in taken.headers["Set-Cookie"]
    assert taken.headers["Set-Cookie"].startswith(cookies.cookie_name(at) + "=;")


def test_a_browser_without_one_holds_nothing(desk: Desk) -> None:
    app = Flask("cookies")

    with app.test_request_context(headers={"Cookie": "desk=abc"}):
        held = cookies.token(desk)
    with app.test_request_context():
        nothing = cookies.token(desk)

    assert (held, nothing) == ("abc", "")
