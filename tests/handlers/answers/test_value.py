"""Readers' results in plain shapes."""

from datetime import date
from typing import Any

import pytest

from handlers.answers import value
from handlers.answers.reading import Unclear
from handlers.lexicon import Lexicon

TODAY = date(2020, 3, 17)


@pytest.mark.parametrize(
    ("field", "text", "plain"),
    [
        ("phone", "0812345678", {"e164": "+66812345678"}),
        (
            "phone",
            "02-141-7010 ต่อ 22 มือถือ 0812345678",
            {"e164": "+6621417010", "ext": "22", "more": ["+66812345678"]},
        ),
        ("count", "1,200 คน", {"n": 1200}),
        ("count", "100-150", {"min": 100, "max": 150}),
        ("email", "s@tmd.go.th", {"email": "s@tmd.go.th"}),
        ("email", "s@gmail.con", {"email": "s@gmail.con", "suggest": "s@gmail.com"}),
        ("yesno", "ใช่ค่ะ", "yes"),
        ("app", "webex กับ teams", ["teams", "webex"]),
        ("app", "ไลน์กับ meet", ["hangouts", "line"]),
        ("app", "ไลน์", ["line"]),
        ("agency", "กรมประมง", {"names": ["กรมประมง"], "category": "government"}),
        ("date", "พรุ่งนี้", "2020-03-18"),
    ],
)
def test_value_is_plain(field: str, text: str, plain: Any, lexicon: Lexicon) -> None:
    found = value.read(field, text, lexicon, TODAY)

    assert found == plain
    assert type(found) is type(plain)


@pytest.mark.parametrize("field", sorted(value.FIELDS))
def test_value_of_nothing_is_unclear(field: str, lexicon: Lexicon) -> None:
    assert value.read(field, "?", lexicon, TODAY) == Unclear(f"unclear.{field}")


def test_value_of_an_ambiguous_name_is_a_choice(lexicon: Lexicon) -> None:
    found = value.read("agency", "กพร", lexicon, TODAY)

    assert set(found) == {"names"}
    assert len(found["names"]) > 1


def test_value_of_an_unlisted_name_is_its_category(lexicon: Lexicon) -> None:
    found = value.read("agency", "อบต.บ้านนอกนา", lexicon, TODAY)

    assert found == {"names": [], "category": "provincial"}
