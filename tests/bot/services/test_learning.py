"""What is kept of texts that were not understood for sure, and of what was then chosen."""

import pytest
from sqlalchemy import select

from bot.errors import TurnFailed
from bot.services import learning
from bot.services.conversing import Taken
from bot.services.learning import Sighting
from handlers.intent import Intent
from handlers.turn import Chosen, Shown
from models.base import Database
from models.utterance import Utterance
from tests.bot.events import SOMCHAI, SOMYING, event, text_event
from tests.bot.turns import NOW, bring, hear, rows, sent, turn
from tests.databases import drop_trigger, refuse_inserts

OFFERED = ("status", "info.cost")  # by the small dialogue, to whoever is unsure
OF_SOMYING = {"source": {"type": "user", "userId": SOMYING}}


def told(database: Database) -> list[Sighting]:
    with database.read() as connection:
        return list(learning.sightings(connection))


def note(database: Database, lesson: Shown | Chosen, *, inbox_id: int = 1) -> None:
    with database.write() as connection:
        learning.note(connection, lesson, inbox_id=inbox_id, lane=SOMCHAI, now=NOW)


# ---- with the turn -------------------------------------------------------------------------


def test_a_lesson_is_kept_with_its_turn_or_not_at_all(database: Database) -> None:
    bring(database, text_event("unsure how far"))
    refuse_inserts(database, "outbox")

    with pytest.raises(TurnFailed):
        turn(database)
    after_failing = told(database)
    with database.write() as connection:
        drop_trigger(connection, '"full"', "outbox")
    turn(database)

    assert after_failing == []
    assert told(database) == [Sighting("how far", OFFERED, None)]


def test_a_lesson_is_kept_once_however_often_its_event_comes(database: Database) -> None:
    bring(database, text_event("unsure how far"))
    turn(database)
    sent(database)
    again = {"deliveryContext": {"isRedelivery": True}}
    bring(database, text_event("unsure how far", **again))

    assert turn(database) is None
    assert told(database) == [Sighting("how far", OFFERED, None)]


def test_a_text_is_kept_with_its_event_and_its_time(database: Database) -> None:
    hear(database, "hello", "unsure how far")

    with database.read() as connection:
        found = connection.execute(select(Utterance.__table__)).all()
    at = NOW
    assert found == [(2, "how far", ["status", "info.cost"], None, at)]


def test_a_text_for_which_nothing_could_be_shown_is_kept_too(database: Database) -> None:
    hear(database, "hello")
    note(database, Shown("gibberish", ()))

    assert told(database) == [Sighting("gibberish", (), None)]


# ---- what was chosen -----------------------------------------------------------------------


def test_a_choice_belongs_to_the_newest_text_of_its_chat(database: Database) -> None:
    hear(database, "unsure first", "unsure second", "hello", "meant status")

    assert told(database) == [
        Sighting("first", OFFERED, None),
        Sighting("second", OFFERED, "status"),
    ]


def test_a_choice_never_belongs_to_another_chat(database: Database) -> None:
    bring(database, text_event("unsure mine", 1), text_event("unsure yours", 2, **OF_SOMYING))
    bring(database, text_event("meant status", 3), text_event("meant info.cost", 4, **OF_SOMYING))
    for lane in (SOMCHAI, SOMYING, SOMYING, SOMCHAI):
        turn(database, lane)
        sent(database)

    assert told(database) == [
        Sighting("mine", OFFERED, "status"),
        Sighting("yours", OFFERED, "info.cost"),
    ]


def test_a_choice_in_a_chat_that_was_always_understood_teaches_nothing(database: Database) -> None:
    hear(database, "unsure mine")
    bring(database, text_event("meant status", 2, **OF_SOMYING))

    assert isinstance(turn(database, SOMYING), Taken)
    assert told(database) == [Sighting("mine", OFFERED, None)]


def test_only_the_first_choice_counts(database: Database) -> None:
    hear(database, "unsure how far", "meant info.cost", "meant status")

    assert told(database) == [Sighting("how far", OFFERED, "info.cost")]


def test_a_button_of_an_older_card_teaches_nothing_about_the_newest_text(
    database: Database,
) -> None:
    hear(database, "unsure how far", "hello")
    note(database, Shown("no sound", (Intent.TS_SOUND,)), inbox_id=2)

    note(database, Chosen(Intent.STATUS))

    assert told(database) == [
        Sighting("how far", OFFERED, None),
        Sighting("no sound", ("ts.sound",), None),
    ]


@pytest.mark.only_sqlite
def test_the_newest_text_is_looked_for_from_the_newest_on(database: Database) -> None:
    statement = learning.NEWEST.params(lane=SOMCHAI).compile(
        database.engine, compile_kwargs={"literal_binds": True}
    )

    with database.read() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()

    assert [row[-1] for row in plan] == [
        "SCAN utterances",
        "CORRELATED SCALAR SUBQUERY 1",
        "SEARCH inbox USING INTEGER PRIMARY KEY (rowid=?)",
    ]


# ---- what was taken back -------------------------------------------------------------------


def test_an_unsent_text_is_emptied_and_not_shown_to_editors(database: Database) -> None:
    hear(database, "unsure my secret", "unsure how far")
    bring(database, event("unsend", 3, unsend={"messageId": "1001"}))

    turn(database)

    assert rows(database, "SELECT inbox_id, text FROM utterances ORDER BY inbox_id") == [
        (1, ""),
        (2, "how far"),
    ]
    assert told(database) == [Sighting("how far", OFFERED, None)]


def test_a_choice_after_the_text_was_unsent_is_not_given_to_an_older_one(
    database: Database,
) -> None:
    hear(database, "unsure how far", "unsure my secret")
    bring(database, event("unsend", 3, unsend={"messageId": "1002"}), text_event("meant status", 4))
    turn(database)
    turn(database)

    assert told(database) == [Sighting("how far", OFFERED, None)]


def test_a_text_that_was_unsent_before_it_was_read_is_never_kept(database: Database) -> None:
    bring(database, event("unsend", 2, unsend={"messageId": "1001"}))
    turn(database)
    bring(database, text_event("unsure my secret", 1))

    assert turn(database) == Taken()
    assert rows(database, "SELECT count(*) FROM utterances") == [(0,)]
