"""Officers who announce from LINE, each acting in a transaction, and LINE beside them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import delete, insert, select, update

from bot.line.outcomes import Accepted, Quota, Verdict
from bot.services import directory, notice_errands, notice_views, obeying, wording
from bot.services.checking import AskLine
from bot.services.leases import Tools
from bot.services.officer import Officer
from handlers.facts import NoticeView
from handlers.turn import DraftNotice, Effect, Outcome, StepNotice
from models.base import Database
from models.broadcast import NoticeErrand
from models.contact import Contact
from models.outbox import OutboxMessage
from models.staff import Staff
from models.vocabulary import Role
from tests.bot.services.desk import render
from tests.bot.services.noticing import NOW, officer_of

_errand, _outbox = NoticeErrand.__table__, OutboxMessage.__table__
_people, _staff = Contact.__table__, Staff.__table__

DRAFT = DraftNotice("ปิดปรับปรุงระบบ", "คืนนี้ 20.00–22.00 น. ค่ะ", "everyone")


@dataclass
class Room:
    """The chats of officers; `say` is what LINE says to a text, `quota` to how much is left."""

    database: Database
    size: int = 50
    say: Verdict = field(default_factory=Accepted)
    quota: Quota | None = field(default_factory=lambda: Quota(500, 0))
    woken: list[str] = field(default_factory=list)
    events: int = 0

    def bound(self, name: str, role: Role = Role.ANNOUNCER) -> Officer:
        """A member of staff with their LINE account, which is called as they are."""
        officer = officer_of(self.database, name, role)
        with self.database.write() as connection:
            made = {"line_id": f"U{name}", "created_at": NOW}
            (contact,) = connection.execute(insert(_people), made).inserted_primary_key or (0,)
            mine = update(_staff).where(_staff.c.id == officer.id)
            connection.execute(mine.values(contact_id=contact))
        return officer

    def people(self, many: int) -> None:
        """So many who wrote to the account."""
        rows = [{"line_id": f"U{number}", "created_at": NOW} for number in range(many)]
        with self.database.write() as connection:
            connection.execute(insert(_people), rows)

    def does(self, name: str, effect: Effect, *, now: datetime = NOW) -> Outcome | None:
        """What an officer did in a turn comes to this."""
        self.events += 1
        with self.database.write() as connection:
            mine = select(_people.c.id).where(_people.c.line_id == f"U{name}")
            contact = connection.execute(mine).scalar_one()
            return obeying.carry_out(
                connection, effect, contact_id=contact, inbox_id=self.events, now=now
            )

    def step(self, name: str, verb: str, seen: int, note: str = "") -> Outcome | None:
        """The same, of a button under the only notice."""
        return self.does(name, StepNotice(1, seen, verb, note))

    def run(self, *, now: datetime = NOW) -> int:
        """Do the next errand."""
        tools = Tools(
            self.database,
            wording.shipped,
            directory.shipped,
            render,
            self.woken.append,
            lambda: now,
        )
        line = AskLine(lambda messages: self.say, lambda: self.quota)
        return notice_errands.run(tools, line, self.size)

    def pushed(self) -> list[tuple[str, list[Any]]]:
        """What was pushed since this was asked last: to whom, and the messages."""
        with self.database.write() as connection:
            found = select(_outbox.c.lane, _outbox.c.messages).order_by(_outbox.c.id)
            told = [(row.lane, orjson.loads(row.messages)) for row in connection.execute(found)]
            connection.execute(delete(_outbox))
        return told

    def errands(self) -> list[tuple[str, int]]:
        """What is still to be looked into."""
        with self.database.read() as connection:
            found = select(_errand.c.verb, _errand.c.seen).order_by(_errand.c.id)
            return [(row.verb, row.seen) for row in connection.execute(found)]

    def view(self, officer: Officer) -> NoticeView:
        """The newest notice as this officer sees it."""
        with self.database.read() as connection:
            return notice_views.recent(connection, now=NOW, staff_id=officer.id)[0]


def buttons(messages: list[Any]) -> list[str]:
    """What the shortcuts under the last message carry."""
    items = messages[-1].get("quickReply", {}).get("items", ())
    return [item["action"]["data"] for item in items]
