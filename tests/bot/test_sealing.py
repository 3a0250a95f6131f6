"""Every answer carries the headers it must; an error tells its place to the log and nobody else."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, Response
from structlog.testing import capture_logs

from bot import logs, sealing
from bot.app import create_app
from bot.sealing import HEADERS, TWO_YEARS
from bot.settings import load
from tests.bot.services.colleagues import hire

HTTPS = {"PUBLIC_URL": "https://wfh.example.go.th"}
LOCAL = {"LINE_API_BASE": "http://127.0.0.1:9"}
PATHS = ["/", "/guides", "/nowhere", "/callback", "/healthz", "/readyz", "/console/sign-in"]


def sealed(**settings: str) -> Flask:
    app = Flask("sealed", static_folder=None)
    sealing.seal(app, load(settings), lambda: "ขออภัยค่ะ")

    @app.get("/own")
    def own() -> Response:
        return Response("own", headers={"Content-Security-Policy": "default-src 'self'"})

    @app.get("/broken")
    def broken() -> Response:
        raise ValueError("สมชาย 0812345678")

    return app


def test_a_door_keeps_what_it_says_itself() -> None:
    answer = sealed().test_client().get("/own")

    assert answer.headers["Content-Security-Policy"] == "default-src 'self'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_over_https_browsers_are_told_to_come_by_it_alone() -> None:
    with_it = sealed(**HTTPS).test_client().get("/own")
    without = sealed().test_client().get("/own")

    assert with_it.headers["Strict-Transport-Security"] == TWO_YEARS
    assert "Strict-Transport-Security" not in without.headers


def test_an_error_nobody_foresaw_is_said_kindly_and_logged_by_its_place() -> None:
    with capture_logs(processors=[logs.unnamed]) as told:
        answer = sealed().test_client().get("/broken")

    assert (answer.status_code, answer.text) == (500, "ขออภัยค่ะ")
    assert [entry["event"] for entry in told] == ["request failed"]
    assert logs.trace((ValueError, told[0]["exc_info"], None))[0] == "ValueError"


def test_the_wrong_method_is_no_error() -> None:
    answer = sealed().test_client().post("/own")

    assert (answer.status_code, answer.headers["X-Content-Type-Options"]) == (405, "nosniff")


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory):
    file: Path = tmp_path_factory.mktemp("sealed") / "bot.db"
    settings = load({**HTTPS, **LOCAL, "DATABASE_URL": f"sqlite:///{file}"})
    app = create_app(replace(settings, demo=True))
    yield app
    app.extensions["office"].close()


@pytest.mark.parametrize("path", PATHS)
def test_every_door_of_the_bot_is_sealed(bot: Flask, path: str) -> None:
    told = bot.test_client().get(path).headers

    assert told["Strict-Transport-Security"] == TWO_YEARS
    assert told["X-Content-Type-Options"] == HEADERS["X-Content-Type-Options"]
    assert "frame-ancestors 'none'" in told["Content-Security-Policy"]
    assert "base-uri 'none'" in told["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in told


def test_every_cookie_is_the_hosts_own(bot: Flask) -> None:
    hire(bot.extensions["office"].database, "viewer", is_demo=True)
    browser = bot.test_client()

    answers = [
        browser.get("/console/sign-in/code"),  # leads back, with something to say
        browser.post("/console/sign-in/demo", data={"login": "viewer"}),
    ]

    cookies = [cookie for answer in answers for cookie in answer.headers.getlist("Set-Cookie")]
    assert [cookie.split("=")[0] for cookie in cookies] == ["__Host-said", "__Host-desk"]
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
