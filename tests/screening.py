"""
What the office does in a conversation told as plain text: one verb, on the newest request.

`ผ่าน`, `ขอข้อมูล users phone: why`, `ไม่ผ่าน: why`, `ยกเลิก: why`, `เปิดใหม่: why`; carried out as
the console does it, with the chats woken afterwards.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import insert, select

from bot.app import Office
from bot.services import screening
from bot.services.officer import Officer
from bot.services.screening import Decision, Moved
from models.registration import Registration
from models.staff import Staff
from models.vocabulary import Role, Wanted

_r, _staff = Registration.__table__, Staff.__table__


def decide(office: Office, said: str) -> None:
    """Carry out what a line of a transcript says."""
    name, _, words = said.partition(":")
    verb, *wanted = name.split()
    now = datetime.now(UTC)
    with office.database.read() as connection:
        newest = select(_r.c.id, _r.c.version).order_by(_r.c.id.desc()).limit(1)
        row, version = connection.execute(newest).one()
    by = {
        "officer": _officer(office, now),
        "seen_version": version,
        "now": now,
        "render": office.word,
    }
    decision = VERBS[verb](office.database, row, wanted, words.strip(), by)
    assert isinstance(decision, Moved), f"the office could not: {said}: {decision}"
    for lane in decision.lanes:
        office.runner.wake(lane)


def _officer(office: Office, now: datetime) -> Officer:
    values = {
        "login": "wipha",
        "name": "วิภา",
        "role": Role.SCREENER,
        "password_hash": "-",
        "password_at": now,
        "created_at": now,
    }
    with office.database.write() as connection:
        known = connection.scalar(select(_staff.c.id).where(_staff.c.login == "wipha"))
        made = known or connection.execute(insert(_staff), values).inserted_primary_key[0]
    return Officer(made, "วิภา", Role.SCREENER)


Verb = Callable[[Any, int, list[str], str, Mapping[str, Any]], Decision]

VERBS: Final[Mapping[str, Verb]] = {
    "ผ่าน": lambda database, row, _, __, by: screening.approve(database, row, **by),
    "ขอข้อมูล": lambda database, row, wanted, why, by: screening.ask(
        database, row, wanted=frozenset(map(Wanted, wanted)), note=why, **by
    ),
    "ไม่ผ่าน": lambda database, row, _, why, by: screening.reject(database, row, reason=why, **by),
    "ยกเลิก": lambda database, row, _, why, by: screening.withdraw(database, row, reason=why, **by),
    "เปิดใหม่": lambda database, row, _, why, by: screening.reopen(database, row, reason=why, **by),
}
