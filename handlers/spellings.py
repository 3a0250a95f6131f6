"""Lists of words, compiled to be found in a text or to be compared with a whole one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import regex

from handlers import letters
from handlers.letters import Letters

_VOWELS: Final = "\u0e30\u0e32\u0e33\u0e45"  # written behind their consonant, as letters


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a word stands in a text, and what it means."""

    meaning: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spellings:
    """
    Folded words and what each means; spaces inside a word may be left out or doubled.
    `all_meanings` are in the order they are listed.
    """

    pattern: regex.Pattern[str]
    meanings: Mapping[str, str]
    all_meanings: tuple[str, ...]

    def spots(self, folded: str) -> Iterator[Spot]:
        """The longest words of the list in a folded text, from left to right."""
        for found in self.pattern.finditer(folded):
            yield Spot(self.meanings[found[0].replace(" ", "")], *found.span())

    def first(self, folded: str) -> str | None:
        """The meaning of the first word found."""
        return next((spot.meaning for spot in self.spots(folded)), None)


def spellings(words: Mapping[str, Iterable[str]], tables: Letters) -> Spellings:
    """Compile words by what they mean. A spelling with two meanings is a fault."""
    meanings: dict[str, str] = {}
    for meaning, listed in words.items():
        for word in listed:
            folded = letters.fold(word, tables)
            known = meanings.setdefault(folded, meaning)
            if known != meaning:
                raise ValueError(f"{word!r} is claimed by {known!r} and {meaning!r}")
    # A word ends before no vowel sign: the letter that bears it begins the next one.
    every = any_of(meanings) if meanings else "(?!)"
    pattern = regex.compile(rf"{every}(?![\p{{M}}{_VOWELS}])", regex.IGNORECASE)
    listed = {word.replace(" ", ""): said for word, said in meanings.items()}
    return Spellings(pattern, listed, tuple(words))


def found_in(words: Iterable[str]) -> regex.Pattern[str]:
    """A pattern of the words as they are; Latin ones are not found inside a longer Latin word."""
    return regex.compile(any_of(words), regex.IGNORECASE)


def any_of(words: Iterable[str]) -> str:
    """The pattern of `found_in` as text, to be built upon."""
    return f"(?:{'|'.join(_bounded(word) for word in sorted(set(words), key=len, reverse=True))})"


def keys(words: Iterable[str], tables: Letters) -> frozenset[str]:
    """The words as keys: folded, letters and digits only (or as they are, for signs)."""
    return frozenset(key(word, tables) for word in words)


def key(word: str, tables: Letters) -> str:
    """One word as a key."""
    folded = letters.fold(word, tables)
    return letters.squeeze(folded) or folded


def _bounded(word: str) -> str:
    pattern = regex.escape(word, special_only=True).replace(" ", " *")
    before = "(?<![a-z])" if word[:1].isascii() and word[:1].isalpha() else ""
    after = "(?![a-z])" if word[-1:].isascii() and word[-1:].isalpha() else ""
    return f"{before}{pattern}{after}"
