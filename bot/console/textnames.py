"""What texts are called, for those who do not know their keys."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from messages_th import Catalogue

# The sections of the texts, and the first words of their keys.
SECTIONS: Final[Mapping[str, frozenset[str]]] = {
    "registration": frozenset(
        "ask choice row form registration amend amend_users amend_apps amend_contact withdraw "
        "join unclear count received attachment outcome".split()
    ),
    "status": frozenset({"status", "info", "expiry"}),
    "answers": frozenset({"answer", "article"}),
    "guides": frozenset({"guide"}),
    "troubles": frozenset({"trouble", "remedy"}),
    "words": frozenset({"words"}),
    "labels": frozenset({"label", "card"}),
    "pages": frozenset({"page", "notice"}),
    "talk": frozenset(
        (
            "greeting menu help human fallback group agency door button report officers linking "
            "subscribing announce notice_card"
        ).split()
    ),
}
REST: Final = "console"
BOOKS: Final = frozenset({"answer", "article", "guide", "trouble", "remedy", "words"})
WAY: Final = " \u203a "  # a small arrow

# What the entries of one guide, remedy or answer have in common in their keys.
_SUBJECTS: Final = tuple(
    (re.compile(pattern), book)
    for pattern, book in (
        (r"guide\.(.+?)(?:\.link)?\.\w+", "guide"),
        (r"remedy\.(.+)\.\w+", "trouble"),
        (r"(?:trouble|words\.symptoms)\.(\w+\.\w+)", "trouble"),
        (r"article\.(.+)\.\w+", "answer"),
        (r"answer\.(.+?)(?:\.(?:button|title))?", "answer"),
        (r"words\.parts\.(.+)", "answer"),
    )
)


def section(key: str) -> str:
    """The section a text stands in."""
    first = key.partition(".")[0]
    return next((name for name, firsts in SECTIONS.items() if first in firsts), REST)


def named(catalogue: Catalogue, key: str) -> str:
    """What an entry of a book is called, from the book down to it; "" for other texts."""
    first, *rest = key.split(".")
    if first not in BOOKS or (len(rest) < 2 and first != "answer"):
        return ""
    return WAY.join(_PATHS[first](catalogue, rest))


def subject(key: str) -> str | None:
    """The guide, remedy or answer that an entry belongs to; None for other texts."""
    found = ((pattern.fullmatch(key), book) for pattern, book in _SUBJECTS)
    return next((f"{book} {match[1]}" for match, book in found if match), None)


def _guide(catalogue: Catalogue, rest: list[str]) -> Iterator[str]:
    app, *parts, field = [part for part in rest if part != "link" or rest[-1] == "link"]
    yield catalogue.text(f"label.app.{app}")
    for kind, word in zip(("task", "device"), parts, strict=False):
        yield catalogue.text(f"label.{kind}.{word}")
    yield catalogue.text(f"texts.field.{field}")


def _answer(catalogue: Catalogue, rest: list[str]) -> Iterator[str]:
    """`cost`, `cost.title`, `cost.bill`, `cost.bill.button`, `cost.bill.source`."""
    topic, *parts = rest
    yield catalogue.text(f"answer.{topic}.title")
    if parts and f"{topic}.{parts[0]}" in catalogue.articles:
        yield catalogue.text(f"answer.{topic}.{parts[0]}.button")
        parts = parts[1:]
    yield catalogue.text(f"texts.field.{parts[0] if parts else 'told'}")


def _trouble(catalogue: Catalogue, rest: list[str]) -> Iterator[str]:
    """`sound.title`, `sound.silent`."""
    trouble, part = rest
    yield catalogue.text(f"trouble.{trouble}.title")
    if part in catalogue.trouble(trouble).symptoms:
        yield catalogue.text(f"trouble.{trouble}.{part}")
        part = "button"
    yield catalogue.text(f"texts.field.{part}")


def _remedy(catalogue: Catalogue, rest: list[str]) -> Iterator[str]:
    trouble, symptom, *apps, field = rest
    yield catalogue.text(f"trouble.{trouble}.title")
    yield catalogue.text(f"trouble.{trouble}.{symptom}")
    yield from (catalogue.text(f"label.app.{app}") for app in apps)
    yield catalogue.text(f"texts.field.{field}")


def _words(catalogue: Catalogue, rest: list[str]) -> Iterator[str]:
    kind, of, *part = rest
    if kind == "commands":
        yield catalogue.text("texts.commands_of", label=catalogue.words()[kind][of][0])
        return
    if kind == "parts":
        yield from (catalogue.text(f"answer.{of}.title"), *_named_part(catalogue, of, part))
    else:
        yield catalogue.text(f"trouble.{of}.title")
        yield from (catalogue.text(f"trouble.{of}.{code}") for code in part)
    yield catalogue.text("texts.field.words")


def _named_part(catalogue: Catalogue, topic: str, part: list[str]) -> Iterator[str]:
    return (catalogue.text(f"answer.{topic}.{code}.button") for code in part)


_PATHS: Final = {
    "answer": _answer,
    "article": _answer,
    "guide": _guide,
    "remedy": _remedy,
    "trouble": _trouble,
    "words": _words,
}
