"""Administrators find a person, give a copy, and erase after a proof and a typed name."""

import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import insert

from models.agency import Agency
from models.base import Database
from models.contact import Contact
from models.vocabulary import Role
from tests.bot.console.conftest import NOW, Browser, Clock
from tests.bot.services.office import CHIANG_MAI, WEATHER
from tests.bot.services.remembered import GHOST, remember, told

HER = "/console/privacy/line-1"


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as connection:
        people = [{"line_id": f"U{number}", "created_at": NOW} for number in (1, 2)]
        connection.execute(insert(Contact.__table__), people)
        for answer in (WEATHER, CHIANG_MAI):
            values = {"code": answer.code, "name": answer.name, "folded": answer.name}
            values |= {"category": answer.category, "province": answer.province}
            connection.execute(insert(Agency.__table__), values | {"created_at": NOW})
    remember(database)
    return database


@pytest.fixture
def admin(filled: Database, signed_in: Callable[[Role], Browser]) -> Browser:
    return signed_in(Role.ADMIN)


def test_a_person_is_found_and_shown(admin: Browser) -> None:
    found = admin.get("/console/privacy", query_string={"q": "กมลวรรณ"}).text
    shown = admin.get(HER).text

    assert HER in found
    assert GHOST.email in shown


def test_the_terms_are_shown_as_they_are_kept(admin: Browser) -> None:
    page = admin.get("/console/privacy").text

    assert '<th scope="row">แบบที่กรอกค้างไว้</th><td class="number">30</td>' in page


def test_a_copy_is_given(admin: Browser) -> None:
    answer = admin.post(f"{HER}/copy")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="line-1.zip"'
    with zipfile.ZipFile(BytesIO(answer.data)) as archive:
        assert GHOST.email in archive.read("data.txt").decode()


@pytest.mark.parametrize("typed", ["", "กมลวรรณ", "ใช่", "x" * 500])
def test_nothing_is_erased_without_the_name(admin: Browser, filled: Database, typed: str) -> None:
    with filled.read() as connection:
        before = told(connection)

    answer = admin.post(f"{HER}/erase", {"name": typed})

    with filled.read() as connection:
        assert told(connection) == before
    assert answer.status_code == 422
    assert "ชื่อที่พิมพ์ไม่ตรง" in answer.text


@pytest.mark.only_sqlite
def test_a_person_is_erased_from_every_table_and_file(admin: Browser, filled: Database) -> None:
    answer = admin.post(f"{HER}/erase", {"name": f"  {GHOST.name.replace(' ', '   ')} "})

    assert answer.status_code == 303
    assert "ลบแล้ว" in admin.get("/console/privacy").text
    assert admin.get(HER).status_code == 404
    with filled.read() as connection:
        assert told(connection) == {}
    assert filled.file is not None
    assert GHOST.email.encode() not in filled.file.read_bytes()


def test_a_proof_that_is_old_is_asked_for_again(admin: Browser, clock: Clock) -> None:
    clock.now += timedelta(minutes=11)

    answers = [
        admin.get(f"{HER}/erase"),
        admin.post(f"{HER}/erase", {"name": GHOST.name}),
        admin.post(f"{HER}/copy"),
    ]

    assert [answer.status_code for answer in answers] == [303] * 3
    assert all("/console/confirm" in answer.headers["Location"] for answer in answers)


@pytest.mark.parametrize("whom", ["line-99", "part-99", "part-1", "x", "line-"])
def test_who_is_nobody_is_not_found(admin: Browser, whom: str) -> None:
    paths = [f"/console/privacy/{whom}", f"/console/privacy/{whom}/erase"]

    assert [admin.get(path).status_code for path in paths] == [404, 404]
    assert admin.post(f"/console/privacy/{whom}/copy").status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_a_persons_data_is_for_administrators(
    filled: Database, signed_in: Callable[[Role], Browser], role: Role
) -> None:
    assert signed_in(role).get(HER).status_code == 403
