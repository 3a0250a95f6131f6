"""Answers about the programme: `answers.toml` as values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

ANSWERS: Final = Path(__file__).with_name("answers.toml")


@dataclass(frozen=True, slots=True)
class ArticleText:
    """
    One answer: what is told, where it comes from, and the day somebody last looked.

    `words` are how people ask for this part of its topic; `since` and `until` the days
    between which it holds, where it does not always.
    """

    title: str
    text: str
    source: str
    checked: date
    button: str | None = None
    link: str | None = None
    words: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


def load_answers(path: Path = ANSWERS) -> dict[str, ArticleText]:
    """Every answer by topic, `cost`, and by part of a topic, `cost.until`, in their order."""
    found: dict[str, ArticleText] = {}
    for topic, table in tomllib.loads(path.read_text("utf-8")).items():
        parts = {name: part for name, part in table.items() if isinstance(part, Mapping)}
        # A part may be called like an entry: `cost.until` is no day.
        own = {name: value for name, value in table.items() if name not in parts}
        found[topic] = _article(own, own["title"])
        for name, part in parts.items():
            found[f"{topic}.{name}"] = _article(part, part.get("title", table["title"]))
    return found


def _article(table: Mapping[str, Any], title: str) -> ArticleText:
    return ArticleText(
        title=title,
        text=table["text"],
        source=table["source"],
        checked=table["checked"],
        button=table.get("button"),
        link=table.get("link"),
        words=tuple(table.get("words", ())),
        since=table.get("since"),
        until=table.get("until"),
    )
