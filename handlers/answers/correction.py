"""A correction in the middle of a form: which field is wrong, and what stands instead."""

from dataclasses import dataclass

from handlers.answers.normalise import clean
from handlers.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Correction:
    """The question to answer anew, and the text that may hold its new answer."""

    field: str
    rest: str


def read(text: str, lexicon: Lexicon) -> Correction | None:
    """The correction that a text begins with, None when it does not begin like one."""
    plain = clean(text, lexicon)
    for name, pattern in lexicon.corrections.patterns:
        found = pattern.match(plain)
        if found:
            return Correction(name, found["rest"].strip())
    return None
