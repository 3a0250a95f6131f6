"""
Which message keys the code can say, read from its source.

A key stands in the source whole, or is put together from a closed set of words; those
are enumerated here, for no tool can follow them.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from bot import pages
from bot.console import letters
from bot.console.noticeforms import KINDS
from bot.console.record import ACTS, DETAILS, SUBJECTS
from bot.console.reports import BREAKDOWNS
from bot.console.steering import VERBS as STEERED
from bot.console.textnames import REST
from bot.console.textnames import SECTIONS as SECTIONS_OF_TEXTS
from bot.console.verdicts import VERBS
from bot.failpoints import POINTS
from bot.line.richmenu import TILES
from bot.services import answer_import, deadletters, notice_turns, retention, samples
from bot.services.appointing import APPOINTED
from bot.services.audience import LeftOut
from bot.services.bodies import TOLD
from bot.services.duplicates import Trait
from bot.services.notice_reports import KINDS as GROUPED
from bot.services.selection import Group, Holder, Letter, Sort
from handlers import announcing, notice_cards
from handlers.amendment import FORMS
from handlers.guides import TASKS
from handlers.info import INFO
from handlers.intent import Intent
from handlers.questions import APPS
from handlers.registration import REGISTRATION
from handlers.turn import Attachment
from messages_th import load, load_lexicon
from messages_th.entries import OF_APP, OF_ARTICLE, OF_GUIDE, OF_LINK, OF_REMEDY
from models.vocabulary import (
    Actor,
    AgencyCategory,
    AppStatus,
    BroadcastState,
    Change,
    ChunkState,
    ContactRole,
    Device,
    FateState,
    JobKind,
    JobState,
    MeetingApp,
    Origin,
    RegistrationStatus,
    Role,
    Wanted,
)

HOUSE: Final = Path(__file__).resolve().parents[2]
ROOMS: Final = ("bot", "handlers")
TEXTS: Final = load().texts
SECTIONS: Final = frozenset(key.partition(".")[0] for key in TEXTS)
WHOLE: Final = re.compile(r"[a-z_]+(\.[a-z0-9_+]+)+")
IN_TEMPLATE: Final = re.compile(r'"([a-z_]+(?:\.[a-z0-9_]+)+)"')
PATTERN: Final = re.compile(r"([a-z_]+|\*)(\.([a-z0-9_+]+|\*))+")

ALL_FORMS: Final = (REGISTRATION, *FORMS.values(), INFO)
QUESTIONS: Final = [question for form in ALL_FORMS for question in form.questions]
NAMES: Final = {question.name for question in QUESTIONS}
GROUPS: Final = {question.group for question in QUESTIONS if question.group}

# What officers ask and press about notices on LINE.
NOTICE_NAMES: Final = {q.name for form in announcing.FORMS.values() for q in form.questions}
NOTICE_STEPS: Final = announcing.STEPS - {notice_turns.PREVIEW} | {"handed_on", "send_back"}
NOTICE_BUTTONS: Final = {
    *(step for steps in notice_cards.STEPS.values() for step in steps),
    *("submit_big", "stop", "show"),
}

# A form's ways on, as `handlers.form.way` labels them, and the answers to who asks to join.
WAYS: Final = (
    *("back", "cancel", "submit", "confirm", "confirm_withdraw", "keep_request"),
    *("accept", "decline"),
)

# What the form of a screener comes to.
DONE: Final = (*VERBS, "merge", "granted", "refused", "welcomed", "declined")

# What is told about each topic and each trouble.
PARTS: Final = load_lexicon()["parts"]
PART_KEYS: Final = {f"{topic}.{part}" for topic, parts in PARTS.items() for part in parts}
SYMPTOMS: Final = load_lexicon()["symptoms"]
SYMPTOM_KEYS: Final = {f"{name}.{code}" for name, codes in SYMPTOMS.items() for code in codes}

# What the parts of guides, remedies and answers are called in the console.
FIELDS: Final = frozenset(
    (*OF_APP, *OF_GUIDE, *OF_LINK, *OF_REMEDY, *OF_ARTICLE, "told", "button", "ask", "words")
)

# Keys that are put together: the source's pattern, and the words that take the place of *.
BUILT: Final[Mapping[str, set[str]]] = {
    "*.button": {f"answer.{part}.button" for part in PART_KEYS},
    "*.note": {f"{form.name}.note" for form in ALL_FORMS},
    "*.review": {f"{form.name}.review" for form in ALL_FORMS},
    "answer.*": {f"answer.{topic}" for topic in PARTS},
    "answer.*.*": {f"answer.{part}" for part in PART_KEYS},
    "answer.*.*.button": {f"answer.{part}.button" for part in PART_KEYS},
    "answer.*.title": {f"answer.{topic}.title" for topic in PARTS},
    "announce.asked.*": {f"announce.asked.{verb}" for verb in notice_turns.ASKED},
    "announce.did.*": {
        f"announce.did.{verb}" for verb in (*NOTICE_STEPS, "handed_on", "send_back")
    },
    "announce.heard.*": {f"announce.heard.{verb}" for verb in notice_cards.HEARD},
    "announce.left_out.*": {f"announce.left_out.{reason}" for reason in (*LeftOut, "nobody")},
    "announce.stands.*": {f"announce.stands.{state}" for state in BroadcastState},
    "ask.*": {f"ask.{name}" for name in NAMES | GROUPS | NOTICE_NAMES},
    "button.*": {f"button.{word}" for word in WAYS},
    "button.notice.*": {f"button.notice.{step}" for step in NOTICE_BUTTONS},
    "choice.reach.*": {f"choice.reach.{kind}" for kind in announcing.KINDS},
    "button.start.*": {f"button.start.{form.name}" for form in ALL_FORMS},
    "bodies.contact.made.*": {f"bodies.contact.made.{role}" for role in APPOINTED},
    "broadcast.done.*": {f"broadcast.done.{verb}" for verb in (*STEERED, "ready", "submit")},
    "broadcast.left_out.*": {f"broadcast.left_out.{reason}" for reason in LeftOut},
    "broadcast.report.*": {f"broadcast.report.{kind}" for kind in GROUPED},
    "broadcast.stands.*": {f"broadcast.stands.{state}" for state in BroadcastState},
    "broadcast.who.*": {
        f"broadcast.who.{kind}" for kind in (*KINDS, "provinces", "tags", "agencies")
    },
    "label.chunk.*": {f"label.chunk.{state}" for state in ChunkState},
    "case.done.*": {f"case.done.{verb}" for verb in DONE},
    "choice.apps.*": {f"choice.apps.{button.code}" for button in APPS.buttons},
    "label.*.*": {
        *(f"label.app.{app}" for app in MeetingApp),
        *(f"label.app_status.{status}" for status in AppStatus),
        *(f"label.broadcast.{state}" for state in BroadcastState),
        *(f"label.category.{category}" for category in AgencyCategory),
        *(f"label.change.{change}" for change in Change),
        *(f"label.fate.{fate}" for fate in FateState),
        *(f"label.origin.{origin}" for origin in Origin),
        *(f"label.queue_group.{group}" for group in Group),
        *(f"label.queue_holder.{holder}" for holder in Holder),
        *(f"label.queue_letter.{letter}" for letter in Letter),
        *(f"label.queue_sort.{sort}" for sort in Sort),
        *(f"label.job_kind.{kind}" for kind in JobKind),
        *(f"label.job_state.{state}" for state in JobState),
        *(f"label.role.{role}" for role in ContactRole),
        *(f"label.staff_may.{role}" for role in Role),
        *(f"label.staff_role.{role}" for role in Role),
        *(f"label.status.{status}" for status in RegistrationStatus),
        *(f"label.trait.{trait}" for trait in Trait),
        *(f"label.wanted.{wanted}" for wanted in Wanted),
    },
    "label.app.*": {f"label.app.{app}" for app in MeetingApp},
    "label.app_status.*": {f"label.app_status.{status}" for status in AppStatus},
    "label.category.*": {f"label.category.{category}" for category in AgencyCategory},
    "label.change.*": {f"label.change.{change}" for change in Change},
    "label.device.*": {f"label.device.{device}" for device in Device},
    "label.intent.*": {f"label.intent.{intent}" for intent in Intent if intent != Intent.OOS},
    "label.job_kind.*": {f"label.job_kind.{kind}" for kind in JobKind},
    "label.origin.*": {f"label.origin.{origin}" for origin in Origin},
    "label.role.*": {f"label.role.{role}" for role in ContactRole},
    "label.status.*": {f"label.status.{status}" for status in RegistrationStatus},
    "label.task.*": {f"label.task.{task}" for task in TASKS},
    "label.wanted.*": {f"label.wanted.{wanted}" for wanted in Wanted},
    "notice.*.title": {f"notice.{section}.title" for section in pages.SECTIONS},
    "notice.*.body": {f"notice.{section}.body" for section in pages.SECTIONS},
    "providers.word.*": {f"providers.word.{word}" for word in answer_import.IN_ORDER},
    "received.*": {f"received.{kind}" for kind in Attachment},
    "record.act.*": {f"record.act.{act}" for act in TOLD},
    "letters.about.*": {f"letters.about.{name}" for name in (*letters.NAMED, "other")},
    "letters.done.*": {f"letters.done.{kind}" for kind in deadletters.Kind},
    "letters.kind.*": {f"letters.kind.{kind}" for kind in deadletters.Kind},
    "letters.state.*": {
        f"letters.state.{state}" for states in deadletters.STATES.values() for state in states
    },
    "record.act.*.*": {f"record.act.{of}.{act}" for of, acts in ACTS.items() for act in acts},
    "record.actor.*": {f"record.actor.{actor}" for actor in Actor},
    "record.detail.*": {f"record.detail.{name}" for name in DETAILS},
    "record.family.*": {f"record.family.{family}" for family in ACTS},
    "record.kept.*": {f"record.kept.{rule.name}" for rule in retention.KEPT},
    "record.subject.*": {f"record.subject.{kind.replace(' ', '_')}" for kind in SUBJECTS},
    "reports.by.*": {f"reports.by.{way}" for way in BREAKDOWNS},
    "reports.name.*": {f"reports.name.{way}" for way in BREAKDOWNS},
    "reports.note.*": {f"reports.note.{way}" for way in BREAKDOWNS},
    "reports.unknown.*": {"reports.unknown.ministry", "reports.unknown.province"},
    "richmenu.*.label": {f"richmenu.{tile}.label" for tile in TILES},
    "richmenu.*.says": {f"richmenu.{tile}.says" for tile in TILES},
    "row.*": {f"row.{name}" for name in NAMES},
    "status.next.*": {f"status.next.{status}" for status in RegistrationStatus},
    "texts.field.*": {f"texts.field.{field}" for field in FIELDS},
    "texts.sample.*": {f"texts.sample.{name}" for name in samples.TOLD},
    "texts.section.*": {f"texts.section.{name}" for name in (*SECTIONS_OF_TEXTS, REST)},
    "trouble.*.*": {f"trouble.{symptom}" for symptom in SYMPTOM_KEYS},
    "trouble.*.ask": {f"trouble.{trouble}.ask" for trouble in SYMPTOMS},
    "trouble.*.title": {f"trouble.{trouble}.title" for trouble in SYMPTOMS},
}

# What looks like a key and is none.
NO_KEYS: Final = frozenset(
    {
        "registration.*",  # what an audit entry tells
        "menu.png",
        "broadcast.*",  # what an audit entry tells
        *("*.id", "*.part"),  # columns and files
        "answer.ms",  # what is measured
        *POINTS,
        *Intent,
        *("agency.edited", "agency.merged", "agency.absorbed"),  # what audit entries tell
        *("agency.tagged", "agency.untagged"),
        "console.*",  # the endpoints of the console
    }
)


@cache
def sources() -> tuple[ast.Module, ...]:
    """The parsed modules of the rooms that say something."""
    paths = [path for room in ROOMS for path in sorted((HOUSE / room).rglob("*.py"))]
    return tuple(ast.parse(path.read_text("utf-8")) for path in paths)


def nodes(kind: type[ast.AST]) -> Iterator[Any]:
    return (node for module in sources() for node in ast.walk(module) if isinstance(node, kind))


def template_keys() -> set[str]:
    """The keys that pages for browsers ask for."""
    quoted = {
        text
        for file in (HOUSE / "bot").rglob("templates/*.html")
        for text in IN_TEMPLATE.findall(file.read_text("utf-8"))
    }
    return {text for text in quoted if text.split(".")[0] in SECTIONS and text[-5:] != ".html"}


def whole_keys() -> set[str]:
    """Texts in the source that are keys, by their section."""
    texts = {node.value for node in nodes(ast.Constant) if isinstance(node.value, str)}
    keys = {text for text in texts if WHOLE.fullmatch(text) and text.split(".")[0] in SECTIONS}
    return {key for key in keys - NO_KEYS if not key.endswith(".html")}


def patterns() -> set[str]:
    """The patterns of keys that the source puts together."""
    found = {pattern_of(node) for node in nodes(ast.JoinedStr)}
    possible = SECTIONS | {"*"}
    keys = {text for text in found if PATTERN.fullmatch(text) and text.split(".")[0] in possible}
    return {key for key in keys if re.search("[a-z]", key)} - NO_KEYS


def pattern_of(text: ast.JoinedStr) -> str:
    parts = (part.value if isinstance(part, ast.Constant) else "*" for part in text.values)
    return "".join(str(part) for part in parts)


def spoken() -> set[str]:
    """Every key the code can say."""
    return whole_keys().union(template_keys(), *BUILT.values())


def values_given() -> Iterator[tuple[str, set[str]]]:
    """Each `Words("key", {…})` whose values are written on the spot: key and their names."""
    for call in nodes(ast.Call):
        is_words = isinstance(call.func, ast.Name) and call.func.id == "Words"
        if is_words and isinstance(call.args[0], ast.Constant):
            names = names_of(call.args[1:])
            if names is not None:
                yield str(call.args[0].value), names


def names_of(rest: list[ast.expr]) -> set[str] | None:
    """The names of the values given, None when they are not written on the spot."""
    if not rest:
        return set()
    keys = rest[0].keys if isinstance(rest[0], ast.Dict) else [None]
    names = [key.value for key in keys if isinstance(key, ast.Constant)]
    return {str(name) for name in names} if len(names) == len(keys) else None
