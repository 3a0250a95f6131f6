"""The form of a text: what was typed in it, and how its steps are rearranged."""

import pytest
from werkzeug.datastructures import MultiDict

from bot.console import textforms
from bot.console.desk import Desk
from bot.services import rewording

STEPS = "guide.teams.install.ios.steps"


@pytest.mark.parametrize(
    ("do", "lines"),
    [
        ("add", ["ก", "ข", "ค", ""]),
        ("up-2", ["ข", "ก", "ค"]),
        ("up-1", ["ก", "ข", "ค"]),
        ("down-2", ["ก", "ค", "ข"]),
        ("down-3", ["ก", "ข", "ค"]),
        ("remove-1", ["ข", "ค"]),
        ("remove-9", ["ก", "ข", "ค"]),
        ("up-0", ["ก", "ข", "ค"]),
        ("remove-0", ["ก", "ข", "ค"]),
        ("down-๒", ["ก", "ข", "ค"]),
        ("up", ["ก", "ข", "ค"]),
        ("explode-1", ["ก", "ข", "ค"]),
    ],
)
def test_steps_are_rearranged_by_what_a_button_says(do: str, lines: list[str]) -> None:
    assert textforms.moved("ก\nข\nค", do).split("\n") == lines


def test_a_step_stays_one_step_however_it_was_typed() -> None:
    form = MultiDict([("line", " แตะ\r\n“รับ” "), ("line", "รอ"), ("text", "-")])

    assert textforms.typed(STEPS, form) == "แตะ “รับ”\nรอ"
    assert textforms.typed("button.menu", form) == "-"


@pytest.mark.parametrize(
    ("sent", "number"), [("7", 7), ("", 0), ("-1", 0), ("๗", 0), ("9" * 30, 0)]
)
def test_a_number_that_somebody_meddled_with_is_none(sent: str, number: int) -> None:
    assert textforms.number({"seen": sent}, "seen") == number


def test_the_page_of_a_text_shows_what_there_is_to_know(desk: Desk) -> None:
    with desk.database.read() as connection:
        standing = rewording.one(connection, "card.checked")
    assert standing is not None

    view = textforms.view(desk, textforms.draft(desk, standing, "ตรวจ {day}"))

    assert (view.kind, view.length, view.most, view.is_optional, list(view.places)) == (
        "text",
        5,
        160,
        False,
        ["day"],
    )
    assert view.told == "ตรวจ 17\u00a0มี.ค.\u00a02563"
    assert [bubble.kind for bubble in view.bubbles] == ["cards", "cards"]


def test_a_faulty_text_is_not_drawn(desk: Desk) -> None:
    with desk.database.read() as connection:
        standing = rewording.one(connection, "card.checked")
    assert standing is not None

    view = textforms.view(desk, textforms.draft(desk, standing, "ตรวจ {when}"))

    assert (view.bubbles, view.told) == ((), "")
    assert view.draft.faults == ("ต้องมี {day}", "ไม่มีค่า {when} สำหรับข้อความนี้ ให้ลบออก")
