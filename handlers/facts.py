"""What a turn may know of the stored world."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from handlers.saying import PhoneNumber, Words
from models.vocabulary import (
    AppStatus,
    BroadcastState,
    ContactRole,
    Device,
    MeetingApp,
    RegistrationStatus,
    Wanted,
)


@dataclass(frozen=True, slots=True)
class Person:
    """How an agency's contact can be reached."""

    name: str
    phone: PhoneNumber
    email: str


@dataclass(frozen=True, slots=True)
class AppView:
    """
    One app of a request, as its contacts may see it; `granted` users until `valid_to` is what
    the provider gave.
    """

    app: MeetingApp
    status: AppStatus
    since: datetime
    granted: int | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class RequestView:
    """
    A request as the dialogue sees it.

    `role` is the asking person's, None for a stranger; `history` holds when each status
    was reached, oldest first; `next_day` is the working day the next step is expected; `wanted`
    is what the office asks its contacts for once more.
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
    wanted: tuple[Wanted, ...] = ()


class Registry(Protocol):
    """Questions about stored requests. May look when asked, so ask only what is needed."""

    def mine(self) -> Sequence[RequestView]:
        """The requests the asking person is a contact of (main, deputy or asking), newest first."""

    def of_agency(self, code: str) -> RequestView | None:
        """The open request of an agency, or its newest closed one."""

    def by_reference(self, reference: str) -> RequestView | None:
        """The request with exactly this reference."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for the office: how many by status, how many too long, the oldest."""

    counts: Mapping[RegistrationStatus, int]
    overdue: int
    oldest: tuple[RequestView, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """What a day has brought so far, and all agencies and users that are counted."""

    day: date
    submitted: int
    approved: int
    rejected: int
    active: int
    agencies: int
    users: int


@dataclass(frozen=True, slots=True)
class NoticeView:
    """
    A notice to many as an officer sees it on LINE. `reach` says to whom; of `people`, `told` were
    reached and `failed` were not or may not have been. `note` is what a colleague sent it back
    with, `why` why it rests. Whoever had a hand in it finds it theirs, and may not approve it.
    """

    id: int
    version: int
    state: BroadcastState
    title: str
    author: str
    reach: tuple[Words, ...] = ()
    people: int = 0
    told: int = 0
    failed: int = 0
    note: str = ""
    why: str = ""
    is_mine: bool = False


class OfficeDesk(Protocol):
    """What a member of staff may ask from LINE. May look when asked."""

    @property
    def name(self) -> str:
        """Who asks."""

    @property
    def may_announce(self) -> bool:
        """Whether they may write and steer notices."""

    def notices(self) -> Sequence[NoticeView]:
        """The notices that are on their way, or were a moment ago, newest first."""

    def notice(self, notice_id: int) -> NoticeView | None:
        """One of them."""

    def queue(self, oldest: int) -> Queue:
        """What waits, with so many of the oldest."""

    def today(self) -> DayView:
        """The day so far."""

    def case(self, reference: str) -> RequestView | None:
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
    address of our own pages, `device` what the person used last, `desk` what an account that
    is bound to a member of staff may ask besides.
    """

    registry: Registry
    offered: tuple[Offer, ...] = ()
    misses: int = 0
    lookups_left: int = 10
    version: int = 0
    home: str = ""
    notice_version: str = ""
    device: Device | None = None
    desk: OfficeDesk | None = None
