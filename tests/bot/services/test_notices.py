"""Notices as they are kept, listed and offered for approval."""

import pytest
from sqlalchemy import update

from bot.services import notices
from bot.services.notices import PER_PAGE
from models.base import Database
from models.broadcast import Broadcast
from models.vocabulary import BroadcastState
from tests.bot.services.noticing import CONTENT, NOW, drafted, officer_of, submitted

pytestmark = pytest.mark.both


def test_a_notice_is_found_as_it_was_kept(database: Database) -> None:
    officer = officer_of(database, "สมศรี")
    notice = drafted(database, officer)

    with database.read() as connection:
        found, none = notices.find(connection, notice.id), notices.find(connection, 99)

    assert (found, none) == (notice, None)
    assert (found.content, found.author, found.editors) == (CONTENT, "สมศรี", {officer.id})
    assert (found.state, found.created_at) == (BroadcastState.DRAFT, NOW)


def test_the_newest_come_first_a_page_at_a_time(database: Database) -> None:
    officer = officer_of(database, "สมศรี")
    ids = [drafted(database, officer).id for _ in range(PER_PAGE + 1)]

    with database.read() as connection:
        first, has_more = notices.newest(connection)
        rest, is_over = notices.newest(connection, before=first[-1].id)

    assert [one.id for one in (*first, *rest)] == list(reversed(ids))
    assert (has_more, is_over) == (True, False)


def test_what_was_called_off_is_not_listed(database: Database) -> None:
    notice = drafted(database, officer_of(database, "สมศรี"))
    with database.write() as connection:
        change = update(Broadcast.__table__).where(Broadcast.id == notice.id)
        connection.execute(change.values(state=BroadcastState.CANCELLED))

        assert notices.newest(connection) == ((), False)


def test_what_waits_is_offered_to_who_had_no_hand_in_it(database: Database) -> None:
    author, second = officer_of(database, "สมศรี"), officer_of(database, "วิภา")
    drafted(database, author)
    notice = submitted(database, author)

    with database.read() as connection:
        mine = notices.waiting_for(connection, author.id)
        theirs = notices.waiting_for(connection, second.id)

    assert (mine, [one.id for one in theirs]) == ((), [notice.id])
