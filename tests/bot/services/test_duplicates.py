"""Requests that may be for the same body are found, likeliest first; others are not."""

import pytest
from sqlalchemy import update

from bot.services import cases, directory, duplicates
from bot.services.duplicates import Trait, Twin, likeness
from models.agency import Agency
from models.base import Database
from models.contact import AgencyContact
from models.vocabulary import AgencyCategory, RegistrationStatus
from tests.bot.services.requested import request

S = RegistrationStatus
PROVINCIAL = AgencyCategory.PROVINCIAL


def twins(database: Database, reference: str = "WFH-63-00001-E") -> tuple[Twin, ...]:
    with database.read() as connection:
        view = cases.read(connection, reference)
        assert view is not None
        return duplicates.find(connection, view)


def change(database: Database, table: type, row: int, **values: object) -> None:
    with database.write() as connection:
        one = update(table.__table__).where(table.__table__.c.id == row)
        connection.execute(one.values(**values))


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("กรมอุตุนิยมวิทยา", "กรมอุตุนิยมวิทย", 96),
        ("กรมอุตุนิยมวิทยา", "กรมอุตุนิยมวิทยา (สลก.)", 90),
        ("โรงเรียนบ้านดอน", "โรงพยาบาลบ้านดอน", 0),
        ("สำนักงานเขตพื้นที่การศึกษาพะเยา เขต 1", "สำนักงานเขตพื้นที่การศึกษาพะเยา เขต 2", 0),
    ],
)
def test_names_are_as_alike_as_their_own_parts(one: str, other: str, score: int) -> None:
    assert likeness(directory.folded(one), directory.folded(other)) == score


def test_bodies_of_one_kind_with_other_names_are_hardly_alike() -> None:
    one, other = map(directory.folded, ("เทศบาลตำบลท่าทราย", "เทศบาลตำบลหนองบัว"))

    assert likeness(one, other) < duplicates.LIKE_ENOUGH


def test_a_nearly_equal_name_is_found_and_says_why(database: Database) -> None:
    with database.write() as connection:
        request(connection, "กรมอุตุนิยมวิทยา", email="somchai@tmd.go.th")
        request(connection, "กรมอุตุนิยมวิทย", users=450, email="somchai@tmd.go.th")
        request(connection, "กรมชลประทาน")

    assert twins(database) == (
        Twin(
            reference="WFH-63-00002-G",
            agency="กรมอุตุนิยมวิทย",
            status=S.SUBMITTED,
            users=450,
            score=100,
            traits=(Trait.NAME, Trait.PHONE, Trait.EMAIL),
        ),
    )


def test_another_name_of_a_body_is_as_good_as_its_name(database: Database) -> None:
    with database.write() as connection:
        request(connection, "กรมอุตุนิยมวิทยา")
        request(connection, "ศูนย์พยากรณ์อากาศ")
    keys = ["ศูนย์พยากรณ์อากาศ"]
    searched = directory.searched("กรมอุตุนิยมวิทยา", keys)
    change(database, Agency, 1, keys=keys[0], searched=searched)

    assert [(twin.agency, twin.score) for twin in twins(database)] == [("ศูนย์พยากรณ์อากาศ", 95)]
    assert [twin.score for twin in twins(database, "WFH-63-00002-G")] == [95]


def test_the_same_person_alone_is_a_reason_to_look(database: Database) -> None:
    with database.write() as connection:
        request(connection, "กรมอุตุนิยมวิทยา", email="somchai@tmd.go.th")
        request(connection, "กรมชลประทาน", email="malee@rid.go.th")

    (found,) = twins(database)

    assert (found.score, found.traits) == (50, (Trait.PHONE,))


def test_a_person_who_only_used_to_speak_for_a_body_is_no_reason(database: Database) -> None:
    with database.write() as connection:
        request(connection, "กรมอุตุนิยมวิทยา", email="somchai@tmd.go.th")
        request(connection, "กรมชลประทาน", email="somchai@tmd.go.th")
    change(database, AgencyContact, 2, role="former")

    assert twins(database) == ()


def test_closed_requests_and_other_provinces_are_left_out(database: Database) -> None:
    with database.write() as connection:
        request(connection, "ศูนย์ดำรงธรรม", category=PROVINCIAL, province="น่าน")
        request(connection, "ศูนย์ดำรงธรรมม", category=PROVINCIAL, province="เลย")
        closed = {"province": "น่าน", "status": S.REJECTED}
        request(connection, "ศูนย์ดำรงธรม", category=PROVINCIAL, **closed)

    assert twins(database) == ()


def test_no_more_than_a_handful_are_shown(database: Database) -> None:
    with database.write() as connection:
        for number in range(9):
            request(connection, f"กรมที่ {number}", email="somchai@tmd.go.th")

    assert len(twins(database)) == duplicates.MOST
