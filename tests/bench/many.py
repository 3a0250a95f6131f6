"""
Fill a database with as many agencies and requests as the programme may ever see.

Made up, the same every time, and written in bulk: 20,000 take a few seconds. Whoever measures
pages, searches or sheets starts from here.
"""

from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise
from typing import Any, Final

from sqlalchemy import Connection, Table, insert

import messages_th
from bot.services import directory
from models.agency import Agency
from models.base import Database
from models.contact import AgencyContact, Contact
from models.reference import Reference
from models.registration import Registration, RegistrationApp, RegistrationEvent
from models.staff import Staff
from models.vocabulary import (
    Actor,
    AgencyCategory,
    AppStatus,
    Change,
    ContactRole,
    MeetingApp,
    Origin,
    RegistrationStatus,
    Role,
)

S = RegistrationStatus

MANY: Final = 20_000
# Tuesday 17 March 2563, half past nine in Thailand: the newest requests are of this morning.
NOW: Final = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)
CHUNK: Final = 5_000

CATEGORIES: Final = tuple(AgencyCategory)
APPS: Final = tuple(MeetingApp)
KINDS: Final = (
    *("องค์การบริหารส่วนตำบล", "เทศบาลตำบล", "โรงพยาบาล", "สำนักงานเขตพื้นที่การศึกษา"),
    *("ที่ทำการปกครองอำเภอ", "สำนักงานสาธารณสุขอำเภอ", "วิทยาลัย", "สำนักงานเกษตรอำเภอ"),
)
PLACES: Final = (
    *("หนองบัว", "ท่าทราย", "บ้านใหม่", "ดอนแก้ว", "คลองสาม", "โคกสูง", "ป่าซาง", "เกาะลอย"),
    *("วังน้ำเย็น", "บางพลี", "สันทราย", "ทุ่งสง", "แม่ริม", "นาดี", "ศรีสำราญ", "เขาค้อ"),
)
# How many of a hundred requests stand where; of each, the ways it went so far.
SHARES: Final = {
    (S.SUBMITTED,): 8,
    (S.SUBMITTED, S.SCREENING): 4,
    (S.SUBMITTED, S.NEED_INFO): 2,
    (S.SUBMITTED, S.SCREENING, S.APPROVED): 10,
    (S.SUBMITTED, S.APPROVED, S.FORWARDED): 18,
    (S.SUBMITTED, S.SCREENING, S.APPROVED, S.FORWARDED, S.ACTIVE): 50,
    (S.SUBMITTED, S.REJECTED): 3,
    (S.SUBMITTED, S.WITHDRAWN): 2,
    (S.SUBMITTED, S.APPROVED, S.FORWARDED, S.ACTIVE, S.EXPIRED): 3,
}
HUNDRED: Final = [
    way
    for way, (first, last) in zip(
        SHARES, pairwise(accumulate(SHARES.values(), initial=0)), strict=True
    )
    for _ in range(first, last)
]
APP_STATUS: Final = {
    S.FORWARDED: AppStatus.FORWARDED,
    S.ACTIVE: AppStatus.ACTIVE,
    S.EXPIRED: AppStatus.EXPIRED,
    S.WITHDRAWN: AppStatus.DROPPED,
}

Values = dict[str, Any]


def fill(database: Database, count: int = MANY) -> None:
    """Put `count` agencies, each with a contact and a request, into a database without any."""
    provinces = sorted(messages_th.load_lexicon()["provinces"])
    numbers = range(1, count + 1)
    with database.write() as connection:
        _add(connection, Staff.__table__, [_officer(number) for number in (1, 2, 3)])
        _add(connection, Contact.__table__, [_contact(number) for number in numbers])
        _add(connection, Agency.__table__, [_agency(n, provinces) for n in numbers])
        _add(connection, AgencyContact.__table__, [_link(number) for number in numbers])
        _add(connection, Registration.__table__, [_registration(number) for number in numbers])
        _add(connection, RegistrationApp.__table__, [a for n in numbers for a in _apps(n)])
        _add(connection, RegistrationEvent.__table__, [e for n in numbers for e in _events(n)])


