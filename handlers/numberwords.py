"""The words of numbers, and of what stands around a number that counts people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import regex

from handlers.spellings import any_of


class Sense(StrEnum):
    """What a word can be to somebody who looks for numbers."""

    FIGURE = "figure"
    DIGIT = "digit"
    SCALE = "scale"
    HALF = "half"
    OVER = "over"
    ONE = "one"
    UNIT_ONE = "unit_one"
    PEOPLE = "people"
    ALONE = "alone"
    NOT_PEOPLE = "not_people"
    NOT_AFTER = "not_counts_after"
    ANNOUNCING = "announcing"
    TOTAL = "total"
    CHANGE = "change"
    LABEL_AFTER = "label_after"
    TO = "to"
    PLUS = "plus"
    BETWEEN = "between"
    REFUSED = "refused"
    WHOLE = "whole"
    OUT_OF = "out_of"
    LEFT_OUT = "left_out"
    PART = "part"
    MONTH = "month"
    MINUS = "minus"
    VAGUE = "vague"
    NEUTRAL = "neutral"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class Numerals:
    """
    Number words and what stands around numbers.

    `parts` are groups of people and the way of grouping each belongs to: only groups of one
    way, such as men and women, make up a whole.
    """

    token: regex.Pattern[str]
    month: regex.Pattern[str]
    senses: Mapping[str, frozenset[Sense]]
    values: Mapping[str, int]
    parts: Mapping[str, int]


def numerals(words: Mapping[str, Any], courtesy: Iterable[str]) -> Numerals:
    """Compile the list `numerals`; words of courtesy may stand next to a number."""
    parts = {word: way for way, groups in enumerate(words["parts"]) for word in groups}
    neutral = [*courtesy, *parts]
    listed: dict[str, set[Sense]] = {word: {Sense.NEUTRAL} for word in neutral}
    tables = {Sense.DIGIT: words["words"], Sense.SCALE: words["scales"], Sense.PART: parts}
    month = "|".join(map(_month, words["months"]))
    for sense in Sense:
        for word in tables.get(sense) or words.get(sense.value, ()):
            listed.setdefault(word, set()).add(sense)
    figures = r"\d{1,3}(?:,\d{3})+(?![\d.,]*\d)|(?<!\d)\d{1,2}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)*"
    return Numerals(
        token=regex.compile(rf"{figures}|\s+|{month}|{any_of(listed)}"),
        month=regex.compile(month),
        senses={word: frozenset(senses) for word, senses in listed.items()},
        values=words["words"] | words["scales"],
        parts=parts,
    )


def _month(name: str) -> str:
    """A month; an abbreviation may lose its dots, where no letter follows or goes before."""
    if "." not in name:
        return rf"(?:{regex.escape(name)})"
    short = r"\.? ?".join(map(regex.escape, name.strip(".").split(".")))
    return rf"(?:(?<![\p{{L}}\p{{M}}]){short}\.?(?![\p{{L}}\p{{M}}]))"
