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
    """
    Whole answers as keys, and the words that decide longer ones.

    `wondering` tells somebody who does not know or cannot do it, `turning` (in folded text) who
    asks by naming both sides, `asking` who wants to know how to change something. `not_that`
    stands before what is not meant, `but_that` before what is.
    """

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
    wondering: regex.Pattern[str]
    turning: regex.Pattern[str]
    asking: regex.Pattern[str]
    never_mind: regex.Pattern[str]
    not_that: regex.Pattern[str]
    but_that: regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class AppWords:
    """
    Names of the apps in folded text: `certain` anywhere, `likely` where an app was asked for.

    Some certain spellings fold to a `doubtful` one; they are `exact` as typed. `may_touch` and
    `may_follow` are words that may touch a name that is also a part of Thai words.
    """

    certain: Spellings
    likely: Spellings
    doubtful: frozenset[str]
    exact: frozenset[str]
    latin: Mapping[str, str]
    line: frozenset[str]
    not_after: regex.Pattern[str]
    not_after_team: regex.Pattern[str]
    not_after_meet: regex.Pattern[str]
    not_before: regex.Pattern[str]
    may_touch: tuple[str, ...]
    may_follow: tuple[str, ...]
    no_slips: frozenset[str]
    doubting: regex.Pattern[str]
    comparing: regex.Pattern[str]
    compared: regex.Pattern[str]
    beside: regex.Pattern[str]
    around: regex.Pattern[str]
    adding: regex.Pattern[str]
    dropping: regex.Pattern[str]
    joint: regex.Pattern[str]
    label: regex.Pattern[str]
    ordinals: Mapping[str, int]
    ordinal: regex.Pattern[str]
    span: regex.Pattern[str]
    counted: regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """Signs that a text asks instead of answering."""

    anywhere: regex.Pattern[str]
    in_short: regex.Pattern[str]
    supposing: regex.Pattern[str]
    joining: regex.Pattern[str]


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
    agreeing, polite_words = any_of(words["yes"]), any_of(courtesy)
    failing = rf"{any_of(words['attempts'])}\s*{refusing}\s*{any_of(words['succeeding'])}"
    return YesNoWords(
        yes=keys([*words["yes"], *words["alone_yes"]], tables),
        no=keys([*words["no"], *words["alone_no"]], tables),
        edit=keys(words["edit"], tables),
        negation=found_in(words["negation"]),
        denied=regex.compile(
            rf"(?:(?<!\w)|(?<={agreeing})){refusing}\s*(?:{any_of(words['between'])}\s*)*{doing}",
            regex.IGNORECASE,
        ),
        change=found_in([*words["edit"], *words["fault"]]),
        refusal=found_in(words["no"]),
        agreement=found_in(words["yes"]),
        either=found_in(words["either"]),
        filler=found_in([*words["yes"], *words["no"], *words["filler"], *courtesy]),
        change_of_mind=found_in(words["change_of_mind"]),
        wondering=regex.compile(
            rf"{any_of(words['unsure'])}|{failing}|{agreeing}\s*{refusing}$", regex.IGNORECASE
        ),
        turning=_turning(words["negation"], tables),
        asking=found_in(words["asking"]),
        not_that=found_in(words["not_that"]),
        but_that=found_in(words["but_that"]),
        never_mind=regex.compile(
            rf"^{any_of(words['never_mind'])}(?:\s*{polite_words})*[\s,.!]*(?=\S)", regex.IGNORECASE
        ),
    )


def _turning(negation: Iterable[str], tables: Letters) -> regex.Pattern[str]:
    """The question that says a word and denies it at once, which is no denial said twice."""
    no = any_of(letters.fold(word, tables) for word in negation)
    return regex.compile(rf"(?<!{no}\s*)(?!{no})(\p{{L}}[\p{{L}}\p{{M}}]+?)\s*{no}\s*\1")


