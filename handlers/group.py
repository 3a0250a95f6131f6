"""
What is said in groups and rooms: only when addressed, and never about anybody's request.
"""

from handlers import guides
from handlers.answers import guide
from handlers.lexicon import Lexicon
from handlers.turn import Guide, Say, Tell, Words


def answer(text: str, lexicon: Lexicon) -> tuple[Say, ...]:
    """A guide when one is named in full, else the way to the one-to-one chat."""
    query = guide.read(text, lexicon)
    if query.wanted and query.app and query.device:
        said = guides.answer(query)[0]
        if isinstance(said, Guide):
            return (Guide(said.app, said.task, said.device),)
    return (Tell(Words("group.private")),)


def joined() -> tuple[Say, ...]:
    """The first words in a group."""
    return (Tell(Words("group.joined")),)
