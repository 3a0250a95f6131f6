"""The totals taken apart, as they stood on a day."""

from dataclasses import replace
from datetime import date

import pytest

from bot.services import breakdowns, directory, recording, reporting, seeding
from bot.services.breakdowns import Share
from bot.services.recording import Act
from handlers.turn import AgencyAnswer, Amend
from models.base import Database
from models.vocabulary import Actor, AgencyCategory, Change, MeetingApp, RegistrationStatus
from tests.bot.services.office import CHIANG_MAI, MORNING, WEATHER, Office, later, submit

TUESDAY, WEDNESDAY = date(2020, 3, 17), date(2020, 3, 18)
FIRST, SECOND = "WFH-63-00001-E", "WFH-63-00002-G"
NEW = AgencyAnswer(None, "กองทุนส่งเสริมใหม่", AgencyCategory.GOVERNMENT)


@pytest.fixture
def busy(peopled: Database) -> Database:
    """Three requests on Tuesday; on Wednesday one changes its apps, one is rejected."""
    with peopled.write() as connection:
        office = Office(connection)
        office.do(1, submit(WEATHER, MeetingApp.TEAMS, MeetingApp.WEBEX, users=450))
        office.do(2, submit(CHIANG_MAI, MeetingApp.TEAMS, users=120))
        office.do(3, submit(NEW, MeetingApp.HANGOUTS, users=30))
        wanted = frozenset({MeetingApp.HANGOUTS, MeetingApp.WEBEX})
        office.do(1, Amend(FIRST, Change.APPS, apps=wanted), now=later(days=1))
        back = frozenset({MeetingApp.TEAMS})
        office.do(1, Amend(FIRST, Change.APPS, apps=back), now=later(days=2))
        staff = Act(connection, None, None, later(days=1), Actor.STAFF)
        case = recording.find(staff, SECOND)
        assert case is not None
        rejected = replace(case, status=RegistrationStatus.REJECTED)
        recording.enter(staff, rejected, Change.STATUS, before=case.status)
    return peopled


def test_apps_are_those_asked_for_then(busy: Database) -> None:
    assert breakdowns.by_app(busy, TUESDAY) == (
        Share("teams", 2, 570),
        Share("webex", 1, 450),
        Share("hangouts", 1, 30),
    )
    assert breakdowns.by_app(busy, WEDNESDAY) == (
        Share("teams", 0, 0),
        Share("webex", 1, 450),
        Share("hangouts", 2, 480),
    )
    assert breakdowns.by_app(busy, date(2020, 3, 19)) == (
        Share("teams", 1, 450),
        Share("webex", 0, 0),
        Share("hangouts", 1, 30),
    )


def test_every_status_has_its_share(busy: Database) -> None:
    found = {share.name: share for share in breakdowns.by_status(busy, WEDNESDAY)}

    assert list(found) == list(RegistrationStatus)
    assert [share for share in found.values() if share.count] == [
        Share("submitted", 2, 480),
        Share("rejected", 1, 120),
    ]


def test_provinces_are_those_of_the_directory_and_central_bodies_come_last(busy: Database) -> None:
    assert breakdowns.by_province(busy, TUESDAY) == (
        Share("เชียงใหม่", 1, 120),
        Share(None, 2, 480),
    )


def test_ministries_are_those_of_the_shipped_list(busy: Database) -> None:
    assert breakdowns.by_ministry(busy, TUESDAY) == (
        Share("กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม", 1, 450),
        Share("กระทรวงมหาดไทย", 1, 120),
        Share(None, 1, 30),
    )


def test_a_ministry_is_its_own() -> None:
    assert breakdowns.ministries()["GOV-001"] == "สำนักนายกรัฐมนตรี"
    assert breakdowns.ministries()["GOV-003"] == "สำนักนายกรัฐมนตรี"


def test_the_parts_add_up_to_the_press_table(database: Database) -> None:
    directory.sync(database, now=MORNING)
    seeding.seed_demo(database)
    whole = reporting.figures(database, TUESDAY)

    for part in (breakdowns.by_ministry, breakdowns.by_province, breakdowns.by_status):
        shares = part(database, TUESDAY)
        assert sum(share.count for share in shares) == whole.agencies
        assert sum(share.users for share in shares) == whole.users
