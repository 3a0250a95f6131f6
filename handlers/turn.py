"""
One turn of a dialogue: what is remembered of it, and the one door to its vocabulary.

A handler takes what was heard and the facts it needs, and returns a `Turn`; the service
around it carries the turn out. All are plain frozen values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.effects import (
    AgencyAnswer,
    AlreadyOpen,
    Amend,
    Amended,
    AnswerInfo,
    AskToJoin,
    CountLookup,
    DecideJoin,
    Effect,
    FileKept,
    Impossible,
    InfoTaken,
    JoinAsked,
    JoinDecided,
    KeepFile,
    Link,
    Linked,
    OfficerBound,
    Outcome,
    Submit,
    Submitted,
    Withdraw,
    Withdrawn,
)
from handlers.facts import (
    AppView,
    DayView,
    Facts,
    NoticeView,
    Offer,
    OfficeDesk,
    Person,
    Queue,
    Registry,
    RequestView,
)
from handlers.heard import Attachment, Followed, Heard, Input, Pressed, Received
from handlers.intent import Intent
from handlers.notice_effects import (
    DraftNotice,
    NoticeAsked,
    NoticeRefused,
    NoticesSet,
    NoticeStale,
    NoticeStands,
    SetNotices,
    StepNotice,
)
from handlers.saying import (
    Article,
    Ask,
    Choice,
    Guide,
    PhoneNumber,
    Plain,
    Press,
    Remedy,
    Review,
    Row,
    Say,
    Shelf,
    Stage,
    Tell,
    Timeline,
    Timelines,
    Value,
    Words,
)
from models.vocabulary import Device

__all__ = [
    "AgencyAnswer",
    "AlreadyOpen",
    "Amend",
    "Amended",
    "Answer",
    "AnswerInfo",
    "AppView",
    "Article",
    "Ask",
    "AskToJoin",
    "Attachment",
    "Choice",
    "Chosen",
    "CountLookup",
    "DayView",
    "DecideJoin",
    "Draft",
    "DraftNotice",
    "Effect",
    "Facts",
    "FileKept",
    "Followed",
    "Guide",
    "Heard",
    "Impossible",
    "InfoTaken",
    "Input",
    "JoinAsked",
    "JoinDecided",
    "KeepFile",
    "Link",
    "Linked",
    "NoticeAsked",
    "NoticeRefused",
    "NoticeStale",
    "NoticeStands",
    "NoticeView",
    "NoticesSet",
    "Offer",
    "OfficeDesk",
    "OfficerBound",
    "Option",
    "Outcome",
    "Person",
    "PhoneNumber",
    "Plain",
    "Press",
    "Pressed",
    "Queue",
    "Received",
    "Registry",
    "Remedy",
    "RequestView",
    "Review",
    "Row",
    "Say",
    "SetNotices",
    "Shelf",
    "Shown",
    "Stage",
    "StepNotice",
    "Submit",
    "Submitted",
    "Tell",
    "Timeline",
    "Timelines",
    "Turn",
    "Value",
    "Withdraw",
    "Withdrawn",
    "Words",
]

Answer = str | int


@dataclass(frozen=True, slots=True)
class Option:
    """A way to read an answer that only the person can decide between."""

    words: Words
    answers: Mapping[str, Answer | None]


@dataclass(frozen=True, slots=True)
class Draft:
    """
    An open form. The question to ask is worked out from the answers, never stored.

    `subject` is the request an amendment is about; `editing` the one question being
    answered anew; `options` what the newest question offers beside its own buttons;
    `asked_at` LINE's time of the event that made the question be asked, in milliseconds.
    """

    form: str
    version: int
    answers: Mapping[str, Answer] = field(default_factory=dict)
    subject: str | None = None
    editing: str | None = None
    options: tuple[Option, ...] = ()
    asked_at: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """
    A text that was not understood for sure, and the intents it may have meant. `text` names
    no person, agency or number: it is kept for the editors of the examples.
    """

    text: str
    intents: tuple[Intent, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which of the intents last shown was meant."""

    intent: Intent


@dataclass(frozen=True, slots=True)
class Turn:
    """
    What to remember, say and do. Effects are done first; what they come to is worded by
    `handlers.outcome` and said before `says`. `device` is what the person was found to
    use, `lesson` what the examples may learn from the turn.
    """

    draft: Draft | None
    says: tuple[Say, ...]
    effects: tuple[Effect, ...] = ()
    misses: int = 0
    version: int = 0
    device: Device | None = None
    lesson: Shown | Chosen | None = None
