import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.delivery.inbox import remember
from bot.line.inbound import Ignored, InGroup, Unsent, events_in
from bot.services import deciding, lane_rows
from bot.services.deciding import Plan, Worded
from handlers.intent import Intent
from handlers.turn import Chosen, DecideJoin, Heard, Offer, Shown, Tell, Words
from models.base import Database
from models.vocabulary import Device, Importance
from tests.bot.events import NOON, SOMCHAI, SOMYING, event, text_event
from tests.bot.small_dialogue import small_dialogue

NOW = datetime.fromtimestamp(NOON / 1000, UTC)
OF_SOMYING = {"source": {"type": "user", "userId": SOMYING}}


def planned(database: Database, made: dict[str, Any], lane: str = SOMCHAI) -> Plan:
    body = json.dumps({"events": [made]}).encode()
    remember(database, events_in(body, now_ms=NOON), now_ms=NOON)
    with database.read() as connection:
        due = lane_rows.oldest(connection, lane)
        assert due is not None
        return deciding.plan(connection, due, dialogue=small_dialogue(), now=NOW)


def test_plan_says_what_is_said_and_how_the_conversation_will_stand(database: Database) -> None:
    plan = planned(database, text_event("hello", 1))

    assert plan == Plan(
        due=plan.due,
        meaning=Heard("hello", NOON + 1),
        worded=Worded('[{"type":"text","text":"hello"}]', (Offer("hello", "press"),)),
        importance=Importance.COURTESY,
        says=(Tell(Words("hello")),),
        kept={
            "version": 0,
            "draft": None,
            "draft_form": None,
            "draft_saved_at": None,
            "misses": 0,
            "device": None,
            "offered": [["hello", "press"]],
            "lookups": 0,
            "lookups_since_ms": None,
        },
    )


def test_plan_keeps_the_device_and_the_lesson_of_a_turn(database: Database) -> None:
    found = planned(database, text_event("device ios", 1))
    unsure = planned(database, text_event("unsure how far", 2, **OF_SOMYING), SOMYING)
    chosen = planned(database, text_event("meant status", 3, source={"userId": "U3"}), "U3")

    assert [plan.kept and plan.kept["device"] for plan in (found, unsure, chosen)] == [
        Device.IOS,
        None,
        None,
    ]
    assert [plan.lesson for plan in (found, unsure, chosen)] == [
        None,
        Shown("how far", (Intent.STATUS, Intent.INFO_COST)),
        Chosen(Intent.STATUS),
    ]


def test_plan_with_effects_leaves_the_wording_until_they_are_carried_out(
    database: Database,
) -> None:
    plan = planned(database, text_event("tell"))

    assert (plan.worded, plan.effects, plan.importance) == (
        Worded(),
        (DecideJoin(1, is_welcome=True),),
        Importance.MUST,
    )


@pytest.mark.parametrize(
    ("made", "meaning", "messages"),
    [
        (event("beacon"), Ignored(), ""),
        (event("unsend", unsend={"messageId": "7"}), Unsent("7"), ""),
    ],
)
def test_plan_of_what_is_no_conversation_keeps_none(
    database: Database, made: dict[str, Any], meaning: Any, messages: str
) -> None:
    plan = planned(database, made)

    assert (plan.meaning, plan.worded.messages, plan.kept) == (meaning, messages, None)


def test_plan_for_a_group_is_a_courtesy_that_remembers_nobody(database: Database) -> None:
    source = {"type": "group", "groupId": "C1"}

    plan = planned(database, text_event("bot guides", source=source), "C1")

    assert (plan.meaning, plan.importance, plan.kept) == (
        InGroup("guides"),
        Importance.COURTESY,
        None,
    )


def test_written_holds_no_more_messages_than_line_takes() -> None:
    assert json.loads(deciding.written([{"at": at} for at in range(7)])) == [
        {"at": at} for at in range(5)
    ]


def test_word_has_nothing_for_nothing() -> None:
    assert deciding.word((), small_dialogue()) == Worded()
