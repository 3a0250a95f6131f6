import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from simulator.crowd import user_id
from tests.bench.processes import Served, get, serving
from tests.ports import free_port

MULTICAST, PUSH, REPLY = (f"/v2/bot/message/{name}" for name in ("multicast", "push", "reply"))


@pytest.fixture
def sink(tmp_path: Path):
    port = free_port()
    command = ("-m", "tests.bench.sink", str(port), "5", "1000")
    log = tmp_path / "log"
    with serving(command, port=port, path="/count", settings={}, log=log) as served:
        yield served


def post(sink: Served, path: str, body: dict[str, object], key: str = "") -> tuple[int, object]:
    connection = http.client.HTTPConnection("127.0.0.1", sink.port, timeout=20)
    headers = {"X-Line-Retry-Key": key} if key else {}
    connection.request("POST", path, json.dumps(body), headers)
    response = connection.getresponse()
    told = response.status, json.loads(response.read())
    connection.close()
    return told


def read(sink: Served, path: str) -> dict[str, object]:
    told = json.loads(get(sink.port, path)[1])
    assert isinstance(told, dict)
    return told


def test_multicasts_at_once_are_counted_per_person(sink: Served) -> None:
    chunks = [[user_id(n) for n in range(first, first + 100)] for first in range(0, 1_000, 100)]

    with ThreadPoolExecutor(10) as pool:
        calls = [
            pool.submit(post, sink, MULTICAST, {"to": to, "messages": []}, f"key-{at}")
            for at, to in enumerate(chunks)
        ]
        answers = [call.result() for call in calls]

    assert answers == [(200, {})] * 10
    assert read(sink, "/crowd") == {
        "people": 1_000,
        "min": 1,
        "max": 1,
        "sum": 1_000,
        "histogram": {"1": 1_000},
    }


def test_a_key_is_good_once_and_every_kind_is_told(sink: Served) -> None:
    sent = {"sentMessages": [{"id": "1", "quoteToken": "q"}]}
    to = [user_id(1), user_id(2)]

    answers = [
        post(sink, MULTICAST, {"to": to}, "key"),
        post(sink, MULTICAST, {"to": to}, "key"),
        post(sink, PUSH, {"to": to[0]}, "other"),
        post(sink, REPLY, {"replyToken": "t"}),
        post(sink, REPLY, {"replyToken": "t"}),
    ]
    tally = read(sink, "/tally")

    used = {"message": "The retry key is already accepted"}
    assert answers == [(200, {}), (409, used), (200, sent), (200, sent), (200, sent)]
    assert tally.pop("most_in_a_second") in range(1, 6)  # by the speed of the machine
    assert tally == {
        "replies": 2,
        "pushes": 1,
        "multicasts": 1,
        "recipients": 2,
        "again": 1,
        "most_at_once": 1,
    }
    assert read(sink, "/v2/bot/message/quota/consumption") == {"totalUsage": 3}
    assert (read(sink, "/count"), read(sink, "/crowd")["sum"]) == ({"replies": 2}, 2)
