"""
The words around a contact: telephone, e-mail, a person's name, and the labels of a message
that gives several of them. Patterns are for plain text, in which capitals are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import regex

from handlers.letters import Letters
from handlers.spellings import any_of, keys


@dataclass(frozen=True, slots=True)
class PhoneWords:
    """
    How an extension is announced (group 1 is its digits), spoken digits (`one` of them, and a
    whole number so `spoken`), a count of people that may follow a number, and a fax before one.
    """

    extension: regex.Pattern[str]
    digits: Mapping[str, str]
    one: regex.Pattern[str]
    spoken: regex.Pattern[str]
    counted: regex.Pattern[str]
    fax: regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class EmailWords:
    """Spoken signs, and the domains people mean."""

    at: regex.Pattern[str]
    signs: tuple[tuple[regex.Pattern[str], str], ...]
    broken_dot: regex.Pattern[str]
    domains: tuple[str, ...]
    suffixes: tuple[str, ...]
    misspelt: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PersonWords:
    """What stands around a person's name, and what is none."""

    label: regex.Pattern[str]
    trailing: regex.Pattern[str]
    honorific: regex.Pattern[str]
    not_names: regex.Pattern[str]
    refused: frozenset[str]


@dataclass(frozen=True, slots=True)
class SlotWords:
    """
    The labels of a message with several answers, as group `agency`, `name` or `aside`.

    `telling`: a short name that stands for an agency even in the middle of a sentence.
    """

    label: regex.Pattern[str]
    opening: regex.Pattern[str]
    telling: regex.Pattern[str]


def phone(words: Mapping[str, Any], numbers: Mapping[str, Any]) -> PhoneWords:
    """Compile the list `phone`, with what it needs from `numerals`."""
    digits = {word: str(value) for word, value in numbers["words"].items()}
    announced = any_of(words["extension"]).replace("(?![a-z])", "")
    return PhoneWords(
        extension=regex.compile(
            rf"[ ,;:(/]*(?:{announced}[ :.]*)+(\d{{1,6}})(?:-\d{{1,4}}(?![\d-]))?(?!\d)\)?",
            regex.IGNORECASE,
        ),
        digits=digits,
        one=regex.compile(any_of(digits)),
        counted=regex.compile(rf" +\d[\d,]* *{any_of(numbers['people'])}", regex.IGNORECASE),
        fax=regex.compile(rf"{any_of(words['fax'])}[ :.]*$", regex.IGNORECASE),
        spoken=regex.compile(rf"(?:{any_of(digits)}[ \-]*){{9,12}}"),
    )


def email(words: Mapping[str, Any]) -> EmailWords:
    """Compile the list `email`."""
    at, dot = any_of(words["at"]), any_of(words["dot"])
    latin_before, latin_after = r"(?<=[a-z0-9])", r"(?=[a-z0-9])"
    complete = r"(?<!\.(?:com|net|org|th|info|edu|gov|asia))"
    ending = any_of(words["endings"])
    spoken = {
        rf"\s*[(\[{{<]\s*(?:dot|\.|{dot})\s*[)\]}}>]\s*": ".",
        rf"{latin_before}(?:\s+dot\s+|\s*{dot}\s*){latin_after}": ".",
        rf"{latin_before}\s*{any_of(words['underscore'])}\s*{latin_after}": "_",
        rf"{latin_before}\s*{any_of(words['hyphen'])}\s*{latin_after}": "-",
        r"(?<=[a-z0-9])\s+([._])\s*(?=[a-z0-9._\-]+\s*@)": r"\1",
    }
    return EmailWords(
        at=regex.compile(
            rf"\s*[(\[{{<]\s*(?:at|@|{at})\s*[)\]}}>]\s*|{latin_before}\s*{at}\s*{latin_after}"
            rf"|{latin_before}\s+at\s+(?=[a-z0-9\-]+\s*(?:[.,]|dot|{dot}))|\s*@+\s*",
            regex.IGNORECASE,
        ),
        signs=tuple((regex.compile(said, regex.IGNORECASE), by) for said, by in spoken.items()),
        broken_dot=regex.compile(
            rf"(@[a-z0-9.\-]*[a-z0-9]){complete}(?:\s*[.,]+\s*|\s+)(?={ending}(?![a-z0-9@]))",
            regex.IGNORECASE,
        ),
        domains=tuple(words["domains"]),
        suffixes=tuple(words["suffixes"]),
        misspelt=words["misspelt_endings"],
    )


def person(words: Mapping[str, Any], tables: Letters) -> PersonWords:
    """Compile the list `person`."""
    label, trailing = any_of(words["labels"]), any_of(words["trailing"])
    ends = r"(?=[\s:=\-]|$)"
    honorific = any_of(words["honorifics"])
    return PersonWords(
        label=regex.compile(rf"^(?:[\s:=\-,]*{label}(?:\s*[:=\-]\s*|\s*))+", regex.IGNORECASE),
        trailing=regex.compile(rf"(?<!\S){trailing}{ends}[\s:=\-]*", regex.IGNORECASE),
        honorific=regex.compile(rf"^{honorific}\s*(?=\p{{L}})", regex.IGNORECASE),
        not_names=regex.compile(
            rf"^(?:{any_of(words['not_beginning'])}|{any_of(words['not_names'])}$)",
            regex.IGNORECASE,
        ),
        refused=keys(words["refused"], tables),
    )


def slots(words: Mapping[str, Any], consonants: str) -> SlotWords:
    """Compile the list `slots`; abbreviations are written in consonants alone."""
    groups = "|".join(f"(?P<{name}>{any_of(words[name])})" for name in ("agency", "name", "aside"))
    stuck, common = any_of(words["name_stuck"]), any_of(words["common_words"])
    return SlotWords(
        label=regex.compile(
            rf"(?<![^\s,;|:(\-•*.])(?:(?:{groups})(?:\s*[:=]\s*|[ \-]+|$)"
            rf"|(?P<name>{stuck})(?=\p{{L}}))",
            regex.IGNORECASE | regex.MULTILINE,
        ),
        opening=regex.compile(rf"^[\s,:\-]*{any_of(words['opening'])}[\s,:\-]*", regex.IGNORECASE),
        telling=regex.compile(
            rf"(?!{common}$)(?:[{consonants}]{{3,}}\.?|(?:[{consonants}]{{1,2}}\.[ ]?){{2,}}"
            rf"|[{consonants}]{{2}}\.|[A-Za-z\-]{{3,}}|[^\s]{{6,}}|.+\s.+)"
        ),
    )
