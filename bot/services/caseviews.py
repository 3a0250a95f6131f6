"""What the page of a request shows, as `cases` reads it."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.services.histories import Entry
from models.vocabulary import (
    AgencyCategory,
    AppStatus,
    Change,
    ContactRole,
    FileState,
    MeetingApp,
    Origin,
    RegistrationStatus,
    Wanted,
)


@dataclass(frozen=True, slots=True)
class Body:
    """The agency of a request; `is_listed` says that it is one of the directory we ship."""

    id: int
    code: str
    name: str
    folded: str
    province: str | None
    keys: tuple[str, ...]

    @property
    def is_listed(self) -> bool:
        return not self.code.startswith("NEW-")


@dataclass(frozen=True, slots=True)
class App:
    """One app of a request, and what its provider gave."""

    app: MeetingApp
    status: AppStatus
    since: datetime
    users: int | None
    licence: str | None
    granted: int | None
    valid_from: date | None
    valid_to: date | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """A contact of the agency. `elsewhere` is for how many other bodies they speak."""

    link_id: int
    contact_id: int | None
    role: ContactRole
    name: str
    phone: str
    extension: str | None
    email: str
    since: datetime
    display_name: str | None
    is_blocked: bool
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Wish:
    """A change that a contact asked for after approval, waiting for the office."""

    id: int
    change: Change
    users: int | None
    apps: tuple[MeetingApp, ...]
    asked_by: str | None
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class File:
    """A picture or PDF that somebody sent; `error` is the key of why it was refused."""

    id: int
    name: str
    media_type: str | None
    size: int | None
    state: FileState
    error: str | None
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class CaseView:
    """A request as its page shows it, history newest first."""

    id: int
    reference: str
    version: int
    status: RegistrationStatus
    since: datetime
    reason: str | None
    category: AgencyCategory
    users: int
    origin: Origin
    submitted_at: datetime
    wanted: tuple[Wanted, ...]
    claimed_by: int | None
    claimed_name: str | None
    claimed_at: datetime | None
    lives_on_in: str | None
    agency: Body
    apps: tuple[App, ...]
    contacts: tuple[Person, ...]
    wishes: tuple[Wish, ...]
    history: tuple[Entry, ...]
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a kept file."""

    name: str
    media_type: str
    data: bytes
