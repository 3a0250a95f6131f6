"""Pages of the queue: in order, whole, beginning where the one before ended."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, insert

from bot.services import queue
from bot.services.officer import Officer
from bot.services.queue import Entry, Page, Timing
from bot.services.selection import Cursor, Group, Selection, Sort
from models.base import Database
from models.staff import Watcher
from models.vocabulary import AgencyCategory, MeetingApp, Origin, RegistrationStatus, Role
from tests.bench import many
from tests.bot.services.requested import MORNING, colleague, request

ME = Officer(1, "เจ้าหน้าที่ 1", Role.ADMIN)
EVERYTHING = Selection(group=Group.ALL)
FRIDAY = MORNING - timedelta(days=4)
CHIANG_MAI = Entry(
    id=1,
    version=1,
    reference="WFH-63-00001-E",
    agency="จังหวัดเชียงใหม่",
    province="เชียงใหม่",
    category=AgencyCategory.GOVERNMENT,
    status=RegistrationStatus.SUBMITTED,
    status_at=FRIDAY,
    users=100,
    apps=(MeetingApp.TEAMS, MeetingApp.WEBEX),
    submitted_at=FRIDAY,
    origin=Origin.LINE,
    due=date(2020, 3, 18),
    timing=Timing.LATER,
    holder="วิภา",
    is_mine=False,
    looking=("วิภา",),
    has_letter=False,
    is_alike=False,
)


def test_an_entry_tells_what_an_officer_needs_to_choose(database: Database) -> None:
    with database.write() as connection:
        me, other = colleague(connection, "ฉัน"), colleague(connection, "วิภา")
        row = request(
            connection,
            "จังหวัดเชียงใหม่",
            at=FRIDAY,
            province="เชียงใหม่",
            apps=(MeetingApp.WEBEX, MeetingApp.TEAMS),
            claimed_by=other.id,
            email="a@example.go.th",
        )
        looks = [(me.id, MORNING), (other.id, MORNING - timedelta(seconds=59))]
        connection.execute(
            insert(Watcher.__table__),
            [{"registration_id": row, "staff_id": who, "seen_at": at} for who, at in looks],
        )

        found = queue.page(connection, Selection(), None, officer=me, now=MORNING)

    assert found == Page((CHIANG_MAI,), 1, None, None)


def test_who_looked_a_minute_ago_looks_no_more(database: Database) -> None:
    with database.write() as connection:
        me, other = colleague(connection, "ฉัน"), colleague(connection, "วิภา")
        look = {"registration_id": request(connection, "กรม"), "staff_id": other.id}
        connection.execute(
            insert(Watcher.__table__), look | {"seen_at": MORNING - timedelta(seconds=60)}
        )

        (entry,) = queue.page(connection, Selection(), None, officer=me, now=MORNING).entries

    assert entry.looking == ()


@pytest.mark.parametrize(
    ("days", "timing"), [(3, Timing.LATER), (5, Timing.TODAY), (6, Timing.LATE)]
)
def test_the_promised_day_is_late_today_or_later(
    database: Database, days: int, timing: Timing
) -> None:
    with database.write() as connection:
        request(connection, "กรม", at=MORNING - timedelta(days=days))

        (entry,) = queue.page(connection, Selection(), None, officer=ME, now=MORNING).entries

    assert entry.timing == timing


def test_what_waits_for_nobody_here_is_not_due(database: Database) -> None:
    with database.write() as connection:
        request(connection, "กรม", status=RegistrationStatus.NEED_INFO)

        (entry,) = queue.page(connection, EVERYTHING, None, officer=ME, now=MORNING).entries

    assert (entry.due, entry.timing) == (None, None)


def test_those_who_share_a_contact_are_marked(database: Database) -> None:
    with database.write() as connection:
        request(connection, "หนึ่ง", email="a@example.go.th")
        request(connection, "สอง", email="a@example.go.th")
        request(connection, "สาม", email="b@example.go.th")

        found = queue.page(connection, Selection(), None, officer=ME, now=MORNING)

    assert [entry.is_alike for entry in found.entries] == [True, True, False]


@pytest.mark.parametrize("sort", Sort)
def test_pages_lead_through_everything_and_back(database: Database, sort: Sort) -> None:
    many.fill(database, 23)
    selection = Selection(group=Group.ALL, sort=sort)

    with database.read() as connection:

        def read(cursor: Cursor | None) -> Page:
            return queue.page(connection, selection, cursor, officer=ME, now=many.NOW, rows=5)

        pages = [read(None)]
        while pages[-1].following:
            pages.append(read(pages[-1].following))
        back = [pages[-1]]
        while back[-1].previous:
            back.append(read(back[-1].previous))
        whole = queue.page(connection, selection, None, officer=ME, now=many.NOW)

    assert [len(page.entries) for page in pages] == [5, 5, 5, 5, 3]
    assert [entry for page in pages for entry in page.entries] == list(whole.entries)
    assert [page.entries for page in reversed(back)] == [page.entries for page in pages]


def test_a_page_begins_after_a_row_that_is_gone(database: Database) -> None:
    with database.write() as connection:
        rows = [request(connection, name, users=users) for name, users in (("ก", 1), ("ข", 9))]

        found = queue.page(
            connection, Selection(sort=Sort.USERS), Cursor(5, 99), officer=ME, now=MORNING
        )

    assert [entry.id for entry in found.entries] == [rows[0]]


def test_a_page_costs_as_many_statements_with_one_row_as_with_sixty(database: Database) -> None:
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))

    def cost() -> int:
        statements.clear()
        with database.read() as connection:
            queue.page(connection, EVERYTHING, None, officer=ME, now=many.NOW)
        return len(statements)

    with database.write() as connection:
        request(connection, "หนึ่งเดียว", email="one@example.go.th")
    of_one = cost()
    with database.write() as connection:
        for number in range(60):
            request(connection, f"กรมที่ {number}", email="many@example.go.th")

    assert cost() == of_one


def test_what_was_chosen_is_known_by_row_and_version(database: Database) -> None:
    with database.write() as connection:
        rows = [request(connection, name, version=3) for name in ("ก", "ข", "ค")]

        found = queue.chosen(connection, Selection(), officer=ME, now=MORNING, most=2)
        number = queue.number(connection, Selection(), officer=ME, now=MORNING)

    assert (found, number) == ([(rows[0], 3), (rows[1], 3)], 3)
