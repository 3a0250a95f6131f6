"""What to do beside talking, and what it came to."""

from dataclasses import dataclass

from handlers.facts import Person, RequestView
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
from handlers.saying import PhoneNumber
from models.vocabulary import AgencyCategory, Change, MeetingApp, Origin


@dataclass(frozen=True, slots=True)
class AgencyAnswer:
    """Which agency: a `code` of the directory, or None and what a new body is."""

    code: str | None
    name: str
    category: AgencyCategory
    province: str | None = None


@dataclass(frozen=True, slots=True)
class Submit:
    """
    Store a request. `notice` is the version of the privacy notice the person was shown,
    `origin` how they told us.
    """

    agency: AgencyAnswer
    apps: frozenset[MeetingApp]
    users: int
    person: Person
    notice: str = ""
    origin: Origin = Origin.LINE


@dataclass(frozen=True, slots=True)
class AskToJoin:
    """Ask to become one more contact of an agency that has a request."""

    reference: str
    person: Person


@dataclass(frozen=True, slots=True)
class DecideJoin:
    """The main contact's answer to somebody who asked to join; `link` names the asking."""

    link: int
    is_welcome: bool


@dataclass(frozen=True, slots=True)
class Amend:
    """Change a request: exactly the one of users, apps, person that `change` names."""

    reference: str
    change: Change
    users: int | None = None
    apps: frozenset[MeetingApp] | None = None
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class AnswerInfo:
    """
    Give what the office asked for once more; None where nothing is given. `letter` is LINE's
    id of the message it was sent in.
    """

    reference: str
    users: int | None = None
    apps: frozenset[MeetingApp] | None = None
    name: str | None = None
    phone: PhoneNumber | None = None
    email: str | None = None
    letter: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take a request back."""

    reference: str


@dataclass(frozen=True, slots=True)
class KeepFile:
    """Keep a picture or file that was sent, by LINE's id of its message, with a request."""

    reference: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Link:
    """Become the contact, or whoever else, that a one-time code was made for."""

    code: str


@dataclass(frozen=True, slots=True)
class CountLookup:
    """Somebody asked about a request that is not theirs; such tries are limited."""


Effect = (
    Submit
    | AskToJoin
    | DecideJoin
    | Amend
    | AnswerInfo
    | Withdraw
    | KeepFile
    | Link
    | SetNotices
    | DraftNotice
    | StepNotice
    | CountLookup
)


@dataclass(frozen=True, slots=True)
class Submitted:
    """The request is stored."""

    view: RequestView


@dataclass(frozen=True, slots=True)
class AlreadyOpen:
    """The agency has an open request already; nothing was stored."""

    view: RequestView


@dataclass(frozen=True, slots=True)
class JoinAsked:
    """Somebody asks to become a contact; `main` is the LINE id of who decides, if any."""

    view: RequestView
    link: int
    person: Person
    main: str | None


@dataclass(frozen=True, slots=True)
class JoinDecided:
    """The main contact decided; `asker` is the LINE id of who had asked."""

    view: RequestView
    person: Person
    is_welcome: bool
    asker: str


@dataclass(frozen=True, slots=True)
class Amended:
    """A change: in force at once, or, after approval, waiting for the office."""

    view: RequestView
    change: Change
    is_applied: bool


@dataclass(frozen=True, slots=True)
class InfoTaken:
    """
    What was asked for is stored; `view.wanted` is still to come. `refusal` is the message
    that says why the letter could not be kept.
    """

    view: RequestView
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The request was taken back; `others` are the LINE ids of its other contacts."""

    view: RequestView
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileKept:
    """The file will be fetched and kept with the request."""

    view: RequestView


@dataclass(frozen=True, slots=True)
class Linked:
    """The LINE account is a contact of this agency now; `view` is its request, if any."""

    agency: str
    view: RequestView | None


@dataclass(frozen=True, slots=True)
class OfficerBound:
    """The LINE account is this member of staff's now."""

    name: str


@dataclass(frozen=True, slots=True)
class Impossible:
    """It could not be done any more; `key` is the message that says why."""

    key: str


Outcome = (
    Submitted
    | AlreadyOpen
    | JoinAsked
    | JoinDecided
    | Amended
    | InfoTaken
    | Withdrawn
    | FileKept
    | Linked
    | OfficerBound
    | NoticesSet
    | NoticeAsked
    | NoticeStands
    | NoticeStale
    | NoticeRefused
    | Impossible
)
