import pytest
from sqlalchemy import text

from bot.errors import DatabaseUnavailable, TurnFailed
from bot.services import drafts, lane_rows
from bot.services.conversing import Taken, Waiting, postpone, take_turn
from bot.services.posting import Parcel
from handlers.turn import (
    CountLookup,
    DecideJoin,
    Draft,
    Facts,
    Followed,
    Heard,
    Input,
    Offer,
    Turn,
)
from models.base import Database
from models.vocabulary import Channel, Device, Importance
from tests.bot.events import NOON, SOMCHAI, SOMYING, event, text_event
from tests.bot.small_dialogue import Memory, small_dialogue
from tests.bot.turns import NOW, NOW_MS, bring, hear, rows, sent, turn
from tests.databases import json_of

# ---- one event, one turn -------------------------------------------------------------------


def test_take_turn_answers_the_event_by_its_token(database: Database) -> None:
    bring(database, text_event("hello"))

    taken = turn(database)

    assert isinstance(taken, Taken)
    assert taken.parcel is not None
    assert taken == Taken(
        Parcel(
            id=1,
            lane=SOMCHAI,
            channel=Channel.REPLY,
            importance=Importance.COURTESY,
            reply_token="token1",
            retry_key=taken.parcel.retry_key,
            messages='[{"type":"text","text":"hello"}]',
            attempts=1,
            is_unclear=False,
            deadline_ms=NOW_MS + 50_000,
        ),
        newcomer=SOMCHAI,
    )
    assert rows(database, "SELECT state, handled_ms FROM inbox") == [("done", NOW_MS)]
    assert rows(database, "SELECT state, lease_ms, next_ms FROM outbox") == [
        ("attempting", NOW_MS + 10_000, NOW_MS + 10_000)
    ]


def test_take_turn_has_nothing_to_do_twice(database: Database) -> None:
    bring(database, text_event("hello"))
    turn(database)
    sent(database)

    assert turn(database) is None
    assert rows(database, "SELECT count(*) FROM outbox") == [(1,)]


def test_take_turn_goes_by_lines_clock_not_by_arrival(database: Database) -> None:
    bring(database, text_event("second", 2), text_event("first", 1))
    memory = Memory()

    turn(database, memory=memory)
    sent(database)
    turn(database, memory=memory)

    assert memory.heard == [Heard("first", NOON + 1), Heard("second", NOON + 2)]


def test_take_turn_waits_while_an_answer_is_on_its_way(database: Database) -> None:
    bring(database, text_event("first", 1), text_event("second", 2))
    turn(database)

    assert turn(database) == Waiting(NOW_MS + 10_000)
    assert turn(database, later=9_999) == Waiting(NOW_MS + 10_000)

    sent(database)
    assert isinstance(turn(database), Taken)


def test_take_turn_does_not_wait_for_an_earlier_answer_for_ever(database: Database) -> None:
    bring(database, text_event("first", 1), text_event("second", 2))
    turn(database)

    assert isinstance(turn(database, later=10_000), Taken)


def test_take_turn_keeps_people_apart(database: Database) -> None:
    other = {"source": {"type": "user", "userId": SOMYING}}
    bring(database, text_event("first", 1), text_event("second", 2, **other))
    turn(database)

    taken = turn(database, SOMYING)

    assert isinstance(taken, Taken)
    assert taken.newcomer == SOMYING


def test_a_draft_is_there_again_at_the_next_turn(database: Database) -> None:
    hear(database, "form", "hello")

    ((version, form, draft),) = rows(
        database, "SELECT version, draft_form, draft FROM conversations"
    )
    assert (version, form, json_of(draft)) == (1, "small", drafts.dump(Draft("small", 1)))


def test_a_closed_form_leaves_its_version_so_that_old_buttons_stay_old(database: Database) -> None:
    memory = hear(database, "form", "done", "form", "tell")

    assert [facts.version for facts in memory.facts] == [0, 1, 1, 2]
    assert rows(database, "SELECT version FROM conversations") == [(2,)]


def test_an_unreadable_draft_does_not_silence_the_person(database: Database) -> None:
    hear(database, "form")
    with database.write() as connection:
        connection.execute(text("UPDATE conversations SET draft = '[7]'"))
    bring(database, text_event("hello", 9))

    taken = turn(database)

    assert isinstance(taken, Taken)
    assert taken.parcel is not None


def test_the_choices_of_the_newest_card_stay_offered_while_nothing_new_is(
    database: Database,
) -> None:
    memory = hear(database, "hello", "quiet", "bye")

    assert [facts.offered for facts in memory.facts] == [
        (),
        (Offer("hello", "press"),),
        (Offer("hello", "press"),),
    ]


def test_an_answer_a_form_goes_on_from_must_arrive(database: Database) -> None:
    hear(database, "hello", "form", "hello", "done", "tell")

    importance = [row[0] for row in rows(database, "SELECT importance FROM outbox ORDER BY id")]
    assert importance == ["courtesy", "must", "must", "courtesy", "must", "must"]


