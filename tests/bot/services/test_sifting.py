"""Each part of a selection lets through what fits, and nothing else."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.services import sifting
from bot.services.officer import Officer
from bot.services.selection import Group, Holder, Letter, Selection
from models.agency import Agency
from models.attachment import Attachment
from models.base import Database
from models.contact import AgencyContact
from models.registration import Registration
from models.vocabulary import (
    AgencyCategory,
    FileState,
    MeetingApp,
    Origin,
    RegistrationStatus,
    Role,
)
from tests.bot.services.requested import MORNING, colleague, request

S = RegistrationStatus
A_WEEK = timedelta(days=7)
SCREENER = Officer(1, "ฉัน", Role.SCREENER)


@pytest.fixture
def desk(database: Database) -> Database:
    """Four requests that differ in everything; officer 1 looks."""
    with database.write() as connection:
        me, other = colleague(connection, "ฉัน"), colleague(connection, "เพื่อน")
        request(connection, "กรมอุตุนิยมวิทยา", email="a@example.go.th", claimed_by=me.id)
        request(
            connection,
            "จังหวัดเชียงใหม่",
            province="เชียงใหม่",
            category=AgencyCategory.PROVINCIAL,
            apps=(MeetingApp.WEBEX, MeetingApp.TEAMS),
            at=MORNING - A_WEEK,
            email="a@example.go.th",
        )
        request(connection, "การประปา", origin=Origin.PHONE, claimed_by=other.id, email="b@b.th")
        request(connection, "สภา", status=S.ACTIVE, at=MORNING - A_WEEK, email="c@c.th")
        files = {"name": "a.pdf", "sent_at": MORNING}
        connection.execute(
            insert(Attachment.__table__),
            [
                {"registration_id": 1, "message_id": "1", "state": FileState.KEPT, **files},
                {"registration_id": 2, "message_id": "2", "state": FileState.REFUSED, **files},
            ],
        )
    return database


@pytest.mark.parametrize(
    ("selection", "fitting"),
    [
        (Selection(), [1, 2, 3]),
        (Selection(group=Group.ALL), [1, 2, 3, 4]),
        (Selection(group=Group.CLOSED), []),
        (Selection(category=AgencyCategory.PROVINCIAL), [2]),
        (Selection(app=MeetingApp.WEBEX), [2]),
        (Selection(province="เชียงใหม่"), [2]),
        (Selection(origin=Origin.PHONE), [3]),
        (Selection(holder=Holder.MINE), [1]),
        (Selection(holder=Holder.NOBODY), [2]),
        (Selection(holder=Holder.SOMEBODY), [1, 3]),
        (Selection(letter=Letter.THERE), [1]),
        (Selection(letter=Letter.MISSING), [2, 3]),
        (Selection(group=Group.ALL, late=True), [2]),
        (Selection(group=Group.ALL, alike=True), [1, 2]),
        (Selection(since=date(2020, 3, 17)), [1, 3]),
        (Selection(until=date(2020, 3, 10)), [2]),
        (Selection(since=date(2020, 3, 11), until=date(2020, 3, 16)), []),
        (Selection(q="อุตุนิยม"), [1]),
        (Selection(q="ไม่มีชื่อนี้"), []),
    ],
)
def test_what_fits_is_let_through(desk: Database, selection: Selection, fitting: list[int]) -> None:
    with desk.read() as connection:
        conditions = sifting.conditions(connection, selection, officer=SCREENER, now=MORNING)
        table = Registration.__table__
        joined = table.join(Agency.__table__, Agency.__table__.c.id == table.c.agency_id)
        rows = connection.scalars(
            select(table.c.id).select_from(joined).where(*conditions).order_by(table.c.id)
        ).all()

    assert rows == fitting


@pytest.mark.parametrize(("role", "fitting"), [(Role.OFFICER, [1]), (Role.VIEWER, [])])
def test_who_may_not_see_persons_finds_nobody_by_their_telephone(
    role: Role, fitting: list[int], desk: Database
) -> None:
    with desk.write() as connection:
        connection.execute(update(AgencyContact.__table__).values(phone="+66899999999"))
        first = update(AgencyContact.__table__).where(AgencyContact.__table__.c.agency_id == 1)
        connection.execute(first.values(phone="+66811112222"))

    with desk.read() as connection:
        conditions = sifting.conditions(
            connection,
            Selection(group=Group.ALL, q="0811112222"),
            officer=Officer(1, "วิภา", role),
            now=MORNING,
        )
        table = Registration.__table__
        joined = table.join(Agency.__table__, Agency.__table__.c.id == table.c.agency_id)
        found = connection.scalars(select(table.c.id).select_from(joined).where(*conditions)).all()

    assert found == fitting
