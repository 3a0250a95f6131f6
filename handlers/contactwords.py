"""
The words around a contact: telephone, e-mail, a person's name, and the labels of a message
that gives several of them. Patterns are for plain text, in which capitals are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import regex

from handlers.letters import Letters
from handlers.spellings import any_of, keys

NEAR: Final = 40  # characters within which a word still speaks of a contact


@dataclass(frozen=True, slots=True)
class Refusals:
    """What refuses a contact: words that end before it, or begin behind it."""

    before: regex.Pattern[str]
    after: regex.Pattern[str]

    def refuse(self, text: str, start: int, end: int) -> bool:
        """Whether what stands from `start` to `end` is said not to be taken."""
        before = self.before.search(text, max(0, start - NEAR), start)
        return bool(before or self.after.match(text, end, end + NEAR))


@dataclass(frozen=True, slots=True)
class PhoneWords:
    """
    How an extension is announced (group 1 is its digits), also `ahead` of its number's label;
    spoken digits (`one` of them, and a whole number, or its beginning, so `spoken`), a count of
    people or time that may follow a number, a fax before one, and the last of some lines
    ("to 5") behind one.
    """

    extension: regex.Pattern[str]
    ahead: regex.Pattern[str]
    digits: Mapping[str, str]
    one: regex.Pattern[str]
    spoken: regex.Pattern[str]
    counted: regex.Pattern[str]
    lines: regex.Pattern[str]
    fax: regex.Pattern[str]
    refusals: Refusals


@dataclass(frozen=True, slots=True)
class EmailWords:
    """
    Spoken signs and `latin` words, and the domains people mean; `introducing` are Latin words
    after which an address may begin.
    """

    at: regex.Pattern[str]
    signs: tuple[tuple[regex.Pattern[str], str], ...]
    spoken: regex.Pattern[str]
    latin: Mapping[str, str]
    broken_dot: regex.Pattern[str]
    domains: tuple[str, ...]
    suffixes: tuple[str, ...]
    misspelt: Mapping[str, str]
    introducing: frozenset[str]
    refusals: Refusals


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
    digits = {word: str(value) for word, value in numbers["words"].items() if value < 10}
    announced = any_of(words["extension"]).replace("(?![a-z])", "")
    labels = any_of([*words["around"], *numbers["label_after"]])
    units = any_of([*numbers["people"], *numbers["not_people"]])
    zero, digit = any_of(word for word, value in digits.items() if value == "0"), any_of(digits)
    return PhoneWords(
        extension=regex.compile(
            rf"[ ,;:(/]*(?:{announced}[ :.]*)+(\d{{1,6}})(?:-\d{{1,4}}(?![\d-]))?(?!\d)\)?",
            regex.IGNORECASE,
        ),
        ahead=regex.compile(
            rf"(?<![\p{{L}}\p{{M}}]){any_of(words['extension_ahead'])}[ :.]*+(\d{{1,6}})"
            rf"[\s,;:()\-]++(?:{labels}[\s:.]*+)++$",
            regex.IGNORECASE,
        ),
        digits=digits,
        one=regex.compile(digit, regex.IGNORECASE),
        counted=regex.compile(rf"[ (]+\d[\d,]* *{units}", regex.IGNORECASE),
        lines=regex.compile(
            rf" ?(?:[\-‐-―−/]|{any_of(words['lines'])}) ?\d{{1,4}}(?!\d|[ \-]\d)"  # noqa: RUF001
        ),
        fax=regex.compile(rf"{any_of(words['fax'])}[ :.]*$", regex.IGNORECASE),
        spoken=regex.compile(
            rf"(?:{digit}[ \-]*){{9,12}}|{zero}[ \-]*(?:{digit}[ \-]*){{1,8}}(?=\d)",
            regex.IGNORECASE,
        ),
        refusals=_refusals(words, r"[+(]?\d"),
    )


def email(words: Mapping[str, Any]) -> EmailWords:
    """Compile the list `email`."""
    at, dot = any_of(words["at"]), any_of(words["dot"])
    latin = words["spoken_domains"] | words["spoken_endings"]
    latin_before, latin_after = r"(?<=[a-z0-9])", rf"(?=[a-z0-9]|{any_of(latin)})"
    complete = r"(?<!\.(?:com|net|org|th|info|edu|gov|asia))"
    ending = any_of(words["endings"])
    introducing = [*words["introducing"], *filter(str.isascii, words["around"])]
    signs = {
        rf"({any_of(words['around'])})\s*=+\s*": r"\1 ",
        rf"(?<!\s)\s*+[(\[{{<]\s*(?:dot|\.|{dot})\s*[)\]}}>]\s*": ".",
        rf"{latin_before}(?:\s+dot\s+|\s*{dot}\s*){latin_after}": ".",
        rf"{latin_before}\s*{any_of(words['underscore'])}\s*{latin_after}": "_",
        rf"{latin_before}\s*{any_of(words['hyphen'])}\s*{latin_after}": "-",
        r"(?<=[a-z0-9])\s+([._])\s*(?=[a-z0-9._\-]+\s*@)": r"\1",
        **_torn(introducing),
    }
    return EmailWords(
        at=regex.compile(
            rf"(?<!\s)\s*+[(\[{{<]\s*(?:at|@|{at})\s*[)\]}}>]\s*|{latin_before}\s*{at}\s*{latin_after}"
            rf"|{latin_before}\s+at\s+(?=[a-z0-9\-]+\s*(?:[.,]|dot|{dot}))|(?<!\s)\s*+@+\s*",
            regex.IGNORECASE,
        ),
        signs=tuple((regex.compile(said, regex.IGNORECASE), by) for said, by in signs.items()),
        spoken=regex.compile(rf"(?<=[@.]){any_of(latin)}"),
        latin=latin,
        broken_dot=regex.compile(
            rf"(@[a-z0-9.\-]*[a-z0-9]){complete}(?:\s*[.,;]+\s*|\s+)(?={ending}(?![a-z0-9@]))",
            regex.IGNORECASE,
        ),
        domains=tuple(words["domains"]),
        suffixes=tuple(words["suffixes"]),
        misspelt=words["misspelt_endings"],
        introducing=frozenset(introducing),
        refusals=_refusals(words, "[a-z0-9]"),
    )


def _torn(introducing: list[str]) -> dict[str, str]:
    """
    A space behind a dot or an underscore of the part before the at, which does not belong there.

    A word with a capital may end a sentence: only a short rest is joined to it.
    """
    begins = rf"(?<![a-z0-9._@\-])(?<![a-z]\s)(?!{any_of(introducing)}[._])"
    first, rest = r"[a-z][a-z0-9_\-]+(?:\.[a-z0-9_\-]+)*\.?", r"\s+(?={}\s*@)"
    ways = (
        (f"{first}(?<=[._])", r"[a-z0-9._\-]{1,3}"),
        (f"(?-i:{first}(?<=[._]))", r"[a-z0-9._\-]+"),
    )
    return {f"{begins}({head}){rest.format(tail)}": r"\1" for head, tail in ways}


def _refusals(words: Mapping[str, Any], begins: str) -> Refusals:
    """`begins` is how another contact begins: "X becomes Y" refuses X."""
    around = rf"(?:{any_of(words['around'])}[\s:.]*)*"
    courtesy = rf"(?:{any_of([*words['around'], *words['courtesy']])}[\s,]*)*"
    becoming = rf"{any_of(words['becoming'])}[\s:]*{around}(?={begins})"
    return Refusals(
        before=regex.compile(
            rf"{any_of(words['refused'])}[\s:,]*{around}[\s:(]*$", regex.IGNORECASE
        ),
        after=regex.compile(
            rf"[\s,.()]*{courtesy}[\s,(]*(?:{any_of(words['replaced'])}|{becoming})",
            regex.IGNORECASE,
        ),
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
