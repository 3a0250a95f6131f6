"""A notice as officers see it, and whose account a LINE account is."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.services import notice_views
from bot.services.conditions import Conditions, Scope
from bot.services.notices import Content
from handlers.facts import NoticeView
from handlers.saying import Words
from models.base import Database
from models.broadcast import Broadcast
from models.staff import Staff
from models.vocabulary import AgencyCategory, BroadcastState, MeetingApp, Role
from tests.bot.services.announcers import Room
from tests.bot.services.noticing import CONTENT, NOW, drafted, submitted

pytestmark = pytest.mark.both
S = BroadcastState
_b, _staff = Broadcast.__table__, Staff.__table__


def test_a_notice_is_seen_with_whom_it_is_for_and_whose_it_is(database: Database) -> None:
    room = Room(database)
    wipha, pracha = room.bound("วิภา"), room.bound("ประชา", Role.ADMIN)
    notice = submitted(database, wipha)

    with database.read() as connection:
        mine = notice_views.view(connection, notice, wipha.id)
        theirs = notice_views.view(connection, notice, pracha.id)

    assert mine == NoticeView(
        id=notice.id,
        version=notice.version,
        state=S.PENDING,
        title=CONTENT.title,
        author="วิภา",
        reach=(Words("choice.reach.registered"),),
        people=84,
        is_mine=True,
    )
    assert theirs.is_mine is False


@pytest.mark.parametrize(
    ("conditions", "keys"),
    [
        (Conditions(scope=Scope.EVERYONE), ["choice.reach.everyone"]),
        (
            Conditions(
                categories=frozenset({AgencyCategory.GOVERNMENT}),
                apps=frozenset({MeetingApp.WEBEX}),
            ),
            ["label.category.government", "label.app.webex"],
        ),
        (Conditions(tags=frozenset({"นำร่อง"})), ["announce.reach.more"]),
    ],
)
def test_whom_it_is_for_is_told_in_words(
    conditions: Conditions, keys: list[str], database: Database
) -> None:
    officer = Room(database).bound("วิภา")
    notice = drafted(database, officer, Content("ก", "ข", conditions=conditions))

    with database.read() as connection:
        view = notice_views.view(connection, notice, officer.id)

    assert [words.key for words in view.reach] == keys


def test_what_is_on_its_way_is_told_and_what_ended_long_ago_is_not(database: Database) -> None:
    officer = Room(database).bound("วิภา")
    ended = {S.DONE: timedelta(hours=1), S.STOPPED: timedelta(days=2)}
    for state in (S.DRAFT, S.PENDING, S.SENDING, S.DONE, S.STOPPED):
        notice = drafted(database, officer)
        at = NOW - ended[state] if state in ended else None
        values = {"state": state, "ended_ms": int(at.timestamp() * 1000) if at else None}
        with database.write() as connection:
            connection.execute(update(_b).where(_b.c.id == notice.id).values(values))

    with database.read() as connection:
        found = notice_views.recent(connection, now=NOW, staff_id=officer.id)

    assert [view.state for view in found] == [S.DONE, S.SENDING, S.PENDING]


def test_an_account_is_an_officers_until_they_leave(database: Database) -> None:
    officer = Room(database).bound("วิภา")
    with database.read() as connection:
        assert notice_views.officer_of(connection, 1) == officer
        assert notice_views.officer_by_id(connection, officer.id) == officer
        assert notice_views.bound(connection) == {officer.id: "Uวิภา"}
        assert notice_views.officer_of(connection, 2) is None
        assert notice_views.officer_of(connection, None) is None

    with database.write() as connection:
        connection.execute(update(_staff).values(left_at=NOW))

    with database.read() as connection:
        assert notice_views.officer_of(connection, 1) is None
        assert notice_views.officer_by_id(connection, officer.id) is None
        assert notice_views.bound(connection) == {}


def test_only_those_who_may_announce_are_asked_to_approve(database: Database) -> None:
    room = Room(database)
    room.bound("สมศรี", Role.SCREENER)
    admin = room.bound("ประชา", Role.ADMIN)

    with database.read() as connection:
        assert notice_views.bound(connection) == {admin.id: "Uประชา"}
