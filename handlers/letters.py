"""
The letters of what people type, made comparable.

Everything takes the compiled tables of the word list's `letters`; the doors for
readers, which take a whole lexicon, are in `handlers/answers/normalise.py`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import regex

LIMIT: Final = 1000  # characters of a message that are looked at; the rest cannot be an answer

_INVISIBLE: Final = regex.compile(
    r"[\p{Cf}\p{Cs}\p{Co}\p{Cn}\u034f\u115f\u1160\u3164\ufe00-\ufe0d]|(?!\s)\p{Cc}"
)
_EMOJI: Final = regex.compile(
    r"[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\ufe0e\ufe0f\u20e3]+"
)
_PILED: Final = regex.compile(r"(\p{M}{3})\p{M}+")  # nothing readable needs a fourth mark
_SPACES: Final = regex.compile(r"[\s\p{Z}]+")
_REPEATED: Final = regex.compile(r"([^\d\s])\1{2,}")
_NOT_WORD: Final = regex.compile(r"[^\p{L}\p{M}\p{N}]+")


@dataclass(frozen=True, slots=True)
class Letters:
    """
    The writing system's tables, compiled; `kept` are the emoji that mean something. A text of
    `usual` letters in which nothing is `faulty` is written as it should be; what is
    `impossible` occurs in no word, only in slips.
    """

    digits: Mapping[int, str]
    repairs: tuple[tuple[regex.Pattern[str], str], ...]
    usual: re.Pattern[str]
    faulty: re.Pattern[str]
    impossible: re.Pattern[str]
    unheard: regex.Pattern[str]
    heard: Mapping[str, str]
    kept: regex.Pattern[str]


def build(words: Mapping[str, Any], kept: Iterable[str]) -> Letters:
    """Compile the word list's `letters`."""
    tones, silencer, vowels = words["tones"], words["silencer"], words["vowels_above_and_below"]
    repairs = (
        (f"{words['nikhahit']}([{tones}]*){words['long_a']}", rf"{words['am']}\1"),
        (f"{words['am']}([{tones}]+)", rf"\1{words['am']}"),
        (f"([{tones}{silencer}])([{vowels}])", r"\2\1"),
        (words["twice_e"], words["ae"]),
        (f"([{tones}{silencer}{vowels}])\\1+", r"\1"),
        (f"[{tones}]+([{tones}])", r"\1"),
    )
    marks = f"{tones}{silencer}{vowels}"
    letters = "".join(words[kind] for kind in ("consonants", "leading", "long_a", "am", "others"))
    heard = dict(words["rewritten"]) | dict.fromkeys(tones + words["unheard"] + silencer, "")
    for group in words["alike"]:
        heard |= dict.fromkeys(group[1:], group[0])
    silenced = f"[{words['consonants']}][{vowels}]?{silencer}"
    return Letters(
        digits={ord(digit): str(value) for value, digit in enumerate(words["digits"])},
        repairs=tuple((regex.compile(pattern), by) for pattern, by in repairs),
        usual=re.compile(f"[ -~{letters}{marks}]*"),
        faulty=re.compile(
            f"{words['am']}[{tones}]|[{tones}{silencer}][{vowels}]|{words['twice_e']}"
            f"|([{marks}])\\1|[{tones}]{{2}}|[{marks}]{{4}}"
        ),
        impossible=re.compile(
            f"(?<![{words['consonants']}{marks}])[{marks}{words['long_a']}{words['am']}]"
            f"|[{words['leading']}](?![{words['consonants']}])"
        ),
        unheard=regex.compile(f"{silenced}|{alternatives(heard)}"),
        heard=heard,
        kept=regex.compile(alternatives(kept) or "(?!)"),
    )


def alternatives(words: Iterable[str]) -> str:
    """A pattern of the words, so written that the longest one matches."""
    return "|".join(regex.escape(word) for word in sorted(set(words), key=len, reverse=True))


def plain(text: str, letters: Letters) -> str:
    """One width and spelling; lines and capitals kept, emoji without a meaning dropped."""
    return _tidy(text, letters, "NFKC")


def clean(text: str, letters: Letters) -> str:
    """One line fit to be stored and shown: no control, invisible or emoji characters."""
    return _SPACES.sub(" ", letters.kept.sub(" ", _tidy(text, letters, "NFC"))).strip()


def normalise(text: str, letters: Letters) -> str:
    """Plain, lower-case, one line, no stretched letters."""
    return one_line(_REPEATED.sub(r"\1", plain(text, letters).lower()))


def fold(text: str, letters: Letters) -> str:
    """Normalised, then without what is not heard. For matching only, never shown or stored."""
    return sounds(normalise(text, letters), letters)


def sounds(normalised: str, letters: Letters) -> str:
    """Fold a text that is normalised already."""
    return letters.unheard.sub(lambda found: letters.heard.get(found[0], ""), normalised)


def squeeze(text: str) -> str:
    """The letters and digits of a text."""
    return _NOT_WORD.sub("", text)


def one_line(text: str) -> str:
    """The text with its spaces and line ends made single spaces."""
    return _SPACES.sub(" ", text).strip()


def _tidy(text: str, letters: Letters, form: Literal["NFC", "NFKC"]) -> str:
    seen = text[:LIMIT]
    if letters.usual.fullmatch(seen) and not letters.faulty.search(seen):
        return seen  # most texts are: plain letters with nothing to mend
    seen = unicodedata.normalize(form, seen)[:LIMIT]
    # The pattern misses some thousand characters that are not assigned.
    seen = "".join(char for char in seen if char.isprintable() or char.isspace())
    seen = _PILED.sub(r"\1", _INVISIBLE.sub("", seen)).translate(letters.digits)
    seen = _EMOJI.sub(lambda found: f" {''.join(letters.kept.findall(found[0]))} ", seen)
    for pattern, by in letters.repairs:
        seen = pattern.sub(by, seen)
    return seen
