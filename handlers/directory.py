"""The directory of agencies and the 77 provinces, indexed by the ways people name them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import regex

from handlers import letters
from handlers.letters import Letters
from handlers.spellings import any_of, found_in, key, keys
from models.vocabulary import AgencyCategory

# Folding merges short abbreviations of different bodies (the ministries of health and of
# education, for two); only keys of this length and more are compared folded.
FOLDED_FROM: Final = 6
TELLING_FROM: Final = 8  # a company's name without its form, when shorter, is a common word


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """One body of the directory. `keys`: its abbreviations, aliases and English names."""

    code: str
    name: str
    category: AgencyCategory
    province: str | None
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgencyIndex:
    """
    Who is called what: `written` are exact spellings, `heard` folded ones of some length.

    `spoken` are the folded ones again, the shortest first, beside the places of their owners;
    `official` are the folded official names alone; `in_full` finds them in a longer text.
    """

    entries: tuple[AgencyEntry, ...]
    written: Mapping[str, tuple[int, ...]]
    heard: Mapping[str, tuple[int, ...]]
    spoken: tuple[str, ...]
    owners: tuple[int, ...]
    official: Mapping[str, int]
    in_full: regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class AgencyWords:
    """
    What stands around an agency's name, and what its beginning tells. Kinds are keys.

    `unit` begins a division's name, `body` one of any body at all, `talk` what names none;
    all bodies of a `closed` kind are listed, a `placed` one is named after its province, and
    what is `apart` in a name makes it another body's.
    """

    opening: regex.Pattern[str]
    closing: regex.Pattern[str]
    and_so_on: str
    unit: regex.Pattern[str]
    talk: regex.Pattern[str]
    body: regex.Pattern[str]
    closed: regex.Pattern[str]
    apart: regex.Pattern[str]
    placed: regex.Pattern[str]
    owned: Mapping[str, AgencyCategory | None]
    of_owner: regex.Pattern[str]
    joining: regex.Pattern[str]
    parent: regex.Pattern[str]
    parent_name: regex.Pattern[str]
    branch: regex.Pattern[str]
    branching: regex.Pattern[str]
    legal_form: regex.Pattern[str]
    company: regex.Pattern[str]
    public_form: regex.Pattern[str]
    abbreviation: regex.Pattern[str]
    written_out: Mapping[str, str]
    meaningless: frozenset[str]
    categories: Mapping[str, AgencyCategory | None]
    kind: regex.Pattern[str]
    lead: regex.Pattern[str]
    spelled_lead: regex.Pattern[str]
    strict: regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class Provinces:
    """
    The provinces' official names (without the word for province) by their keys; codes and
    other very short forms only as written.
    """

    codes: Mapping[str, str]
    names: Mapping[str, str]
    marked: regex.Pattern[str]
    anywhere: regex.Pattern[str]
    word: regex.Pattern[str]


def index(entries: Sequence[AgencyEntry], words: AgencyWords, tables: Letters) -> AgencyIndex:
    """Index a directory; the order of the entries decides between equals."""
    written: dict[str, tuple[int, ...]] = {}
    heard: dict[str, tuple[int, ...]] = {}
    for place, entry in enumerate(entries):
        for name in _names(entry, words, tables):
            _add(written, letters.squeeze(name), place)
            folded = letters.squeeze(letters.sounds(name, tables))
            if len(folded) >= FOLDED_FROM:
                _add(heard, folded, place)
    pairs = [(name, place) for name, places in heard.items() for place in places]
    pairs.sort(key=lambda pair: len(pair[0]))
    return AgencyIndex(
        entries=tuple(entries),
        written=written,
        heard=heard,
        spoken=tuple(name for name, _ in pairs),
        owners=tuple(place for _, place in pairs),
        official=_official(entries, words, tables),
        in_full=_in_full(entries, words, tables),
    )


def agency_words(words: Mapping[str, Any], starts: str, tables: Letters) -> AgencyWords:
    """Compile the list `agency`; `starts` are the letters a word can begin with."""
    kinds, owned = _categories(words["kinds"], tables), _categories(words["owned"], tables)
    dotted = {_undotted(short): said for short, said in words["abbreviations"].items()}

    def begins(*listed: Iterable[str]) -> regex.Pattern[str]:
        return regex.compile(f"^{any_of(key(word, tables) for some in listed for word in some)}")

    return AgencyWords(
        opening=regex.compile(rf"^\s*{any_of(words['opening'])}\s*[:=]?\s*", regex.IGNORECASE),
        closing=regex.compile(rf"\s*{any_of(words['closing'])}\s*$", regex.IGNORECASE),
        and_so_on=words["and_so_on"],
        unit=regex.compile(rf"^(?!{any_of(words['no_units'])}){any_of(words['units'])}"),
        talk=regex.compile(rf"^{any_of(words['talk'])}"),
        body=begins(kinds, words["bodies"]),
        closed=begins(words["closed"]),
        apart=regex.compile(letters.alternatives(keys(words["apart"], tables))),
        placed=begins(words["placed"]),
        owned=owned,
        of_owner=begins(owned),
        joining=found_in(words["joining"]),
        parent=regex.compile(rf"(?<=\S)(?={any_of(words['parents'])})"),
        parent_name=regex.compile(any_of(words["parents"])),
        branch=regex.compile(letters.alternatives(keys(words["branches"], tables))),
        branching=found_in(words["branching"]),
        legal_form=found_in(words["legal_forms"]),
        company=found_in(words["company"]),
        public_form=found_in(words["public_forms"]),
        abbreviation=regex.compile(_abbreviated(dotted, words["running_on"], starts)),
        written_out=dotted,
        meaningless=keys(words["meaningless"], tables),
        categories=kinds,
        kind=begins(kinds),
        lead=begins(kinds, words["leads"]),
        spelled_lead=regex.compile(rf"^{any_of(words['leads'])}\s*"),
        strict=begins(words["strict"]),
    )


def _categories(
    listed: Mapping[str, Iterable[str]], tables: Letters
) -> Mapping[str, AgencyCategory | None]:
    """The category of each listed name, by its key; `other` tells none."""
    return {
        key(name, tables): None if category == "other" else AgencyCategory(category)
        for category, names in listed.items()
        for name in names
    }


def provinces(
    words: Mapping[str, Sequence[str]], marks: Iterable[str], tables: Letters
) -> Provinces:
    """Compile the list `provinces`; `marks` are words for "province"."""
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    for name, listed in words.items():
        for said in (name, *listed):
            is_short = len(key(said, tables)) < 3
            table, known = (codes, said) if is_short else (names, key(said, tables))
            if table.setdefault(known, name) != name:
                raise ValueError(f"{said!r} is claimed by two provinces")
    official = any_of(key(name, tables) for name in words)
    marked = any_of(key(mark, tables) for mark in marks if len(mark) > 2)
    long = any_of(said for said in names if len(said) >= FOLDED_FROM)
    return Provinces(
        codes=codes,
        names=names,
        marked=regex.compile(rf"{marked}(?P<name>{official})"),
        anywhere=regex.compile(rf"(?P<name>{long})"),
        word=regex.compile(rf"^\s*{any_of(marks)}\s*|\s*{any_of(marks)}$"),
    )


def _official(
    entries: Sequence[AgencyEntry], words: AgencyWords, tables: Letters
) -> Mapping[str, int]:
    """The places of official names, with and without their legal form, folded."""
    places: dict[str, int] = {}
    for place, entry in enumerate(entries):
        name = letters.normalise(entry.name, tables)
        for said in (name, words.legal_form.sub("", name)):
            folded = letters.squeeze(letters.sounds(said, tables))
            if len(folded) >= TELLING_FROM:
                places.setdefault(folded, place)
    return places


def _in_full(
    entries: Sequence[AgencyEntry], words: AgencyWords, tables: Letters
) -> regex.Pattern[str]:
    official = {letters.plain(entry.name, tables) for entry in entries}
    bare = {words.legal_form.sub("", name).strip() for name in official}
    names = any_of(name for name in official | bare if len(name) >= TELLING_FROM)
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}]){names}(?![\p{{L}}\p{{M}}])")


def _names(entry: AgencyEntry, words: AgencyWords, tables: Letters) -> set[str]:
    """Its names, also without their legal form where what is left still tells."""
    said = {letters.normalise(name, tables) for name in (entry.name, *entry.keys)}
    bare = {words.legal_form.sub("", name) for name in said}
    return {n for n in said if letters.squeeze(n)} | {n for n in bare if len(n) >= TELLING_FROM}


def _add(table: dict[str, tuple[int, ...]], name: str, place: int) -> None:
    known = table.get(name, ())
    if place not in known:
        table[name] = (*known, place)


def _undotted(abbreviation: str) -> str:
    return abbreviation.replace(".", "")


def _abbreviated(short: Iterable[str], running_on: Sequence[str], starts: str) -> str:
    """A short abbreviation needs its dot or a space after it; a long one may run on."""
    ways = []
    for word in sorted(short, key=len, reverse=True):
        may_run_on = (len(word) > 2 and not word.isascii()) or word in running_on
        ways.append(r"\.?".join(word) + (r"[.\s]*" if may_run_on else r"(?:\.+\s*|\s+)"))
    return rf"(?<![\p{{L}}\p{{M}}.])(?P<short>{'|'.join(ways)})(?=[a-z{starts}]|$)"