def test_a_quiet_turn_writes_no_message(database: Database) -> None:
    bring(database, text_event("quiet"))

    assert turn(database) == Taken(newcomer=SOMCHAI)
    assert rows(database, "SELECT count(*) FROM outbox") == [(0,)]


def test_an_event_of_which_we_want_nothing_is_done(database: Database) -> None:
    bring(database, event("beacon"), text_event("hello", 2, mode="standby"))

    assert (turn(database), turn(database), turn(database)) == (Taken(), Taken(), None)
    assert rows(database, "SELECT count(*) FROM contacts") == [(0,)]


def test_a_turn_is_not_kept_when_somebody_else_has_been_at_the_chat(database: Database) -> None:
    hear(database, "hello")
    bring(database, text_event("form", 2))

    def step(draft: Draft | None, heard: Input, facts: Facts) -> Turn:
        with database.write() as connection:
            connection.execute(text("UPDATE conversations SET turns = turns + 1"))
        return small_dialogue().step(draft, heard, facts)

    taken = take_turn(database, SOMCHAI, dialogue=small_dialogue(step=step), now=NOW)

    assert taken == Taken()
    assert rows(database, "SELECT state FROM inbox WHERE id = 2") == [("waiting",)]
    assert rows(database, "SELECT draft, version FROM conversations") == [(None, 0)]


def test_an_event_is_not_answered_when_somebody_else_has_closed_it(database: Database) -> None:
    bring(database, text_event("hello"))

    def step(draft: Draft | None, heard: Input, facts: Facts) -> Turn:
        with database.write() as connection:
            connection.execute(text("UPDATE inbox SET state = 'done'"))
        return small_dialogue().step(draft, heard, facts)

    taken = take_turn(database, SOMCHAI, dialogue=small_dialogue(step=step), now=NOW)

    assert taken == Taken()
    assert rows(database, "SELECT count(*) FROM outbox") == [(0,)]


def test_a_newcomer_met_by_two_at_once_is_one_contact(database: Database) -> None:
    bring(database, text_event("hello"))

    def step(draft: Draft | None, heard: Input, facts: Facts) -> Turn:
        with database.write() as connection:
            lane_rows.meet(connection, SOMCHAI, now=NOW)
        return small_dialogue().step(draft, heard, facts)

    overtaken = take_turn(database, SOMCHAI, dialogue=small_dialogue(step=step), now=NOW)
    taken = turn(database)

    assert overtaken == Taken()
    assert isinstance(taken, Taken)
    assert rows(database, "SELECT count(*) FROM contacts") == [(1,)]


# ---- effects -------------------------------------------------------------------------------


def test_an_effect_is_carried_out_for_this_person_and_this_event(database: Database) -> None:
    memory = hear(database, "hello", "tell")

    assert memory.done == [(DecideJoin(1, is_welcome=True), 1, 2)]


def test_others_are_told_by_a_push_that_waits(database: Database) -> None:
    bring(database, text_event("tell"))

    taken = turn(database)

    assert isinstance(taken, Taken)
    assert taken.told == (SOMYING,)
    assert rows(database, "SELECT lane, channel, state, messages FROM outbox WHERE id = 2") == [
        (SOMYING, "push", "waiting", '[{"type":"text","text":"for you"}]')
    ]


def test_others_who_blocked_the_account_are_not_told(database: Database) -> None:
    source = {"source": {"type": "user", "userId": SOMYING}}
    bring(database, event("follow", 1, **source), event("unfollow", 2, **source))
    turn(database, SOMYING)
    sent(database)
    turn(database, SOMYING)
    bring(database, text_event("tell", 3))

    taken = turn(database)

    assert isinstance(taken, Taken)
    assert taken.told == ()


def test_lookups_are_counted_and_forgotten_after_an_hour(database: Database) -> None:
    memory = Memory()
    for number, later in enumerate((0, 1_000, 3_599_999, 3_600_000, 3_601_000), start=1):
        bring(database, text_event("lookup", number), now_ms=NOW_MS + later)
        turn(database, memory=memory, later=later)
        sent(database)

    assert [facts.lookups_left for facts in memory.facts] == [10, 9, 8, 10, 9]
    assert memory.done[0] == (CountLookup(), 1, 1)


def test_a_device_found_in_a_turn_is_known_from_the_next_one_on(database: Database) -> None:
    memory = hear(database, "hello", "device ios", "hello", "device mac", "hello")

    assert [facts.device for facts in memory.facts] == [
        *(None, None, Device.IOS, Device.IOS, Device.MAC)
    ]


