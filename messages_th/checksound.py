"""
Words that sound alike, and so are one word to whoever reads what people type.

Readers throw away what Thai typists get wrong: tones, silenced letters, look-alikes. The
tables are theirs, `letters` in the lexicon; they refuse to start when two things are
called alike, so it has to be seen here before.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from messages_th.catalogue import FOLDER, LEXICON

Sound = Callable[[str], str]

_STRETCHED: Final = re.compile(r"([^\d\s])\1{2,}")


def listening(path: Path = FOLDER / LEXICON) -> Sound:
    """How words sound by the tables of a lexicon; what has no letters stays as it is."""
    letters: Mapping[str, Any] = tomllib.loads(path.read_text("utf-8"))["letters"]
    tones, silencer, vowels = (
        letters[kind] for kind in ("tones", "silencer", "vowels_above_and_below")
    )
    heard = dict(letters["rewritten"])
    heard |= dict.fromkeys(tones + letters["unheard"] + silencer, "")
    for group in letters["alike"]:
        heard |= dict.fromkeys(group[1:], group[0])
    silenced = f"[{letters['consonants']}][{vowels}]?{silencer}"
    longest = sorted(heard, key=len, reverse=True)
    unheard = re.compile("|".join([silenced, *map(re.escape, longest)]))
    repairs = (
        (re.compile(f"{letters['nikhahit']}[{tones}]*{letters['long_a']}"), letters["am"]),
        (re.compile(f"([{tones}{silencer}])([{vowels}])"), r"\2\1"),
        (re.compile(letters["twice_e"]), letters["ae"]),
        (re.compile(f"([{tones}{silencer}{vowels}])\\1+"), r"\1"),
    )

    def sound(word: str) -> str:
        told = _STRETCHED.sub(r"\1", unicodedata.normalize("NFKC", word).casefold())
        for pattern, by in repairs:
            told = pattern.sub(by, told)
        told = unheard.sub(lambda found: heard.get(found[0], ""), told)
        return "".join(filter(_is_heard, told)) or word

    return sound


def claimed(words: Mapping[str, Iterable[str]], sound: Sound) -> Iterator[tuple[str, str]]:
    """Names one of whose words sounds like that of an earlier name, with what to do."""
    owners: dict[str, tuple[str, str]] = {}
    for name, spellings in words.items():
        for spelling in spellings:
            owner, known = owners.setdefault(sound(spelling), (name, spelling))
            if owner != name:
                yield name, _claim(spelling, owner, known)


def _claim(spelling: str, owner: str, known: str) -> str:
    if spelling == known:
        return f"“{spelling}” เป็นของ {owner} แล้ว ให้เหลือที่เดียว"
    return f"“{spelling}” อ่านเหมือน “{known}” ของ {owner} ให้เหลือที่เดียว"


def _is_heard(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMN"  # letters, marks, digits
