"""A table that lacks something, or has too much, is told before it is read."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from messages_th.checkshape import (
    CODE,
    DAY,
    LINK,
    TEXT,
    TEXTS,
    Kind,
    Shape,
    entries,
    misshapen,
    tables,
    wrong_name,
)
from messages_th.checkwords import Fault

SHAPE = Shape({"title": TEXT, "steps": TEXTS}, {"tip": TEXT})
TITLE, STEPS = {"title": "ติดตั้ง"}, {"steps": ["เปิดแอป"]}


@pytest.mark.parametrize(
    ("table", "todo"),
    [
        (TITLE, ["ขาด steps ให้เติม"]),
        ({}, ["ขาด title ให้เติม", "ขาด steps ให้เติม"]),
        ({**TITLE, **STEPS, "tpi": "ลอง"}, ["ไม่รู้จัก tpi ให้ตรวจการสะกด"]),
        ({**TITLE, **STEPS, "tip": 5}, ["tip: ให้ใส่ข้อความในเครื่องหมายคำพูด"]),
        ({**TITLE, **STEPS, "tip": "ลอง"}, []),
        ({**TITLE, **STEPS}, []),
    ],
)
def test_a_table_has_what_its_shape_says(table: dict[str, Any], todo: list[str]) -> None:
    assert list(misshapen(table, SHAPE)) == todo


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (TEXT, ["ก"], ["", " ", 5, ["ก"]]),
        (TEXTS, [["ก"]], [[], [""], ["ก", 5], "ก"]),
        (DAY, [date(2020, 3, 17)], ["2020-03-17", datetime(2020, 3, 17, tzinfo=UTC), 2020]),
        (
            LINK,
            [{"label": "เปิด", "uri": "https://www.onde.go.th"}],
            ["https://www.onde.go.th", {"label": "เปิด"}, {"label": "เปิด", "uri": ""}],
        ),
    ],
)
def test_a_kind_fits_only_its_own(kind: Kind, right: list[Any], wrong: list[Any]) -> None:
    assert [kind.fits(value) for value in right] == [True] * len(right)
    assert [kind.fits(value) for value in wrong] == [False] * len(wrong)


@pytest.mark.parametrize(
    ("code", "is_one"),
    [("silent", True), ("zero_rating", True), ("Silent", False), ("a.b", False), ("2", False)],
)
def test_a_code_is_one_word_of_small_letters(code: str, is_one: bool) -> None:
    assert bool(CODE.fullmatch(code)) == is_one


def test_a_table_comes_apart_into_entries_and_tables() -> None:
    table = {"title": "ก", "ios": {"steps": []}}

    assert entries(table) == {"title": "ก"}
    assert tables(table) == {"ios": {"steps": []}}


def test_a_file_is_called_what_it_says_it_is() -> None:
    path = Path("troubles/sound.toml")

    assert list(wrong_name(path, "sound")) == []
    assert list(wrong_name(path, "video")) == [
        Fault("troubles/sound.toml", "-", "ชื่อในไฟล์คือ video ให้ตรงกับชื่อไฟล์ sound")
    ]
