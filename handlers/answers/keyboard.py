"""Undo a keyboard left on the wrong layout: the same keys, read on the other one."""

from collections.abc import Iterable
from typing import Final

import regex

from handlers.letters import LIMIT
from handlers.lexicon import Lexicon

# How much more of a text must read as one script than as the other. Measured on sentences
# typed either way: none that was meant as it stands comes near.
CLEARER_BY: Final = 0.2
# One or two letters read as anything; a listed word is found on either layout anyway.
FEWEST_LETTERS: Final = 3
PLAINLY: Final = 0.5  # of a Latin word's runs are known
SURELY: Final = 0.9  # the same, where a word is to be rewritten
# Off for a text no Thai word allows: sure for a text typed in Latin, too little to doom a slip.
IMPOSSIBLE: Final = 0.5

_THAI: Final = regex.compile(r"[\u0e00-\u0e7f]+")
_LATIN: Final = regex.compile(r"[a-z]+")
_ADDRESS: Final = regex.compile(r"@|://|www\.|\.(?:com|th|org|net)\b", regex.IGNORECASE)
_WORD: Final = regex.compile(r"[a-z]{3}", regex.IGNORECASE)
_LATIN_WORD: Final = regex.compile(r"[a-z][a-z0-9]{2,}[.,!?]*", regex.IGNORECASE)
_RUN: Final = 3


def to_thai(text: str, lexicon: Lexicon) -> str | None:
    """What these Latin keys type in Thai; None for a text that is not typed in Latin alone."""
    seen = text[:LIMIT].strip()
    return seen.translate(lexicon.to_thai) if seen.isascii() and seen else None


def to_latin(text: str, lexicon: Lexicon) -> str | None:
    """What these Thai keys type in Latin; None for a text that has Latin letters already."""
    seen = text[:LIMIT].strip()
    typed = seen.translate(lexicon.to_latin)
    is_thai = not any(char.isascii() and char.isalpha() for char in seen)
    return typed if is_thai and typed.isascii() and typed != seen else None


def recovered(text: str, lexicon: Lexicon) -> str | None:
    """
    What was meant by a text typed on the wrong layout; None when it reads well as it stands.

    Latin words that stand among Thai ones typed in Latin are kept, addresses never touched,
    and in a Thai text only the words that are plainly Latin ones are put right.
    """
    seen = text[:LIMIT].strip()
    if _ADDRESS.search(seen):
        return None
    if seen.isascii():
        return _as_meant(seen.lower() if seen.isupper() else seen, lexicon)
    words = [_latin_word(word, lexicon) or word for word in seen.split()]
    return " ".join(words) if words != seen.split() else None


def thai_runs(text: str) -> Iterable[str]:
    """The runs of letters that Thai is told by: three neighbours in a stretch of Thai."""
    for found in _THAI.findall(text):
        yield from _runs(found)


def latin_runs(text: str) -> Iterable[str]:
    """The runs of letters that Latin words are told by, their ends marked."""
    for found in _LATIN.findall(text.lower()):
        yield from _runs(f"^{found}$")


def _runs(word: str) -> Iterable[str]:
    return (word[start : start + _RUN] for start in range(len(word) - _RUN + 1))


def _as_meant(typed: str, lexicon: Lexicon) -> str | None:
    """Each word in the script it reads better in, where most of the text reads as Thai."""
    words = typed.split()
    foreign = [word for word in words if not _stays(word, lexicon)]
    rest = " ".join(foreign)
    if sum(map(str.isalpha, rest)) < max(FEWEST_LETTERS, sum(map(str.isalpha, typed)) / 2):
        return None
    thai = rest.translate(lexicon.to_thai)
    if _as_thai(thai, lexicon) < _as_latin(rest, lexicon) + CLEARER_BY:
        return None
    return " ".join(word.translate(lexicon.to_thai) if word in foreign else word for word in words)


def _stays(word: str, lexicon: Lexicon) -> bool:
    """A figure, or a word that is plainly Latin."""
    as_latin = _as_latin(word, lexicon) if _WORD.search(word) else 0.0
    is_latin = as_latin > max(PLAINLY, _as_thai(word.translate(lexicon.to_thai), lexicon))
    return word.isdecimal() or is_latin


def _latin_word(word: str, lexicon: Lexicon) -> str | None:
    """The Latin word that was typed on the Thai layout, if it is plainly one."""
    latin = to_latin(word, lexicon)
    if latin is None or not _LATIN_WORD.fullmatch(latin) or len(set(latin)) < FEWEST_LETTERS:
        return None
    as_latin = _as_latin(latin, lexicon)
    is_clear = as_latin >= SURELY and as_latin >= _as_thai(word, lexicon) + CLEARER_BY
    return latin if is_clear else None


def _as_thai(text: str, lexicon: Lexicon) -> float:
    """The share of the text's runs that occur in Thai, less where letters stand as they cannot."""
    share = _share(list(thai_runs(text)), lexicon.weights.thai)
    return share - IMPOSSIBLE if lexicon.letters.impossible.search(text) else share


def _as_latin(text: str, lexicon: Lexicon) -> float:
    return _share(list(latin_runs(text)), lexicon.weights.latin)


def _share(told: list[str], known: frozenset[str]) -> float:
    return sum(run in known for run in told) / len(told) if told else 0.0
