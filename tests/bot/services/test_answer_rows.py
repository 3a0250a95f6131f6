"""What a provider's sheet says, row by row."""

from datetime import date

import pytest

from bot.services import directory
from bot.services.answer_rows import Answer, Blank, Fault, Reader
from bot.services.appmoves import Move
from bot.services.sheets import Row, Unreadable
from models.reference import Reference
from models.vocabulary import AppStatus, MeetingApp
from tests.bot.services.workroom import CATALOGUE

ONE = str(Reference(63, 1))
WRONG = ONE[:-1] + "Z"  # not its letter
TITLES = (
    *("เลขที่คำขอ", "แอป", "ผล", "เลขที่สิทธิ์ใช้งาน"),
    *("จำนวนที่ให้", "ตั้งแต่", "ถึง", "เหตุผล"),
)
OPENED = Move(
    AppStatus.ACTIVE,
    licence="MS-1",
    granted=450,
    valid_from=date(2020, 4, 1),
    valid_to=date(2020, 6, 30),
)


def reader(app: MeetingApp = MeetingApp.TEAMS) -> Reader:
    return Reader(CATALOGUE, directory.shipped(), app, date(2020, 3, 17))


def read(*rows: tuple[str, ...]) -> list[Move | Blank | Fault]:
    found = reader().answers([Row(n, cells) for n, cells in enumerate((TITLES, *rows), start=1)])
    assert not isinstance(found, Unreadable)
    return [answer.said for answer in found[1]]


def row(
    result: str = "เปิดใช้",
    licence: str = "MS-1",
    granted: str = "450",
    begins: str = "1 เม.ย. 2563",
    ends: str = "30/6/2563",
    note: str = "",
    *,
    reference: str = ONE,
    app: str = "Microsoft Teams",
) -> tuple[str, ...]:
    return (reference, app, result, licence, granted, begins, ends, note)


@pytest.mark.parametrize(
    "cells",
    [
        row(),
        row(granted="๔๕๐ คน", begins="2020-04-01", ends="2020-06-30"),
        row(begins="2563-04-01", ends="2563-06-30"),
        row(begins="1 เมษายน ๒๕๖๓", ends="30 มิถุนายน 2020"),
        row(result="เปิดใช้งานแล้ว"),
        row(result=" เปิด ใช้ ", app="microsoft teams", reference=ONE.lower()),
        row(app=""),
    ],
)
def test_an_opened_app_has_what_the_provider_gave(cells: tuple[str, ...]) -> None:
    assert read(cells) == [OPENED]


def test_the_other_answers_need_less() -> None:
    assert read(row("รับเรื่อง", "", "", "", "")) == [Move(AppStatus.ACKNOWLEDGED)]
    assert read(row("ไม่อนุมัติ", "", "", "", "", "โดเมนซ้ำ")) == [
        Move(AppStatus.REFUSED, note="โดเมนซ้ำ")
    ]
    assert read(row("", "", "", "", "")) == [Blank()]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (row(reference="WFH-1"), Fault("providers.fault.reference", {"text": "WFH-1"})),
        (
            row(reference=ONE[:-1] + "A"),
            Fault("providers.fault.reference", {"text": ONE[:-1] + "A"}),
        ),
        (row(""), Fault("providers.fault.no_result")),
        (row("โอเค"), Fault("providers.fault.result", {"text": "โอเค"})),
        (row(app="Cisco Webex"), Fault("providers.fault.app", {"app": "Cisco Webex"})),
        (row(granted=""), Fault("providers.fault.granted")),
        (row(granted="100-200"), Fault("providers.fault.granted")),
        (row(granted="0"), Fault("providers.fault.granted")),
        (row(begins="เร็ว ๆ นี้"), Fault("providers.fault.valid_from")),
        (row(ends="31/2/2563"), Fault("providers.fault.valid_to")),
        (row(ends=""), Fault("providers.fault.valid_to")),
        (
            row(ends="30/3/2563"),
            Fault("providers.fault.order", {"begins": date(2020, 4, 1), "ends": date(2020, 3, 30)}),
        ),
        (
            row(begins="1/3/2563", ends="16/3/2563"),
            Fault("providers.fault.past", {"ends": date(2020, 3, 16)}),
        ),
        (row(licence="x" * 101), Fault("providers.fault.licence_long", {"most": 100})),
        (row("ไม่อนุมัติ"), Fault("providers.fault.note")),
        (row("ไม่อนุมัติ", note="x" * 501), Fault("providers.fault.note_long", {"most": 500})),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(cells: tuple[str, ...], fault: Fault) -> None:
    assert read(cells) == [fault]


def test_a_request_is_answered_once() -> None:
    twice = Fault("providers.fault.twice", {"row": 2})

    assert read(row(), row("รับเรื่อง"), row("", "", "", "", "")) == [OPENED, twice, Blank()]


def test_columns_are_found_by_their_titles_wherever_they_stand() -> None:
    rows = [
        Row(1, ("คำขอใช้ Microsoft Teams",)),
        Row(4, ("ผล", "ของเรา", " เลขที่ คำขอ ")),
        Row(6, ("รับเรื่อง", "x", ONE)),
        Row(7, ("รับเรื่อง",)),
    ]

    assert reader().answers(rows) == (
        rows[1],
        (
            Answer(rows[2], ONE, Move(AppStatus.ACKNOWLEDGED)),
            Answer(rows[3], None, Fault("providers.fault.no_reference")),
        ),
    )


def test_a_sheet_without_them_is_refused() -> None:
    assert reader().answers([Row(1, ("ชื่อ", "ผล"))]) == Unreadable(
        "providers.refused.columns", {"reference": "เลขที่คำขอ", "result": "ผล"}
    )
