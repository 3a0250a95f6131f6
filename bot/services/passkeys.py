"""
Passkeys: keys that stay in a telephone or computer and open only to their owner.

A challenge is good for one use: whoever answers one issued before the passkey was last used
answers one that may have been seen. The library is imported when first needed, as most
processes never do.
"""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from sqlalchemy import Row, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.services import staff_record
from models.base import Database
from models.staff import Passkey, Staff
from models.vocabulary import Role

if TYPE_CHECKING:
    from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
    from webauthn.registration.verify_registration_response import VerifiedRegistration

CHALLENGE_LIFE: Final = timedelta(minutes=5)
CHALLENGE_BYTES: Final = 32
MOST: Final = 10  # of one person
LONGEST_ANSWER: Final = 20_000
LONGEST_NAME: Final = 60

_passkey, _staff = Passkey.__table__, Staff.__table__
_BY_CREDENTIAL: Final = (
    select(_passkey, _staff.c.is_demo)
    .join_from(_passkey, _staff, _staff.c.id == _passkey.c.staff_id)
    .where(_passkey.c.credential_id == bindparam("credential"), _staff.c.left_at.is_(None))
)


@dataclass(frozen=True, slots=True)
class Site:
    """What passkeys are made for: `id` is the host, `origin` what browsers say they are on."""

    id: str
    origin: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a passkey is to sign, and when that was asked."""

    value: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A passkey as its owner sees it."""

    id: int
    name: str
    created_at: datetime
    used_at: datetime | None


def site(public_url: str) -> Site | None:
    """Where passkeys work, None on an address without a name: browsers refuse them there."""
    host = urlsplit(public_url).hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return Site(host, public_url) if host else None
    return None


def new_challenge(now: datetime) -> Challenge:
    return Challenge(secrets.token_bytes(CHALLENGE_BYTES), now)


def to_add(database: Database, staff_id: int, *, site: Site, challenge: Challenge) -> str:
    """What the browser is to make a passkey from, as JSON."""
    import webauthn
    from webauthn.helpers import structs

    with database.read() as connection:
        who = connection.execute(
            select(_staff.c.login, _staff.c.name).where(_staff.c.id == staff_id)
        ).one()
        known = connection.scalars(
            select(_passkey.c.credential_id).where(_passkey.c.staff_id == staff_id)
        ).all()
    options = webauthn.generate_registration_options(
        rp_id=site.id,
        rp_name=site.id,
        user_id=str(staff_id).encode(),
        user_name=who.login,
        user_display_name=who.name,
        challenge=challenge.value,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=key) for key in known],
    )
    return webauthn.options_to_json(options)


def add(
    database: Database,
    staff_id: int,
    answer: str,
    *,
    name: str,
    site: Site,
    challenge: Challenge,
    now: datetime,
) -> bool:
    """Keep the passkey that the browser made; False when it is none, or one too many."""
    made = _made(answer, site, challenge, now)
    if made is None:
        return False
    values = {
        "staff_id": staff_id,
        "credential_id": made.credential_id,
        "public_key": made.credential_public_key,
        "sign_count": made.sign_count,
        "name": name[:LONGEST_NAME],
        "created_at": now,
    }
    count = select(func.count()).where(_passkey.c.staff_id == staff_id)
    try:
        with database.write() as connection:
            if (connection.scalar(count) or 0) >= MOST:
                return False
            connection.execute(insert(_passkey), values)
            staff_record.note(connection, "staff.passkey_added", staff_id, by=staff_id, now=now)
    except IntegrityError:  # the same passkey once more
        return False
    return True


def to_prove(*, site: Site, challenge: Challenge) -> str:
    """What the browser is to have signed by whichever passkey the person chooses, as JSON."""
    import webauthn
    from webauthn.helpers.structs import UserVerificationRequirement

    options = webauthn.generate_authentication_options(
        rp_id=site.id,
        challenge=challenge.value,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def prove(
    database: Database,
    answer: str,
    *,
    site: Site,
    challenge: Challenge,
    now: datetime,
    admits_demo: bool = False,
) -> int | None:
    """Whose passkey signed the challenge; None when nobody's did, or it was used before."""
    row = _found(database, answer)
    if row is None or (row.is_demo and not admits_demo):
        return None
    signed = _signed(answer, row, site, challenge, now)
    if signed is None:
        return None
    unused = or_(_passkey.c.used_at.is_(None), _passkey.c.used_at < challenge.at)
    values = {"used_at": now, "sign_count": signed.new_sign_count}
    with database.write() as connection:
        done = connection.execute(
            update(_passkey).where(_passkey.c.id == row.id, unused).values(values)
        )
    return int(row.staff_id) if done.rowcount == 1 else None


def of(database: Database, staff_id: int) -> tuple[Held, ...]:
    """Somebody's passkeys, oldest first."""
    query = select(_passkey.c.id, _passkey.c.name, _passkey.c.created_at, _passkey.c.used_at)
    with database.read() as connection:
        found = connection.execute(
            query.where(_passkey.c.staff_id == staff_id).order_by(_passkey.c.id)
        )
        return tuple(Held(*row) for row in found)


def remove(database: Database, passkey_id: int, *, staff_id: int, now: datetime) -> bool:
    """
    Forget one of somebody's own passkeys. False when it is none of theirs, or the only second
    proof of a person whose role needs one.
    """
    mine = (_passkey.c.id == passkey_id, _passkey.c.staff_id == staff_id)
    with database.write() as connection:
        who = connection.execute(
            select(_staff.c.role, _staff.c.totp_secret, _count_of(staff_id))
            .where(_staff.c.id == staff_id)
            .with_for_update()
        ).one()
        if who.role != Role.VIEWER and who.totp_secret is None and who.passkeys == 1:
            return False
        if connection.execute(delete(_passkey).where(*mine)).rowcount == 0:
            return False
        staff_record.note(connection, "staff.passkey_removed", staff_id, by=staff_id, now=now)
    return True


def _count_of(staff_id: int) -> Any:
    count = select(func.count()).where(_passkey.c.staff_id == staff_id)
    return count.scalar_subquery().label("passkeys")


def _is_timely(answer: str, challenge: Challenge, now: datetime) -> bool:
    return len(answer) <= LONGEST_ANSWER and now - challenge.at < CHALLENGE_LIFE


def _made(
    answer: str, site: Site, challenge: Challenge, now: datetime
) -> VerifiedRegistration | None:
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    if not _is_timely(answer, challenge, now):
        return None
    try:
        return webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge.value,
            expected_rp_id=site.id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        return None


def _found(database: Database, answer: str) -> Row[*tuple[Any, ...]] | None:
    from webauthn.helpers import parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        credential = parse_authentication_credential_json(answer[:LONGEST_ANSWER])
    except (WebAuthnException, ValueError):
        return None
    with database.read() as connection:
        return connection.execute(_BY_CREDENTIAL, {"credential": credential.raw_id}).one_or_none()


def _signed(
    answer: str, row: Row[*tuple[Any, ...]], site: Site, challenge: Challenge, now: datetime
) -> VerifiedAuthentication | None:
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    if not _is_timely(answer, challenge, now):
        return None
    try:
        return webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge.value,
            expected_rp_id=site.id,
            expected_origin=site.origin,
            credential_public_key=row.public_key,
            credential_current_sign_count=row.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        return None
