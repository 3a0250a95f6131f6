"""Requests and bodies, found by whatever staff have at hand."""

import pytest
from sqlalchemy import insert, select, update

from bot.services import directory, searching
from bot.services.searching import Found
from handlers.turn import AgencyAnswer, Person, PhoneNumber
from models.agency import Agency
from models.base import Database
from models.vocabulary import AgencyCategory
from tests.bot.services.office import (
    CHIANG_MAI,
    MALEE,
    MORNING,
    SOMCHAI,
    WEATHER,
    Office,
    later,
    submit,
)

pytestmark = pytest.mark.both

_a = Agency.__table__
BOTH = Found((2, 1), (2, 1))
NEW_VILLAGE = AgencyAnswer(None, "อบต. บ้านใหม่ 100%", AgencyCategory.PROVINCIAL, "ตาก")


@pytest.fixture
def told(peopled: Database) -> Database:
    """The weather's request 1 by Somchai, Chiang Mai's request 2 by Malee."""
    keys = ("อต.", "TMD", "Thai Meteorological Department", "กรมอุตุฯ")
    with peopled.write() as connection:
        for answer, known in ((WEATHER, keys), (CHIANG_MAI, ("ชม.",))):
            values = {"keys": "\n".join(known), "searched": directory.searched(answer.name, known)}
            connection.execute(update(_a).where(_a.c.code == answer.code).values(values))
        office = Office(connection)
        office.do(1, submit(WEATHER, person=SOMCHAI))
        office.do(2, submit(CHIANG_MAI, person=MALEE), now=later(minutes=5))
    return peopled


def found(database: Database, text: str, *, limit: int = 50) -> Found:
    with database.read() as connection:
        return searching.search(connection, text, limit=limit)


@pytest.mark.parametrize(
    "text",
    [
        "กรมอุตุนิยมวิทยา",
        "อุตุนิยม",
        "กรม อุตุ",
        "วิทยา กรม",
        "อต",
        "tmd",
        "Meteorological",
        "กรมอุตุ\u200bนิยมวิทยา",
        "กรมอุตุนิยมวิทญา",
        "WFH-63-00001",
        "wfh 63 00001",
        "63-00001",
        "1",
        "๐๐๐๐๑",
        "๑",
        "081-234-5678",
        "0812345678",
        "+66 81 234 5678",
        "๐๘๑๒๓๔",
        "3456",
        "โทร 081 234 5678",
        "somchai@example.go.th",
        "SOMCHAI",
        "สมชาย",
        "ใจดี สมชาย",
    ],
)
def test_search_finds_the_one_that_is_meant(told: Database, text: str) -> None:
    assert found(told, text) == Found((1,), (1,))


@pytest.mark.parametrize("text", ["example.go.th", "@example", "go.th"])
def test_search_finds_the_newest_request_first(told: Database, text: str) -> None:
    assert found(told, text).registrations == (2, 1)


@pytest.mark.parametrize(
    "text", ["", " ", "%", "_", "\\", "'; --", "สมชาย ตั้งใจงาน", "WFH-64-00001", "99999999", "๚๛"]
)
def test_search_finds_nothing_where_nothing_is_meant(told: Database, text: str) -> None:
    assert found(told, text) == Found()


def test_search_takes_the_number_with_its_letter(told: Database) -> None:
    with told.read() as connection:
        reference = Office(connection).requests(1).mine()[0].reference

    assert found(told, reference) == Found((1,), (1,))


def test_search_puts_first_what_is_called_exactly_so(told: Database) -> None:
    names = ("อำเภออต", "อตและเพื่อน")
    with told.write() as connection:
        rows = [
            {
                "code": f"NEW-0000{number}",
                "name": name,
                "folded": directory.folded(name),
                "searched": directory.searched(name, ()),
                "category": AgencyCategory.PROVINCIAL,
                "created_at": MORNING,
            }
            for number, name in enumerate(names)
        ]
        connection.execute(insert(_a), rows)
        by_name = {row.name: row.id for row in connection.execute(select(_a.c.id, _a.c.name))}

    assert found(told, "อต.").agencies == (1, by_name["อตและเพื่อน"], by_name["อำเภออต"])


def test_search_finds_no_more_than_asked_for(told: Database) -> None:
    assert found(told, "example", limit=1) == Found((2,), (1,))


def test_search_leaves_out_a_body_that_lives_on_in_another(told: Database) -> None:
    with told.write() as connection:
        connection.execute(update(_a).where(_a.c.id == 1).values(merged_into=2))

    assert found(told, "กรมอุตุ") == Found((1,), ())


def test_search_knows_a_body_that_a_contact_named(told: Database) -> None:
    person = Person("ปลัด ใจงาม", PhoneNumber("+6655000001"), "tak@example.go.th")
    with told.write() as connection:
        Office(connection, events=9).do(3, submit(NEW_VILLAGE, person=person))

    assert found(told, "บ้านใหม่") == Found((3,), (3,))


def test_persons_are_not_searched_for_those_who_may_not_see_them(told: Database) -> None:
    with told.read() as connection:
        seen = [
            searching.search(connection, text, with_persons=False)
            for text in ("0812345678", "สมชาย", "somchai@example.go.th", "กรมอุตุ", "1")
        ]

    assert seen == [Found(), Found(), Found(), Found((1,), (1,)), Found((1,), (1,))]
