"""Answers about the programme: a topic, or the part of it that was asked about."""

from typing import Final

from handlers.answers.normalise import fold
from handlers.lexicon import Lexicon
from handlers.turn import Article, Choice, Press, Words
from models.vocabulary import Intent

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


def wanted(intent: Intent, text: str, lexicon: Lexicon) -> Article:
    """The answer an intent asks for, down to the part the text names."""
    topic = OF_INTENT[intent]
    return _article(topic, lexicon.parts[topic].first(fold(text, lexicon)), lexicon)


def pressed(press: Press, lexicon: Lexicon) -> Article:
    """The answer a button names; the first topic when it names none of ours."""
    topic = press.what if press.what in TOPICS else TOPICS[0]
    part = press.value if press.value in lexicon.parts[topic].all_meanings else None
    return _article(topic, part, lexicon)


def _article(topic: str, part: str | None, lexicon: Lexicon) -> Article:
    others = (other for other in lexicon.parts[topic].all_meanings if other != part)
    choices = tuple(
        Choice(Words(f"answer.{topic}.{other}.button"), Press("article", topic, other))
        for other in others
    )
    whole = Choice(Words(f"answer.{topic}.title"), Press("article", topic))
    return Article(topic, part, (*choices, whole) if part else choices)
