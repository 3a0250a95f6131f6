"""One act on many requests, and the way back."""

from datetime import timedelta

import pytest

from bot.services import bulk, claiming, screening
from bot.services.bulk import Undone
from bot.services.claiming import Claimed, TakenBy
from bot.services.decisions import Moved, NotPossible, Stale
from models.base import Database
from models.vocabulary import Change, RegistrationStatus
from tests.bot.services.desk import NOON, NUMBER, Chat, officer, render
from tests.bot.services.office import CHIANG_MAI, MORNING, submit
from tests.databases import json_of

OTHER = "WFH-63-00002-G"
S = RegistrationStatus


@pytest.fixture
def chat(peopled: Database) -> Chat:
    known = Chat(peopled)
    known.do(1, submit())
    known.do(2, submit(CHIANG_MAI))
    return known


def approved(chat: Chat, *chosen: tuple[int, int], name: str = "วิภา", batch: str = ""):
    wipha = officer(chat.database, name)
    return bulk.approve_many(
        chat.database, chosen, officer=wipha, now=NOON, render=render, batch=batch
    )


def undone(chat: Chat, batch: str, *, seconds: float = 10, name: str = "วิภา") -> Undone:
    now = NOON + timedelta(seconds=seconds)
    return bulk.undo(chat.database, batch, officer=officer(chat.database, name), now=now)


def standing(chat: Chat) -> list[tuple[object, ...]]:
    return chat.rows("SELECT status, version, claimed_by FROM registrations ORDER BY id")


def test_approve_many_decides_each_by_itself(chat: Chat) -> None:
    by = {"officer": officer(chat.database, "สมศรี"), "now": NOON, "render": render}
    screening.reject(chat.database, 2, reason="ซ้ำ", seen_version=1, **by)

    came = approved(chat, (1, 1), (2, 1), (99, 1))

    assert came.moved == (Moved(NUMBER, S.APPROVED, 2, 4, ("U1",)),)
    assert came.stale == (Stale(OTHER, S.REJECTED, "สมศรี", NOON, Change.STATUS),)
    assert came.refused == (NotPossible("case.refused.unknown"),)


def test_its_pushes_wait_until_it_cannot_be_undone(chat: Chat) -> None:
    approved(chat, (1, 1), (2, 1))

    at = int(NOON.timestamp() * 1000) + 15_000
    assert chat.rows("SELECT lane, state, next_ms FROM outbox ORDER BY id") == [
        ("U1", "waiting", at),
        ("U2", "waiting", at),
    ]
    assert chat.rows("SELECT offered FROM conversations") == []


def test_undo_restores_everything_but_the_history(chat: Chat) -> None:
    came = approved(chat, (1, 1), (2, 1))

    assert undone(chat, came.batch) == Undone(back=2, late=0)

    assert standing(chat) == [("submitted", 3, None), ("submitted", 3, None)]
    assert chat.rows("SELECT state, error FROM outbox") == [("dropped", "undone")] * 2
    (row,) = chat.rows("SELECT status_at FROM registrations WHERE id = 1")
    assert str(row[0]).startswith(MORNING.strftime("%Y-%m-%d %H:%M"))
    events = chat.rows(
        "SELECT from_status, status, details FROM registration_events"
        " WHERE registration_id = 1 ORDER BY id"
    )
    assert [event[:2] for event in events] == [
        (None, "submitted"),
        ("submitted", "approved"),
        ("approved", "submitted"),
    ]
    assert json_of(events[-1][2]) == {"undone": 3}


def test_undo_comes_once_in_time_and_from_whoever_did_it(chat: Chat) -> None:
    came = approved(chat, (1, 1))

    late = undone(chat, came.batch, seconds=15)
    strange = undone(chat, came.batch, name="สมศรี")
    forged = [undone(chat, batch) for batch in ("", "x.y", f"{came.batch}0", "9" * 30 + ".a")]
    own = undone(chat, came.batch)
    again = undone(chat, came.batch)

    assert [late, strange, *forged, own, again] == [
        *[Undone(0, 0)] * 6,
        Undone(back=1, late=0),
        Undone(back=0, late=1),
    ]


def test_undo_leaves_alone_what_has_happened_since(chat: Chat) -> None:
    came = approved(chat, (1, 1), (2, 1))
    by = {"officer": officer(chat.database, "สมศรี"), "now": NOON, "render": render}
    screening.withdraw(chat.database, 1, reason="แจ้งยกเลิก", seen_version=2, **by)

    assert undone(chat, came.batch) == Undone(back=1, late=1)
    assert [row[0] for row in standing(chat)] == ["withdrawn", "submitted"]


def test_undo_is_too_late_for_whoever_has_read_it(chat: Chat) -> None:
    came = approved(chat, (1, 1))
    with chat.database.write() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'sent', settled_ms = 1")

    assert undone(chat, came.batch) == Undone(back=0, late=1)
    assert standing(chat)[0] == ("approved", 2, None)


def test_an_act_goes_on_under_its_first_batch(chat: Chat) -> None:
    first = approved(chat, (1, 1))
    second = approved(chat, (2, 1), batch=first.batch)

    assert second.batch == first.batch
    assert undone(chat, first.batch) == Undone(back=2, late=0)


def test_claim_many_takes_what_is_free_and_can_be_undone(chat: Chat) -> None:
    wipha, somsri = officer(chat.database, "วิภา"), officer(chat.database, "สมศรี")
    claiming.claim(chat.database, 2, officer=somsri, now=NOON)

    came = bulk.claim_many(chat.database, [(1, 1), (2, 1)], officer=wipha, now=NOON)

    assert (came.moved, came.stale) == ((Claimed(NUMBER, 2, 4),), (TakenBy("สมศรี", NOON),))
    assert undone(chat, came.batch) == Undone(back=1, late=0)
    assert standing(chat) == [("submitted", 3, None), ("screening", 2, somsri.id)]


def test_assign_many_gives_back_to_whoever_had_it(chat: Chat) -> None:
    wipha, somsri = officer(chat.database, "วิภา"), officer(chat.database, "สมศรี")
    claiming.claim(chat.database, 1, officer=somsri, now=NOON)

    came = bulk.assign_many(chat.database, [(1, 2)], to=wipha.id, officer=wipha, now=NOON)

    assert standing(chat)[0] == ("screening", 2, wipha.id)
    assert undone(chat, came.batch) == Undone(back=1, late=0)
    assert standing(chat)[0] == ("screening", 2, somsri.id)