def test_a_device_that_this_release_does_not_know_is_no_device(database: Database) -> None:
    hear(database, "device ios")
    with database.write() as connection:
        connection.execute(text("UPDATE conversations SET device = 'pager'"))
    memory = Memory()
    bring(database, text_event("hello", 2))

    assert isinstance(turn(database, memory=memory), Taken)
    assert [facts.device for facts in memory.facts] == [None]


# ---- coming, going, taking back ------------------------------------------------------------


def test_leaving_drops_what_waits_and_coming_back_is_heard(database: Database) -> None:
    other = {"source": {"type": "user", "userId": SOMYING}}
    bring(database, text_event("hello", 1, **other))
    turn(database, SOMYING)
    sent(database)
    bring(database, text_event("tell", 2))
    turn(database)
    bring(database, event("unfollow", 3, **other))

    left = turn(database, SOMYING)

    assert left == Taken()
    assert rows(database, "SELECT state, error FROM outbox WHERE channel = 'push'") == [
        ("dropped", "blocked")
    ]
    assert rows(database, "SELECT blocked_at IS NULL FROM contacts WHERE id = 1") == [(0,)]

    memory = Memory()
    bring(database, event("follow", 4, **other))
    turn(database, SOMYING, memory=memory)
    assert memory.heard == [Followed(NOON + 4)]
    assert rows(database, "SELECT blocked_at IS NULL FROM contacts WHERE id = 1") == [(1,)]


def test_an_unsent_message_is_emptied_with_what_was_said_to_it(database: Database) -> None:
    hear(database, "my secret")
    bring(database, event("unsend", 2, unsend={"messageId": "1001"}))

    assert turn(database) == Taken()
    assert rows(database, "SELECT raw FROM inbox WHERE id = 1") == [("{}",)]
    assert rows(database, "SELECT messages FROM outbox") == [("[]",)]


def test_a_message_that_comes_after_it_was_unsent_is_not_heard(database: Database) -> None:
    memory = Memory()
    bring(database, event("unsend", 2, unsend={"messageId": "1001"}))
    turn(database, memory=memory)
    bring(database, text_event("my secret", 1))

    assert turn(database, memory=memory) == Taken()
    assert memory.heard == []
    assert rows(database, "SELECT raw, state FROM inbox WHERE kind = 'message'") == [("{}", "done")]


def test_a_group_is_answered_when_it_addresses_us_and_makes_no_contact(database: Database) -> None:
    group = {"source": {"type": "group", "groupId": "C1", "userId": SOMCHAI}}
    bring(
        database,
        event("join", 1, **group),
        text_event("chatting", 2, **group),
        text_event("bot guides", 3, **group),
    )
    answers = []
    for _ in range(3):
        taken = turn(database, "C1")
        answers.append(taken.parcel.messages if isinstance(taken, Taken) and taken.parcel else None)
        sent(database)

    assert answers == [
        '[{"type":"text","text":"joined"}]',
        None,
        '[{"type":"text","text":"group guides"}]',
    ]
    assert rows(database, "SELECT count(*) FROM contacts") == [(0,)]


# ---- trouble -------------------------------------------------------------------------------


def test_a_turn_that_raises_leaves_no_trace(database: Database) -> None:
    bring(database, text_event("fail"))

    with pytest.raises(TurnFailed) as raised:
        turn(database)

    assert raised.value.inbox_id == 1
    assert rows(database, "SELECT state, tries FROM inbox") == [("waiting", 0)]
    assert rows(database, "SELECT count(*) FROM contacts") == [(0,)]


def test_a_failed_event_is_tried_again_later_and_holds_its_chat(database: Database) -> None:
    bring(database, text_event("fail", 1), text_event("hello", 2))

    taken = postpone(database, 1, dialogue=small_dialogue(), now=NOW, error="RuntimeError")

    assert taken == Taken(again_ms=NOW_MS + 2_000)
    assert turn(database) == Waiting(NOW_MS + 2_000)
    with pytest.raises(TurnFailed):
        turn(database, later=2_000)


def test_an_event_that_failed_three_times_is_given_up_with_an_apology(database: Database) -> None:
    bring(database, text_event("fail", 1), text_event("hello", 2))
    for _ in range(2):
        postpone(database, 1, dialogue=small_dialogue(), now=NOW, error="RuntimeError")

    taken = postpone(database, 1, dialogue=small_dialogue(), now=NOW, error="RuntimeError")

    assert taken.parcel is not None
    assert (taken.parcel.messages, taken.parcel.importance) == (
        '[{"type":"text","text":"sorry"}]',
        Importance.MUST,
    )
    assert rows(database, "SELECT state, error FROM inbox WHERE id = 1") == [
        ("failed", "RuntimeError")
    ]
    sent(database)
    assert turn(database) is not None


def test_a_database_that_cannot_be_used_is_not_the_events_fault(database: Database) -> None:
    bring(database, text_event("hello"))
    with database.write() as connection:
        connection.execute(text("DROP TABLE outbox"))

    with pytest.raises(DatabaseUnavailable):
        turn(database)
