"""People acting on requests, told in few words: office.do(1, submit(WEATHER))."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Table, func, select

from bot.services import obeying
from bot.services.requests import StoredRequests
from bot.services.working_days import thai_day
from handlers.turn import (
    AgencyAnswer,
    Effect,
    Outcome,
    Person,
    PhoneNumber,
    Submit,
)
from models.vocabulary import AgencyCategory, MeetingApp

# Tuesday 17 March 2563, half past nine in Thailand.
MORNING = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)

SOMCHAI = Person("สมชาย ใจดี", PhoneNumber("+66812345678"), "somchai@example.go.th")
MALEE = Person("มาลี ตั้งใจงาน", PhoneNumber("+6620000002", "22"), "malee@example.go.th")

WEATHER = AgencyAnswer("GOV-091", "กรมอุตุนิยมวิทยา", AgencyCategory.GOVERNMENT)
CHIANG_MAI = AgencyAnswer("PROV-421", "จังหวัดเชียงใหม่", AgencyCategory.PROVINCIAL, "เชียงใหม่")


@dataclass
class Office:
    """Contacts 1, 2 and 3 (U1, U2, U3) acting in one open transaction."""

    connection: Connection
    events: int = 0

    def do(
        self,
        contact: int,
        effect: Effect,
        *,
        now: datetime = MORNING,
        event: int | None = None,
    ) -> Outcome | None:
        """Carry an effect out for a new LINE event, or for `event` once more."""
        self.events += 1
        return obeying.carry_out(
            self.connection,
            effect,
            contact_id=contact,
            inbox_id=event or self.events,
            now=now,
        )

    def count(self, table: Table) -> int:
        """How many rows there are."""
        return self.connection.scalar(select(func.count()).select_from(table)) or 0

    def requests(self, contact: int, *, now: datetime = MORNING) -> StoredRequests:
        return StoredRequests(self.connection, contact, thai_day(now))


def submit(
    agency: AgencyAnswer = WEATHER,
    *apps: MeetingApp,
    users: int = 450,
    person: Person = SOMCHAI,
) -> Submit:
    return Submit(agency, frozenset(apps or (MeetingApp.TEAMS,)), users, person)


def later(*, days: int = 0, minutes: int = 0) -> datetime:
    return MORNING + timedelta(days=days, minutes=minutes)
