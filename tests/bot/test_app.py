import base64
import hashlib
import hmac
import json
import time
from pathlib import Path

import pytest
from flask import Flask

from bot import clock
from bot.app import Office, create_app
from bot.settings import SIMULATOR_SECRET, load
from tests.bot.events import text_event
from tests.bot.platform import Platform

PATIENCE = 10.0


@pytest.fixture
def app(tmp_path: Path, platform: Platform) -> Flask:
    database = f"sqlite:///{tmp_path / 'var' / 'bot.db'}"
    return create_app(load({"LINE_API_BASE": platform.url, "DATABASE_URL": database}))


def office_of(app: Flask) -> Office:
    office = app.extensions["office"]
    assert isinstance(office, Office)
    return office


def test_a_text_comes_in_and_its_answer_goes_out(app: Flask, platform: Platform) -> None:
    office = office_of(app)
    event = text_event("สวัสดี", timestamp=clock.now_ms())
    body = json.dumps({"destination": "U", "events": [event]}).encode()
    digest = hmac.new(SIMULATOR_SECRET.encode(), body, hashlib.sha256).digest()
    headers = {"x-line-signature": base64.b64encode(digest).decode()}

    office.serve()
    taken = app.test_client().post("/callback", data=body, headers=headers)
    end = time.monotonic() + PATIENCE
    while "reply" not in platform.paths() and time.monotonic() < end:
        time.sleep(0.01)
    office.close()

    assert (taken.status_code, platform.paths()[0]) == (200, "reply")
    assert platform.calls[0][3]["replyToken"] == "token1"


def test_readyz_is_ready_only_while_it_serves(app: Flask) -> None:
    office = office_of(app)
    before = app.test_client().get("/readyz")
    office.serve()
    during = app.test_client().get("/readyz")
    office.close()

    assert (before.status_code, during.status_code) == (503, 200)
    assert before.json == {
        "status": "not ready",
        "checks": {"settings": "ok", "database": "ok", "runner": "not running"},
    }


def test_without_settings_nothing_is_accepted_and_readyz_names_them(tmp_path: Path) -> None:
    app = create_app(load({"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}"}))
    told = app.test_client().get("/readyz")
    office_of(app).close()

    assert told.status_code == 503
    assert told.json is not None
    assert told.json["checks"]["settings"] == "LINE_CHANNEL_SECRET, LINE_CHANNEL_ACCESS_TOKEN"


def test_a_second_bot_on_the_same_file_knows_that_it_is_not_alone(
    app: Flask, tmp_path: Path
) -> None:
    first = office_of(app)
    second = office_of(create_app(first.settings))

    assert (first.alone.is_certain, second.alone.is_certain) == (True, False)
    first.close()
    second.close()