def apps(words: Mapping[str, Any], tables: Letters) -> AppWords:
    """Compile the lists `apps`."""
    around = words["words"]
    signs = {"not": "refusing", "but": "choosing", "instead": "replacing"}
    meant = {sign: around[kind] for sign, kind in signs.items()}
    told = words["certain"] | meant | {"all": around["all_certain"]}
    more = words["likely"] | {"all": around["all"]}
    likely = {name: [*said, *more.get(name, ())] for name, said in told.items()}
    doubtful = keys((word for said in words["likely"].values() for word in said), tables)
    names = {word: name for name, said in words["certain"].items() for word in said}
    return AppWords(
        certain=spellings(told, tables),
        likely=spellings(likely, tables),
        doubtful=doubtful,
        exact=frozenset(letters.normalise(w, tables) for w in names if key(w, tables) in doubtful),
        latin={w: name for w, name in names.items() if w.isascii() and " " not in w},
        line=frozenset(letters.normalise(word, tables) for word in words["certain"]["line"]),
        **_around_apps(around),
        **_app_places(around, tables),
    )


def _around_apps(around: Mapping[str, Any]) -> dict[str, Any]:
    """What may stand beside the name of an app, and what it says of it."""
    kinds = ("joining", "labels", "refusing", "choosing", "replacing")
    beside = [word for kind in kinds for word in around[kind]]
    touching = (*beside, *around["adding"], *around["dropping"])
    joining = any_of(around["joining"])
    return {
        "not_after": regex.compile(rf"{any_of(around['not_after'])}\s*$"),
        "not_after_team": regex.compile(rf"{any_of(around['not_after_team'])}\s*$"),
        "not_after_meet": regex.compile(rf"{any_of(around['not_after_meet'])}\s*$"),
        "not_before": regex.compile(rf"\s*{any_of(around['not_before'])}"),
        "may_touch": (*touching, *around["may_touch"]),
        "may_follow": (*touching, *around["may_follow"]),
        "no_slips": frozenset(around["no_slips"]),
        "doubting": found_in(around["doubting"]),
        "comparing": found_in(around["comparing"]),
        "compared": regex.compile(rf"\s*{any_of(around['compared'])}"),
        "beside": regex.compile(rf"{joining}\s*$"),
        "around": found_in([*beside, *around["counted"]]),
        "adding": found_in(around["adding"]),
        "dropping": found_in(around["dropping"]),
        "joint": regex.compile(rf"(?:\s*(?:[,/+&]|{joining}))+\s*|", regex.IGNORECASE),
        "label": regex.compile(rf"{any_of(around['labels'])}\s*[:=]\s*$", regex.IGNORECASE),
    }


def _app_places(around: Mapping[str, Any], tables: Letters) -> dict[str, Any]:
    """Numbers that are places in the list of apps, in folded text."""

    def folded(kind: str) -> str:
        return any_of(letters.fold(word, tables) for word in around[kind])

    ordinals = {key(word, tables): n for word, n in around["ordinals"].items()}
    numbers, noise, spans = any_of(ordinals), folded("ordinal_noise"), folded("ordinal_spans")
    return {
        "ordinals": ordinals,
        "ordinal": regex.compile(rf"(?P<which>\d+|{numbers})|{noise}|[\s,./&+()]+|(?P<other>.)"),
        "span": regex.compile(rf"(?P<first>\d)(?<={noise}\s*\d)\s*{spans}\s*(?P<last>\d)(?!\d)"),
        "counted": regex.compile(rf"(?:\d|{numbers})\s*{folded('counted')}\s*$"),
    }


def questions(words: Mapping[str, Any], courtesy: Iterable[str]) -> QuestionWords:
    """Compile the list `questions`."""
    everything, weaker = [*words["anywhere"], *words["in_short"]], words["joining_behind_courtesy"]
    behind = any_of([*courtesy, *words["anywhere"], *words["asking_words"]])
    return QuestionWords(
        anywhere=found_in(words["anywhere"]),
        in_short=found_in(everything),
        supposing=found_in(words["supposing"]),
        joining=regex.compile(
            rf"\s{any_of(words['joining'])}|(?<={behind})\s*{any_of(weaker)}", regex.IGNORECASE
        ),
    )


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
