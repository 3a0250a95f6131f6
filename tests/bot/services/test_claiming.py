"""Taking requests on, giving them away, and looking at them."""

import pytest

from bot.services import claiming, screening
from bot.services.claiming import Claimed, TakenBy
from bot.services.decisions import NotPossible
from models.base import Database
from models.vocabulary import Role
from tests.bot.services.desk import NOON, NUMBER, Chat, officer, render
from tests.bot.services.office import later, submit
from tests.databases import json_of


@pytest.fixture
def chat(peopled: Database) -> Chat:
    known = Chat(peopled)
    known.do(1, submit())
    return known


def held(chat: Chat) -> tuple[object, ...]:
    (row,) = chat.rows("SELECT status, version, claimed_by FROM registrations")
    return row


def newest(chat: Chat) -> tuple[object, ...]:
    (row,) = chat.rows(
        "SELECT change, from_status, status, details FROM registration_events"
        " ORDER BY id DESC LIMIT 1"
    )
    return (*row[:-1], json_of(row[-1]))


def test_claim_begins_the_screening_and_tells_no_contact(chat: Chat) -> None:
    wipha = officer(chat.database, "วิภา")

    claim = claiming.claim(chat.database, 1, officer=wipha, now=NOON)

    assert claim == Claimed(NUMBER, 2, 2)
    assert held(chat) == ("screening", 2, wipha.id)
    assert newest(chat) == ("status", "submitted", "screening", {"claimed": wipha.id})
    assert chat.rows("SELECT * FROM outbox") == []


def test_a_second_claim_is_told_who_was_first_and_ones_own_is_harmless(chat: Chat) -> None:
    wipha, somsri = officer(chat.database, "วิภา"), officer(chat.database, "สมศรี")
    claiming.claim(chat.database, 1, officer=wipha, now=NOON)

    late = claiming.claim(chat.database, 1, officer=somsri, now=later(days=1))
    again = claiming.claim(chat.database, 1, officer=wipha, now=later(days=1))

    assert (late, again) == (TakenBy("วิภา", NOON), Claimed(NUMBER, 2))
    assert held(chat) == ("screening", 2, wipha.id)


def test_what_is_closed_or_unknown_is_claimed_by_nobody(chat: Chat) -> None:
    wipha = officer(chat.database, "วิภา")
    by = {"officer": wipha, "seen_version": 1, "now": NOON, "render": render}
    screening.reject(chat.database, 1, reason="ซ้ำ", **by)

    claims = [claiming.claim(chat.database, row, officer=wipha, now=NOON) for row in (1, 99)]

    assert claims == [NotPossible("case.refused.status"), NotPossible("case.refused.unknown")]


def test_assign_gives_it_away_whoever_has_it(chat: Chat) -> None:
    wipha, somsri = officer(chat.database, "วิภา"), officer(chat.database, "สมศรี")
    viewer = officer(chat.database, "ผู้ดู", Role.VIEWER)
    claiming.claim(chat.database, 1, officer=wipha, now=NOON)

    given = claiming.assign(chat.database, 1, to=somsri.id, officer=wipha, now=NOON)
    refused = claiming.assign(chat.database, 1, to=viewer.id, officer=wipha, now=NOON)

    assert given == Claimed(NUMBER, 2, 3)
    assert refused == NotPossible("case.refused.colleague")
    assert held(chat) == ("screening", 2, somsri.id)
    assert newest(chat)[-1] == {"claimed": somsri.id, "from": wipha.id}


def test_release_is_for_ones_own_and_for_admins(chat: Chat) -> None:
    wipha, somsri = officer(chat.database, "วิภา"), officer(chat.database, "สมศรี")
    admin = officer(chat.database, "ผู้ดูแล", Role.ADMIN)

    def release(who) -> bool:
        return claiming.release(chat.database, 1, officer=who, now=NOON)

    claiming.claim(chat.database, 1, officer=wipha, now=NOON)
    own = [release(somsri), release(wipha), release(wipha)]
    claiming.claim(chat.database, 1, officer=wipha, now=NOON)

    assert own == [False, True, False]
    assert release(admin) is True
    assert held(chat)[-1] is None


def test_watch_names_the_others_who_look_for_a_minute(chat: Chat) -> None:
    wipha, somsri = officer(chat.database, "วิภา"), officer(chat.database, "สมศรี")
    claiming.watch(chat.database, 1, officer=wipha, now=NOON)
    claiming.watch(chat.database, 1, officer=wipha, now=NOON)

    seen = claiming.watch(chat.database, 1, officer=somsri, now=NOON)
    gone = claiming.watch(chat.database, 1, officer=somsri, now=later(minutes=151))

    assert (seen, gone) == (("วิภา",), ())
