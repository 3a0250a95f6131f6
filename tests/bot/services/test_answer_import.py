"""A provider's file changes nothing until an officer says so, and then each row once."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from bot.delivery import working
from bot.delivery.works import WORKS
from bot.services import jobs, leases, packing, sheets
from bot.services.jobs import File, Job
from bot.services.leases import Tools
from bot.services.officer import Officer
from bot.services.sheets import Sheet
from models.base import Database
from models.reference import Reference
from models.registration import RegistrationApp
from models.vocabulary import AppStatus, JobKind, MeetingApp
from tests.bot.services.handed_over import app_events, approved, set_app, stands, told
from tests.bot.services.requested import colleague
from tests.bot.services.workroom import CATALOGUE, Workroom

TEAMS = MeetingApp.TEAMS
NAMES = tuple(f"กรม {number}" for number in range(1, 26))
OPENED = ("เปิดใช้", "MS-1", 90, date(2020, 4, 1), date(2020, 6, 30), None)
TAKEN = ("รับเรื่อง",)
REFUSED = ("ไม่อนุมัติ", None, None, None, None, "โดเมนซ้ำ")


class Killed(BaseException):
    """The process ends here, as by kill -9: nobody catches this."""


@pytest.fixture
def officer(database: Database) -> Officer:
    with database.write() as connection:
        return colleague(connection, "มาลี")


@pytest.fixture
def room(database: Database) -> Workroom:
    """Twenty-five requests are with the provider of Teams."""
    with database.write() as connection:
        approved(connection, *NAMES)
        for row in range(1, 26):
            set_app(connection, row, TEAMS, status=AppStatus.FORWARDED)
    return Workroom(database)


def filled(*answers: tuple[int, tuple[object, ...]]) -> bytes:
    """A pack as the provider sends it back: the numbers of requests, and what it wrote."""
    ours = [None] * (len(packing.OURS) - 2)
    rows = [[n, str(Reference(63, n)), *ours, *cells] for n, cells in answers]
    return sheets.write(Sheet("Microsoft Teams", packing.columns(CATALOGUE), rows, ["หัว"]))


def asked(room: Workroom, officer: Officer, data: bytes | None = None, **arguments) -> int:
    file = File("sent.xlsx", sheets.MEDIA_TYPE, data) if data is not None else None
    return jobs.ask(
        room.database,
        JobKind.IMPORT,
        officer=officer,
        arguments={"app": TEAMS, **arguments},
        now=room.now,
        file=file,
    )


def done(room: Workroom, job: int, tools: Tools | None = None) -> Job:
    working.do_next(WORKS, tools or room.tools)
    found = jobs.find(room.database, job)
    assert found is not None
    return found


def annotated(room: Workroom, job: Job, officer: Officer) -> list[str]:
    """The last column of the file that comes back, without its title."""
    file = jobs.content(room.database, job.id, job.files[-1].id, officer=officer, now=room.now)
    assert file is not None
    with CalamineWorkbook.from_filelike(BytesIO(file.data)) as book:
        rows = book.get_sheet_by_index(0).to_python()
    return [str(row[-1]).replace("\u00a0", " ") for row in rows[1:]]


def test_looking_through_changes_nothing_and_says_what_would(
    room: Workroom, officer: Officer
) -> None:
    data = filled((1, OPENED), (2, TAKEN), (3, ()), (99, TAKEN), (4, ("เปิดใช้",)))

    job = done(room, asked(room, officer, data))

    assert job.error is None
    assert job.result["counts"] == {"fault": 2, "changes": 2, "same": 0, "blank": 1}
    assert job.result["seen"] == {"3": [1, "forwarded"], "4": [2, "forwarded"]}
    assert [(row["row"], row["word"]) for row in job.result["shown"]] == [
        *((6, "fault"), (7, "fault")),
        *((3, "changes"), (4, "changes"), (5, "blank")),
    ]
    assert annotated(room, job, officer) == [
        "เปลี่ยนจาก ส่งให้ผู้ให้บริการแล้ว เป็น เปิดใช้งานแล้ว",
        "เปลี่ยนจาก ส่งให้ผู้ให้บริการแล้ว เป็น ผู้ให้บริการรับเรื่องแล้ว",
        "ผู้ให้บริการยังไม่ได้กรอกผล",
        f"ไม่พบคำขอเลขที่ {Reference(63, 99)}",
        "เปิดใช้ต้องมีจำนวนที่ให้เป็นตัวเลขเดียว เช่น 450",
    ]
    with room.database.read() as connection:
        assert stands(connection, 1)[1] == {"teams": "forwarded"}
        assert told(connection) == []


def test_confirming_keeps_what_was_seen_and_tells_the_contacts(
    room: Workroom, officer: Officer
) -> None:
    data = filled((1, OPENED), (2, TAKEN), (3, REFUSED), (99, TAKEN))
    checked = done(room, asked(room, officer, data))

    job = done(room, asked(room, officer, checked=checked.id))

    assert (job.result["kept"], job.result["counts"]["fault"]) == (3, 1)
    table = RegistrationApp.__table__
    with room.database.read() as connection:
        assert [stands(connection, row) for row in (1, 2, 3, 4)] == [
            ("active", {"teams": "active"}),
            ("forwarded", {"teams": "acknowledged"}),
            ("rejected", {"teams": "refused"}),
            ("approved", {"teams": "forwarded"}),
        ]
        given = connection.execute(select(table).where(table.c.registration_id == 1)).one()
        assert told(connection) == ["U1", "U2", "U3"]
    assert (given.licence, given.granted, given.valid_to) == ("MS-1", 90, date(2020, 6, 30))
    assert room.woken == ["U1", "U2", "U3"]


def test_confirming_twice_changes_nothing_more(room: Workroom, officer: Officer) -> None:
    checked = done(room, asked(room, officer, filled((1, OPENED))))
    done(room, asked(room, officer, checked=checked.id))

    again = done(room, asked(room, officer, checked=checked.id))

    assert again.result["kept"] == 0
    with room.database.read() as connection:
        assert len(told(connection)) == 1


def test_what_somebody_changed_since_is_left_alone_and_reported(
    room: Workroom, officer: Officer
) -> None:
    checked = done(room, asked(room, officer, filled((1, OPENED), (2, OPENED))))
    with room.database.write() as connection:
        set_app(connection, 1, TEAMS, status=AppStatus.ACKNOWLEDGED)

    job = done(room, asked(room, officer, checked=checked.id))

    assert job.result["kept"] == 1
    assert annotated(room, job, officer) == [
        "มีผู้เปลี่ยนคำขอนี้หลังการตรวจ จึงยังไม่บันทึก ให้ตรวจไฟล์ใหม่อีกครั้ง",
        "ตรงกับในระบบแล้ว: เปิดใช้งานแล้ว",
    ]
    with room.database.read() as connection:
        assert stands(connection, 1)[1] == {"teams": "acknowledged"}


@pytest.mark.parametrize("dies_at", [1, 10, 11, 25])
def test_whenever_it_dies_each_answer_is_kept_once(
    room: Workroom, officer: Officer, dies_at: int
) -> None:
    data = filled(*((number, OPENED) for number in range(1, 26)))
    checked = done(room, asked(room, officer, data))
    job = asked(room, officer, checked=checked.id)
    said: list[object] = []

    def render(says):
        said.append(says)
        if len(said) == dies_at:
            raise Killed
        return room.tools.render(says)

    tools = room.tools
    dying = Tools(tools.database, tools.catalogue, tools.lexicon, render, tools.wake, tools.now)
    with pytest.raises(Killed):
        working.do_next(WORKS, dying)
    leases.release(room.database)

    assert done(room, job).result["kept"] == 25
    with room.database.read() as connection:
        assert sorted(told(connection)) == sorted(f"U{number}" for number in range(1, 26))
        assert [len(app_events(connection, row)) for row in range(1, 26)] == [1] * 25


def test_a_file_that_cannot_be_read_says_why(room: Workroom, officer: Officer) -> None:
    broken = done(room, asked(room, officer, b"no sheet"))
    wide = sheets.write(Sheet("ก", [sheets.Column("ข")] * 51, []))
    large = done(room, asked(room, officer, wide))
    other = done(room, asked(room, officer, sheets.write(Sheet("ก", [sheets.Column("ข")], []))))

    assert [(job.error, job.result["why"]) for job in (broken, large, other)] == [
        ("jobs.file.not_xlsx", {}),
        ("jobs.file.columns", {"most": 50}),
        ("providers.refused.columns", {"reference": "เลขที่คำขอ", "result": "ผล"}),
    ]


def test_a_file_that_had_its_time_is_not_confirmed(room: Workroom, officer: Officer) -> None:
    checked = done(room, asked(room, officer, filled((1, OPENED))))
    with room.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM job_files")

    assert done(room, asked(room, officer, checked=checked.id)).error == "providers.refused.gone"
