"""A chat served over a real database, against a platform that answers as it is told."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from bot.delivery.doorway import Doorway
from bot.delivery.inbox import remember
from bot.delivery.lanes import Lanes
from bot.delivery.ledger import Ledger
from bot.line.breaker import FAILURES
from bot.line.gateway import Gateway
from bot.line.inbound import events_in
from models.base import Database
from tests.bot.events import NOON, SOMCHAI, SOMYING, text_event
from tests.bot.platform import Platform
from tests.bot.small_dialogue import small_dialogue

DEAD = (400, {"message": "Invalid reply token"})
OOPS = (500, {"message": "oops"})
SLOW_DOWN = (429, {"message": "The API rate limit has been exceeded. Try again later."})


class Desk:
    """The lanes with a clock that is moved by hand, and whom they asked to be woken for."""

    def __init__(self, database: Database, line: Gateway, platform: Platform) -> None:
        self.now_ms = NOON + 1_000
        self.database = database
        self.platform = platform
        self.woken: list[tuple[str, int]] = []
        ledger = Ledger(database, lambda: self.now_ms)
        self.lanes = Lanes(database, small_dialogue(), line, ledger, self._now, Doorway())

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.now_ms / 1000, UTC)

    def hear(self, *events: Any) -> None:
        body = json.dumps({"events": events}).encode()
        remember(self.database, events_in(body, now_ms=self.now_ms), now_ms=self.now_ms)

    def drain(self, lane: str = SOMCHAI) -> None:
        self.lanes.drain(lane, lambda other, at_ms: self.woken.append((other, at_ms)))

    def again(self) -> None:
        """As the runner would, when the time of the next wake-up has come."""
        lane, at_ms = min(self.woken, key=lambda woken: woken[1])
        self.woken.remove((lane, at_ms))
        self.now_ms = max(self.now_ms, at_ms)
        self.drain(lane)

    def rows(self, columns: str, table: str = "outbox") -> list[tuple[Any, ...]]:
        with self.database.read() as connection:
            found = connection.execute(text(f"SELECT {columns} FROM {table} ORDER BY id"))
            return [tuple(row) for row in found]


@pytest.fixture
def desk(database: Database, line: Gateway, platform: Platform) -> Desk:
    known = Desk(database, line, platform)
    known.hear(text_event("hello", 0))
    known.drain()
    platform.calls.clear()
    with database.write() as connection:
        connection.execute(text("DELETE FROM outbox"))
    return known


def test_drain_answers_all_that_waits_in_order(desk: Desk) -> None:
    desk.hear(text_event("two", 2), text_event("one", 1))

    desk.drain()

    said = [body["messages"][0]["text"] for _, _, _, body in desk.platform.calls]
    assert (said, desk.woken) == (["one", "two"], [])
    assert desk.rows("state") == [("sent",), ("sent",)]


def test_drain_asks_for_the_name_of_a_newcomer(desk: Desk) -> None:
    desk.platform.script = [(200, {}), (200, {"displayName": "สมหญิง"})]
    desk.hear(text_event("hello", 1, source={"type": "user", "userId": SOMYING}))

    desk.drain(SOMYING)

    assert desk.platform.paths() == ["reply", SOMYING]
    assert desk.rows("display_name", "contacts")[1] == ("สมหญิง",)


def test_drain_answers_a_contact_who_has_never_written(desk: Desk) -> None:
    with desk.database.write() as connection:
        connection.execute(
            text("INSERT INTO contacts (line_id, created_at) VALUES (:line_id, :at)"),
            {"line_id": SOMYING, "at": "2020-03-17 02:30:00+00:00"},
        )
    desk.hear(text_event("hello", 1, source={"type": "user", "userId": SOMYING}))

    desk.drain(SOMYING)

    assert desk.platform.paths() == ["reply"]
    assert desk.rows("state") == [("sent",)]


def test_drain_wakes_those_who_are_told(desk: Desk) -> None:
    desk.hear(text_event("tell", 1))
    desk.drain()
    assert desk.woken == [(SOMYING, 0)]

    desk.again()

    assert desk.platform.paths() == ["reply", "push"]
    assert desk.rows("channel, state") == [("reply", "sent"), ("push", "sent")]


def test_an_unclear_reply_is_tried_again_with_the_same_token(desk: Desk) -> None:
    desk.platform.script = [OOPS, (200, {})]
    desk.hear(text_event("form", 1))

    desk.drain()
    desk.again()

    assert [body["replyToken"] for _, _, _, body in desk.platform.calls] == ["token1", "token1"]
    assert desk.rows("state, is_unclear, attempts") == [("sent", 1, 2)]


def test_an_unclear_reply_whose_token_is_then_used_up_was_delivered(desk: Desk) -> None:
    desk.platform.script = ["hang up", "hang up", DEAD]
    desk.hear(text_event("form", 1))

    desk.drain()
    desk.again()

    assert desk.platform.paths() == ["reply", "reply", "reply"]
    assert desk.rows("state") == [("inferred",)]


def test_a_kept_connection_that_was_gone_is_replaced_at_once(desk: Desk) -> None:
    desk.platform.script = ["hang up", (200, {})]
    desk.hear(text_event("form", 1))

    desk.drain()

    assert (desk.woken, desk.rows("state, is_unclear")) == ([], [("sent", 1)])


def test_a_reply_is_never_pushed_while_it_may_have_arrived(desk: Desk) -> None:
    desk.platform.script = [OOPS]
    desk.hear(text_event("form", 1))
    desk.drain()
    desk.now_ms += 50_000

    desk.drain()

    assert desk.platform.paths() == ["reply"]
    assert desk.rows("state") == [("uncertain",)]


def test_a_dead_token_sends_what_must_arrive_on_as_a_push(desk: Desk) -> None:
    desk.platform.script = [DEAD]
    desk.hear(text_event("form", 1))

    desk.drain()

    ((key,),) = desk.rows("retry_key")
    assert desk.platform.paths() == ["reply", "push"]
    assert desk.platform.calls[1][2]["X-Line-Retry-Key"] == key
    assert desk.rows("channel, state") == [("push", "sent")]


def test_a_dead_token_ends_a_courtesy(desk: Desk) -> None:
    desk.platform.script = [DEAD]
    desk.hear(text_event("hello", 1))

    desk.drain()

    assert desk.platform.paths() == ["reply"]
    assert desk.rows("state, error") == [("dropped", "Invalid reply token")]


def test_a_push_that_was_accepted_before_is_sent(desk: Desk) -> None:
    desk.platform.script = [(200, {}), OOPS, (409, {"message": "already accepted"})]
    desk.hear(text_event("tell", 1))
    desk.drain()

    desk.again()
    desk.again()

    keys = {headers["X-Line-Retry-Key"] for _, path, headers, _ in desk.platform.calls[1:]}
    assert len(keys) == 1
    assert desk.rows("state")[1] == ("sent",)


def test_a_later_event_waits_until_the_earlier_answer_is_settled(desk: Desk) -> None:
    desk.platform.script = [SLOW_DOWN, (200, {}), (200, {})]
    desk.hear(text_event("form", 1), text_event("hello", 2))

    desk.drain()
    assert desk.rows("state", "inbox")[1:] == [("done",), ("waiting",)]
    desk.again()

    said = [body["messages"][0]["text"] for _, _, _, body in desk.platform.calls]
    assert said == ["form open", "form open", "hello"]


def test_a_message_line_refuses_does_not_hold_up_the_chat(desk: Desk) -> None:
    desk.platform.script = [(400, {"message": "The request body has 1 error(s)"})]
    desk.hear(text_event("form", 1), text_event("hello", 2))

    desk.drain()

    assert desk.rows("state, error") == [
        ("failed", "400 The request body has 1 error(s)"),
        ("sent", None),
    ]


def test_while_line_is_down_nothing_is_begun_and_turns_go_on(desk: Desk) -> None:
    desk.platform.script = [OOPS] * FAILURES
    for number in range(FAILURES):
        desk.lanes.gateway.push(SOMYING, "[]", f"key-{number}")

    desk.hear(text_event("one", 1), text_event("two", 2))
    desk.drain()
    desk.now_ms += 4_999  # what was not sent waits as long as the next probe may take
    desk.drain()
    waiting = desk.rows("state, channel, is_unclear, attempts")
    desk.now_ms += 60_000
    desk.drain()

    assert len(desk.platform.calls) == FAILURES
    assert waiting == [("waiting", "reply", 0, 1)]
    assert desk.rows("state, channel, is_unclear, attempts, error") == [
        ("dropped", "reply", 0, 1, "the deadline passed"),
        ("dropped", "reply", 0, 0, None),  # the second turn was taken all the same
    ]


def test_when_line_is_back_everybody_who_waited_is_woken(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.platform.script = [OOPS] * FAILURES
    for number in range(FAILURES):
        desk.lanes.gateway.push(SOMYING, "[]", f"key-{number}")
    source = {"type": "user", "userId": SOMYING}
    desk.hear(text_event("one", 1), text_event("two", 2, source=source))
    desk.drain(SOMCHAI)
    desk.drain(SOMYING)
    desk.now_ms += 5_000
    desk.woken.clear()
    monkeypatch.setattr(desk.lanes.gateway._breaker, "_probe_at", 0.0)

    desk.drain(SOMCHAI)

    assert desk.woken == [(SOMYING, 0)]
    assert desk.rows("state") == [("sent",), ("waiting",)]


def test_an_answer_waits_for_a_mended_access_token(desk: Desk) -> None:
    desk.platform.script = [(401, {"message": "no"})] * 5
    desk.hear(text_event("form", 1))
    desk.drain()
    for _ in range(5):
        desk.again()

    assert desk.rows("channel, state, attempts") == [("reply", "sent", 6)]


def test_an_answer_whose_token_died_waiting_for_access_arrives_as_a_push(desk: Desk) -> None:
    desk.platform.script = [(401, {"message": "no"})]
    desk.hear(text_event("form", 1))
    desk.drain()
    desk.now_ms += 60_000

    desk.drain()

    assert desk.rows("channel, state") == [("push", "sent")]


def test_a_failing_turn_is_tried_again_and_then_apologised_for(desk: Desk) -> None:
    desk.hear(text_event("fail", 1), text_event("hello", 2))
    desk.drain()
    assert desk.platform.calls == []

    desk.again()
    desk.again()

    said = [body["messages"][0]["text"] for _, _, _, body in desk.platform.calls]
    assert said == ["sorry", "hello"]
    assert desk.rows("state, tries", "inbox")[1] == ("failed", 2)
