"""Answers about the programme: a topic, or the part of it that was asked about."""

from datetime import date
from typing import Final

from handlers.answers.normalise import fold
from handlers.intent import Intent
from handlers.lexicon import Lexicon
from handlers.turn import Article, Choice, Press, Words

OF_INTENT: Final = {
    Intent.APP_CHOOSE: "app_choose",
    Intent.INFO_ZERO_RATING: "zero_rating",
    Intent.INFO_COST: "cost",
    Intent.INFO_ELIGIBILITY: "eligibility",
    Intent.INFO_REQUIREMENTS: "requirements",
    Intent.INFO_DURATION: "duration",
    Intent.INFO_CONTACT: "contact",
    Intent.INFO_WFH: "wfh",
    Intent.INFO_SECURITY: "security",
}
TOPICS: Final = tuple(OF_INTENT.values())


def wanted(intent: Intent, text: str, lexicon: Lexicon, today: date) -> Article:
    """The answer an intent asks for, down to the part the text names, as it holds today."""
    topic = OF_INTENT[intent]
    return _article(topic, lexicon.parts[topic].first(fold(text, lexicon)), lexicon, today)


def pressed(press: Press, lexicon: Lexicon, today: date) -> Article:
    """The answer a button names; the first topic when it names none of ours."""
    topic = press.what if press.what in TOPICS else TOPICS[0]
    return _article(topic, press.value, lexicon, today)


def _article(topic: str, named: str | None, lexicon: Lexicon, today: date) -> Article:
    every = lexicon.parts[topic].all_meanings
    parts = [part for part in every if lexicon.since.get(f"{topic}.{part}", today) <= today]
    part = named if named in parts else None
    others = (other for other in parts if other != part)
    choices = tuple(
        Choice(Words(f"answer.{topic}.{other}.button"), Press("article", topic, other))
        for other in others
    )
    whole = Choice(Words("button.overview"), Press("article", topic))
    return Article(topic, part, (*choices, whole) if part else choices)
