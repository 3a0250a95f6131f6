"""A body knows where it stands in a list, whoever stores it."""

import pytest
from sqlalchemy import insert, select

from models.agency import Agency
from models.base import Database
from models.sorting import thai_key
from tests.bot.services.office import MORNING

_a = Agency.__table__


@pytest.mark.both
def test_bodies_stand_where_the_dictionary_has_them(database: Database) -> None:
    names = ["โรงพยาบาล", "มหาวิทยาลัย", "เทศบาล", "ธนาคาร"]
    rows = [
        {
            "code": f"N-{number}",
            "name": name,
            "folded": name,
            "category": "government",
            "created_at": MORNING,
        }
        for number, name in enumerate(names)
    ]
    with database.write() as connection:
        connection.execute(insert(_a), rows)

    with database.read() as connection:
        found = connection.execute(select(_a.c.name, _a.c.sorted_as).order_by(_a.c.sorted_as)).all()
    in_order = ["เทศบาล", "ธนาคาร", "มหาวิทยาลัย", "โรงพยาบาล"]
    assert found == [(name, thai_key(name)) for name in in_order]
