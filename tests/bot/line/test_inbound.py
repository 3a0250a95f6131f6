import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotAWebhook
from bot.line.inbound import (
    Event,
    Ignored,
    InGroup,
    Joined,
    Left,
    Unsent,
    events_in,
    meaning,
    parse,
)
from handlers.turn import Attachment, Followed, Heard, Pressed, Received
from models.vocabulary import InboxState
from tests.bot.events import NOON, SOMCHAI, event, text_event

NOW = NOON + 60_000


def read(*events: Any) -> tuple[Event, ...]:
    return events_in(json.dumps({"destination": "U", "events": events}).encode(), now_ms=NOW)


def mean(made: dict[str, Any], *names: str) -> Any:
    return meaning(json.dumps(made), at=NOON, names=names)


def in_group(text: str, **changes: Any) -> dict[str, Any]:
    message = {"type": "text", "id": "1", "text": text} | changes
    source = {"type": "group", "groupId": "C" + "c" * 32, "userId": SOMCHAI}
    return event("message", source=source, message=message)


# ---- what the door keeps -----------------------------------------------------------------


def test_events_in_keeps_what_is_needed_to_answer_in_order() -> None:
    made = text_event("สวัสดี", 5)

    (kept,) = read(made)

    assert json.loads(kept.raw) == made
    assert kept == Event(
        event_id=made["webhookEventId"],
        message_id="1005",
        lane=SOMCHAI,
        kind="message",
        at_ms=NOON + 5,
        reply_token="token5",
        is_redelivery=False,
        raw=kept.raw,
        state=InboxState.WAITING,
    )


def test_events_in_knows_a_redelivery() -> None:
    (kept,) = read(text_event("again", deliveryContext={"isRedelivery": True}))

    assert kept.is_redelivery


def test_events_in_puts_a_group_into_a_lane_of_its_own() -> None:
    (kept,) = read(in_group("hello"))

    assert kept.lane == "C" + "c" * 32


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"events":{}}', b"[" * 100_000, b"\xff\xfe"]
)
def test_events_in_refuses_what_is_no_webhook(body: bytes) -> None:
    with pytest.raises(NotAWebhook):
        events_in(body, now_ms=NOW)


@pytest.mark.parametrize("odd", [None, 7, "text", [], {}, {"type": "message"}])
def test_events_in_sets_an_unreadable_event_aside_and_keeps_its_neighbours(odd: Any) -> None:
    before, kept, after = read(text_event("one", 1), odd, text_event("two", 2))

    assert (before.state, after.state) == (InboxState.WAITING, InboxState.WAITING)
    assert (kept.state, kept.lane, json.loads(kept.raw)) == (InboxState.UNREADABLE, "", odd)
    assert len(kept.event_id) == 64


def test_events_in_is_done_with_an_event_of_nobody() -> None:
    made = event("delivery", delivery={"data": "x"})
    del made["source"]

    (kept,) = read(made)

    assert (kept.state, kept.lane) == (InboxState.DONE, "")


@pytest.mark.parametrize("odd", [-1, 2**60, 1.5, "now", None, True, 10**30])
def test_events_in_takes_the_time_of_arrival_when_line_gives_none(odd: Any) -> None:
    (kept,) = read(text_event("hello", timestamp=odd))

    assert (kept.at_ms, kept.state) == (NOW, InboxState.WAITING)


def test_events_in_drops_ids_no_database_would_take() -> None:
    (kept,) = read(event("message", replyToken="a\x00b", message={"id": "1\ud800"}))

    assert (kept.reply_token, kept.message_id) == (None, None)


def test_events_in_survives_half_an_emoji_nan_and_huge_numbers() -> None:
    text = json.dumps(text_event("half \ud83d", odd=10**40))
    body = '{"events":[' + text + ',{"type":"x","webhookEventId":"y","n":NaN}]}'

    half, odd = events_in(body.encode(), now_ms=NOW)

    assert half.raw.encode().isascii()
    assert meaning(half.raw, at=NOON) == Heard("half ", NOON)
    assert (odd.event_id, odd.state) == ("y", InboxState.DONE)


