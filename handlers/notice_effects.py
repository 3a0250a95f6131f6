"""What to do about notices to many beside talking, and what it came to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.facts import NoticeView


@dataclass(frozen=True, slots=True)
class SetNotices:
    """Get the notices that go to many, or get no more of them."""

    are_wanted: bool


@dataclass(frozen=True, slots=True)
class DraftNotice:
    """
    Begin a notice to many. `kind` says what picks its people (registered, everyone, category,
    app, status), `which` the word of that kind.
    """

    title: str
    body: str
    kind: str
    which: str = ""


@dataclass(frozen=True, slots=True)
class StepNotice:
    """Do something with a notice that was seen at this version; `note` goes with sending back."""

    id: int
    seen: int
    verb: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoticesSet:
    """Notices come, or come no more; `was_so` when they did, or did not, before."""

    are_wanted: bool
    was_so: bool = False


@dataclass(frozen=True, slots=True)
class NoticeAsked:
    """What was asked is looked into outside of the turn; the answer comes by itself."""

    verb: str


@dataclass(frozen=True, slots=True)
class NoticeStands:
    """What was done with a notice, and how it stands; `others` are the LINE ids of its writers."""

    view: NoticeView
    verb: str
    by: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeStale:
    """Somebody was quicker, and nothing was done; `by` is "" for the very same officer."""

    view: NoticeView
    by: str


@dataclass(frozen=True, slots=True)
class NoticeRefused:
    """It cannot be done; `key` is the message that says why, with its values."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
