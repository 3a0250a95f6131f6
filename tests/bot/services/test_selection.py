"""An address says what to show; what it does not say well is left out."""

from datetime import UTC, date, datetime

import pytest

from bot.services import selection
from bot.services.selection import Cursor, Group, Holder, Letter, Selection, Sort
from models.vocabulary import AgencyCategory, MeetingApp, Origin

EVERYTHING = Selection(
    group=Group.ALL,
    category=AgencyCategory.PROVINCIAL,
    app=MeetingApp.WEBEX,
    province="เชียงใหม่",
    origin=Origin.PHONE,
    holder=Holder.MINE,
    letter=Letter.MISSING,
    late=True,
    alike=True,
    since=date(2020, 3, 1),
    until=date(2020, 3, 17),
    q="อุตุ",
    sort=Sort.USERS,
)


def test_a_selection_comes_back_from_its_address() -> None:
    assert Selection.parse(EVERYTHING.query()) == EVERYTHING


def test_what_is_usual_does_not_stand_in_the_address() -> None:
    assert Selection().query() == {}
    assert Selection(q="กรม").query(group=Group.ALL) == {"group": "all", "q": "กรม"}


@pytest.mark.parametrize(
    "arguments",
    [
        {"group": "everything"},
        {"category": "x"},
        {"app": "zoom"},
        {"province": "กรุงโรม"},
        {"late": "no"},
        {"since": "17/3/2563"},
        {"since": "2563-02-31"},
        {"until": "9999-12-31"},
        {"until": "-"},
        {"sort": "'; DROP TABLE registrations"},
        {"colour": "red"},
    ],
)
def test_what_is_not_understood_is_left_out(arguments: dict[str, str]) -> None:
    assert Selection.parse(arguments) == Selection()


def test_days_may_be_of_the_buddhist_era() -> None:
    assert Selection.parse({"since": "2563-03-17"}) == Selection(since=date(2020, 3, 17))


def test_a_long_search_is_cut() -> None:
    assert Selection.parse({"q": "ก" * 5_000}) == Selection(q="ก" * 100)


def test_a_group_or_an_order_alone_narrows_nothing() -> None:
    assert not Selection(group=Group.ALL, sort=Sort.USERS).is_narrowed
    assert Selection(q="กรม").is_narrowed
    assert Selection(late=True).is_narrowed
    assert (EVERYTHING.filters, Selection(q="กรม").filters) == (10, 0)


def test_a_cursor_comes_back_from_its_address() -> None:
    at = datetime(2020, 3, 17, 2, 30, 0, 123456, tzinfo=UTC)
    cursor = Cursor(selection.microseconds(at), 84, is_back=True)

    assert Cursor.parse({"before": str(cursor)}) == cursor
    assert cursor.at == at


@pytest.mark.parametrize("written", ["", "7", "7.", ".7", "a.b", "-1.2", "๗.๘", "9" * 17 + ".1"])
def test_what_is_no_cursor_is_the_beginning(written: str) -> None:
    assert Cursor.parse({"after": written}) is None


def test_every_status_stands_in_one_group() -> None:
    groups = [selection.STATUSES[group] for group in Group if group is not Group.ALL]

    assert sorted(status for group in groups for status in group) == sorted(
        selection.STATUSES[Group.ALL]
    )


def test_provinces_are_seventy_seven() -> None:
    assert len(selection.provinces()) == 77
