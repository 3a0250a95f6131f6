"""A person's name, as typed: the honorific stays, what people write around it goes."""

from typing import Final

import regex

from handlers.answers import email, phone
from handlers.answers.normalise import clean, key
from handlers.answers.reading import Unclear
from handlers.lexicon import Lexicon

LONGEST_TEXT: Final = 300  # a name with all that may stand around it
LONGEST: Final = 80  # characters; no name with titles is longer
WORDS: Final = 2  # first name and surname: one word without a title may be anything said

_EDGES: Final = " ,.;:|/\\-–—_=+*~!'\"[]{}<>#"  # noqa: RUF001 - as people type them
_LETTERS: Final = regex.compile(r"\p{L}")
_ALLOWED: Final = regex.compile(r"[\p{L}\p{M} .,'’\-()/]+")  # noqa: RUF001


def read(text: str, lexicon: Lexicon) -> str | Unclear:
    """The name in an answer to "what is your name"."""
    rest = phone.take(email.take(text[:LONGEST_TEXT], lexicon).rest, lexicon).rest
    return named(rest, lexicon) or Unclear("unclear.name")


def named(text: str, lexicon: Lexicon) -> str | None:
    """The name a stretch of text consists of, or None where it cannot be a name."""
    words = lexicon.person
    seen = clean(text, lexicon)
    if lexicon.questions.anywhere.search(seen.lower()):
        return None
    seen = words.trailing.sub(" ", words.label.sub("", seen))
    name = clean(lexicon.polite.ending.sub("", seen.strip(_EDGES)), lexicon)
    name = name.strip(_EDGES.replace(".", ""))
    return name if _is_name(name, lexicon) else None


def has_honorific(name: str, lexicon: Lexicon) -> bool:
    """Whether the text begins as only a person's name does."""
    return lexicon.person.honorific.match(name) is not None


def _is_name(name: str, lexicon: Lexicon) -> bool:
    typed = _LETTERS.findall(name.lower())
    if len(name) > LONGEST or len(typed) < 2 or (len(set(typed)) < 2 and len(typed) > 2):
        return False
    if not _ALLOWED.fullmatch(name):
        return False
    if len(name.split()) < WORDS and not has_honorific(name, lexicon):
        return False
    if any(lexicon.person.not_names.match(word) for word in name.split()):
        return False
    said = key(name, lexicon)
    return said not in lexicon.person.refused and said not in lexicon.commands
