"""Buttons are laid out so that each can be read whole and hit."""

from typing import Any

import pytest

from bot.line.buttons import Button
from bot.line.cards.choosing import choosing, links
from bot.line.cards.style import BLUE, PALE_BLUE
from handlers.turn import Choice, Press, Words

LONG = "สำนักงานคณะกรรมการดิจิทัลเพื่อเศรษฐกิจและสังคมแห่งชาติ"


def button(label: str, number: int | None = None, *, primary: bool = False) -> Button:
    return Button(label, Choice(Words("choice.users"), Press("x"), primary=primary), number)


def rows_of(parts: list[dict[str, Any]]) -> list[list[str]]:
    """The labels pressed in each row, from the actions."""
    return [
        [each["action"]["displayText"] for each in (part, *part["contents"]) if "action" in each]
        for part in parts
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["50 คน", "100 คน", "1,000 คน"]],
        [["50 คน", "100 คน"], ["1,000 คน", "2,000 คน"]],
        [["50 คน", "100 คน", "200 คน"], ["1,000 คน", "2,000 คน"]],
    ],
    ids=len,
)
def test_short_choices_stand_three_abreast_in_even_rows(rows: list[list[str]]) -> None:
    labels = [label for row in rows for label in row]

    assert rows_of(choosing([button(label) for label in labels])) == rows


def test_choices_of_some_words_stand_two_abreast() -> None:
    labels = ["ทำได้แล้ว", "ติดปัญหา", "วิธีเชิญคนเข้าร่วม", "คู่มือเรื่องอื่น"]

    rows = choosing([button(label) for label in labels])

    assert rows_of(rows) == [labels[:2], labels[2:]]
    sizes = {cell["contents"][0]["size"] for row in rows for cell in row["contents"]}
    assert sizes == {"sm"}


def test_numbered_and_long_choices_stand_below_each_other() -> None:
    assert rows_of(choosing([button("ก", 1), button("ข", 2), button("ค", 3)])) == [
        ["ก"],
        ["ข"],
        ["ค"],
    ]
    assert rows_of(choosing([button("ก"), button("ข"), button(LONG)])) == [["ก"], ["ข"], [LONG]]


def test_a_long_label_is_shown_whole_and_wraps() -> None:
    (row,) = choosing([button(LONG, 1)])

    number, words = row["contents"]
    assert number["contents"][0]["text"] == "1"
    assert (words["text"], words["wrap"]) == (LONG, True)


def test_the_chief_choice_is_solid() -> None:
    chief, other = choosing([button("ส่งคำขอ", primary=True), button("ยกเลิก")])

    assert [chief["backgroundColor"], other["backgroundColor"]] == [BLUE, PALE_BLUE]


def test_links_stand_as_many_abreast_as_can_be_read() -> None:
    short, long = ["ย้อนกลับ", "ยกเลิก", "ข้าม"], ["อุปกรณ์อื่น", "ขอเป็นข้อความ", "เปิดหน้าเว็บ"]

    assert rows_of(links([button(label) for label in short])) == [short]
    assert rows_of(links([button(label) for label in long])) == [long[:2], long[2:]]
    assert rows_of(links([button(LONG), button("เมนู")])) == [[LONG], ["เมนู"]]


def test_no_buttons_are_no_parts() -> None:
    assert choosing([]) == []
    assert links([]) == []
