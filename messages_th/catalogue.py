"""
The catalogue: key and values in, Thai text out.

A message stands in a `*.toml` file of this folder as `key = "text"`, or as a table with
`text` and a `note` for whoever edits it; tables inside tables make dotted keys. A place
for a value is a bare name in braces, `{agency}`, and nothing else.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from messages_th import entries, forms
from messages_th.answerbook import ArticleText, load_answers
from messages_th.forms import Value
from messages_th.guidebook import ADMIN, GuideText, load_guides
from messages_th.troublebook import RemedyText, SymptomText, TroubleText, load_troubles

FOLDER: Final = Path(__file__).parent
LEXICON: Final = "lexicon.toml"  # what people type, not what they are told
FACTORY: Final = "factory.toml"  # which values belong to which text, for the checker
ANSWERS: Final = "answers.toml"  # told with their sources and dates
PAINTED: Final = "richmenu."  # texts that stand in a picture, too

Told = TypeVar("Told")
Template = tuple[str, ...]  # literal, name, literal, name, … , literal

_PLACE: Final = re.compile(r"\{([a-z][a-z_]*)\}")


class CatalogueError(Exception):
    """A text cannot be had: its key is unknown, a value is missing, or its file is broken."""


class Catalogue:
    """All texts, ready to be filled. Unchanging, and safe to share between threads."""

    def __init__(
        self,
        texts: Mapping[str, str],
        guides: Mapping[str, GuideText],
        articles: Mapping[str, ArticleText],
        troubles: Mapping[str, TroubleText],
        wordings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.texts: Final = MappingProxyType(dict(texts))
        self.guides: Final = MappingProxyType(dict(guides))
        self.articles: Final = MappingProxyType(dict(articles))
        self.troubles: Final = MappingProxyType(dict(troubles))
        self._wordings: Final = wordings
        self._templates: Final = {key: template(key, text) for key, text in texts.items()}

    def text(self, key: str, /, **values: Value) -> str:
        """
        The text of `key` with its values in place: 46,426 · 17 มี.ค. 2563 · strings as they are.

        Raises CatalogueError when the key is unknown or a value it needs is missing.
        """
        try:
            parts = self._templates[key]
        except KeyError:
            raise CatalogueError(f"there is no text {key}") from None
        return parts[0] if len(parts) == 1 else _filled(key, parts, values)

    def guide(self, app: str, task: str, device: str | None = None) -> GuideText:
        """The guide for an app, a task and a device; ADMIN is the same on every device."""
        return _found(self.guides, f"{app}.{ADMIN}" if task == ADMIN else f"{app}.{task}.{device}")

    def article(self, topic: str, part: str | None = None) -> ArticleText:
        """The answer about a topic, or about a part of it."""
        return _found(self.articles, f"{topic}.{part}" if part else topic)

    def trouble(self, trouble: str) -> TroubleText:
        """A trouble with its symptoms."""
        return _found(self.troubles, trouble)

    def symptom(self, trouble: str, symptom: str) -> SymptomText:
        """One symptom of a trouble."""
        return _found(self.trouble(trouble).symptoms, symptom)

    def remedy(self, trouble: str, symptom: str, app: str | None) -> RemedyText:
        """What helps against a symptom, in an app where that differs."""
        found = self.symptom(trouble, symptom)
        return found.by_app.get(app or "", found.remedy)

    def words(self) -> Mapping[str, Any]:
        """The raw word list that readers are built from."""
        return entries.worded_lexicon(load_lexicon(), self._wordings)

    def entries(self) -> dict[str, str]:
        """Everything the office may word anew, by its key and in order; see `entries`."""
        texts = {key: text for key, text in self.texts.items() if not key.startswith(PAINTED)}
        return {
            **texts,
            **dict(entries.of_guides(self.guides)),
            **dict(entries.of_troubles(self.troubles)),
            **dict(entries.of_articles(self.articles)),
            **dict(entries.of_lexicon(self.words())),
        }

    def worded(self, wordings: Mapping[str, str]) -> "Catalogue":
        """
        The same with the office's own wordings by key, which must have passed the checks.
        One whose entry this release no longer has is left out.
        """
        own = {key: text for key, text in wordings.items() if key in self.texts}
        return Catalogue(
            {**self.texts, **own},
            entries.worded_guides(self.guides, wordings),
            entries.worded_articles(self.articles, wordings),
            entries.worded_troubles(self.troubles, wordings),
            {**self._wordings, **wordings},
        )


def load(overrides: Mapping[str, str] = MappingProxyType({}), folder: Path = FOLDER) -> Catalogue:
    """
    Read every text. Raises CatalogueError naming the file that is broken.

    `overrides` are the office's own wordings, see `Catalogue.worded`.
    """
    texts: dict[str, str] = {}
    for path in text_files(folder):
        for key, text in read_texts(path):
            if key in texts:
                raise CatalogueError(f"{path.name}: {key} stands in two files")
            texts[key] = text
    articles, troubles = load_answers(folder / ANSWERS), load_troubles(folder / "troubles")
    texts |= dict(book_texts(articles, troubles))
    return Catalogue(texts, load_guides(folder / "guides"), articles, troubles).worded(overrides)


def book_texts(
    articles: Mapping[str, ArticleText], troubles: Mapping[str, TroubleText]
) -> Iterator[tuple[str, str]]:
    """What answers and troubles are called and asked by, as texts with keys of their own."""
    for key, article in articles.items():
        yield f"answer.{key}", article.text
        yield f"answer.{key}.{'button' if article.button else 'title'}", _name(article)
    for name, trouble in troubles.items():
        yield f"trouble.{name}.title", trouble.title
        yield f"trouble.{name}.ask", trouble.ask
        for code, symptom in trouble.symptoms.items():
            yield f"trouble.{name}.{code}", symptom.name


def _name(article: ArticleText) -> str:
    return article.button or article.title


@cache
def load_lexicon(folder: Path = FOLDER) -> dict[str, Any]:
    """
    The raw word list of `lexicon.toml`, read once; not to be changed. With it come the words
    that people ask for parts of topics by (`parts`), and tell symptoms by (`symptoms`), and
    the days before which a part does not hold (`since`).
    """
    parts: dict[str, dict[str, tuple[str, ...]]] = {}
    articles = load_answers(folder / ANSWERS)
    for key, article in articles.items():
        topic, _, part = key.partition(".")
        parts.setdefault(topic, {}).update({part: article.words} if part else {})
    symptoms = {
        name: {code: symptom.words for code, symptom in trouble.symptoms.items()}
        for name, trouble in load_troubles(folder / "troubles").items()
    }
    listed = tomllib.loads((folder / LEXICON).read_text("utf-8"))
    since = {key: article.since for key, article in articles.items() if article.since}
    return {**listed, "parts": parts, "since": since, "symptoms": symptoms}


def text_files(folder: Path) -> list[Path]:
    """The files that hold texts, in order."""
    others = {LEXICON, FACTORY, ANSWERS}
    return [path for path in sorted(folder.glob("*.toml")) if path.name not in others]


def read_texts(path: Path) -> Iterator[tuple[str, str]]:
    """The keys and texts of one file. Raises CatalogueError when it is not good TOML."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path.name}: {error}") from error
    yield from _leaves(path.name, tables, "")


