"""A notice goes to colleagues first."""

from dataclasses import replace

import orjson
import pytest
from sqlalchemy import insert, select, update

from bot.services import rehearsing, wording
from bot.services.broadcasting import Refused, Stale
from bot.services.officer import Officer
from bot.services.rehearsing import Rehearsed
from models.base import Database
from models.contact import Contact
from models.outbox import OutboxMessage
from models.staff import Staff
from models.vocabulary import Role
from tests.bot.services.noticing import CONTENT, LATER, NOW, drafted, officer_of

pytestmark = pytest.mark.both

CATALOGUE = wording.shipped()


def bind(database: Database, officer: Officer, line_id: str, **more: object) -> None:
    values = {"line_id": line_id, "created_at": NOW, **more}
    with database.write() as connection:
        key = connection.execute(insert(Contact.__table__), values).inserted_primary_key
        mine = update(Staff.__table__).where(Staff.id == officer.id)
        connection.execute(mine.values(contact_id=key[0]))


def rehearse(database: Database, notice, officer: Officer, to: list[int], seen: int = 0):
    return rehearsing.rehearse(
        database,
        notice.id,
        to=to,
        officer=officer,
        seen=seen or notice.version,
        catalogue=CATALOGUE,
        now=LATER,
    )


def sent(database: Database) -> list[tuple[str, list[str]]]:
    with database.read() as connection:
        rows = connection.execute(select(OutboxMessage.lane, OutboxMessage.messages)).all()
    return [(row.lane, [one["type"] for one in orjson.loads(row.messages)]) for row in rows]


def test_a_trial_is_marked_and_sent_once_however_often_it_is_pressed(database: Database) -> None:
    me, friend = officer_of(database, "สมศรี"), officer_of(database, "วิภา", Role.ADMIN)
    bind(database, me, "U1")
    bind(database, friend, "U2")
    notice = drafted(database, me)

    first = rehearse(database, notice, me, [me.id, friend.id])
    again = rehearse(database, notice, me, [me.id, friend.id])

    assert isinstance(first, Rehearsed)
    assert isinstance(again, Rehearsed)
    assert (sorted(first.lanes), again.lanes) == (["U1", "U2"], ())
    assert sorted(sent(database)) == [("U1", ["text", "flex"]), ("U2", ["text", "flex"])]
    assert first.notice.tested_at == LATER


def test_only_announcing_staff_who_can_be_written_to_are_offered(database: Database) -> None:
    me, blocked = officer_of(database, "สมศรี"), officer_of(database, "วิภา")
    screener, gone = officer_of(database, "ธนา", Role.SCREENER), officer_of(database, "อรุณ")
    bind(database, me, "U1")
    bind(database, blocked, "U2", blocked_at=NOW)
    bind(database, screener, "U3")
    bind(database, gone, "U4")
    with database.write() as connection:
        connection.execute(update(Staff.__table__).where(Staff.id == gone.id).values(left_at=NOW))
        offered = rehearsing.colleagues(connection)
    notice = drafted(database, me)

    outcome = rehearse(database, notice, me, [blocked.id, screener.id, gone.id])

    assert offered == ((me.id, "สมศรี"),)
    assert outcome == Refused("broadcast.refused.nobody_bound")
    assert sent(database) == []


def test_a_faulty_or_changed_notice_is_not_tried(database: Database) -> None:
    me, other = officer_of(database, "สมศรี"), officer_of(database, "วิภา")
    bind(database, me, "U1")
    faulty = drafted(database, me, replace(CONTENT, title=""))
    notice = drafted(database, me)

    unfit = rehearse(database, faulty, me, [me.id])
    stale = rehearse(database, notice, other, [me.id], seen=99)

    assert unfit == Refused("broadcast.refused.unfit")
    assert isinstance(stale, Stale)
    assert sent(database) == []
