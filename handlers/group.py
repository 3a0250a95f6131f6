"""
What is said in groups and rooms: only when addressed, and never about anybody's request.
"""

from datetime import date

from handlers import articles, guides, intents, troubles
from handlers.lexicon import Lexicon
from handlers.turn import Article, Guide, Remedy, Say, Tell, Words


def answer(text: str, lexicon: Lexicon, today: date) -> tuple[Say, ...]:
    """A guide, a remedy or an answer asked for in full, else the way to the one-to-one chat."""
    told = intents.understand(text, lexicon)
    if told.intent in guides.OF_INTENT:
        said = guides.answer(guides.wanted(told.intent, told.slots, None), "")[0]
        if isinstance(said, Guide):
            return (Guide(said.app, said.task, said.device),)
    if told.intent in articles.OF_INTENT:
        article = articles.wanted(told.intent, told.read_as, lexicon, today)
        return (Article(article.topic, article.part),)
    if told.intent in troubles.OF_INTENT:
        helps = troubles.wanted(told.intent, told.slots, told.read_as, lexicon)[0]
        if isinstance(helps, Remedy):
            return (Remedy(helps.trouble, helps.symptom, helps.app),)
    return (Tell(Words("group.private")),)


def joined() -> tuple[Say, ...]:
    """The first words in a group."""
    return (Tell(Words("group.joined")),)
