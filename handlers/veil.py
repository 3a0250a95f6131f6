"""A text without whatever tells whose it is: numbers, addresses, names of bodies and persons."""

from itertools import groupby
from typing import Final

import regex

from handlers import features
from handlers.answers import email, person
from handlers.answers.normalise import clean, plain
from handlers.intents import essence
from handlers.lexicon import Lexicon

LONGEST: Final = 120  # characters that are kept of a text
# Persons' names are made of runs the examples hardly have: none was found above two thirds.
FAMILIAR: Final = 0.7
_EDGES: Final = frozenset("^$")
TELLING: Final = 3  # letters of a run that tells words apart
VEIL: Final = "…"

_NUMBERS: Final = regex.compile(r"\d[\d .,\-/]*\d|\d")
_ADDRESSES: Final = regex.compile(r"\S*[@_/\\\[\]]\S*|www\.\S*|\S+\.(?:com|th|net)\b\S*")


def veiled(text: str, lexicon: Lexicon) -> str:
    """
    The text as it may be kept for editors: on one line, with a veil over every number,
    address and official name, from an honorific to the end of the name behind it, and over
    every word that is unlike the examples, for it may be a name.
    """
    seen = _NUMBERS.sub(VEIL, _ADDRESSES.sub(VEIL, plain(text, lexicon)))
    seen = lexicon.agencies.in_full.sub(VEIL, lexicon.phone.spoken.sub(VEIL, seen))
    seen = email.take(seen, lexicon).rest  # spoken: somchai at gmail dot com
    words = _unnamed(clean(seen, lexicon).split(), lexicon)
    kept = (word if is_familiar(word, lexicon) else VEIL for word in words)
    return " ".join(word for word, _ in groupby(kept))[:LONGEST]


def is_familiar(word: str, lexicon: Lexicon) -> bool:
    """Whether most of a word occurs in the examples, or it is nothing but listed names."""
    compared = essence(word, lexicon)[1]
    told = [run for run in features.runs(compared) if len(run) >= TELLING and not _EDGES & {*run}]
    known = sum(run in lexicon.weights.rows for run in told)
    return known >= FAMILIAR * len(told)


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
