"""Contacts: added, corrected, handed over, and joined to LINE by a code."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from bot.console import entrance
from bot.console.desk import Desk
from bot.services import contacts
from models.base import Database
from models.vocabulary import ContactRole, Role
from tests.bot.console.conftest import Browser
from tests.bot.services.requested import request

SignIn = Callable[[Role], Browser]
PAGE, NEW = "/console/bodies/GOV-001", "/console/bodies/GOV-001/contacts/new"
MALEE = {"name": "มาลี ตั้งใจงาน", "phone": "0 2000 0002 ต่อ 22", "email": "malee@example.go.th"}
CODE = re.compile(r'<p class="code" translate="no">([^<]+)<')


@pytest.fixture
def weather(database: Database) -> Database:
    with database.write() as connection:
        request(connection, "กรมอุตุนิยมวิทยา", email="somchai@example.go.th")
    return database


@pytest.fixture
def app(desk: Desk) -> Flask:
    made = Flask("console", static_folder=None)
    made.secret_key = "test"
    known = replace(desk, basic_id=lambda: "@wfh")
    made.register_blueprint(entrance.make_console(known))
    return made


def roles(database: Database) -> dict[str, ContactRole]:
    with database.read() as connection:
        return {one.person.name: one.role for one in contacts.of_agency(connection, 1)}


def mark(database: Database, link_id: int) -> str:
    found = contacts.find(database, link_id)
    assert found is not None
    return found.mark


def test_a_contact_is_added(weather: Database, signed_in: SignIn) -> None:
    browser = signed_in(Role.OFFICER)

    done = browser.post(NEW, MALEE)

    assert (done.status_code, done.location) == (303, PAGE)
    assert roles(weather) == {"สมชาย": ContactRole.MAIN, "มาลี ตั้งใจงาน": ContactRole.DEPUTY}
    assert "เพิ่มผู้ประสานงานแล้ว" in browser.get(PAGE).text


def test_a_form_that_is_unclear_comes_back_as_it_was_typed(
    weather: Database, signed_in: SignIn
) -> None:
    answer = signed_in(Role.OFFICER).post(NEW, MALEE | {"phone": "191"})

    assert answer.status_code == 422
    assert 'value="191"' in answer.text
    assert 'value="มาลี ตั้งใจงาน"' in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_a_contact_is_corrected_unless_somebody_did_so_before(
    weather: Database, signed_in: SignIn
) -> None:
    browser = signed_in(Role.OFFICER)
    seen = {"mark": mark(weather, 1)}

    shown = browser.get("/console/contacts/1/edit").text
    first = browser.post("/console/contacts/1/edit", MALEE | seen)
    browser.get(first.location)
    second = browser.post("/console/contacts/1/edit", MALEE | seen | {"name": "ปลัด ใจงาม"})

    assert "somchai@example.go.th" in shown
    assert roles(weather) == {"มาลี ตั้งใจงาน": ContactRole.MAIN}
    assert "มีผู้แก้ข้อมูลคนนี้ไปก่อนแล้ว" in browser.get(second.location).text


def test_a_contact_takes_over(weather: Database, signed_in: SignIn) -> None:
    browser = signed_in(Role.OFFICER)
    browser.post(NEW, MALEE)

    done = browser.post("/console/contacts/2/role", {"to": "main", "mark": mark(weather, 2)})
    browser.post("/console/contacts/1/role", {"to": "former", "mark": mark(weather, 1)})

    assert done.status_code == 303
    assert roles(weather) == {"มาลี ตั้งใจงาน": ContactRole.MAIN, "สมชาย": ContactRole.FORMER}


@pytest.mark.parametrize(("to", "status"), [("", 404), ("king", 404), ("asking", 303)])
def test_no_other_part_is_given(weather: Database, signed_in: SignIn, to: str, status: int) -> None:
    browser = signed_in(Role.OFFICER)

    answer = browser.post("/console/contacts/1/role", {"to": to, "mark": mark(weather, 1)})

    assert answer.status_code == status
    assert roles(weather) == {"สมชาย": ContactRole.MAIN}


def test_a_code_is_shown_once_with_its_picture(weather: Database, signed_in: SignIn) -> None:
    browser = signed_in(Role.OFFICER)

    answer = browser.post("/console/contacts/1/code")
    again = browser.post("/console/contacts/1/code")

    first, second = CODE.findall(answer.text), CODE.findall(again.text)
    assert answer.status_code == 200
    assert (len(first), len(second), first != second) == (1, 1, True)
    assert f"เชื่อม {first[0]}" in answer.text
    assert 'src="data:image/svg+xml' in answer.text
    assert first[0] not in browser.get(PAGE).text
    assert "ออกรหัสเชื่อม LINE ไว้แล้ว" in browser.get(PAGE).text


@pytest.mark.parametrize("link_id", ["99", str(2**70)])
def test_a_contact_that_is_none_is_not_found(
    weather: Database, signed_in: SignIn, link_id: str
) -> None:
    browser = signed_in(Role.OFFICER)

    assert browser.get(f"/console/contacts/{link_id}/edit").status_code == 404
    assert browser.post(f"/console/contacts/{link_id}/code").status_code == 404
    assert browser.get("/console/bodies/GOV-999/contacts/new").status_code == 404


def test_who_only_looks_reaches_no_contact(weather: Database, signed_in: SignIn) -> None:
    browser = signed_in(Role.VIEWER)

    assert browser.get("/console/contacts/1/edit").status_code == 403
    assert browser.post("/console/contacts/1/code").status_code == 403
    assert browser.post(NEW, MALEE).status_code == 403
