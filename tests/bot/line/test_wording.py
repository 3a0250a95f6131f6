"""Words and values of every kind become Thai text."""

from datetime import UTC, date, datetime

import pytest

from bot.line.wording import LONGEST_VALUE, facts, heading, text_of, value_of
from handlers.turn import Article, Guide, PhoneNumber, Remedy, Value, Words
from messages_th import load
from messages_th.forms import NBSP
from tests.bot.line import says

CATALOGUE = load()
TEAMS, WEBEX = Words("label.app.teams"), Words("label.app.webex")
EMPTY = CATALOGUE.text("card.empty")


def test_words_inside_words_are_worded_too() -> None:
    words = Words("guide.which_device", {"app": TEAMS})

    assert text_of(words, CATALOGUE) == CATALOGUE.text("guide.which_device", app="Microsoft Teams")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("กรมเจ้าท่า", "กรมเจ้าท่า"),
        (46426, "46,426"),
        (date(2020, 3, 17), "17_มี.ค._2563"),
        (datetime(2020, 3, 17, 2, tzinfo=UTC), "17_มี.ค._2563_09.00_น."),
        (PhoneNumber("+6621417010", "123"), "0_2141_7010_ต่อ_123"),
        (PhoneNumber(""), EMPTY),
        (TEAMS, "Microsoft Teams"),
        ((TEAMS, WEBEX), "Microsoft Teams · Cisco Webex"),
        ((), EMPTY),
        ("", EMPTY),
        ("\u200b\n", EMPTY),
        ("ก" * 5000, "ก" * (LONGEST_VALUE - 1) + "…"),
        ("กรม\u202e\nเจ้าท่า", "กรม เจ้าท่า"),
    ],
)
def test_value_is_written_in_its_form(value: Value, written: str) -> None:
    assert value_of(value, CATALOGUE).replace(NBSP, "_") == written


def test_text_that_comes_to_nothing_is_a_dash() -> None:
    assert text_of(Words("choice.agency", {"agency": ""}), CATALOGUE) == EMPTY


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        (says.guide(), ["Microsoft Teams", CATALOGUE.guide("teams", "install", "ios").title]),
        (says.remedy(), ["เสียง", "เงียบ"]),
        (says.remedy(app="teams"), ["เสียง · Microsoft Teams", "เงียบ"]),
        (says.article(), ["เน็ตฟรี"]),
        (says.article(part="which"), ["เน็ตฟรี", "ค่ายไหน"]),
    ],
)
def test_a_page_is_called_by_its_book_and_its_own_name(
    page: Guide | Remedy | Article, lines: list[str]
) -> None:
    office = {
        "trouble.sound.title": "เสียง",
        "trouble.sound.silent": "เงียบ",
        "answer.zero_rating.title": "เน็ตฟรี",
        "answer.zero_rating.which.button": "ค่ายไหน",
    }

    assert heading(page, load(office)) == lines


def test_facts_are_the_source_and_the_days_between_which_it_holds() -> None:
    always, since = facts(says.article(), CATALOGUE), facts(Article("security", "law"), CATALOGUE)

    assert always == [CATALOGUE.text("card.from", source=CATALOGUE.article("zero_rating").source)]
    assert since[1:] == [CATALOGUE.text("card.since", day=date(2020, 4, 19))]
