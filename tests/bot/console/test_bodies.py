"""The directory's pages: found, shown, masked for those who only look, edited."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import event, insert

from bot.services import directory
from models.agency import Agency
from models.base import Database
from models.contact import AgencyContact
from models.vocabulary import ContactRole, Role
from tests.bot.console.conftest import NOW, Browser
from tests.bot.services.requested import request

SignIn = Callable[[Role], Browser]
CODES = re.compile(r'<small class="grey nowrap">([^<]+)<')
PAGE, EDIT = "/console/bodies/GOV-001", "/console/bodies/GOV-001/edit"
EDITED = {"body": "กรมสอง", "category": "independent", "province": "", "keys": "ก.ส.", "seen": ""}


@pytest.fixture
def weather(database: Database) -> Database:
    with database.write() as connection:
        request(connection, "กรมอุตุนิยมวิทยา", email="somchai@example.go.th")
    return database


def more(database: Database, count: int) -> None:
    with database.write() as connection:
        for number in range(count):
            name = f"โรงเรียน {number:03d} <b>"
            folded = directory.folded(name)
            body = {"code": f"NEW-{number:05d}", "name": name, "folded": folded}
            body |= {"searched": folded, "category": "provincial", "created_at": NOW}
            connection.execute(insert(Agency.__table__), body)


def test_the_directory_is_searched(weather: Database, signed_in: SignIn) -> None:
    more(weather, 2)
    browser = signed_in(Role.OFFICER)

    found = [
        CODES.findall(browser.get(f"/console/bodies{query}").text)
        for query in ("", "?q=อุตุ", "?q=0812345678", "?q=ไม่มีแน่", "?category=provincial")
    ]

    assert found == [
        ["GOV-001", "NEW-00000", "NEW-00001"],
        *(["GOV-001"], ["GOV-001"], []),
        ["NEW-00000", "NEW-00001"],
    ]


def test_what_stands_in_the_address_may_be_anything(weather: Database, signed_in: SignIn) -> None:
    browser = signed_in(Role.OFFICER)

    for query in ("q=" + "ก" * 5000, "category=x&province=%01&standing=1", "after=%ff%fe", "q=%01"):
        assert browser.get(f"/console/bodies?{query}").status_code == 200


def test_a_page_leads_to_the_next(weather: Database, signed_in: SignIn) -> None:
    more(weather, 60)
    browser = signed_in(Role.VIEWER)

    first = browser.get("/console/bodies?category=provincial").text
    onward = re.search(r'href="([^"]+after=[^"]+)"', first)
    assert onward is not None
    second = browser.get(onward[1].replace("&amp;", "&")).text

    assert [len(CODES.findall(page)) for page in (first, second)] == [50, 10]


def test_a_page_costs_as_many_statements_whatever_there_is(
    weather: Database, signed_in: SignIn
) -> None:
    browser = signed_in(Role.VIEWER)

    def statements() -> int:
        asked: list[str] = []
        listen = lambda *given: asked.append(given[2])  # noqa: E731
        event.listen(weather.engine, "before_cursor_execute", listen)
        browser.get("/console/bodies")
        browser.get(PAGE)
        event.remove(weather.engine, "before_cursor_execute", listen)
        return len(asked)

    few = statements()
    more(weather, 60)
    with weather.write() as connection:
        person = {"agency_id": 1, "role": ContactRole.DEPUTY, "since": NOW, "phone": "+66812345678"}
        rows = [person | {"name": f"คนที่ {n}", "email": f"{n}@example.go.th"} for n in range(9)]
        connection.execute(insert(AgencyContact.__table__), rows)

    assert statements() == few


def test_contacts_are_masked_for_who_only_looks(weather: Database, signed_in: SignIn) -> None:
    shown = {role: signed_in(role).get(PAGE).text for role in Role}

    seeing = {role for role, html in shown.items() if "somchai@example.go.th" in html}
    calling = {role for role, html in shown.items() if "+66812345678" in html}
    masked = {role for role, html in shown.items() if "08x-xxx-5678" in html}
    assert seeing == calling == {Role.OFFICER, Role.SCREENER, Role.ADMIN}
    assert masked == {Role.VIEWER, Role.ANNOUNCER}


def test_who_may_not_see_contacts_cannot_search_them(weather: Database, signed_in: SignIn) -> None:
    found = CODES.findall(signed_in(Role.VIEWER).get("/console/bodies?q=0812345678").text)

    assert found == []


def test_a_name_is_shown_as_it_is_written(database: Database, signed_in: SignIn) -> None:
    more(database, 1)

    html = signed_in(Role.VIEWER).get("/console/bodies/NEW-00000").text

    assert "<h1>โรงเรียน 000 &lt;b&gt;</h1>" in html


@pytest.mark.parametrize(
    "path", ["/console/bodies/GOV-999", "/console/bodies/%00", "/console/bodies/GOV-999/edit"]
)
def test_a_code_that_is_none_is_not_found(weather: Database, signed_in: SignIn, path: str) -> None:
    assert signed_in(Role.ADMIN).get(path).status_code == 404


def test_an_edit_is_kept_and_told(weather: Database, signed_in: SignIn) -> None:
    browser = signed_in(Role.OFFICER)

    answer = browser.post(EDIT, EDITED)
    html = browser.get(answer.location).text

    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "<h1>กรมสอง</h1>" in html
    assert "บันทึกข้อมูลหน่วยงานแล้ว" in html
    assert "ทดสอบ officer" in html


def test_an_edit_that_cannot_be_taken_keeps_what_was_typed(
    weather: Database, signed_in: SignIn
) -> None:
    more(weather, 1)
    browser = signed_in(Role.OFFICER)

    unclear = browser.post(EDIT, EDITED | {"category": "", "body": "กรมใหม่มาก"})
    taken = browser.post(EDIT, EDITED | {"body": "โรงเรียน 000 b"})

    assert (unclear.status_code, taken.status_code) == (422, 422)
    assert 'value="กรมใหม่มาก"' in unclear.text
    assert "เลือกประเภทหน่วยงาน" in unclear.text
    assert "มีหน่วยงานชื่อนี้อยู่แล้ว" in taken.text


def test_who_comes_second_sees_who_came_first_and_may_save_again(
    weather: Database, signed_in: SignIn
) -> None:
    first, second = signed_in(Role.OFFICER), signed_in(Role.ADMIN)
    first.post(EDIT, EDITED)

    late = second.post(EDIT, EDITED | {"body": "กรมสาม"})
    seen = re.search(r'name="seen" value="([^"]+)"', late.text)
    assert seen is not None
    again = second.post(EDIT, EDITED | {"body": "กรมสาม", "seen": seen[1]})

    assert (late.status_code, again.status_code) == (422, 303)
    assert "ทดสอบ officer แก้ไขหน่วยงานนี้ไปก่อนแล้ว" in late.text
    assert 'value="กรมสาม"' in late.text


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANNOUNCER])
def test_who_only_looks_changes_nothing(weather: Database, signed_in: SignIn, role: Role) -> None:
    browser = signed_in(role)

    assert [browser.get(EDIT).status_code, browser.post(EDIT, EDITED).status_code] == [403, 403]
    assert "/edit" not in browser.get(PAGE).text


def tagged(page: str) -> list[str]:
    return re.findall(r'name="off" value="([^"]+)"', page)


def test_a_body_is_tagged_and_untagged(weather: Database, signed_in: SignIn) -> None:
    browser = signed_in(Role.OFFICER)

    for given in ({"tag": " นำร่อง "}, {"tag": "<b>"}, {"tag": " , "}, {"tag": "นำร่อง"}):
        browser.post("/console/bodies/GOV-001/tag", given)
    both = browser.get(PAGE).text
    browser.post("/console/bodies/GOV-001/tag", {"off": "<b>"})
    one = browser.get(PAGE).text

    assert tagged(both) == ["&lt;b&gt;", "นำร่อง"]
    assert tagged(one) == ["นำร่อง"]


def test_who_only_looks_sees_tags_and_changes_none(weather: Database, signed_in: SignIn) -> None:
    signed_in(Role.OFFICER).post("/console/bodies/GOV-001/tag", {"tag": "นำร่อง"})
    viewer = signed_in(Role.VIEWER)

    page = viewer.get(PAGE).text

    assert "นำร่อง" in page
    assert tagged(page) == []
    assert viewer.post("/console/bodies/GOV-001/tag", {"tag": "x"}).status_code == 403
