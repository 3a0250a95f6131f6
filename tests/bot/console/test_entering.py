"""Requests entered by staff: the agency found, the form read, one request stored."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, insert, select

from bot.services import directory
from models.agency import Agency
from models.base import Database
from models.registration import Counter, Registration
from models.vocabulary import Role
from tests.bot.console.conftest import NOW, Browser
from tests.bot.services.requested import request

SignIn = Callable[[Role], Browser]
KEY = re.compile(r'name="key" value="([^"]+)"')
FORM = {
    "agency": "GOV-777",
    "apps": ["teams", "webex"],
    "users": "๔๕๐ คน",
    "name": "มาลี ตั้งใจงาน",
    "phone": "0 2000 0002",
    "email": "malee@example.go.th",
    "origin": "walk_in",
}


@pytest.fixture
def directory_of_two(database: Database) -> Database:
    """The weather with an open request, and the sea without."""
    with database.write() as connection:
        request(connection, "กรมอุตุนิยมวิทยา")
        folded = directory.folded("กรมเจ้าท่า")
        body = {"code": "GOV-777", "name": "กรมเจ้าท่า", "folded": folded, "searched": folded}
        body |= {"category": "government", "created_at": NOW}
        connection.execute(insert(Agency.__table__), body)
        connection.execute(insert(Counter.__table__), {"name": "reference 63", "value": 1})
    return database


def stored(database: Database) -> int:
    with database.read() as connection:
        return connection.scalar(select(func.count()).select_from(Registration.__table__)) or 0


def test_first_the_agency_is_found(directory_of_two: Database, signed_in: SignIn) -> None:
    browser = signed_in(Role.OFFICER)

    free = browser.get("/console/enter?q=เจ้าท่า").text
    occupied = browser.get("/console/enter?q=อุตุ").text

    assert "/console/enter?agency=GOV-777" in free
    assert "มีคำขอ WFH-63-00001-E อยู่แล้ว" in occupied
    assert "/console/enter?agency=GOV-001" not in occupied


def test_a_form_sent_twice_stores_once(directory_of_two: Database, signed_in: SignIn) -> None:
    browser = signed_in(Role.OFFICER)
    (key,) = KEY.findall(browser.get("/console/enter?agency=GOV-777").text)

    first = browser.post("/console/enter", FORM | {"key": key})
    second = browser.post("/console/enter", FORM | {"key": key})

    assert stored(directory_of_two) == 2
    assert (first.status_code, first.location) == (303, second.location)
    assert first.location.startswith("/console/cases/WFH-63-")


def test_a_new_agency_is_entered_with_its_first_request(
    directory_of_two: Database, signed_in: SignIn
) -> None:
    browser = signed_in(Role.OFFICER)
    html = browser.get("/console/enter?new=1&q=อบต.บ้านใหม่").text
    body = {"agency": "", "body": "อบต.บ้านใหม่", "category": "provincial", "province": "ตาก"}

    done = browser.post("/console/enter", FORM | body | {"key": KEY.findall(html)[0]})

    assert 'value="อบต.บ้านใหม่"' in html
    assert done.status_code == 303
    assert "อบต.บ้านใหม่" in browser.get("/console/bodies/NEW-00001").text


def test_an_agency_with_an_open_request_leads_to_it(
    directory_of_two: Database, signed_in: SignIn
) -> None:
    browser = signed_in(Role.OFFICER)

    shown = browser.get("/console/enter?agency=GOV-001").text
    answer = browser.post("/console/enter", FORM | {"agency": "GOV-001", "key": "k"})

    assert "/console/cases/WFH-63-00001-E" in shown
    assert answer.status_code == 422
    assert "/console/cases/WFH-63-00001-E" in answer.text
    assert 'value="มาลี ตั้งใจงาน"' in answer.text
    assert stored(directory_of_two) == 1


def test_an_unclear_form_comes_back_with_its_key(
    directory_of_two: Database, signed_in: SignIn
) -> None:
    browser = signed_in(Role.OFFICER)

    answer = browser.post("/console/enter", FORM | {"users": "หลายคน", "key": "key-1"})

    assert answer.status_code == 422
    assert KEY.findall(answer.text) == ["key-1"]
    assert answer.text.count(" checked") == 3
    assert stored(directory_of_two) == 1


def test_a_form_without_its_key_is_sent_back(directory_of_two: Database, signed_in: SignIn) -> None:
    browser = signed_in(Role.OFFICER)

    answer = browser.post("/console/enter", FORM)

    assert (answer.status_code, answer.location) == (303, "/console/enter")
    assert stored(directory_of_two) == 1


def test_who_only_looks_enters_nothing(directory_of_two: Database, signed_in: SignIn) -> None:
    browser = signed_in(Role.VIEWER)

    assert browser.get("/console/enter").status_code == 403
    assert browser.post("/console/enter", FORM).status_code == 403
