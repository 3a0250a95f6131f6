"""Who has taken a request on, who else looks at it, and parts that look anew."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.base import Database
from models.registration import Registration
from models.vocabulary import Role
from tests.bot.console.casefile import CASE, NUMBER, file_two, stand
from tests.bot.console.conftest import Browser

SignIn = Callable[[Role], Browser]


@pytest.fixture(autouse=True)
def requests(database: Database) -> None:
    file_two(database)


def holder(database: Database) -> int | None:
    table = Registration.__table__
    with database.read() as connection:
        return connection.scalar(select(table.c.claimed_by).where(table.c.reference == NUMBER))


def test_a_request_is_taken_on_and_let_go(
    database: Database, signed_in: SignIn, staff_of: Callable[[Role], int]
) -> None:
    browser = signed_in(Role.OFFICER)

    assert browser.post(f"{CASE}/claim").status_code == 303
    assert (holder(database), stand(database)) == (staff_of(Role.OFFICER), ("screening", 2))
    assert "คุณรับเรื่องไว้" in browser.get(CASE).text

    assert browser.post(f"{CASE}/release").status_code == 303
    assert holder(database) is None


def test_who_is_second_is_told_who_has_it(
    database: Database, signed_in: SignIn, staff_of: Callable[[Role], int]
) -> None:
    signed_in(Role.OFFICER).post(f"{CASE}/claim")
    second = signed_in(Role.SCREENER)

    second.post(f"{CASE}/claim")

    page = second.get(CASE).text.replace("\u00a0", " ")
    assert "ทดสอบ officer รับเรื่องไปก่อนแล้วเมื่อ 17 มี.ค. 2563 09.30 น." in page
    assert holder(database) == staff_of(Role.OFFICER)


def test_a_request_is_given_to_a_colleague_who_may_work_on_it(
    database: Database, signed_in: SignIn, staff_of: Callable[[Role], int]
) -> None:
    browser, to = signed_in(Role.SCREENER), staff_of(Role.OFFICER)

    assert browser.post(f"{CASE}/assign", {"colleague": to}).status_code == 303
    assert holder(database) == to


@pytest.mark.parametrize("colleague", ["", "x", "0", "999", "9" * 40])
def test_a_request_is_given_to_nobody_else(
    database: Database, signed_in: SignIn, colleague: str
) -> None:
    answer = signed_in(Role.SCREENER).post(f"{CASE}/assign", {"colleague": colleague})

    assert (answer.status_code, holder(database)) == (422, None)
    assert "กรุณาเลือกเพื่อนร่วมงาน" in answer.text


def test_those_who_look_at_the_same_time_are_named(signed_in: SignIn) -> None:
    officer, screener = signed_in(Role.OFFICER), signed_in(Role.SCREENER)

    alone = officer.post(f"{CASE}/watch").text
    together = screener.post(f"{CASE}/watch").text

    assert (alone, together) == ("", "กำลังดูอยู่: ทดสอบ officer")


def test_parts_of_another_request_are_not_found(signed_in: SignIn) -> None:
    browser = signed_in(Role.ADMIN)

    assert browser.get(f"{CASE}/fates/1").status_code == 200
    assert browser.get(f"{CASE}/fates/2").status_code == 404
    assert browser.get("/console/cases/WFH-63-00009-X/fates/1").status_code == 404
    assert browser.post("/console/cases/WFH-63-00009-X/watch").status_code == 404
