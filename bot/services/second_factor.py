"""
The second proof by an authenticator app: six figures that change every half minute (TOTP).

No figures work twice: whoever accepts some keeps their step, and only later ones are taken.
"""

import hmac
from datetime import datetime
from typing import Final

import pyotp
from sqlalchemy import select, update

from bot.services import staff_record
from models.base import Database
from models.staff import Staff

STEP_SECONDS: Final = 30
DRIFT: Final = (-1, 0, 1)  # steps by which a telephone's clock may be wrong
FIGURES: Final = 6

_staff = Staff.__table__


def new_secret() -> str:
    """A secret for an app and us to share."""
    return pyotp.random_base32()


def address(secret: str, *, login: str, issuer: str) -> str:
    """What the picture says that an app reads the secret from."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer)


def step(secret: str, given: str, *, after: int, now: datetime) -> int | None:
    """The step that these figures belong to, None unless it is near and later than `after`."""
    figures = "".join(str(int(sign)) for sign in given if sign.isdecimal())
    if len(figures) != FIGURES:
        return None
    totp, current = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    near = [
        current + drift
        for drift in DRIFT
        if hmac.compare_digest(totp.generate_otp(current + drift), figures)
    ]
    return next((found for found in near if found > after), None)


def set_up(database: Database, staff_id: int, secret: str, given: str, *, now: datetime) -> bool:
    """Keep the secret as somebody's own once its figures show that their app has it."""
    with database.write() as connection:
        used = connection.scalar(select(_staff.c.totp_step).where(_staff.c.id == staff_id))
        found = step(secret, given, after=used or 0, now=now)
        if found is None:
            return False
        values = {"totp_secret": secret, "totp_step": found}
        connection.execute(update(_staff).where(_staff.c.id == staff_id).values(values))
        staff_record.note(connection, "staff.authenticator_set", staff_id, by=staff_id, now=now)
    return True
