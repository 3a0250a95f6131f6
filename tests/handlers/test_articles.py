"""The programme's answers: the topic, or the part that was asked about."""

from datetime import date

import pytest

from handlers import articles
from handlers.intent import Intent
from handlers.lexicon import Lexicon
from handlers.turn import Press
from messages_th import Catalogue
from tests.handlers.deciding import choices, name_of

TODAY = date(2020, 5, 1)


@pytest.mark.parametrize(
    ("intent", "text", "key"),
    [
        (Intent.INFO_COST, "มีค่าใช้จ่ายไหม", "answer.cost"),
        (Intent.INFO_COST, "ฟรีถึงเมื่อไหร่", "answer.cost.ends"),
        (Intent.INFO_SECURITY, "ประชุมลับใช้ได้ไหม", "answer.security.secret"),
        (Intent.INFO_ELIGIBILITY, "", "answer.eligibility"),
    ],
)
def test_question_gets_its_topic_or_the_part_it_names(
    intent: Intent, text: str, key: str, lexicon: Lexicon
) -> None:
    assert articles.wanted(intent, text, lexicon, TODAY).key == key


@pytest.mark.parametrize("topic", articles.TOPICS)
def test_every_part_is_one_tap_away_and_leads_back(
    topic: str, lexicon: Lexicon, catalogue: Catalogue
) -> None:
    whole = articles.pressed(Press("article", topic), lexicon, TODAY)

    parts = [choice.press for choice in whole.choices if choice.press]
    assert parts
    for press in parts:
        part = articles.pressed(press, lexicon, TODAY)
        assert catalogue.text(part.key)
        assert name_of(Press("article", topic)) in [
            name_of(choice.press) for choice in choices((part,)) if choice.press
        ]


@pytest.mark.parametrize(
    ("press", "key"),
    [
        (Press("article", "cost", "nothing"), "answer.cost"),
        (Press("article", "nothing"), f"answer.{articles.TOPICS[0]}"),
    ],
)
def test_unknown_button_shows_a_topic(press: Press, key: str, lexicon: Lexicon) -> None:
    assert articles.pressed(press, lexicon, TODAY).key == key


def test_part_is_told_from_the_day_it_holds(lexicon: Lexicon) -> None:
    law, before, day = Press("article", "security", "law"), date(2020, 4, 18), date(2020, 4, 19)

    assert articles.pressed(law, lexicon, before).key == "answer.security"
    assert articles.pressed(law, lexicon, day).key == "answer.security.law"
    offered = [choice.press for choice in articles.pressed(law, lexicon, before).choices]
    assert law not in offered
