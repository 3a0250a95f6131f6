"""The words of days and months, compiled for folded text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import regex

from handlers import letters
from handlers.letters import Letters
from handlers.spellings import any_of, found_in


class Kind(StrEnum):
    """What a piece of a text is to a date: one letter each, so that patterns can read a row."""

    DIGIT = "d"
    TWO_DIGITS = "n"
    FOUR_DIGITS = "y"
    EIGHT_DIGITS = "g"
    COUNTED = "q"
    MONTH = "m"
    LATIN_MONTH = "l"
    WEEKDAY = "w"
    NEAR = "r"
    UNIT = "u"
    MONTH_UNIT = "M"
    YEAR_UNIT = "Y"
    ON = "o"
    AT = "t"
    BUDDHIST = "b"
    COMMON = "c"
    AHEAD = "i"
    THIS = "h"
    NEXT = "x"
    PAST = "p"
    DAYS_PAST = "D"
    MONTH_END = "e"
    YEAR_END = "E"
    HOUR = "H"
    JOINING = "j"
    REFUSED = "f"
    REPLACED = "F"
    ORDINAL = "k"
    LABEL = "L"
    CHOSEN = "v"
    SPACE = "s"
    OTHER = "z"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word's kind, and its number: a month, a weekday from Monday 0, or days."""

    kind: Kind
    value: int = 0


@dataclass(frozen=True, slots=True)
class DateWords:
    """
    `piece` cuts folded text, its groups `number`, `word`, `run` (letters of other words) and
    `sign`. `names` are the folded months in full, for those who misspell them; `counted` is
    what follows a number of people or things; `asking` tells a question, in normalised text.
    """

    piece: regex.Pattern[str]
    meanings: Mapping[str, Meaning]
    names: Mapping[str, Meaning]
    counted: regex.Pattern[str]
    asking: regex.Pattern[str]

    def meaning(self, word: str) -> Meaning:
        """What a word found as `word` means; dots and spaces inside it do not count."""
        return self.meanings[_bare(word)]


def dates(words: Mapping[str, Any], counted: Iterable[str], tables: Letters) -> DateWords:
    """Compile the list `dates`; `counted` are units after which a number is no day."""
    months = {
        letters.fold(name, tables): _month(name, number)
        for number, names in enumerate(words["months"], start=1)
        for name in names
    }
    others = {letters.fold(word, tables): said for word, said in _others(words)}
    plain, dotted = [m for m in months if "." not in m], [m for m in months if "." in m]
    short = "|".join(_shortened(month) for month in dotted)
    month = rf"(?:(?:{any_of(plain)}|(?<![\p{{L}}\p{{M}}])(?:{short}))(?![\p{{L}}\p{{M}}])\.?)"
    word = rf"{any_of(others)}(?!\p{{M}})"
    units = (letters.fold(unit, tables) for unit in counted)
    return DateWords(
        piece=regex.compile(
            rf"(?P<number>\d+)|(?P<word>(?<=\d){any_of(words['ordinal'])}|{month}|{word})"
            r"|(?P<run>[\p{L}\p{M}])|(?P<sign>[/.:,\-]|[\s\p{P}\p{S}]+?)",
        ),
        meanings={_bare(name): said for name, said in (others | months).items()},
        names={name: said for name, said in months.items() if "." not in name},
        counted=regex.compile(rf"\s*{any_of(units)}"),
        asking=found_in(words["asking"]),
    )


def _month(name: str, number: int) -> Meaning:
    return Meaning(Kind.LATIN_MONTH if name.isascii() else Kind.MONTH, number)


def _others(words: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    """Every word that is no month. What is said of Sunday alone is a week as well."""
    for kind in Kind:
        yield from ((word, Meaning(kind)) for word in words.get(kind.name.lower(), ()))
    for weekday, names in enumerate(words["weekdays"]):
        yield from ((name, Meaning(Kind.WEEKDAY, weekday)) for name in names)
    for table, kind in (("days_away", Kind.NEAR), ("days_in", Kind.UNIT)):
        for days, names in words[table].items():
            yield from ((name, Meaning(kind, int(days))) for name in names)


def _shortened(month: str) -> str:
    """An abbreviation with its dots, with spaces for them, or without."""
    return r"\.? ?".join(regex.escape(part) for part in month.strip(".").split("."))


def _bare(word: str) -> str:
    return regex.sub(r"[.\s]", "", word)
