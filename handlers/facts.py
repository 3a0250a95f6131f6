"""What a turn may know of the stored world."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from handlers.saying import PhoneNumber
from models.vocabulary import AppStatus, ContactRole, Device, MeetingApp, RegistrationStatus


@dataclass(frozen=True, slots=True)
class Person:
    """How an agency's contact can be reached."""

    name: str
    phone: PhoneNumber
    email: str


@dataclass(frozen=True, slots=True)
class AppView:
    """One app of a request, as its contacts may see it."""

    app: MeetingApp
    status: AppStatus
    since: datetime


@dataclass(frozen=True, slots=True)
class RequestView:
    """
    A request as the dialogue sees it.

    `role` is the asking person's, None for a stranger; `history` holds when each status
    was reached, oldest first; `next_day` is the working day the next step is expected.
    """

    reference: str
    agency_code: str
    agency: str
    status: RegistrationStatus
    since: datetime
    submitted_at: datetime
    users: int
    apps: tuple[AppView, ...]
    history: tuple[tuple[RegistrationStatus, datetime], ...]
    role: ContactRole | None = None
    reason: str | None = None
    next_day: date | None = None
    person: Person | None = None


class Registry(Protocol):
    """Questions about stored requests. May look when asked, so ask only what is needed."""

    def mine(self) -> Sequence[RequestView]:
        """The requests the asking person is a contact of (main, deputy or asking), newest first."""

    def of_agency(self, code: str) -> RequestView | None:
        """The open request of an agency, or its newest closed one."""

    def by_reference(self, reference: str) -> RequestView | None:
        """The request with exactly this reference."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice on the newest card: its folded label, and the button's data."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Facts:
    """
    What a turn may know. `lookups_left` counts tries at other people's requests, `home` is the
    address of our own pages, `device` what the person used last.
    """

    registry: Registry
    offered: tuple[Offer, ...] = ()
    misses: int = 0
    lookups_left: int = 10
    version: int = 0
    home: str = ""
    notice_version: str = ""
    device: Device | None = None
