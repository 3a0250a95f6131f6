"""People are found, and made unknown on the record."""

import pytest
from sqlalchemy import insert, select

from bot.services import privacy
from bot.services.erasing import Traces
from bot.services.officer import Officer
from bot.services.privacy import Part, Person, Whom
from models.audit import AuditEntry
from models.base import Database
from models.contact import AgencyContact
from models.vocabulary import ContactRole, Role
from tests.bot.services.office import MORNING, later
from tests.bot.services.remembered import (
    DISPLAY,
    GHOST,
    LINE_ID,
    Cast,
    remember,
    told,
)

ADMIN = Officer(1, "สมศรี คัดกรอง", Role.ADMIN)
HER = Whom(contact_id=1)


@pytest.fixture
def cast(peopled: Database) -> Cast:
    return remember(peopled)


@pytest.fixture
def caller(peopled: Database, cast: Cast) -> Whom:
    """Somebody who telephoned, and is not on LINE."""
    values = {
        "agency_id": 2,
        "role": "deputy",
        "name": "วิชัย โทรมา",
        "phone": "+6620000009",
        "email": "wichai@example.go.th",
        "since": MORNING,
    }
    with peopled.write() as connection:
        added = connection.execute(insert(AgencyContact.__table__), values)
    return Whom(part_id=added.inserted_primary_key[0])


def audited(database: Database) -> list[tuple[object, ...]]:
    entry = AuditEntry.__table__.c
    with database.read() as connection:
        rows = connection.execute(
            select(entry.actor, entry.actor_id, entry.action, entry.subject)
            .where(entry.action.like("privacy.%"))
            .order_by(entry.id)
        )
        return [tuple(row) for row in rows]


def test_a_person_is_told_with_every_part_they_have(peopled: Database, cast: Cast) -> None:
    assert privacy.find(peopled, HER) == Person(
        whom=HER,
        display_name=DISPLAY,
        line_id=LINE_ID,
        since=MORNING,
        parts=(
            Part(
                id=1,
                agency="กรมอุตุนิยมวิทยา",
                agency_id=1,
                role=ContactRole.MAIN,
                name=GHOST.name,
                phone=GHOST.phone.e164,
                phone_extension="77",
                email=GHOST.email,
                since=MORNING,
            ),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        *("กมลวรรณ", "ลับเฉพาะ", "KAMON", "089-999-9123", "+66 89 999 9123", "9999"),
        *("ก้อยลับ", LINE_ID, "  กมลวรรณ "),
    ],
)
def test_a_person_is_found_by_what_is_known_of_them(
    peopled: Database, cast: Cast, text: str
) -> None:
    assert [person.whom for person in privacy.search(peopled, text)] == [HER]


@pytest.mark.parametrize("text", ["", "กม", "%%%", "___", "ไม่มีใคร", "0"])
def test_nobody_is_found_by_too_little_or_by_wildcards(
    peopled: Database, cast: Cast, text: str
) -> None:
    assert privacy.search(peopled, text) == ()


def test_who_telephoned_is_found_and_erased_alone(peopled: Database, caller: Whom) -> None:
    (found,) = privacy.search(peopled, "วิชัย")

    traces = privacy.erase(peopled, caller, officer=ADMIN, now=later(days=1))

    assert (found.whom, found.name, found.line_id) == (caller, "วิชัย โทรมา", None)
    assert traces == Traces(parts=1)
    assert privacy.search(peopled, "วิชัย") == ()
    assert privacy.find(peopled, HER) is not None
    assert audited(peopled) == [("staff", 1, "privacy.erased", f"agency contact {caller.part_id}")]


def test_erasing_is_told_in_the_audit_by_a_number_only(peopled: Database, cast: Cast) -> None:
    privacy.note_copied(peopled, HER, officer=ADMIN, now=later(days=1))

    erased = privacy.erase(peopled, HER, officer=None, now=later(days=1))

    assert erased is not None
    assert audited(peopled) == [
        ("staff", 1, "privacy.copied", "contact 1"),
        ("system", None, "privacy.erased", "contact 1"),
    ]
    with peopled.read() as connection:
        assert told(connection) == {}


def test_who_was_erased_is_nobody_any_more(peopled: Database, cast: Cast) -> None:
    privacy.erase(peopled, HER, officer=ADMIN, now=later(days=1))

    assert privacy.find(peopled, HER) is None
    assert privacy.erase(peopled, HER, officer=ADMIN, now=later(days=2)) is None
    assert privacy.search(peopled, "erased") == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [("line-12", Whom(contact_id=12)), ("part-7", Whom(part_id=7))],
)
def test_whom_is_written_and_read(written: str, meant: Whom) -> None:
    assert privacy.whom(written) == meant
    assert str(meant) == written


@pytest.mark.parametrize("written", ["", "line-", "12", "line-1x", "part-9999999999", "LINE-1"])
def test_what_means_nobody_is_none(written: str) -> None:
    assert privacy.whom(written) is None
