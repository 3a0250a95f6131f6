"""What a body is called and what it is, corrected by staff."""

import pytest
from sqlalchemy import select

from bot.services import bodies, directory, naming
from bot.services.decisions import NotPossible
from bot.services.naming import Overtaken, Particulars, Taken, Written
from bot.services.officer import Officer
from models.agency import Agency
from models.base import Database
from models.registration import RegistrationEvent
from models.vocabulary import AgencyCategory, Change, Role
from tests.bot.services.colleagues import audited, hire
from tests.bot.services.office import CHIANG_MAI, WEATHER, Office, later, submit

_a, _event = Agency.__table__, RegistrationEvent.__table__
NEW = Particulars("กรมฟ้าฝน", AgencyCategory.INDEPENDENT, "ตาก", ("กฝ.", "Rain", "กรมอุตุนิยมวิทยา"))
AT = later(days=1)


@pytest.fixture
def officer(peopled: Database) -> Officer:
    return Officer(hire(peopled), "สมศรี", Role.OFFICER)


def edit(database: Database, officer: Officer, values: Particulars = NEW, **options):
    given = {"officer": officer, "seen": "", "now": AT} | options
    return naming.edit(database, "GOV-091", values, **given)


def test_edit_writes_all_that_a_body_is_called(peopled: Database, officer: Officer) -> None:
    done = edit(peopled, officer)

    with peopled.read() as connection:
        row = connection.execute(select(_a).where(_a.c.code == "GOV-091")).one()
    assert done == Written("GOV-091")
    assert (row.name, row.category, row.province, row.keys) == (
        *("กรมฟ้าฝน", AgencyCategory.INDEPENDENT, "ตาก"),
        "กฝ.\nRain\nกรมอุตุนิยมวิทยา",
    )
    assert (row.folded, row.searched, row.edited_at) == (
        directory.folded("กรมฟ้าฝน"),
        directory.searched("กรมฟ้าฝน", ("กฝ.", "Rain", "กรมอุตุนิยมวิทยา")),
        AT,
    )
    assert audited(peopled) == [("agency.edited", "agency 1", officer.id)]


def test_the_history_of_an_open_request_tells_which_fields_changed(
    peopled: Database, officer: Officer
) -> None:
    with peopled.write() as connection:
        Office(connection).do(1, submit(WEATHER))

    edit(peopled, officer)

    query = select(_event.c.details, _event.c.staff_id).where(_event.c.change == Change.AGENCY)
    with peopled.read() as connection:
        (told,) = connection.execute(query)
    assert tuple(told) == ({"fields": ["category", "keys", "name", "province"]}, officer.id)


def test_who_comes_second_is_told_who_came_first(peopled: Database, officer: Officer) -> None:
    edit(peopled, officer)

    late = edit(peopled, officer, now=later(days=2))
    found = bodies.find(peopled, "GOV-091")
    assert found is not None
    informed = edit(peopled, officer, seen=found.seen, now=later(days=2))

    assert (late, informed) == (Overtaken("somchai ใจดี", AT), Written("GOV-091"))


def test_a_name_is_one_body_s_alone(peopled: Database, officer: Officer) -> None:
    taken = Particulars("จังหวัดเชียงใหม่", AgencyCategory.GOVERNMENT, None, ())
    with peopled.write() as connection:
        folded = directory.folded(CHIANG_MAI.name)
        connection.execute(_a.update().where(_a.c.id == 2).values(folded=folded))

    assert edit(peopled, officer, taken) == Taken("PROV-421", "จังหวัดเชียงใหม่")


def test_the_shipped_list_leaves_alone_what_staff_edited(
    peopled: Database, officer: Officer
) -> None:
    edit(peopled, officer)

    directory.sync(peopled, now=later(days=2))

    found = bodies.find(peopled, "GOV-091")
    assert found is not None
    assert (found.name, found.keys) == ("กรมฟ้าฝน", ("กฝ.", "Rain", "กรมอุตุนิยมวิทยา"))


@pytest.mark.parametrize("merged", [None, 2])
def test_a_body_that_is_gone_is_no_error(
    peopled: Database, officer: Officer, merged: int | None
) -> None:
    with peopled.write() as connection:
        changed = {"merged_into": merged} if merged else {"code": "GOV-092"}
        connection.execute(_a.update().where(_a.c.id == 1).values(changed))

    assert edit(peopled, officer) == NotPossible("bodies.refused.gone")
