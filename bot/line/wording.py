"""
Words and values → Thai text, with the catalogue.

Values may come from anybody, so each is put on one line, rid of what is invisible, and
cut to a length that every message can bear.
"""

from datetime import date
from typing import Final

from bot.line.limits import tidy
from handlers.turn import Article, Guide, PhoneNumber, Remedy, Value, Words
from messages_th import Catalogue, forms

LONGEST_VALUE: Final = 400  # UTF-16 units; the longest name of a state body has about 150


def text_of(words: Words, catalogue: Catalogue) -> str:
    """A message in words. Raises CatalogueError for a key or value the catalogue has not."""
    values = {name: _plain(value, catalogue) for name, value in words.values.items()}
    return catalogue.text(words.key, **values).strip() or catalogue.text("card.empty")


def value_of(value: Value, catalogue: Catalogue) -> str:
    """A value standing alone, as in a row of a card."""
    return forms.written(_plain(value, catalogue)).strip() or catalogue.text("card.empty")


def heading(say: Guide | Remedy | Article, catalogue: Catalogue) -> list[str]:
    """What a page of our books is called: the book it is from, if any, and its own name last."""
    match say:
        case Guide():
            guide = catalogue.guide(say.app, say.task, say.device)
            return [guide.name, guide.title]
        case Remedy():
            app = [Words(f"label.app.{say.app}")] if say.app else []
            about = value_of((Words(f"trouble.{say.trouble}.title"), *app), catalogue)
            return [about, catalogue.text(f"trouble.{say.trouble}.{say.symptom}")]
        case Article():
            part = [catalogue.text(f"{say.key}.button")] if say.part else []
            return [catalogue.text(f"answer.{say.topic}.title"), *part]


def facts(say: Article, catalogue: Catalogue) -> list[str]:
    """Where an answer comes from, and between which days it holds."""
    article = catalogue.article(say.topic, say.part)
    since = [catalogue.text("card.since", day=article.since)] if article.since else []
    until = [catalogue.text("card.until", day=article.until)] if article.until else []
    return [catalogue.text("card.from", source=article.source), *since, *until]


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