def _add(connection: Connection, table: Table, rows: list[Values]) -> None:
    for start in range(0, len(rows), CHUNK):
        connection.execute(insert(table), rows[start : start + CHUNK])


def _officer(number: int) -> Values:
    return {
        "id": number,
        "login": f"officer{number}",
        "name": f"เจ้าหน้าที่ {number}",
        "role": (Role.ADMIN, Role.SCREENER, Role.OFFICER)[number - 1],
        "password_hash": "-",
        "password_at": NOW,
        "must_change": False,
        "totp_secret": "JBSWY3DPEHPK3PXP",
        "created_at": NOW,
    }


def _contact(number: int) -> Values:
    at = _submitted_at(number)
    return {"id": number, "line_id": f"U{number:032x}", "created_at": at, "blocked_at": at}


def _agency(number: int, provinces: list[str]) -> Values:
    kind, place = KINDS[number % len(KINDS)], PLACES[number // len(KINDS) % len(PLACES)]
    province = provinces[number % len(provinces)]
    name = f"{kind}{place} {number} {province}"
    keys = f"อบต{number}\nTest Office {number}"
    return {
        "id": number,
        "code": f"NEW-{number:05d}",
        "name": name,
        "folded": directory.folded(name),
        "category": _category(number),
        "province": province,
        "keys": keys,
        "searched": "\n".join(map(directory.folded, (name, *keys.split("\n")))),
        "created_at": _submitted_at(number),
    }


def _link(number: int) -> Values:
    return {
        "agency_id": number,
        "contact_id": number,
        "role": ContactRole.MAIN,
        "name": f"สมชาย ตัวอย่าง{number}",
        "phone": f"+668{number:08d}",
        # Every fiftieth looks after the agency before, too.
        "email": f"contact{number - (number % 50 == 0)}@example.go.th",
        "since": _submitted_at(number),
    }


def _registration(number: int) -> Values:
    status = _way(number)[-1]
    is_claimed = number % 9 == 0
    return {
        "id": number,
        "reference": str(Reference(63, number)),
        "year": 63,
        "number": number,
        "agency_id": number,
        "category": _category(number),
        "status": status,
        "status_at": _submitted_at(number) + timedelta(hours=len(_way(number))),
        "reason": "เอกสารไม่ครบ" if status is S.REJECTED else None,
        "users": _users(number),
        "submitted_at": _submitted_at(number),
        "submitted_by": number,
        "version": len(_way(number)),
        "origin": Origin.PHONE if number % 20 == 0 else Origin.LINE,
        "wanted": ["phone", "letter"] if status is S.NEED_INFO else None,
        "claimed_by": 1 + number % 3 if is_claimed else None,
        "claimed_at": NOW if is_claimed else None,
    }


def _apps(number: int) -> list[Values]:
    status = _way(number)[-1]
    return [
        {
            "registration_id": number,
            "app": APPS[(number + place) % len(APPS)],
            "status": APP_STATUS.get(status, AppStatus.WAITING),
            "status_at": _submitted_at(number),
            "granted": _users(number) if status is S.ACTIVE else None,
        }
        for place in range(1 + number % len(APPS))
    ]


def _events(number: int) -> list[Values]:
    way = _way(number)
    return [
        {
            "registration_id": number,
            "at": _submitted_at(number) + timedelta(hours=place),
            "change": Change.STATUS if before else Change.SUBMITTED,
            "actor": Actor.STAFF if before else Actor.CONTACT,
            "contact_id": None if before else number,
            "staff_id": 1 + number % 3 if before else None,
            "from_status": before,
            "status": status,
            "users": _users(number),
            "category": _category(number),
        }
        for place, (before, status) in enumerate(pairwise((None, *way)))
    ]


def _way(number: int) -> tuple[RegistrationStatus, ...]:
    return HUNDRED[number * 37 % len(HUNDRED)]  # 37 and 100 share no factor: all are met


def _submitted_at(number: int) -> datetime:
    return NOW - timedelta(minutes=number)


def _category(number: int) -> AgencyCategory:
    return CATEGORIES[number % len(CATEGORIES)]


def _users(number: int) -> int:
    return 10 + number * 7 % 990
