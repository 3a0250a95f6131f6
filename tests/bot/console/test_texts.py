"""Editors find a text, see it as LINE draws it, word it anew, look back and restore."""

from collections.abc import Callable

import pytest
from sqlalchemy import event, insert

from bot.console.desk import Desk
from bot.services import wording
from models.vocabulary import Role
from models.wording import Wording
from tests.bot.console.conftest import NOW, Browser
from tests.bot.webpage import Webpage

KEY = "button.menu"
PAGE = f"/console/texts/{KEY}"
STEPS = "/console/texts/guide.teams.install.ios.steps"
SHIPPED = wording.entries()[KEY]


@pytest.fixture
def browser(signed_in: Callable[[Role], Browser]) -> Browser:
    return signed_in(Role.ANNOUNCER)


def standing(desk: Desk) -> dict[str, str]:
    with desk.database.read() as connection:
        return wording.own(connection)


def keys(page: str) -> list[str]:
    """The texts that a list shows."""
    hrefs = Webpage(page).hrefs
    return [href.removeprefix("/console/texts/") for href in hrefs if "/console/texts/" in href]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.SCREENER])
def test_only_editors_come_to_the_texts(
    role: Role, signed_in: Callable[[Role], Browser], desk: Desk
) -> None:
    other = signed_in(role)

    assert [other.get(path).status_code for path in ("/console/texts", PAGE)] == [403, 403]
    assert other.post(PAGE, {"text": "เมนูรวม"}).status_code == 403
    assert standing(desk) == {}


def test_texts_are_found_by_what_they_say_by_their_key_and_by_their_section(
    browser: Browser,
) -> None:
    by_words = keys(browser.get("/console/texts?q=Face ID&in=guides").text)
    by_key = keys(browser.get("/console/texts?q=BUTTON.MENU").text)
    by_name = keys(browser.get("/console/texts?q=ไม่ได้ยินคนอื่น&in=words").text)
    none = browser.get("/console/texts?q=<b>ไม่มีคำนี้</b>")

    assert "guide.teams.install.ios.steps" in by_words
    assert by_key == [KEY]
    assert by_name == ["words.symptoms.sound.silent"]
    assert (none.status_code, keys(none.text)) == (200, [])
    assert "<b>ไม่มี" not in none.text


def test_the_list_goes_on_from_page_to_page_without_gap_or_repeat(browser: Browser) -> None:
    seen: list[str] = []
    path: str | None = "/console/texts?in=talk"
    while path:
        page = Webpage(browser.get(path).text)
        seen += [key for key in keys(browser.get(path).text) if key not in seen]
        path = next((href for href in page.hrefs if "after=" in href and seen[-1] in href), None)

    talk = [key for key in wording.entries() if key.split(".")[0] in ("button", "greeting")]
    assert set(talk) <= set(seen)


def test_a_text_is_worded_anew_and_found_among_the_changed(browser: Browser, desk: Desk) -> None:
    answer = browser.post(PAGE, {"text": " เมนูรวม ", "seen": "0"})
    page = browser.get(PAGE).text

    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert standing(desk) == {KEY: "เมนูรวม"}
    assert "บันทึกแล้ว" in page
    assert "ทดสอบ announcer" in page
    assert keys(browser.get("/console/texts?changed=1").text) == [KEY]


def test_a_faulty_text_is_told_beside_the_field_and_nothing_is_lost(
    browser: Browser, desk: Desk
) -> None:
    answer = browser.post(PAGE, {"text": "เมนูสำหรับทุกหน่วยงานในโครงการ", "seen": "0"})

    assert answer.status_code == 422
    assert "ปุ่มรับได้ 20" in answer.text
    assert "เมนูสำหรับทุกหน่วยงานในโครงการ" in answer.text
    assert standing(desk) == {}


def test_the_second_of_two_editors_is_told_and_keeps_what_they_typed(
    browser: Browser, signed_in: Callable[[Role], Browser], desk: Desk
) -> None:
    signed_in(Role.ADMIN).post(PAGE, {"text": "เมนูของผู้ดูแล", "seen": "0"})

    late = browser.post(PAGE, {"text": "เมนูของฉัน", "seen": "0"})
    again = browser.post(PAGE, {"text": "เมนูของฉัน", "seen": "1"})

    assert late.status_code == 409
    assert "ทดสอบ admin แก้ข้อความนี้เมื่อ 17\u00a0มี.ค.\u00a02563" in late.text
    assert "เมนูของผู้ดูแล" in late.text
    assert "เมนูของฉัน</textarea>" in late.text
    assert 'name="seen" value="1"' in late.text
    assert (again.status_code, standing(desk)) == (303, {KEY: "เมนูของฉัน"})


