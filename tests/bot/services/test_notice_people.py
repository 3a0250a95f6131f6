"""By name whom a notice would reach."""

import pytest

from bot.services import notice_people, segments
from models.base import Database
from models.contact import Contact
from tests.bot.console.casefile import change, file_two
from tests.bot.services.noticing import NOW, drafted, officer_of

pytestmark = pytest.mark.both


def named(database: Database) -> list[tuple[str | None, str | None]]:
    notice = drafted(database, officer_of(database, "สมศรี"))
    while segments.fold(database):
        continue
    found, has_more = notice_people.named(database, notice, now=NOW)
    assert not has_more
    return [(one.name, one.agency) for one in found]


def test_people_are_named_with_a_body_they_speak_for(database: Database) -> None:
    file_two(database)

    assert [agency is not None for _, agency in named(database)] == [True, True]


def test_who_is_not_reached_is_not_named(database: Database) -> None:
    file_two(database)
    change(database, Contact, blocked_at=NOW)

    assert named(database) == []
