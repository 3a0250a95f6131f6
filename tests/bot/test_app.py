"""The whole application over real HTTP: whatever is sent, and whatever LINE does, is answered."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import create_app
from bot.settings import load
from simulator.testing import Line
from tests.serving import Bot

HOSTILE = [
    "ลงทะเบียน\x00",
    "\ud800",
    "\u200b\u200d\ufeff",
    "ก" * 5000,
    "e\u0301" + "\u0301" * 900,
    "🙂" * 300,
    "<script>alert(1)</script> {agency} %s {0.__class__}",
    "' OR 1=1; --",
    "\u202eกรมเจ้าท่า",
    "๙" * 400,
]


@pytest.fixture
def line() -> Iterator[Line]:
    with Line() as line:
        yield line


@pytest.fixture
def bot(line: Line, tmp_path: Path) -> Iterator[Bot]:
    with Bot(line, tmp_path) as bot:
        line.connect(bot.url)
        yield bot


def test_hostile_texts_are_answered_in_and_out_of_a_form(line: Line, bot: Bot) -> None:
    person = line.user("<b>{name}</b>\u202e\u200b")

    for text in HOSTILE:
        person.says(text)
        assert person.last_answer
    person.says("ลงทะเบียน")
    for text in HOSTILE:
        person.says(text)
        assert person.last_answer

    person.says("ยกเลิก").sees("ยกเลิกแล้วค่ะ")
    assert {entry["status"] for entry in line.traffic()} == {200}


def test_unknown_events_are_taken_and_change_nothing(line: Line, bot: Bot) -> None:
    person = line.user()
    person.says("ลงทะเบียน")

    person.sends(
        {"type": "beacon", "beacon": {"hwid": "d41d8cd98f", "type": "enter"}}, answered=False
    )
    person.sends({"type": "somethingNew", "somethingNew": {"a": [1]}}, answered=False)
    person.sees_nothing_new()

    person.says("กรมเจ้าท่า").sees("โปรแกรม")


@pytest.mark.parametrize("kind", ["500", "429", "reset-before", "reset-after"])
def test_answer_arrives_though_line_falters(kind: str, line: Line, bot: Bot) -> None:
    line.fault("/v2/bot/message/reply", kind, every=2)
    person = line.user()

    person.says("ลงทะเบียน").sees("หน่วยงาน")
    person.says("กรมเจ้าท่า").sees("โปรแกรม")
    person.says("teams").sees("ผู้ใช้งาน")

    line.clear_faults()
    person.says("ยกเลิก").sees("ยกเลิกแล้วค่ะ")


def test_without_a_secret_nothing_from_line_is_believed(line: Line, tmp_path: Path) -> None:
    app = create_app(load({"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}"}))
    client = app.test_client()

    refused = client.post("/callback", data=b'{"events":[]}', headers={"x-line-signature": "x"})
    ready = client.get("/readyz")

    assert refused.status_code == 401
    assert ready.status_code == 503
    assert "LINE_CHANNEL_SECRET" in ready.get_data(as_text=True)
    app.extensions["office"].close()
