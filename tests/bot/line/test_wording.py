"""Words and values of every kind become Thai text."""

from datetime import UTC, date, datetime

import pytest

from bot.line.wording import LONGEST_VALUE, text_of, value_of
from handlers.turn import PhoneNumber, Value, Words
from messages_th import load
from messages_th.forms import NBSP

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
