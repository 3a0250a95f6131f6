import base64
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from bot.delivery.doorway import Doorway
from bot.webhook import LARGEST_BODY, Door, make_webhook
from models.base import Database, open_database
from tests.bot.events import NOON, SOMCHAI, text_event

SECRET = b"8c570fa6dd201bb328f1c1eac23a96d8"


class Desk:
    """A webhook over a real database, and whom it woke."""

    def __init__(self, database: Database) -> None:
        self.woken: list[str] = []
        self.counted: list[str] = []
        self.database = database
        door = Door(
            SECRET,
            database,
            Doorway(),
            self.woken.append,
            lambda: NOON,
            lambda: "สวัสดีค่ะ",
            self.counted.append,
        )
        self.app = Flask("desk")
        self.app.register_blueprint(make_webhook(door))

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def post(self, body: bytes | str, signature: str | None = None) -> TestResponse:
        raw = body.encode() if isinstance(body, str) else body
        headers = {"x-line-signature": signed(raw) if signature is None else signature}
        return self.client.post("/callback", data=raw, headers=headers)

    def kept(self) -> int:
        with self.database.read() as connection:
            return int(connection.scalar(text("SELECT count(*) FROM inbox")) or 0)


def signed(body: bytes) -> str:
    return base64.b64encode(hmac.new(SECRET, body, hashlib.sha256).digest()).decode()


def body_of(*events: Any) -> str:
    return json.dumps({"destination": "U", "events": events})


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def answer(response: TestResponse) -> tuple[int, str]:
    return response.status_code, response.text


def test_callback_takes_the_vector_line_published(desk: Desk) -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'

    response = desk.post(body, "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=")

    assert (answer(response), desk.kept(), desk.woken) == ((200, "OK"), 0, [])


def test_callback_remembers_then_says_ok_and_wakes_the_chat(desk: Desk) -> None:
    response = desk.post(body_of(text_event("hello", 1), text_event("again", 2)))

    assert (answer(response), desk.kept(), desk.woken) == ((200, "OK"), 2, [SOMCHAI])


@pytest.mark.parametrize("signature", ["nonsense", "", "é\x80", "=" * 10_000])
def test_callback_believes_nobody_without_the_right_signature(desk: Desk, signature: str) -> None:
    response = desk.post(body_of(text_event("hello")), signature)

    assert (response.status_code, desk.kept(), desk.woken) == (401, 0, [])


def test_whoever_is_not_believed_is_counted(desk: Desk) -> None:
    desk.post(body_of(text_event("hello")), "nonsense")
    desk.client.post("/callback", data=b"{}")
    desk.post(body_of(text_event("hello")))
    desk.post(b"no events")

    assert desk.counted == ["webhook.signature"] * 2


def test_callback_believes_no_signature_of_other_bytes(desk: Desk) -> None:
    body = body_of(text_event("hello"))

    response = desk.post(body + " ", signed(body.encode()))

    assert answer(response) == (401, "wrong signature")


def test_callback_refuses_what_is_too_large_however_well_signed(desk: Desk) -> None:
    assert answer(desk.post(b" " * (LARGEST_BODY + 1))) == (413, "too large")


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"events":1}', "[" * 50_000, "\x00"])
def test_callback_refuses_what_is_no_webhook(desk: Desk, body: str) -> None:
    assert answer(desk.post(body)) == (400, "no events")


@pytest.mark.parametrize(
    "odd",
    [
        '"text"',
        "7",
        '{"a":' * 900 + "1" + "}" * 900,
        '{"timestamp":1e999}',
        '{"timestamp":' + "9" * 4000 + "}",
        '{"type":"message","webhookEventId":"x","source":{"userId":"\\u0000"}}',
        '{"type":"message","webhookEventId":"\\ud800"}',
        '{"type":NaN}',
    ],
)
def test_callback_takes_the_good_events_beside_an_odd_one(desk: Desk, odd: str) -> None:
    body = '{"events":[' + odd + "," + json.dumps(text_event("hello")) + "]}"

    response = desk.post(body)

    assert (answer(response), desk.kept(), desk.woken) == ((200, "OK"), 2, [SOMCHAI])


def test_callback_asks_line_to_come_again_when_it_cannot_remember(tmp_path: Path) -> None:
    empty = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    desk = Desk(empty)

    response = desk.post(body_of(text_event("hello")))

    assert (answer(response), desk.woken) == ((503, "try again"), [])
    empty.close()


def test_callback_heals_when_the_database_does(desk: Desk) -> None:
    rename = "ALTER TABLE {} RENAME TO {}"
    with desk.database.write() as connection:
        connection.execute(text(rename.format("inbox", "away")))
    broken = desk.post(body_of(text_event("hello")))
    with desk.database.write() as connection:
        connection.execute(text(rename.format("away", "inbox")))

    healed = desk.post(body_of(text_event("hello")))

    assert (broken.status_code, healed.status_code, desk.kept()) == (503, 200, 1)


def test_callback_greets_a_visitor(desk: Desk) -> None:
    response = desk.client.get("/callback")

    assert (answer(response), response.mimetype) == ((200, "สวัสดีค่ะ"), "text/plain")


@pytest.fixture
def port(desk: Desk) -> Iterator[int]:
    server = make_server("127.0.0.1", 0, desk.app)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (f"Content-Length: {LARGEST_BODY + 1}\r\nX-Line-Signature: x", b"413"),
        ("Content-Length: 5000", b"401"),
    ],
)
def test_callback_refuses_without_waiting_for_the_body(
    port: int, headers: str, status: bytes
) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as caller:
        caller.sendall(f"POST /callback HTTP/1.1\r\nHost: bot\r\n{headers}\r\n\r\n".encode())
        told = caller.recv(100)

    assert told.split(b" ")[1] == status
