"""What Prometheus reads, and who may; the figures themselves are tested where they are read."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.metrics import FORWARDED, make_metrics
from bot.services.figures import Figures, Queue

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token-of-some-length"
QUIET = Figures(
    events=Queue(0, 0.0),
    messages=Queue(0, 0.0),
    by_state={table: {} for table in ("inbox", "outbox", "jobs", "broadcasts", "chunks")},
    pushed=0,
    told=0,
    ever={},
    last_hour={},
)
BUSY = Figures(
    events=Queue(3, 4.5),
    messages=Queue(2, 1.25),
    by_state={
        "inbox": {"failed": 1, "unreadable": 2},
        "outbox": {"failed": 3, "uncertain": 4, "dropped": 5},
        "jobs": {"waiting": 6, "failed": 7},
        "broadcasts": {"sending": 1, "paused": 2},
        "chunks": {"waiting": 8, "uncertain": 9},
    },
    pushed=70,
    told=80,
    ever={
        "answer.1": 10,
        "answer.10": 4,
        "answer.more": 1,
        "answer.ms": 90_500,
        "message.sent.reply": 15,
        "message.failed.push": 1,
        "line.rate": 5,
        "line.server": 6,
        "webhook.signature": 7,
        "quota.used": 450,
        "quota.limit": 500,
    },
    last_hour={"answer.1": 3, "answer.60": 1},
)

TOLD = {
    "database_up": 1,
    "events_waiting": 3,
    "events_oldest_seconds": 4.5,
    "messages_waiting": 2,
    "messages_oldest_seconds": 1.25,
    'answer_seconds_bucket{le="1"}': 10,
    'answer_seconds_bucket{le="2"}': 10,
    'answer_seconds_bucket{le="5"}': 10,
    'answer_seconds_bucket{le="10"}': 14,
    'answer_seconds_bucket{le="30"}': 14,
    'answer_seconds_bucket{le="60"}': 14,
    'answer_seconds_bucket{le="+Inf"}': 15,
    "answer_seconds_count": 15,
    "answer_seconds_sum": 90.5,
    "answers_last_hour": 4,
    "answers_last_hour_soon": 3,
    "answers_last_hour_soon_ratio": 0.75,
    'messages_settled_total{channel="push",state="failed"}': 1,
    'messages_settled_total{channel="reply",state="sent"}': 15,
    "pushes_this_month": 70,
    "notified_this_month": 80,
    "quota_used": 450,
    "quota_limit": 500,
    'inbox{state="failed"}': 1,
    'inbox{state="unreadable"}': 2,
    'outbox{state="failed"}': 3,
    'outbox{state="uncertain"}': 4,
    'outbox{state="dropped"}': 5,
    'jobs{state="waiting"}': 6,
    'jobs{state="running"}': 0,
    'jobs{state="failed"}': 7,
    'broadcasts{state="ready"}': 0,
    'broadcasts{state="preparing"}': 0,
    'broadcasts{state="sending"}': 1,
    'broadcasts{state="paused"}': 2,
    'chunks{state="waiting"}': 8,
    'chunks{state="attempting"}': 0,
    'chunks{state="failed"}': 0,
    'chunks{state="uncertain"}': 9,
    "dead_letters": 26,
    'line_not_taken_total{cause="quota"}': 0,
    'line_not_taken_total{cause="rate"}': 5,
    'line_not_taken_total{cause="server"}': 6,
    "webhook_refused_total": 7,
}


def client(figures: Figures | None = QUIET, token: str = "") -> FlaskClient:
    app = Flask("desk")
    app.register_blueprint(make_metrics(lambda: figures, token))
    return app.test_client()


def told(figures: Figures | None) -> dict[str, float]:
    """Every figure by its name and labels, as Prometheus reads them."""
    text = client(figures).get("/metrics").get_data(as_text=True)
    lines = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name.removeprefix("wfh_"): float(value) for name, value in lines}


def test_metrics_tell_every_figure() -> None:
    assert told(BUSY) == TOLD


def test_every_figure_is_explained() -> None:
    explained = re.findall(r"`(wfh_\w+)`", (ROOT / "docs" / "watching.md").read_text("utf-8"))
    text = client(BUSY).get("/metrics").get_data(as_text=True)

    assert sorted(explained) == sorted(
        f"{name}_total" if kind == "counter" and not name.endswith("_total") else name
        for name, kind in re.findall(r"# TYPE (\w+) (\w+)", text)
    )


def test_an_hour_without_answers_is_no_bad_hour() -> None:
    quiet = told(QUIET)

    assert (quiet["answers_last_hour"], quiet["answers_last_hour_soon_ratio"]) == (0, 1)
    assert "quota_used" not in quiet  # nobody knows yet


def test_without_a_database_that_is_what_is_told() -> None:
    assert told(None) == {"database_up": 0}


def test_with_a_token_only_its_bearer_may_ask_from_wherever() -> None:
    page = client(token=TOKEN)
    far = {"REMOTE_ADDR": "203.0.113.7"}

    statuses = [
        page.get("/metrics", headers=headers, environ_base=far).status_code
        for headers in (
            {"Authorization": f"Bearer {TOKEN}"},
            {"Authorization": f"Bearer {TOKEN}x"},
            {"Authorization": f"Basic {TOKEN}"},
            {"Authorization": "Bearer ค"},
            {},
        )
    ]

    assert statuses == [200, 401, 401, 401, 401]
    assert page.get("/metrics").status_code == 401  # from this machine too


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000", "[::1]"])
def test_without_a_token_this_machine_may_ask(address: str, host: str) -> None:
    answer = client().get("/metrics", headers={"Host": host}, environ_base={"REMOTE_ADDR": address})

    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain")


@pytest.mark.parametrize("name", FORWARDED)
def test_without_a_token_nobody_may_ask_through_a_proxy(name: str) -> None:
    assert client().get("/metrics", headers={name: "127.0.0.1"}).status_code == 403


@pytest.mark.parametrize("host", ["wfh.example.go.th", "[::1", "127.0.0.1.example", ""])
def test_without_a_token_nobody_may_ask_under_a_public_name(host: str) -> None:
    assert client().get("/metrics", headers={"Host": host}).status_code != 200


def test_without_a_token_nobody_may_ask_a_bot_that_is_public() -> None:
    app = Flask("metrics")
    app.register_blueprint(make_metrics(lambda: None, "", is_public=True))

    answer = app.test_client().get("/metrics", headers={"Host": "127.0.0.1:8000"})

    assert answer.status_code == 403


def test_without_a_token_nobody_may_ask_from_elsewhere() -> None:
    answer = client().get("/metrics", environ_base={"REMOTE_ADDR": "203.0.113.7"})

    assert (answer.status_code, answer.get_data()) == (403, b"closed")
