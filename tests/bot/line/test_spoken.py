"""A card in plain words tells all that the card tells."""

import pytest

from bot.line.buttons import numbered, panels
from bot.line.spoken import spoken
from handlers.turn import Ask, Say, Tell, Timelines, Words
from messages_th import load
from messages_th.forms import NBSP
from tests.bot.line import says

CATALOGUE = load()
WORD = CATALOGUE.text
APP_LINE = "Microsoft Teams: รอส่งให้ผู้ให้บริการ ตั้งแต่ 16_มี.ค._2563_09.12_น."


def lines(say: Say) -> list[str]:
    drawn = numbered(say, panels(say, CATALOGUE))
    return spoken(say, drawn, CATALOGUE).replace(NBSP, "_").split("\n")


def told(key: str, **values: str | int) -> str:
    return WORD(key, **values).replace(NBSP, "_")


def timeline_of(name: str, first: int) -> list[str]:
    return [
        told("status.title", reference=says.REFERENCE),
        told("status.agency_users", agency=name, users=450),
        "กำลังคัดกรอง: 16_มี.ค._2563_14.12_น.",
        APP_LINE,
        told("status.reason", reason=name),
        f"{first}) {WORD('button.menu')}",
        f"{first + 1}) {WORD('button.status')}",
    ]


def test_bubble_is_its_text() -> None:
    assert lines(Tell(Words("greeting.thanks"))) == [told("greeting.thanks")]


def test_question_tells_where_it_stands_and_what_can_be_chosen() -> None:
    assert lines(says.ask("กรมเจ้าท่า", choices=2)) == [
        told("card.step", step=1, steps=5),
        *told("ask.agency_new", agency="กรมเจ้าท่า").split("\n"),
        "1) กรมเจ้าท่า",
        "2) กรมเจ้าท่า",
    ]


def test_menu_tells_its_title_first() -> None:
    menu = Ask(Words("menu.text"), (says.MENU,), title=Words("menu.title"))

    assert lines(menu) == [told("menu.title"), told("menu.text"), told("button.menu")]


def test_review_tells_every_row() -> None:
    assert lines(says.review("กรมเจ้าท่า")) == [
        told("registration.review"),
        f"{WORD('row.agency')}: กรมเจ้าท่า",
        f"{WORD('row.apps')}: Microsoft Teams · Cisco Webex",
        f"{WORD('row.users')}: 46,426",
        f"{WORD('row.phone')}: 0_2141_7010_ต่อ_123",
        f"{WORD('row.email')}: กรมเจ้าท่า",
        *told("registration.note").split("\n"),
        told("button.submit"),
        told("button.cancel"),
    ]


def test_status_tells_the_stage_and_each_app() -> None:
    assert lines(says.timeline("กรมเจ้าท่า")) == timeline_of("กรมเจ้าท่า", 1)


def test_several_cards_are_told_one_after_the_other_and_their_choices_last() -> None:
    first, second = timeline_of("ก", 1), timeline_of("ข", 3)
    cards = Timelines((says.timeline("ก"), says.timeline("ข")))

    assert lines(cards) == [*first[:-2], *second[:-2], *first[-2:], *second[-2:]]


def test_guide_tells_every_step_and_where_to_go() -> None:
    guide = CATALOGUE.guide("teams", "install", "ios")

    heard = lines(says.guide(choices=()))

    assert guide.link
    assert guide.tip
    assert heard == [
        guide.title,
        *(f"{number}. {step}" for number, step in enumerate(guide.steps, start=1)),
        f"{guide.link.label}: {guide.link.uri}",
        guide.tip,
    ]


@pytest.mark.parametrize("say", says.everything("กรมเจ้าท่า"), ids=lambda say: type(say).__name__)
def test_no_line_is_empty(say: Say) -> None:
    assert all(line.strip() for line in lines(say))
