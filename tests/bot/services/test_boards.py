"""The pages of the desk: what stands on them, read in as many statements whatever there is."""

from datetime import timedelta

from sqlalchemy import event, insert

from bot.services import auditing, boards, claiming, views
from bot.services.boards import Colleague, Recent
from bot.services.selection import Holder, Selection
from models.base import Database
from models.registration import RegistrationEvent
from models.vocabulary import (
    Actor,
    AgencyCategory,
    Change,
    RegistrationStatus,
    Role,
)
from tests.bot.services.requested import MORNING, colleague, request

S = RegistrationStatus


def test_a_board_has_the_page_the_views_and_the_colleagues(database: Database) -> None:
    with database.write() as connection:
        me = colleague(connection, "ฉัน")
        helper = colleague(connection, "วิภา", Role.OFFICER)
        colleague(connection, "ผู้ดู", Role.VIEWER)
        row = request(connection, "กรม")
    views.keep(database, "งาน", Selection(holder=Holder.MINE), officer=me, now=MORNING)

    board = boards.board(database, Selection(), None, officer=me, now=MORNING)

    assert [entry.id for entry in board.page.entries] == [row]
    assert [view.name for view in board.views] == ["งาน"]
    assert board.colleagues == (Colleague(helper.id, "วิภา"),)
    assert board.pulse == 1
    assert boards.number(database, Selection(), officer=me, now=MORNING) == 1


def test_news_are_requests_that_others_changed(database: Database) -> None:
    with database.write() as connection:
        me, other = colleague(connection, "ฉัน"), colleague(connection, "เพื่อน")
        mine, theirs = request(connection, "หนึ่ง"), request(connection, "สอง")
    claiming.claim(database, mine, officer=me, now=MORNING)
    with database.read() as connection:
        before = auditing.newest(connection)

    claiming.claim(database, theirs, officer=other, now=MORNING)
    claiming.release(database, theirs, officer=other, now=MORNING)
    claiming.release(database, mine, officer=me, now=MORNING)
    news = boards.news(database, before, officer=me, now=MORNING)

    assert (news.changed, news.tally.free) == (1, 2)


def test_the_first_page_has_ones_claims_and_what_happened_last(database: Database) -> None:
    with database.write() as connection:
        me = colleague(connection, "ฉัน")
        mine = request(connection, "หนึ่ง")
        request(connection, "สอง", claimed_by=99)
        request(connection, "สาม", status=S.APPROVED, claimed_by=me.id)
    claiming.claim(database, mine, officer=me, now=MORNING + timedelta(hours=1))

    front = boards.front(database, officer=me, now=MORNING)

    assert [entry.id for entry in front.claims] == [mine]
    assert front.recent[:2] == (
        Recent(
            at=MORNING + timedelta(hours=1),
            actor=Actor.STAFF,
            change=Change.STATUS,
            status=S.SCREENING,
            reference="WFH-63-00001-E",
            agency="หนึ่ง",
            by="ฉัน",
            is_claim=True,
        ),
        Recent(
            at=MORNING,
            actor=Actor.CONTACT,
            change=Change.SUBMITTED,
            status=S.APPROVED,
            reference="WFH-63-00003-J",
            agency="สาม",
            by=None,
            is_claim=False,
        ),
    )


def test_boards_cost_the_same_however_much_there_is(database: Database) -> None:
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    with database.write() as connection:
        me = colleague(connection, "ฉัน")
        request(connection, "หนึ่งเดียว")

    def cost() -> tuple[int, int]:
        statements.clear()
        boards.board(database, Selection(), None, officer=me, now=MORNING)
        of_board = len(statements)
        boards.front(database, officer=me, now=MORNING)
        return of_board, len(statements) - of_board

    of_one = cost()
    with database.write() as connection:
        for number in range(60):
            row = request(connection, f"กรมที่ {number}", claimed_by=me.id)
            entry = {"registration_id": row, "at": MORNING, "change": Change.USERS, "users": 5}
            entry |= {"actor": Actor.STAFF, "staff_id": me.id, "status": S.SUBMITTED}
            connection.execute(
                insert(RegistrationEvent.__table__),
                entry | {"category": AgencyCategory.GOVERNMENT},
            )

    assert cost() == of_one
