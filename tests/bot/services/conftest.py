"""A database with two bodies of the directory and three people in it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import insert

from models.agency import Agency
from models.base import Database
from models.contact import Contact
from tests.bot.services.office import CHIANG_MAI, MORNING, WEATHER, Office


@pytest.fixture
def peopled(database: Database) -> Database:
    with database.write() as connection:
        connection.execute(
            insert(Contact.__table__),
            [{"line_id": f"U{number}", "created_at": MORNING} for number in (1, 2, 3)],
        )
        connection.execute(
            insert(Agency.__table__),
            [
                {
                    "code": answer.code,
                    "name": answer.name,
                    "folded": answer.name,
                    "category": answer.category,
                    "province": answer.province,
                    "created_at": MORNING,
                }
                for answer in (WEATHER, CHIANG_MAI)
            ],
        )
    return database


@pytest.fixture
def office(peopled: Database) -> Iterator[Office]:
    with peopled.write() as connection:
        yield Office(connection)
