"""Officers at work on the requests of an office, told in few words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, text

from bot.line import outbound
from bot.services import deciding, directory, registering, wording
from bot.services.deciding import Worded
from bot.services.officer import Officer
from handlers.turn import Effect, Outcome, Say
from models.base import Database
from models.staff import Staff
from models.vocabulary import Role
from tests.bot.services.office import MORNING, later

NUMBER = "WFH-63-00001-E"
NOON = later(minutes=150)


def render(says: Sequence[Say]) -> Worded:
    """As a running bot words it, with what may be typed."""
    catalogue = wording.shipped()
    messages = outbound.render(says, catalogue)
    return Worded(deciding.written(messages), outbound.offers(says, catalogue, directory.shipped()))


def officer(database: Database, name: str, role: Role = Role.SCREENER) -> Officer:
    """A member of staff of that name, made when first asked for."""
    table = Staff.__table__
    with database.write() as connection:
        known = connection.scalar(select(table.c.id).where(table.c.login == name))
        values = {
            "login": name,
            "name": name,
            "role": role,
            "password_hash": "-",
            "password_at": MORNING,
            "created_at": MORNING,
        }
        made = known or connection.execute(insert(table), values).inserted_primary_key[0]
    return Officer(made, name, role)


@dataclass
class Chat:
    """Contacts acting each in a transaction of their own."""

    database: Database
    events: int = 1000

    def do(self, contact: int, effect: Effect, *, now: datetime = MORNING) -> Outcome | None:
        self.events += 1
        with self.database.write() as connection:
            return registering.carry_out(
                connection, effect, contact_id=contact, inbox_id=self.events, now=now
            )

    def rows(self, question: str, **values: Any) -> list[tuple[Any, ...]]:
        with self.database.read() as connection:
            return [tuple(row) for row in connection.execute(text(question), values)]
