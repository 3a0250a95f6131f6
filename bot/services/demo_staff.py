"""
The accounts of the demo, one for each role, with a password that everybody may know.

They are refused wherever the bot is no demo: at signing in, and at every request after it.
"""

import csv
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import func, insert, select

import models
from bot.services import passwords, staff_record
from models.base import Database
from models.staff import Staff
from models.vocabulary import Role

PEOPLE: Final = Path(models.__file__).parent / "data" / "demo_staff.csv"
PASSWORD: Final = "wfh-demo-2563"

_staff = Staff.__table__


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A made-up colleague."""

    login: str
    name: str
    role: Role


@cache
def accounts() -> tuple[DemoAccount, ...]:
    """All of them, in the order of the roles."""
    with PEOPLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            DemoAccount(line["login"], line["name"], Role(line["role"]))
            for line in csv.DictReader(file)
        )


def seed(database: Database, *, now: datetime) -> int:
    """Open these accounts where there are none at all; how many were opened."""
    kept = passwords.kept(PASSWORD)
    with database.write() as connection:
        if connection.scalar(select(func.count()).select_from(_staff)):
            return 0
        for account in accounts():
            values = {
                "login": account.login,
                "name": account.name,
                "role": account.role,
                "password_hash": kept,
                "password_at": now,
                "must_change": False,
                "is_demo": True,
                "created_at": now,
            }
            (staff_id,) = connection.execute(insert(_staff), values).inserted_primary_key or (0,)
            staff_record.note(connection, "staff.added", staff_id, by=None, now=now)
    return len(accounts())


def find(database: Database, login: str) -> int | None:
    """The row of one of these accounts, while it is open."""
    query = select(_staff.c.id).where(
        _staff.c.login == login, _staff.c.is_demo, _staff.c.left_at.is_(None)
    )
    with database.read() as connection:
        return connection.scalar(query)
