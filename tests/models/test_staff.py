"""What the tables of the staff refuse to hold."""

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from models.base import Database
from models.staff import OneTimeCode
from models.vocabulary import CodePurpose
from tests.bot.services.colleagues import MORNING, hire


@pytest.fixture
def staff_id(database: Database) -> int:
    return hire(database)


def test_a_role_is_one_of_the_offices_words(database: Database) -> None:
    with pytest.raises(IntegrityError):
        hire(database, role="king")  # type: ignore[arg-type]


def test_a_login_is_one_persons(database: Database, staff_id: int) -> None:
    with pytest.raises(IntegrityError):
        hire(database, "somchai")


@pytest.mark.parametrize("purpose", [*CodePurpose, "anything"])
def test_a_one_time_code_has_a_purpose_that_there_is(
    database: Database, staff_id: int, purpose: str
) -> None:
    values = {"purpose": purpose, "subject_id": staff_id, "code_digest": "1", "made_by": staff_id}
    statement = insert(OneTimeCode.__table__)

    def keep() -> None:
        with database.write() as connection:
            connection.execute(statement, values | {"created_at": MORNING, "ends_at": MORNING})

    if purpose in set(CodePurpose):
        keep()
    else:
        with pytest.raises(IntegrityError):
            keep()
