"""What the database itself does not let happen to requests."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from models.agency import Agency
from models.base import Database
from models.lifecycle import CLOSED, OPEN
from models.registration import Registration
from models.vocabulary import RegistrationStatus

NOON = datetime(2020, 3, 17, 5, 0, tzinfo=UTC)


def request(number: int, **values: Any) -> dict[str, Any]:
    return {
        "reference": f"WFH-63-{number:05d}",
        "year": 63,
        "number": number,
        "agency_id": 1,
        "category": "government",
        "status": RegistrationStatus.SUBMITTED,
        "status_at": NOON,
        "users": 10,
        "submitted_at": NOON,
        **values,
    }


def store(database: Database, *requests: dict[str, Any]) -> None:
    agency = {"code": "GOV-001", "name": "-", "folded": "-", "category": "government"}
    with database.write() as connection:
        connection.execute(insert(Agency.__table__), {**agency, "created_at": NOON})
        for values in requests:
            connection.execute(insert(Registration.__table__), values)


@pytest.mark.parametrize("first", sorted(OPEN))
def test_an_agency_has_one_open_request(database: Database, first: RegistrationStatus) -> None:
    with pytest.raises(IntegrityError, match="agency_id"):
        store(database, request(1, status=first), request(2))


@pytest.mark.parametrize("first", sorted(CLOSED))
def test_an_agency_may_ask_anew_after_a_closed_request(
    database: Database, first: RegistrationStatus
) -> None:
    store(database, request(1, status=first), request(2))


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"users": 0}, "ck_registrations_users"),
        ({"status": "lost"}, "ck_registrations_status"),
        ({"agency_id": 2}, "(?i)FOREIGN KEY"),
    ],
)
def test_a_request_that_cannot_be_is_refused(
    database: Database, values: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        store(database, request(1, **values))


def test_a_number_is_given_once_a_year(database: Database) -> None:
    twice = request(1, reference="other", agency_id=1, status=RegistrationStatus.REJECTED)
    with pytest.raises(IntegrityError, match=r"year.*number"):
        store(database, request(1), twice)
