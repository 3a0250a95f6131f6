"""
What is said in groups and rooms: only when addressed, and never about anybody's request.
"""

from handlers import articles, guides, intents
from handlers.lexicon import Lexicon
from handlers.turn import Article, Guide, Say, Tell, Words


def answer(text: str, lexicon: Lexicon) -> tuple[Say, ...]:
    """A guide or an answer when one is asked for in full, else the way to the one-to-one chat."""
    told = intents.understand(text, lexicon)
    if told.intent in guides.OF_INTENT:
        said = guides.answer(guides.wanted(told.intent, told.slots, None), "")[0]
        if isinstance(said, Guide):
            return (Guide(said.app, said.task, said.device),)
    if told.intent in articles.OF_INTENT:
        said = articles.wanted(told.intent, told.read_as, lexicon)
        return (Article(said.topic, said.part),)
    return (Tell(Words("group.private")),)


def joined() -> tuple[Say, ...]:
    """The first words in a group."""
    return (Tell(Words("group.joined")),)
