"""A card in plain words tells all that the card tells."""

import pytest

from bot.line.buttons import numbered, panels
from bot.line.spoken import spoken
from handlers.turn import Article, Ask, Guide, Plain, Say, Tell, Timelines, Words
from messages_th import load
from messages_th.forms import NBSP
from models.vocabulary import GuideTask, MeetingApp
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
        f"{WORD('card.tip')}: {guide.tip}",
    ]


def test_guide_whose_title_does_not_name_its_app_begins_with_the_app() -> None:
    guide = CATALOGUE.guide("webex", "admin")

    assert lines(Guide(MeetingApp.WEBEX, GuideTask.ADMIN, None))[:2] == [guide.name, guide.title]


def test_remedy_tells_the_trouble_the_app_and_every_step() -> None:
    remedy = CATALOGUE.remedy("sound", "silent", None)

    heard = lines(says.remedy((says.MENU,)))

    assert remedy.tip
    assert heard == [
        WORD("trouble.sound.title"),
        WORD("trouble.sound.silent"),
        *(f"{number}. {step}" for number, step in enumerate(remedy.steps, start=1)),
        f"{WORD('card.tip')}: {remedy.tip}",
        WORD("button.menu"),
    ]
    assert lines(says.remedy(app="teams"))[0] == f"{WORD('trouble.sound.title')} · Microsoft Teams"


def test_answer_tells_where_it_comes_from_and_what_else_can_be_asked() -> None:
    source = CATALOGUE.article("security", "law").source

    assert lines(Article("security", "law", (says.MENU, says.STATUS))) == [
        told("answer.security.title"),
        told("answer.security.law.button"),
        *told("answer.security.law").split("\n"),
        told("card.from", source=source),
        "มีผลตั้งแต่ 19_เม.ย._2563",
        f"1) {WORD('button.menu')}",
        f"2) {WORD('button.status')}",
    ]


def test_shelf_tells_each_question_and_all_choices_last() -> None:
    asked = told("agency.about", agency="กรมเจ้าท่า")
    names = [WORD("button.menu"), WORD("button.status"), "กรมเจ้าท่า"]

    assert lines(says.shelf("กรมเจ้าท่า")) == [
        *(WORD("label.app.teams"), asked),
        *(WORD("label.app.webex"), asked),
        *(f"{number}) {name}" for number, name in enumerate([*names, *names], start=1)),
    ]


def test_a_plain_guide_is_the_guide_without_its_choices() -> None:
    assert lines(Plain(says.guide())) == lines(says.guide(choices=()))


@pytest.mark.parametrize("say", says.everything("กรมเจ้าท่า"), ids=lambda say: type(say).__name__)
def test_no_line_is_empty(say: Say) -> None:
    assert all(line.strip() for line in lines(say))
