"""The whole register as a sheet."""

from io import BytesIO

from python_calamine import CalamineWorkbook
from sqlalchemy import insert

from bot.delivery import working
from bot.delivery.works import WORKS
from bot.services import exporting, jobs
from models.base import Database
from models.contact import AgencyContact
from models.vocabulary import ContactRole, JobKind
from tests.bot.services.handed_over import approved
from tests.bot.services.office import MORNING
from tests.bot.services.requested import colleague
from tests.bot.services.workroom import Workroom

COLUMNS = len(exporting.REQUEST) + len(exporting.PERSON) + 3 * len(exporting.APP)


def test_every_request_stands_in_it_with_its_people_and_apps(database: Database) -> None:
    with database.write() as connection:
        approved(connection, "กรมหนึ่ง", "=กรมสอง", users=45)
        officer = colleague(connection, "มาลี")
        deputy = {"agency_id": 1, "role": ContactRole.DEPUTY, "name": "มาลี", "since": MORNING}
        connection.execute(
            insert(AgencyContact.__table__),
            deputy | {"phone": "+6620000002", "phone_extension": "22", "email": "b@example.go.th"},
        )
    job_id = jobs.ask(database, JobKind.EXPORT, officer=officer, arguments={}, now=MORNING)
    room = Workroom(database)

    working.do_next(WORKS, room.tools)

    job = jobs.find(database, job_id)
    assert job is not None
    assert (job.error, job.result) == (None, {"rows": 2})
    file = jobs.content(database, job_id, job.files[0].id, officer=officer, now=MORNING)
    assert file is not None
    with CalamineWorkbook.from_filelike(BytesIO(file.data)) as book:
        (title,), head, first, second = (
            [str(cell) for cell in row if cell != "" or number]
            for number, row in enumerate(book.get_sheet_by_index(0).to_python())
        )
    assert file.name == "register-25630317-0930.xlsx"
    assert title.replace("\u00a0", " ") == ("ทะเบียนคำขอทั้งหมด ข้อมูล ณ 17 มี.ค. 2563 09.30 น.")
    assert (len(head), len(set(head))) == (COLUMNS, COLUMNS)
    assert first[1:3] == ["2020-03-17 09:30:00", "กรมหนึ่ง"]
    assert first[8:15] == [
        *("45.0", "LINE", "", "สมชาย", "08 1234 5678", "a@example.go.th"),
        "มาลี 0 2000 0002 ต่อ 22 b@example.go.th",
    ]
    assert first[15:17] == ["รอส่งให้ผู้ให้บริการ", "2020-03-17 09:30:00"]
    assert first[-1] == ""
    assert second[2] == "'=กรมสอง"
