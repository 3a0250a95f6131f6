"""
Words and values → Thai text, with the catalogue.

Values may come from anybody, so each is put on one line, rid of what is invisible, and
cut to a length that every message can bear.
"""

from datetime import date
from typing import Final

from bot.line.limits import tidy
from handlers.turn import PhoneNumber, Value, Words
from messages_th import Catalogue, forms

LONGEST_VALUE: Final = 400  # UTF-16 units; the longest name of a state body has about 150


def text_of(words: Words, catalogue: Catalogue) -> str:
    """A message in words. Raises CatalogueError for a key or value the catalogue has not."""
    values = {name: _plain(value, catalogue) for name, value in words.values.items()}
    return catalogue.text(words.key, **values).strip() or catalogue.text("card.empty")


def value_of(value: Value, catalogue: Catalogue) -> str:
    """A value standing alone, as in a row of a card."""
    return forms.written(_plain(value, catalogue)).strip() or catalogue.text("card.empty")


def _plain(value: Value, catalogue: Catalogue) -> forms.Value:
    if isinstance(value, str):
        return tidy(value, LONGEST_VALUE)
    if isinstance(value, Words):
        return text_of(value, catalogue)
    if isinstance(value, PhoneNumber):
        return tidy(forms.phone(value.e164, value.extension), LONGEST_VALUE)
    if isinstance(value, int | date):
        return value
    return catalogue.text("card.between").join(text_of(each, catalogue) for each in value)
