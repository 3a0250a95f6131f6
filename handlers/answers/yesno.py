"""
Yes, no, or a wish to change something.

Denials are read first: "nothing to change" is a yes, "not right" a no. A text is a yes
only when nothing but yes is in it, for a yes may send something.
"""

from enum import StrEnum
from typing import Final

import regex

from handlers import letters
from handlers.answers.normalise import normalise
from handlers.answers.reading import Unclear
from handlers.lexicon import Lexicon

_PUNCTUATION: Final = regex.compile(r"[\s\p{P}\p{S}]+")
_UNCLEAR: Final = Unclear("unclear.yesno")


class YesNo(StrEnum):
    """What an answer to a yes-or-no question can be."""

    YES = "yes"
    NO = "no"
    EDIT = "edit"


def read(text: str, lexicon: Lexicon) -> YesNo | Unclear:
    """What the text answers to a question that was asked."""
    seen = normalise(text, lexicon)
    said = lexicon.polite.ending.sub("", seen)
    return _whole(seen, lexicon) or _whole(said, lexicon) or _longer(seen, said, lexicon)


def _whole(seen: str, lexicon: Lexicon) -> YesNo | None:
    """The answer of a message, or part of one, that is exactly a listed word."""
    if "?" in seen:
        return None
    folded = letters.sounds(seen, lexicon.letters)
    said = letters.squeeze(folded) or folded.strip()
    if said in lexicon.yesno.edit:
        return YesNo.EDIT
    if said in lexicon.yesno.no:
        return YesNo.NO
    return YesNo.YES if said in lexicon.yesno.yes else None


def _longer(seen: str, said: str, lexicon: Lexicon) -> YesNo | Unclear:
    words = lexicon.yesno
    if words.change_of_mind.search(seen):
        return YesNo.NO
    denied = words.denied.search(seen)
    left = words.denied.sub(" ", seen)
    if words.change.search(left):
        return YesNo.EDIT
    if lexicon.questions.in_short.search(left):
        return _UNCLEAR
    if denied:
        return _UNCLEAR if words.refusal.search(left) else YesNo.YES
    return _by_its_words(said, lexicon)


def _by_its_words(said: str, lexicon: Lexicon) -> YesNo | Unclear:
    words = lexicon.yesno
    refuses = bool(words.refusal.search(said))
    nothing_else = not _PUNCTUATION.sub(
        "", lexicon.polite.ending.sub("", words.filler.sub(" ", said))
    )
    if nothing_else and said:
        return YesNo.NO if refuses else YesNo.YES
    first = _whole(lexicon.polite.ending.sub("", said.partition(" ")[0]), lexicon)
    return YesNo.NO if first is YesNo.NO else _UNCLEAR
