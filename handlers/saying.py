"""
What to say, without a word of Thai: cards and bubbles as data.

`Words` name a message of the catalogue; `bot.line` lays the cards out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from models.vocabulary import Device, GuideTask, MeetingApp, Trouble


@dataclass(frozen=True, slots=True)
class Words:
    """A message of the catalogue with the values that go into it."""

    key: str
    values: Mapping[str, "Value"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A phone number to be written as Thais write it; `e164` such as +6621417010."""

    e164: str
    extension: str | None = None


Value = str | int | date | datetime | PhoneNumber | Words | Sequence["Words"]


@dataclass(frozen=True, slots=True)
class Press:
    """
    What a button means. `version` is that of the draft it belongs to, None for buttons
    that are always good (the menu, a guide).
    """

    do: str
    what: str = ""
    value: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: its words, and what it does (a press) or opens (an address)."""

    words: Words
    press: Press | None = None
    uri: str | None = None
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Tell:
    """One thought in one bubble."""

    words: Words


@dataclass(frozen=True, slots=True)
class Ask:
    """
    A card with a text and its choices.

    `choices` are the answers, numbered when typed by number; `ways` are the quiet links
    below them (back, cancel). `step` of `steps` draws the progress bar, 0 draws none.
    """

    words: Words
    choices: tuple[Choice, ...] = ()
    ways: tuple[Choice, ...] = ()
    title: Words | None = None
    step: int = 0
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a review card; `press` edits it, None when it cannot be edited."""

    label: Words
    value: Value
    press: Press | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A card of rows, each with its way to edit, and what to do with them."""

    title: Words
    rows: tuple[Row, ...]
    choices: tuple[Choice, ...]
    note: Words | None = None
    step: int = 0
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a timeline: done or current when `at` is known, to come when not."""

    words: Words
    at: datetime | None
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """A status card: one request, its stages, a line per app, the next step, and buttons."""

    title: Words
    subject: Words
    stages: tuple[Stage, ...]
    apps: tuple[Row, ...] = ()
    notes: tuple[Words, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Timelines:
    """Several status cards side by side, at most ten."""

    cards: tuple[Timeline, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A setup guide; its words stand in the catalogue under app, task and device."""

    app: MeetingApp
    task: GuideTask
    device: Device | None
    choices: tuple[Choice, ...] = ()
    ways: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Remedy:
    """What helps against a symptom; its words stand in the catalogue under both and the app."""

    trouble: Trouble
    symptom: str
    app: str | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An answer about the programme; its words, source and date stand in the catalogue."""

    topic: str
    part: str | None = None
    choices: tuple[Choice, ...] = ()

    @property
    def key(self) -> str:
        """The key of its text."""
        return f"answer.{self.topic}.{self.part}" if self.part else f"answer.{self.topic}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Several questions side by side, at most ten."""

    cards: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Plain:
    """A guide or a remedy as a text, to be copied and passed on."""

    of: Guide | Remedy


Say = Tell | Ask | Review | Timeline | Timelines | Guide | Remedy | Article | Shelf | Plain
