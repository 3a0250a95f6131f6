"""The directory as staff look it up."""

import pytest
from sqlalchemy import event, insert, update

from bot.services import bodies, directory
from bot.services.bodies import Body, BodyRow, Done, RequestRow, Shelf, Sought, Standing
from models.agency import Agency
from models.audit import AuditEntry
from models.base import Database
from models.vocabulary import AgencyCategory, Origin, RegistrationStatus
from tests.bot.services.office import CHIANG_MAI, MORNING, SOMCHAI, WEATHER, Office, submit

pytestmark = pytest.mark.both

_a = Agency.__table__


@pytest.fixture
def told(peopled: Database) -> Database:
    """The weather, with request 1, and Chiang Mai, without."""
    with peopled.write() as connection:
        for answer in (WEATHER, CHIANG_MAI):
            values = {"searched": directory.searched(answer.name, ())}
            connection.execute(update(_a).where(_a.c.code == answer.code).values(values))
        Office(connection).do(1, submit(WEATHER, person=SOMCHAI))
    return peopled


def codes(database: Database, **sought: object) -> list[str]:
    return [row.code for row in bodies.shelf(database, Sought(**sought)).rows]


def many(database: Database, count: int) -> None:
    rows = [
        {
            "code": f"NEW-{number:05d}",
            "name": f"โรงเรียนที่ {number:03d}",
            "folded": f"รงรยนท{number:03d}",
            "searched": f"รงรยนท{number:03d}",
            "category": AgencyCategory.PROVINCIAL,
            "province": "ตาก",
            "created_at": MORNING,
        }
        for number in range(count)
    ]
    with database.write() as connection:
        connection.execute(insert(_a), rows)


def test_a_shelf_shows_each_body_with_its_open_request(told: Database) -> None:
    with told.read() as connection:
        reference = Office(connection).requests(1).mine()[0].reference

    assert bodies.shelf(told, Sought()) == Shelf(
        (
            BodyRow(
                *("GOV-091", WEATHER.name, AgencyCategory.GOVERNMENT, None),
                *(1, reference, RegistrationStatus.SUBMITTED),
            ),
            BodyRow(
                *("PROV-421", CHIANG_MAI.name, AgencyCategory.PROVINCIAL, "เชียงใหม่"),
                *(0, None, None),
            ),
        )
    )


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({"category": AgencyCategory.PROVINCIAL}, ["PROV-421"]),
        ({"province": "เชียงใหม่"}, ["PROV-421"]),
        ({"standing": Standing.OPEN}, ["GOV-091"]),
        ({"standing": Standing.NONE}, ["PROV-421"]),
        ({"text": "อุตุ"}, ["GOV-091"]),
        ({"text": "0812345678"}, ["GOV-091"]),
        ({"text": "อุตุ", "standing": Standing.NONE}, []),
        ({"text": "   ", "province": "ตาก"}, []),
    ],
)
def test_a_shelf_is_narrowed(told: Database, sought: dict[str, object], found: list[str]) -> None:
    assert codes(told, **sought) == found


def test_a_shelf_goes_on_where_the_one_before_ended(told: Database) -> None:
    many(told, 2 * bodies.ROWS - 2)

    first = bodies.shelf(told, Sought())
    second = bodies.shelf(told, Sought(after=first.onward or ""))

    seen = [row.code for row in (*first.rows, *second.rows)]
    assert (len(first.rows), len(second.rows), second.onward) == (bodies.ROWS, bodies.ROWS, None)
    assert len(set(seen)) == 2 * bodies.ROWS


def test_a_search_that_finds_too_much_says_so(told: Database) -> None:
    many(told, bodies.ROWS + 1)

    found = bodies.shelf(told, Sought(text="รงรยนท"))

    assert (len(found.rows), found.is_cut, found.onward) == (bodies.ROWS, True, None)


def test_contacts_find_nothing_for_who_may_not_see_them(told: Database) -> None:
    assert bodies.shelf(told, Sought(text="0812345678"), with_persons=False) == Shelf(())


def test_a_body_is_shown_whole(told: Database) -> None:
    found = bodies.find(told, "GOV-091")

    assert found is not None
    request = RequestRow(
        found.requests[0].reference,
        *(RegistrationStatus.SUBMITTED, MORNING, MORNING, 450, Origin.LINE),
    )
    assert found == Body(
        id=1,
        code="GOV-091",
        name=WEATHER.name,
        category=AgencyCategory.GOVERNMENT,
        province=None,
        keys=(),
        seen="",
        merged_into=None,
        contacts=found.contacts,
        requests=(request,),
        history=(),
    )
    assert [contact.person for contact in found.contacts] == [SOMCHAI]
    assert found.open_request == request


def test_the_history_of_a_body_tells_who_did_what(told: Database) -> None:
    with told.write() as connection:
        rows = [
            {"at": MORNING, "actor": "contact", "actor_id": 2, "action": action, "subject": of}
            for action, of in (
                ("contact.asking", "agency contact 1"),
                ("agency.edited", "agency 1"),
                ("agency.edited", "agency 2"),
                ("registration.users", "registration 1"),
            )
        ]
        connection.execute(insert(AuditEntry.__table__), rows)

    found = bodies.find(told, "GOV-091")

    assert found is not None
    assert found.history == (
        Done("agency.edited", MORNING, None),
        Done("contact.asking", MORNING, None),
    )


def test_no_body_is_found_under_a_code_that_is_none(told: Database) -> None:
    assert bodies.find(told, "GOV-999") is None


def test_a_shelf_costs_the_same_for_one_body_and_for_fifty(told: Database) -> None:
    def statements() -> int:
        asked: list[str] = []
        listen = lambda *given: asked.append(given[2])  # noqa: E731
        event.listen(told.engine, "before_cursor_execute", listen)
        bodies.shelf(told, Sought(text="ร"))
        bodies.shelf(told, Sought())
        event.remove(told.engine, "before_cursor_execute", listen)
        return len([one for one in asked if one.startswith("SELECT")])

    few = statements()
    many(told, 60)

    assert (few, statements()) == (3, 3)


def test_a_shelf_stands_in_the_order_of_the_dictionary(database: Database) -> None:
    names = ["CAT Telecom", "เทศบาลนครตรัง", "ไทยรัฐ", "โรงเรียนดี", "กรมทาง", "เกษตรกร", "ขนส่ง"]
    with database.write() as connection:
        for number, name in enumerate([*names, "ฮักน้ำ", "แก้วฟ้า"]):
            values = {"code": f"N-{number}", "name": name, "category": AgencyCategory.GOVERNMENT}
            folded = {"folded": directory.folded(name), "created_at": MORNING}
            connection.execute(insert(_a), values | folded)

    assert [row.name for row in bodies.shelf(database, Sought()).rows] == [
        *("CAT Telecom", "กรมทาง", "เกษตรกร", "แก้วฟ้า", "ขนส่ง"),
        *("เทศบาลนครตรัง", "ไทยรัฐ", "โรงเรียนดี", "ฮักน้ำ"),
    ]