def test_an_unsend_is_kept_under_a_name_its_message_can_find() -> None:
    (kept,) = read(event("unsend", unsend={"messageId": "1001"}))

    assert kept.message_id == "unsend:1001"


def test_an_edited_message_does_not_claim_the_id_of_the_first() -> None:
    (kept,) = read(event("messageEdited", message={"id": "1001", "type": "text", "text": "x"}))

    assert kept.message_id is None


@given(st.binary(max_size=200))
def test_parse_raises_nothing_but_value_error(body: bytes) -> None:
    try:
        parse(body)
    except ValueError:
        return


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
names_of_line = st.sampled_from(
    ["type", "message", "source", "text", "userId", "groupId", "timestamp", "postback", "data"]
)


@given(st.dictionaries(names_of_line, json_values, max_size=6))
def test_any_event_is_kept_and_means_something(made: dict[str, Any]) -> None:
    (kept,) = read(made)

    meant = meaning(kept.raw, at=kept.at_ms)

    kept.raw.encode()
    assert isinstance(
        meant, Heard | Pressed | Received | Followed | Ignored | Left | Unsent | InGroup | Joined
    )


# ---- what a handler hears ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "meant"),
    [
        (text_event("สวัสดี"), Heard("สวัสดี", NOON)),
        (text_event("a\x00b"), Heard("ab", NOON)),
        (text_event("x" * 6000), Heard("x" * 5000, NOON)),
        (event("message", message={"type": "text"}), Heard("", NOON)),
        (event("message", message={"type": "sticker"}), Received(Attachment.STICKER, NOON)),
        (event("message", message={"type": "hologram"}), Received(Attachment.OTHER, NOON)),
        (event("message"), Received(Attachment.OTHER, NOON)),
        (event("postback", postback={"data": "a|b"}), Pressed("a|b", NOON)),
        (event("postback", postback={"data": 7}), Pressed("", NOON)),
        (event("follow"), Followed(NOON)),
        (event("unfollow"), Left()),
        (event("unsend", unsend={"messageId": "55"}), Unsent("55")),
        (event("unsend", unsend={}), Ignored()),
        (event("beacon"), Ignored()),
        (event("somethingNew"), Ignored()),
        (text_event("hello", mode="standby"), Ignored()),
    ],
)
def test_meaning_of_an_event_in_a_one_to_one_chat(made: dict[str, Any], meant: Any) -> None:
    assert mean(made) == meant


@pytest.mark.parametrize(
    ("made", "meant"),
    [
        (in_group("talking among ourselves"), Ignored()),
        (in_group("Bot คู่มือ"), InGroup("คู่มือ")),
        (in_group("@bot คู่มือ"), InGroup("คู่มือ")),
        (in_group("the bot is late"), Ignored()),
        (in_group("x", type="image"), Ignored()),
        (event("join", source={"type": "room", "roomId": "R1"}), Joined()),
        (event("memberJoined", source={"type": "group", "groupId": "C1"}), Ignored()),
        (event("postback", source={"type": "group", "groupId": "C1"}), InGroup("")),
    ],
)
def test_meaning_of_an_event_in_a_group(made: dict[str, Any], meant: Any) -> None:
    assert mean(made, "bot") == meant


def test_a_mention_of_us_addresses_us_and_is_left_out() -> None:
    mention = {"mentionees": [{"index": 3, "length": 4, "isSelf": True}]}

    assert mean(in_group("🍎 @wfh คู่มือ", mention=mention)) == InGroup("🍎  คู่มือ")


def test_a_mention_of_others_does_not_address_us() -> None:
    mention = {"mentionees": [{"index": 0, "length": 4, "userId": SOMCHAI}, "odd"]}

    assert mean(in_group("@sam hello", mention=mention)) == Ignored()


def test_a_mention_without_a_place_leaves_the_text_whole() -> None:
    mention = {"mentionees": [{"isSelf": True, "index": -1, "length": 4}]}

    assert mean(in_group("@wfh hello", mention=mention)) == InGroup("@wfh hello")
