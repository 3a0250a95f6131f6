"""
The word list and the directory, compiled once for all readers.

`build` is handed the parsed word list: this room reads no files. A fault in the list
(a spelling that means two things, a missing table) is raised here, not while reading.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import regex

from handlers import contactwords, datewords, directory, letters, numberwords, wordlists
from handlers.contactwords import EmailWords, PersonWords, PhoneWords, SlotWords
from handlers.corrections import Corrections, corrections
from handlers.datewords import DateWords
from handlers.directory import AgencyEntry, AgencyIndex, AgencyWords, Provinces
from handlers.letters import Letters
from handlers.numberwords import Numerals
from handlers.spellings import Spellings, found_in, spellings
from handlers.weights import UNTRAINED, Weights
from handlers.wordlists import AppWords, Polite, QuestionWords, YesNoWords

__all__ = ["AgencyEntry", "Lexicon", "build"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """
    Everything readers know about Thai. `to_thai` and `to_latin` undo a wrong keyboard layout;
    `officers` are commands of staff alone, `parts` are how people ask for parts of a topic,
    `since` the days (`topic.part`) before which one does not hold, `symptoms` how they tell
    what fails; `weights` what was learned from the examples.
    """

    letters: Letters
    to_thai: Mapping[int, str]
    to_latin: Mapping[int, str]
    polite: Polite
    questions: QuestionWords
    numerals: Numerals
    dates: DateWords
    phone: PhoneWords
    email: EmailWords
    yesno: YesNoWords
    apps: AppWords
    agency: AgencyWords
    agencies: AgencyIndex
    provinces: Provinces
    person: PersonWords
    slots: SlotWords
    commands: Mapping[str, str]
    officers: Mapping[str, str]
    corrections: Corrections
    devices: Spellings
    devices_of_apps: Spellings
    elsewhere: regex.Pattern[str]
    administrators: regex.Pattern[str]
    parts: Mapping[str, Spellings]
    since: Mapping[str, date]
    symptoms: Mapping[str, Spellings]
    weights: Weights


def build(
    words: Mapping[str, Any], agencies: Sequence[AgencyEntry], learned: Weights = UNTRAINED
) -> Lexicon:
    """Compile a word list and a directory. Takes some hundred milliseconds."""
    tables = letters.build(words["letters"], _signs(words["yesno"]))
    latin, thai = "".join(words["keyboard"]["latin"]), "".join(words["keyboard"]["thai"])
    starts = words["letters"]["consonants"] + words["letters"]["leading"]
    courtesy = _courtesy(words["polite"])
    agency = directory.agency_words(words["agency"], starts, tables)
    return Lexicon(
        letters=tables,
        to_thai=_layout(latin, thai),
        to_latin=_layout(thai, latin),
        polite=wordlists.polite(words["polite"], tables),
        questions=wordlists.questions(
            words["questions"], [*words["polite"]["certain"], *words["polite"]["particles"]]
        ),
        numerals=numberwords.numerals(words["numerals"], courtesy),
        dates=datewords.dates(words["dates"], words["numerals"]["people"], tables),
        phone=contactwords.phone(words["phone"], words["numerals"]),
        email=contactwords.email(words["email"]),
        yesno=wordlists.yesno(words["yesno"], courtesy, tables),
        apps=wordlists.apps(words["apps"], tables),
        agency=agency,
        agencies=directory.index(agencies, agency, tables),
        provinces=directory.provinces(words["provinces"], words["province_marks"], tables),
        person=contactwords.person(words["person"], tables),
        slots=contactwords.slots(words["slots"], words["letters"]["consonants"]),
        commands=wordlists.commands(words["commands"], tables),
        officers=wordlists.commands(words["officers"], tables),
        corrections=corrections(words["corrections"]),
        devices=spellings(words["devices"], tables),
        devices_of_apps=spellings(words["devices_of_apps"], tables),
        administrators=found_in(words["administrators"]["words"]),
        elsewhere=found_in(words["elsewhere"]["words"]),
        parts={topic: spellings(told, tables) for topic, told in words["parts"].items()},
        since=words["since"],
        symptoms={name: spellings(told, tables) for name, told in words["symptoms"].items()},
        weights=learned,
    )


def _signs(yesno: Mapping[str, Any]) -> list[str]:
    said = [*yesno["yes"], *yesno["no"], *yesno["edit"]]
    return [word for word in said if len(word) == 1 and not word.isascii()]


def _courtesy(polite: Mapping[str, Any]) -> list[str]:
    return [*polite["certain"], *polite["particles"], *polite["softening"]]


def _layout(pressed: str, meant: str) -> dict[int, str]:
    """The first key wins where a letter stands on two."""
    table: dict[int, str] = {}
    for key, letter in zip(pressed, meant, strict=True):
        table.setdefault(ord(key), letter)
    return table
