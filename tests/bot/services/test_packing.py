"""Packs hold what waits; marking is done once, whatever dies on the way."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from bot.delivery import working
from bot.delivery.works import WORKS
from bot.services import jobs, leases, packing
from bot.services.jobs import Job
from bot.services.officer import Officer
from models.base import Database
from models.reference import Reference
from models.vocabulary import AppStatus, JobKind, MeetingApp, RegistrationStatus
from tests.bot.services.handed_over import app_events, approved, set_app, stands, told
from tests.bot.services.office import MORNING
from tests.bot.services.requested import colleague, request
from tests.bot.services.workroom import CATALOGUE, Workroom

TEAMS = MeetingApp.TEAMS
NAMES = tuple(f"กรม {number}" for number in range(1, 26))


class Killed(BaseException):
    """The process ends here, as by kill -9: nobody catches this."""


@pytest.fixture
def officer(database: Database) -> Officer:
    with database.write() as connection:
        return colleague(connection, "มาลี")


def packed(room: Workroom, officer: Officer, **arguments) -> Job:
    arguments = {"app": TEAMS, **arguments}
    job = jobs.ask(room.database, JobKind.PACK, officer=officer, arguments=arguments, now=room.now)
    while working.do_next(WORKS, room.tools):
        pass
    found = jobs.find(room.database, job)
    assert found is not None
    assert found.error is None
    return found


def rows_of(room: Workroom, job: Job, officer: Officer) -> list[list[object]]:
    (kept,) = job.files
    file = jobs.content(room.database, job.id, kept.id, officer=officer, now=room.now)
    assert file is not None
    with CalamineWorkbook.from_filelike(BytesIO(file.data)) as book:
        return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def test_a_pack_holds_the_approved_requests_that_wait_for_the_app(
    database: Database, officer: Officer
) -> None:
    with database.write() as connection:
        approved(connection, "กรมหนึ่ง", "กรมสอง", "กรมสาม", users=45)
        set_app(connection, 2, TEAMS, status=AppStatus.FORWARDED)
        request(connection, "กรมสี่")
        request(
            connection,
            "กรมห้า",
            status=RegistrationStatus.APPROVED,
            apps=(MeetingApp.WEBEX,),
        )
    room = Workroom(database)

    job = packed(room, officer, marks=True)

    head, *rows = rows_of(room, job, officer)[2:]
    assert head == [column.title for column in packing.columns(CATALOGUE)]
    assert [row[:10] for row in rows] == [
        [
            *(number, reference, "Microsoft Teams", agency, "หน่วยงานภาครัฐ", "", 45),
            *("สมชาย", "08 1234 5678", "a@example.go.th"),
        ]
        for number, reference, agency in (
            (1, str(Reference(63, 1)), "กรมหนึ่ง"),
            (2, str(Reference(63, 3)), "กรมสาม"),
        )
    ]
    assert (job.result, job.done, job.total) == ({"chosen": [1, 3], "rows": 2, "left": 0}, 2, 2)


def test_marking_moves_each_request_and_tells_its_contacts(
    database: Database, officer: Officer
) -> None:
    with database.write() as connection:
        approved(connection, "กรมหนึ่ง", "กรมสอง")
    room = Workroom(database)

    packed(room, officer, marks=True)

    with database.read() as connection:
        assert [stands(connection, row) for row in (1, 2)] == [
            ("forwarded", {"teams": "forwarded"})
        ] * 2
        assert told(connection) == ["U1", "U2"]
    assert room.woken == ["U1", "U2"]


def test_without_marks_nothing_is_changed(database: Database, officer: Officer) -> None:
    with database.write() as connection:
        approved(connection, "กรมหนึ่ง")
    room = Workroom(database)

    job = packed(room, officer, marks=False)

    with database.read() as connection:
        assert stands(connection, 1) == ("approved", {"teams": "waiting"})
        assert told(connection) == []
    assert len(rows_of(room, job, officer)) == 4


@pytest.mark.parametrize("dies_at", [1, 5, 10, 11, 20, 25, 26])
def test_whenever_it_dies_each_request_is_marked_once_and_stands_in_the_file(
    database: Database, officer: Officer, dies_at: int
) -> None:
    with database.write() as connection:
        approved(connection, *NAMES)
    arguments = {"app": TEAMS, "marks": True}
    jobs.ask(database, JobKind.PACK, officer=officer, arguments=arguments, now=MORNING)
    room = Workroom(database)
    said: list[object] = []

    def render(says):
        said.append(says)
        if len(said) == dies_at:
            raise Killed
        return Workroom(database).tools.render(says)

    tools = room.tools
    dying = leases.Tools(
        tools.database, tools.catalogue, tools.lexicon, render, _kill_when(dies_at > 25), tools.now
    )
    with pytest.raises(Killed):
        working.do_next(WORKS, dying)
    leases.release(database)
    working.do_next(WORKS, room.tools)

    found = jobs.find(database, 1)
    assert found is not None
    assert found.result == {"chosen": list(range(1, 26)), "rows": 25, "left": 0}
    assert [row[3] for row in rows_of(room, found, officer)[3:]] == list(NAMES)
    with database.read() as connection:
        assert sorted(told(connection)) == sorted(f"U{number}" for number in range(1, 26))
        assert [len(app_events(connection, row)) for row in range(1, 26)] == [1] * 25


def _kill_when(is_now: bool):
    def wake(lane: str) -> None:
        if is_now and lane == "U25":
            raise Killed

    return wake


def test_what_moved_on_meanwhile_is_left_out_and_counted(
    database: Database, officer: Officer
) -> None:
    with database.write() as connection:
        approved(connection, *NAMES[:12])
    room = Workroom(database)
    job = jobs.ask(
        database,
        JobKind.PACK,
        officer=officer,
        arguments={"app": TEAMS, "marks": True},
        now=MORNING,
    )
    hold = leases.take(room.tools)
    assert hold is not None
    packing._chosen(hold, room.tools, TEAMS)
    with database.write() as connection:
        set_app(connection, 11, TEAMS, status=AppStatus.DROPPED)

    hold.end(packing.pack(hold, room.tools))

    found = jobs.find(database, job)
    assert found is not None
    assert (found.result["rows"], found.result["left"]) == (11, 1)
    assert 11 not in found.result["chosen"]


def test_an_older_pack_can_be_made_again(database: Database, officer: Officer) -> None:
    with database.write() as connection:
        approved(connection, "กรมหนึ่ง", "กรมสอง")
    room = Workroom(database)
    first = packed(room, officer, marks=True)

    again = packed(room, officer, again=first.id)

    assert rows_of(room, again, officer)[2:] == rows_of(room, first, officer)[2:]
    with database.read() as connection:
        assert told(connection) == ["U1", "U2"]


def test_two_packs_at_once_share_the_requests_between_them(
    database: Database, officer: Officer
) -> None:
    with database.write() as connection:
        approved(connection, *NAMES[:12])
        rival = colleague(connection, "สมชาย")
    room = Workroom(database)
    arguments = {"app": TEAMS, "marks": True}
    for one in (officer, rival):
        jobs.ask(database, JobKind.PACK, officer=one, arguments=arguments, now=MORNING)
    first, second = leases.take(room.tools), leases.take(room.tools)
    assert first is not None
    assert second is not None
    packing._chosen(first, room.tools, TEAMS)
    packing._chosen(second, room.tools, TEAMS)

    results = [packing.pack(hold, room.tools).result for hold in (second, first)]

    assert [(result["rows"], result["left"]) for result in results] == [(12, 0), (0, 12)]
    with database.read() as connection:
        assert len(told(connection)) == 12