def read_notes(folder: Path = FOLDER) -> dict[str, str]:
    """What stands beside texts for whoever edits them, by the key of the text."""
    files = (tomllib.loads(path.read_text("utf-8")) for path in text_files(folder))
    return {key: note for tables in files for key, note in _notes(tables, "")}


def template(key: str, text: str) -> Template:
    """A text cut at its places. Raises CatalogueError on a brace that is no place."""
    parts = tuple(_PLACE.split(forms.held(text)))
    if any("{" in literal or "}" in literal for literal in parts[::2]):
        raise CatalogueError(f"{key}: a brace may only stand around a name, like {{agency}}")
    return parts


def places(parts: Template) -> frozenset[str]:
    """The names of the values a text needs."""
    return frozenset(parts[1::2])


def _found(book: Mapping[str, Told], key: str) -> Told:
    try:
        return book[key]
    except KeyError:
        raise CatalogueError(f"there is nothing under {key}") from None


def _leaves(name: str, table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for word, value in table.items():
        key = f"{prefix}{word}"
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, Mapping):
            yield from _table(name, value, key)
        else:
            raise CatalogueError(f"{name}: {key} is not a text")


def _table(name: str, table: Mapping[str, Any], key: str) -> Iterator[tuple[str, str]]:
    """A message with its note, keys that go on from it, or both."""
    if isinstance(table.get("text"), str):
        yield key, table["text"]
        table = {word: value for word, value in table.items() if word not in ("text", "note")}
    yield from _leaves(name, table, f"{key}.")


def _notes(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for word, value in table.items():
        if isinstance(value, Mapping):
            if isinstance(value.get("text"), str) and "note" in value:
                yield f"{prefix}{word}", value["note"]
            yield from _notes(value, f"{prefix}{word}.")


def _filled(key: str, parts: Template, values: Mapping[str, Value]) -> str:
    filled = [parts[0]]
    for place, literal in zip(parts[1::2], parts[2::2], strict=True):
        if place not in values:
            raise CatalogueError(f"{key}: the value {place} is missing")
        value = values[place]
        filled.append(forms.written(value))
        is_unit = isinstance(value, int) and literal.startswith(" ")
        filled.append(forms.NBSP + literal[1:] if is_unit else literal)
    return "".join(filled)
