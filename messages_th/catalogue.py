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
from typing import Any, Final

from messages_th import forms
from messages_th.forms import Value
from messages_th.guidebook import ADMIN, GuideText, load_guides

FOLDER: Final = Path(__file__).parent
LEXICON: Final = "lexicon.toml"  # what people type, not what they are told
FACTORY: Final = "factory.toml"  # which values belong to which text, for the checker

Template = tuple[str, ...]  # literal, name, literal, name, … , literal

_PLACE: Final = re.compile(r"\{([a-z][a-z_]*)\}")


class CatalogueError(Exception):
    """A text cannot be had: its key is unknown, a value is missing, or its file is broken."""


class Catalogue:
    """All texts, ready to be filled. Unchanging, and safe to share between threads."""

    def __init__(self, texts: Mapping[str, str], guides: Mapping[str, GuideText]) -> None:
        self.texts: Final = MappingProxyType(dict(texts))
        self._templates: Final = {key: template(key, text) for key, text in texts.items()}
        self._guides: Final = MappingProxyType(dict(guides))

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
        key = f"{app}.{ADMIN}" if task == ADMIN else f"{app}.{task}.{device}"
        try:
            return self._guides[key]
        except KeyError:
            raise CatalogueError(f"there is no guide {key}") from None

    def words(self) -> dict[str, Any]:
        """The raw word list that readers are built from."""
        return load_lexicon()


def load(overrides: Mapping[str, str] = MappingProxyType({}), folder: Path = FOLDER) -> Catalogue:
    """
    Read every text. Raises CatalogueError naming the file that is broken.

    `overrides` are the office's own wordings by key; one whose text this release no
    longer has is left out.
    """
    texts: dict[str, str] = {}
    for path in text_files(folder):
        for key, text in read_texts(path):
            if key in texts:
                raise CatalogueError(f"{path.name}: {key} stands in two files")
            texts[key] = text
    texts.update({key: text for key, text in overrides.items() if key in texts})
    return Catalogue(texts, load_guides(folder / "guides"))


@cache
def load_lexicon(folder: Path = FOLDER) -> dict[str, Any]:
    """The raw word list of `lexicon.toml`, read once; not to be changed."""
    return tomllib.loads((folder / LEXICON).read_text("utf-8"))


def text_files(folder: Path) -> list[Path]:
    """The files that hold texts, in order."""
    others = {LEXICON, FACTORY}
    return [path for path in sorted(folder.glob("*.toml")) if path.name not in others]


def read_texts(path: Path) -> Iterator[tuple[str, str]]:
    """The keys and texts of one file. Raises CatalogueError when it is not good TOML."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path.name}: {error}") from error
    yield from _leaves(path.name, tables, "")


def template(key: str, text: str) -> Template:
    """A text cut at its places. Raises CatalogueError on a brace that is no place."""
    parts = tuple(_PLACE.split(forms.held(text)))
    if any("{" in literal or "}" in literal for literal in parts[::2]):
        raise CatalogueError(f"{key}: a brace may only stand around a name, like {{agency}}")
    return parts


def places(parts: Template) -> frozenset[str]:
    """The names of the values a text needs."""
    return frozenset(parts[1::2])


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
