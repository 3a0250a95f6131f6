"""
A code that the office gave somebody, to be typed once, alone or behind the word for linking.

Its letters and digits are those that nobody takes for others: no I, L, O, 0 or 1. Alone it is
a code only when it has letters and digits; behind the word for linking it is one in any case.
"""

from typing import Final

import regex

from handlers.answers import command
from handlers.answers.normalise import plain
from handlers.lexicon import Lexicon

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH: Final = 8

_GAP: Final = regex.compile(r"[\s\-\u2010-\u2015]+")
_EDGES: Final = " .,:;'\"()[]{}<>\u2018\u2019\u201c\u201d"
_CODE: Final = regex.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def read(text: str, lexicon: Lexicon) -> str | None:
    """The code of a whole message."""
    told = command.after(text, "link", lexicon)
    if told:
        return _code(told, lexicon)
    alone = _code(text, lexicon)
    return alone if alone and not alone.isalpha() and not alone.isdigit() else None


def _code(text: str, lexicon: Lexicon) -> str | None:
    said = lexicon.polite.ending.sub("", plain(text, lexicon).strip(_EDGES))
    typed = _GAP.sub("", said.strip(_EDGES)).upper()
    return typed if _CODE.fullmatch(typed) else None
