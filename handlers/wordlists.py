"""
The word lists each reader needs, compiled.

One value a reader; built once from the word list by `handlers/lexicon.py`. Patterns
are for normalised text unless a field says that it is for folded text or for keys.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import regex

from handlers import letters
from handlers.letters import Letters
from handlers.spellings import Spellings, any_of, found_in, key, keys, spellings


@dataclass(frozen=True, slots=True)
class Polite:
    """What people add out of courtesy; `closing` and `opening` are keys, longest first."""

    ending: regex.Pattern[str]
    closing: tuple[str, ...]
    opening: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YesNoWords:
    """Whole answers as keys, and the words that decide longer ones."""

    yes: frozenset[str]
    no: frozenset[str]
    edit: frozenset[str]
    negation: regex.Pattern[str]
    denied: regex.Pattern[str]
    change: regex.Pattern[str]
    refusal: regex.Pattern[str]
    agreement: regex.Pattern[str]
    either: regex.Pattern[str]
    filler: regex.Pattern[str]
    change_of_mind: regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class AppWords:
    """
    Names of the apps in folded text: `certain` anywhere, `likely` where an app was asked for.

    Some certain spellings fold to a `doubtful` one; they are `exact` as typed.
    """

    certain: Spellings
    likely: Spellings
    doubtful: frozenset[str]
    exact: frozenset[str]
    latin: Mapping[str, str]
    line: frozenset[str]
    not_after: regex.Pattern[str]
    not_after_team: regex.Pattern[str]
    not_before: regex.Pattern[str]
    doubting: regex.Pattern[str]
    around: regex.Pattern[str]
    adding: regex.Pattern[str]
    dropping: regex.Pattern[str]
    joint: regex.Pattern[str]
    label: regex.Pattern[str]
    ordinals: Mapping[str, int]
    ordinal: regex.Pattern[str]
    counted: regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """Signs that a text asks instead of answering."""

    anywhere: regex.Pattern[str]
    in_short: regex.Pattern[str]


def polite(words: Mapping[str, Any], tables: Letters) -> Polite:
    """Compile the list `polite`."""
    certain, particles = any_of(words["certain"]), any_of(words["particles"])
    between, apart = r"[\s.,!~]", r"[\s.,!~\-]"
    # Possessive, and begun only behind a word: a wall of dashes costs no time.
    ending = (
        rf"(?<!{apart})(?:(?:{between}*+{certain}|{apart}++{particles})++(?:\s*+{particles})*+)?+"
        rf"{between}*+$"
    )
    closing = (*words["certain"], *words["particles"], *words["softening"])
    return Polite(
        ending=regex.compile(ending, regex.IGNORECASE),
        closing=_longest_first(keys(closing, tables)),
        opening=_longest_first(keys(words["opening"], tables)),
    )


def yesno(words: Mapping[str, Any], courtesy: Iterable[str], tables: Letters) -> YesNoWords:
    """Compile the list `yesno`; words of courtesy change no answer."""
    refusing, doing = any_of(words["negation"]), any_of([*words["edit"], *words["fault"]])
    yes = [*words["yes"], *words["alone_yes"]]
    return YesNoWords(
        yes=keys(yes, tables),
        no=keys(words["no"], tables),
        edit=keys(words["edit"], tables),
        negation=found_in(words["negation"]),
        denied=regex.compile(
            rf"(?<!\w){refusing}\s*(?:{any_of(words['between'])}\s*)*{doing}", regex.IGNORECASE
        ),
        change=found_in([*words["edit"], *words["fault"]]),
        refusal=found_in(words["no"]),
        agreement=found_in(words["yes"]),
        either=found_in(words["either"]),
        filler=found_in([*words["yes"], *words["no"], *words["filler"], *courtesy]),
        change_of_mind=found_in(words["change_of_mind"]),
    )


def apps(words: Mapping[str, Any], tables: Letters) -> AppWords:
    """Compile the lists `apps`."""
    around = words["words"]
    signs = {"not": around["refusing"], "but": around["choosing"]}
    told = words["certain"] | signs | {"all": around["all_certain"]}
    more = words["likely"] | {"all": around["all"]}
    likely = {name: [*said, *more.get(name, ())] for name, said in told.items()}
    doubtful = keys((word for said in words["likely"].values() for word in said), tables)
    names = {word: name for name, said in words["certain"].items() for word in said}
    folded_ordinals = {key(word, tables): n for word, n in around["ordinals"].items()}
    noise = any_of(letters.fold(word, tables) for word in around["ordinal_noise"])
    counted = any_of(letters.fold(word, tables) for word in around["counted"])
    numbers, joining = any_of(folded_ordinals), any_of(around["joining"])
    return AppWords(
        certain=spellings(told, tables),
        likely=spellings(likely, tables),
        doubtful=doubtful,
        exact=frozenset(letters.normalise(w, tables) for w in names if key(w, tables) in doubtful),
        latin={w: name for w, name in names.items() if w.isascii() and " " not in w},
        line=frozenset(letters.normalise(word, tables) for word in words["certain"]["line"]),
        not_after=regex.compile(rf"{any_of(around['not_after'])}\s*$"),
        not_after_team=regex.compile(rf"{any_of(around['not_after_team'])}\s*$"),
        not_before=regex.compile(rf"\s*{any_of(around['not_before'])}"),
        doubting=found_in(around["doubting"]),
        around=found_in(
            word
            for kind in ("joining", "labels", "counted", "refusing", "choosing")
            for word in around[kind]
        ),
        adding=found_in(around["adding"]),
        dropping=found_in(around["dropping"]),
        joint=regex.compile(rf"(?:\s*(?:[,/+&]|{joining}))+\s*|", regex.IGNORECASE),
        label=regex.compile(rf"{any_of(around['labels'])}\s*[:=]\s*$", regex.IGNORECASE),
        ordinals=folded_ordinals,
        ordinal=regex.compile(rf"(?P<which>\d+|{numbers})|{noise}|[\s,./&+()]+|(?P<other>.)"),
        counted=regex.compile(rf"(?:\d|{numbers})\s*{counted}\s*$"),
    )


def questions(words: Mapping[str, Any]) -> QuestionWords:
    """Compile the list `questions`."""
    everything = [*words["anywhere"], *words["in_short"]]
    return QuestionWords(found_in(words["anywhere"]), found_in(everything))


def commands(words: Mapping[str, list[str]], tables: Letters) -> Mapping[str, str]:
    """Keys and the command each gives. A key claimed by two commands is a fault."""
    listed: dict[str, str] = {}
    for command, said in words.items():
        for word in said:
            if listed.setdefault(key(word, tables), command) != command:
                raise ValueError(f"{word!r} is claimed by {command!r} and another command")
    return listed


def _longest_first(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