def test_a_faulty_text_of_the_second_editor_is_told_as_well(
    browser: Browser, signed_in: Callable[[Role], Browser]
) -> None:
    page = "/console/texts/card.checked"
    signed_in(Role.ADMIN).post(page, {"text": "ตรวจ {day}", "seen": "0"})

    late = browser.post(page, {"text": "{nothing", "seen": "0"})

    assert late.status_code == 409
    assert "วงเล็บปีกกาใช้ครอบชื่อค่าเท่านั้น" in late.text


def test_a_text_is_restored_by_one_press(browser: Browser, desk: Desk) -> None:
    browser.post(PAGE, {"text": "เมนูรวม", "seen": "0"})

    browser.post(f"{PAGE}/restore", {"to": "0", "seen": "1"})
    restored = standing(desk)
    browser.post(f"{PAGE}/restore", {"to": "1", "seen": "2"})

    assert (restored, standing(desk)) == ({}, {KEY: "เมนูรวม"})


def test_a_preview_draws_what_is_typed_and_keeps_nothing(browser: Browser, desk: Desk) -> None:
    drawn = browser.post("/console/texts/ask.users/preview", {"text": "กี่คนดีคะ"})
    faulty = browser.post("/console/texts/ask.users/preview", {"text": "กี่คนดีคะ {users}"})

    assert (drawn.status_code, faulty.status_code) == (200, 200)
    assert 'class="fx-bubble fx-mega"' in drawn.text
    assert "กี่คนดีคะ" in drawn.text
    assert "ไม่มีค่า {users}" in faulty.text
    assert "fx-bubble" not in faulty.text
    assert standing(desk) == {}


def test_steps_are_moved_without_being_kept(browser: Browser, desk: Desk) -> None:
    moved = browser.post(STEPS, {"line": ["แตะ “รับ”", "เปิด App Store"], "do": "up-2"})
    kept = browser.post(STEPS, {"line": ["เปิด App Store", "", "แตะ “รับ”"], "seen": "0"})

    assert moved.status_code == 200
    assert moved.text.index("เปิด App Store</textarea>") < moved.text.index("รับ”</textarea>")
    assert kept.status_code == 303
    assert standing(desk) == {
        "guide.teams.install.ios.steps": "เปิด App Store\nแตะ “รับ”",
    }


def test_an_old_wording_that_is_not_used_says_why(
    browser: Browser, desk: Desk, staff_of: Callable[[Role], int]
) -> None:
    row = {"key": "card.checked", "text": "ตรวจแล้ว", "staff_id": staff_of(Role.ADMIN), "at": NOW}
    with desk.database.write() as connection:
        connection.execute(insert(Wording.__table__), row)

    page = browser.get("/console/texts/card.checked").text

    assert "ระบบยังใช้ข้อความเดิมอยู่" in page
    assert "ต้องมี {day}" in page


@pytest.mark.parametrize("path", ["/console/texts/no.such", "/console/texts/richmenu.bar"])
def test_there_is_no_page_for_what_cannot_be_worded_here(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 404
    assert browser.post(path, {"text": "ก"}).status_code == 404
    assert browser.post(f"{path}/preview", {"text": "ก"}).status_code == 404
    assert browser.post(f"{path}/restore", {"to": "0"}).status_code == 404


@pytest.mark.parametrize(
    "form", [{}, {"text": "\x01"}, {"text": "ก" * 90_000}, {"text": "เมนู", "seen": "x"}]
)
def test_no_form_is_answered_with_an_error_of_the_machine(browser: Browser, form: dict) -> None:
    assert browser.post(PAGE, form).status_code in (303, 422)
    assert browser.post(f"{PAGE}/preview", form).status_code == 200


def test_every_text_has_a_page(browser: Browser) -> None:
    for key in list(wording.entries())[::40]:
        assert browser.get(f"/console/texts/{key}").status_code == 200


def test_the_list_asks_the_database_as_often_however_much_was_changed(
    browser: Browser, desk: Desk
) -> None:
    asked: list[str] = []
    event.listen(desk.database.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    browser.get("/console/texts")
    few = len(asked)
    for seen, text in enumerate(("เมนูหนึ่ง", "เมนูสอง", "เมนูสาม")):
        browser.post(PAGE, {"text": text, "seen": str(seen)})
    asked.clear()
    browser.get("/console/texts")

    assert len(asked) == few
