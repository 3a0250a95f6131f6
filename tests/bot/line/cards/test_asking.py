"""The cards of a form say where one stands, what is asked, and how to change an answer."""

from typing import Any

import pytest

from bot.line.buttons import numbered, panel, panels
from bot.line.cards.asking import ask_card, review_card
from handlers.turn import Ask, Review, Row, Words
from messages_th import load
from messages_th.forms import NBSP
from tests.bot.line import says

CATALOGUE = load()
WORD = CATALOGUE.text


def texts(part: Any) -> list[str]:
    if isinstance(part, dict) and part.get("type") == "text":
        return [part["text"].replace(NBSP, " ")]
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [text for each in inner for text in texts(each)]


def drawn(say: Ask) -> dict[str, Any]:
    (offered,) = numbered(say, panels(say, CATALOGUE))
    return ask_card(say, offered, panel(say.ways, CATALOGUE), CATALOGUE)


def progress_of(card: dict[str, Any]) -> str:
    bar: dict[str, Any] = card["body"]["contents"][0]["contents"][1]
    return str(bar["contents"][0]["width"])


def test_question_shows_step_words_choices_and_ways() -> None:
    card = drawn(Ask(Words("ask.apps"), (says.MENU, says.STATUS), (says.BACK,), None, 2, 5))

    assert texts(card["body"]) == [
        "ขั้นที่ 2 จาก 5",
        *WORD("ask.apps").replace(NBSP, " ").split("\n"),
        "1",
        WORD("button.menu"),
        "2",
        WORD("button.status"),
        WORD("card.hint"),
    ]
    assert texts(card["footer"]) == [WORD("button.back")]
    assert "header" not in card


@pytest.mark.parametrize(("step", "width"), [(1, "20%"), (3, "60%"), (5, "100%"), (9, "100%")])
def test_progress_fills_the_bar(step: int, width: str) -> None:
    assert progress_of(drawn(Ask(Words("ask.users"), step=step, steps=5))) == width


def test_question_outside_a_form_has_no_progress_and_no_hint() -> None:
    card = drawn(Ask(Words("human.text"), (says.MENU,), title=Words("human.title")))

    assert texts(card["header"]) == [WORD("human.title")]
    assert texts(card["body"]) == [WORD("human.text").replace(NBSP, " "), WORD("button.menu")]
    assert "footer" not in card


def test_first_line_of_a_question_is_its_headline() -> None:
    catalogue = load({"menu.text": "ใช้โปรแกรมใดคะ\nเลือกได้หลายข้อ"})
    card = ask_card(Ask(Words("menu.text")), [], [], catalogue)

    assert [(part["text"], part.get("weight")) for part in card["body"]["contents"]] == [
        ("ใช้โปรแกรมใดคะ", "bold"),
        ("เลือกได้หลายข้อ", None),
    ]


def test_a_long_first_line_is_no_headline() -> None:
    catalogue = load({"menu.text": "ก" * 71})
    card = ask_card(Ask(Words("menu.text")), [], [], catalogue)

    assert [part.get("weight") for part in card["body"]["contents"]] == [None]


def test_review_has_an_edit_link_beside_each_row_that_can_be_edited() -> None:
    say = says.review("กรมเจ้าท่า")
    card = review_card(say, panels(say, CATALOGUE)[0], CATALOGUE)

    rows = [part for part in card["body"]["contents"] if part.get("layout") == "horizontal"][:5]
    assert [texts(row) for row in rows] == [
        [WORD("row.agency"), "กรมเจ้าท่า", "แก้ไข"],
        [WORD("row.apps"), "Microsoft Teams · Cisco Webex"],
        [WORD("row.users"), "46,426", "แก้ไข"],
        [WORD("row.phone"), "0 2141 7010 ต่อ 123"],
        [WORD("row.email"), "กรมเจ้าท่า", "แก้ไข"],
    ]
    assert rows[0]["contents"][1]["action"] == {
        "type": "postback",
        "label": f"แก้ไข{WORD('row.agency')}",
        "data": "edit|agency||3",
        "displayText": f"แก้ไข{WORD('row.agency')}",
    }


def test_review_without_a_note_ends_with_its_choices() -> None:
    say = Review(Words("withdraw.review"), (Row(Words("row.reference"), "WFH"),), (says.SUBMIT,))
    card = review_card(say, panels(say, CATALOGUE)[0], CATALOGUE)

    assert texts(card) == [
        WORD("withdraw.review"),
        WORD("row.reference"),
        "WFH",
        WORD("button.submit"),
    ]
