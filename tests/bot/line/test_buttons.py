"""Choices become buttons that say, do and are numbered as promised."""

import pytest

from bot.line.buttons import Button, action, edits_of, numbered, panel, panels
from handlers.turn import Ask, Choice, Plain, Say, Tell, Timelines, Words
from messages_th import load
from tests.bot.line import says

CATALOGUE = load()
SITE = Choice(Words("button.call"), uri="https://www.onde.go.th")
MENU = CATALOGUE.text("button.menu")


def numbers(say: Say) -> list[list[int | None]]:
    return [[b.number for b in part] for part in numbered(say, panels(say, CATALOGUE))]


def asked(*choices: Choice) -> Ask:
    return Ask(Words("menu.text"), choices)


def test_buttons_are_numbered_in_their_order_and_addresses_have_no_number() -> None:
    assert numbers(asked(says.MENU, SITE, says.STATUS)) == [[1, None, 2]]


def test_numbers_run_through_cards_side_by_side() -> None:
    cards = Timelines((says.timeline("ก"), says.timeline("ข")))

    assert numbers(cards) == [[1, 2], [3, 4]]
    assert numbers(says.shelf("ก")) == [[1, 2, 3], [4, 5, 6]]


def test_parts_of_an_answer_are_numbered() -> None:
    assert numbers(says.article()) == [[1, 2]]


@pytest.mark.parametrize(
    "say",
    [
        asked(says.MENU),
        asked(says.MENU, SITE),
        asked(says.users(50), says.users(100)),
        says.review("กรมเจ้าท่า"),
        says.guide(),
        says.remedy(),
    ],
    ids=["alone", "alone beside an address", "figures", "review", "guide", "remedy"],
)
def test_buttons_have_no_numbers_where_a_number_would_mislead(say: Say) -> None:
    assert {number for part in numbers(say) for number in part} == {None}


def test_a_text_has_no_panel() -> None:
    assert panels(Tell(Words("greeting.thanks")), CATALOGUE) == []
    assert panels(Plain(says.guide()), CATALOGUE) == []


@pytest.mark.parametrize(
    "uri", ["", "javascript:x", "/privacy", "https://a b", "tel:", "https://ไทย"]
)
def test_an_address_that_line_would_refuse_makes_no_button(uri: str) -> None:
    choices = (Choice(Words("button.call"), uri=uri), says.MENU)

    assert panel(choices, CATALOGUE) == [Button(MENU, says.MENU)]


def test_action_of_a_press_shows_the_whole_label_in_the_chat() -> None:
    name = "สำนักงานคณะกรรมการดิจิทัลเพื่อเศรษฐกิจและสังคมแห่งชาติ"

    assert action(says.agency(name), name) == {
        "type": "postback",
        "label": "สำนักงานคณะกรรมการดิจิทัลเพื่อเศรษฐกิจและสังคมแห่…",
        "data": "option|agency|0|3",
        "displayText": name,
    }


def test_action_of_an_address_opens_it() -> None:
    assert action(SITE, "เว็บไซต์") == {"type": "uri", "label": "เว็บไซต์", "uri": SITE.uri}


def test_action_of_a_choice_that_does_nothing_types_its_label() -> None:
    assert action(Choice(Words("button.menu")), MENU) == {
        "type": "message",
        "label": MENU,
        "text": MENU,
    }


def test_edits_are_the_rows_that_can_be_edited() -> None:
    review = says.review("กรมเจ้าท่า")

    assert list(edits_of(review, CATALOGUE)) == [
        (f"แก้ไข{CATALOGUE.text(f'row.{name}')}", row)
        for name, row in zip(("agency", "users", "email"), review.rows[::2], strict=True)
    ]
    assert list(edits_of(asked(says.MENU), CATALOGUE)) == []
