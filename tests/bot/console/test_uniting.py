"""Two rows of the directory become one, after a page that says what will happen."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from models.base import Database
from models.registration import Registration
from models.vocabulary import Role
from tests.bot.console.conftest import Browser
from tests.bot.services.requested import request

SignIn = Callable[[Role], Browser]
MERGE = "/console/bodies/GOV-002/merge"


@pytest.fixture
def doubled(database: Database) -> Database:
    with database.write() as connection:
        request(connection, "กรมอุตุนิยมวิทยา")
        request(connection, "กรมอุตุนิยม")
    return database


def close(database: Database) -> None:
    table = Registration.__table__
    with database.write() as connection:
        connection.execute(update(table).where(table.c.id == 2).values(status="rejected"))


def test_bodies_that_are_called_alike_are_offered(doubled: Database, signed_in: SignIn) -> None:
    html = signed_in(Role.SCREENER).get(MERGE).text

    assert "merge?into=GOV-001" in html
    assert "merge?into=GOV-002" not in html


def test_two_open_requests_are_shown_instead_of_a_button(
    doubled: Database, signed_in: SignIn
) -> None:
    browser = signed_in(Role.SCREENER)

    html = browser.get(f"{MERGE}?into=GOV-001").text
    forced = browser.post(MERGE, {"into": "GOV-001"})

    assert "/console/cases/WFH-63-00001-E" in html
    assert 'name="into"' not in html
    assert "ให้รวมคำขอก่อน" in browser.get(forced.location).text


def test_after_the_page_that_tells_what_will_happen_it_happens(
    doubled: Database, signed_in: SignIn
) -> None:
    close(doubled)
    browser = signed_in(Role.SCREENER)

    html = browser.get(f"{MERGE}?into=GOV-001").text
    done = browser.post(MERGE, {"into": "GOV-001"})

    assert "รวมแล้วแยกคืนไม่ได้" in html
    assert (done.status_code, done.location) == (303, "/console/bodies/GOV-001")
    assert "รวมหน่วยงานแล้ว" in browser.get(done.location).text
    assert "หน่วยงานนี้รวมเข้ากับ กรมอุตุนิยมวิทยา แล้ว" in browser.get("/console/bodies/GOV-002").text
    assert browser.get(MERGE).status_code == 404


@pytest.mark.parametrize("into", ["GOV-002", "GOV-999", ""])
def test_what_is_no_other_body_is_no_error(doubled: Database, signed_in: SignIn, into: str) -> None:
    browser = signed_in(Role.SCREENER)

    done = browser.post(MERGE, {"into": into})

    assert "ไม่พบรายการนี้แล้ว" in browser.get(done.location).text
    assert browser.get(f"{MERGE}?into={into}").status_code == 200


def test_only_screeners_unite(doubled: Database, signed_in: SignIn) -> None:
    statuses = {role: signed_in(role).get(MERGE).status_code for role in Role}

    assert {role for role, status in statuses.items() if status == 200} == {
        Role.SCREENER,
        Role.ADMIN,
    }
