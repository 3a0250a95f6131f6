"""A text without whatever tells whose it is: numbers, addresses, names of bodies and persons."""

from typing import Final

import regex

from handlers.answers import person
from handlers.answers.normalise import clean, plain
from handlers.lexicon import Lexicon

LONGEST: Final = 120  # characters that are kept of a text
VEIL: Final = "…"

_NUMBERS: Final = regex.compile(r"\d[\d .,\-/]*\d|\d")
_ADDRESSES: Final = regex.compile(r"\S*@\S*|https?://\S*|www\.\S*")


def veiled(text: str, lexicon: Lexicon) -> str:
    """
    The text as it may be kept for editors: on one line, with a veil over every number,
    address and official name, and from an honorific to the end of the name behind it.
    """
    seen = _ADDRESSES.sub(VEIL, plain(text, lexicon))
    seen = lexicon.agencies.in_full.sub(VEIL, _NUMBERS.sub(VEIL, seen))
    return " ".join(_unnamed(clean(seen, lexicon).split(), lexicon))[:LONGEST]


def _unnamed(words: list[str], lexicon: Lexicon) -> list[str]:
    """The words without names: what begins with an honorific, and the surname after it."""
    kept: list[str] = []
    is_surname = False
    for word in words:
        is_name = bool(person.has_honorific(word, lexicon))
        if not (is_name or is_surname):
            kept.append(word)
        elif kept[-1:] != [VEIL]:
            kept.append(VEIL)
        is_surname = is_name
    return kept
