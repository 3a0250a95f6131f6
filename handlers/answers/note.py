"""Whatever somebody writes for the office to read, on one line and of a length it can bear."""

from typing import Final

from handlers.answers.normalise import clean
from handlers.answers.reading import Unclear
from handlers.lexicon import Lexicon

LONGEST: Final = 500  # characters


def read(text: str, lexicon: Lexicon) -> str | Unclear:
    """The text as it is kept."""
    said = clean(text, lexicon)
    if len(said) > LONGEST:
        return Unclear("unclear.note_long")
    return said or Unclear("unclear.note")
