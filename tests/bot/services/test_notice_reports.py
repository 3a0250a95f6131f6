"""What became of a notice, for each group of those it went to."""

import pytest
from sqlalchemy import insert, select

from bot.services import notice_reports, segments
from bot.services.notice_reports import Group
from models.agency import Agency
from models.audience import AgencyTag, AudienceMember
from models.base import Database
from models.broadcast import BroadcastChunk
from models.vocabulary import ChunkState
from tests.bot.console.casefile import file_two
from tests.bot.services.noticing import drafted, officer_of

pytestmark = pytest.mark.both

C = ChunkState


def test_groups_are_counted_by_what_their_bodies_are(database: Database) -> None:
    file_two(database)
    while segments.fold(database):
        continue
    number = drafted(database, officer_of(database, "สมศรี")).id
    with database.write() as connection:
        query = select(AudienceMember.segment_id).order_by(AudienceMember.contact_id)
        weather, chiang_mai, nobodys = connection.scalars(query)
        for place, state in enumerate((C.SENT, C.FAILED)):
            values = {
                "broadcast_id": number,
                "number": place,
                "retry_key": f"key-{place}",
                "first_id": 1,
                "last_id": 3,
                "size": 4,
                "groups": {str(weather): 2, str(chiang_mai): 1, str(nobodys): 1},
                "state": state,
            }
            connection.execute(insert(BroadcastChunk.__table__), values)

    found = notice_reports.report(database, number)

    assert found is not None
    assert found.progress.people == {C.SENT: 4, C.FAILED: 4}
    assert found.groups["category"] == (
        Group("government", {C.SENT: 2, C.FAILED: 2}),
        Group("provincial", {C.SENT: 1, C.FAILED: 1}),
        Group(None, {C.SENT: 1, C.FAILED: 1}),
    )
    assert [group.name for group in found.groups["province"]][-1] is None


def test_a_notice_nobody_wrote_has_no_report(database: Database) -> None:
    assert notice_reports.report(database, 99) is None
    assert notice_reports.standing(database, 99) is None


def test_a_notice_that_is_not_sent_has_no_groups(database: Database) -> None:
    notice = drafted(database, officer_of(database, "สมศรี"))

    found = notice_reports.standing(database, notice.id)

    assert found is not None
    assert (found.notice, found.progress.total, found.groups) == (notice, 0, {})


def test_bodies_are_called_by_their_names_and_tags_by_theirs(database: Database) -> None:
    file_two(database)
    with database.write() as connection:
        code, name = connection.execute(
            select(Agency.code, Agency.name).where(Agency.id == 1)
        ).one()
        connection.execute(insert(AgencyTag.__table__), {"agency_id": 1, "tag": "นำร่อง"})

    assert notice_reports.names(database, [1, 99]) == {1: name}
    assert [one.id for one in notice_reports.numbered(database, [code])] == [1]
    assert notice_reports.tags(database) == ("นำร่อง",)
