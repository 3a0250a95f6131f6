"""Values are written as a Thai officer writes them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from messages_th import forms
from messages_th.forms import NBSP


def spaced(text: str) -> str:
    return text.replace(NBSP, "_")


def test_number_has_its_thousands_apart() -> None:
    assert [forms.number(n) for n in (7, 1224, 46426)] == ["7", "1,224", "46,426"]


def test_day_is_in_the_buddhist_era_and_stays_on_one_line() -> None:
    assert spaced(forms.day(date(2020, 3, 17))) == "17_มี.ค._2563"


def test_every_month_has_its_name() -> None:
    names = [forms.day(date(2020, month, 1)).split(NBSP)[1] for month in range(1, 13)]

    assert names == list(forms.MONTHS)
    assert len(set(names)) == 12


def test_moment_is_thai_time_wherever_it_was_measured() -> None:
    evening = datetime(2020, 3, 16, 19, 30, tzinfo=UTC)
    tokyo = timezone(timedelta(hours=9))

    assert spaced(forms.moment(evening)) == "17_มี.ค._2563_02.30_น."
    assert forms.moment(evening.astimezone(tokyo)) == forms.moment(evening)
    assert forms.moment(evening.replace(tzinfo=None)) == forms.moment(evening)


@pytest.mark.parametrize(
    ("e164", "extension", "written"),
    [
        ("+6621417010", None, "0_2141_7010"),
        ("+6621417010", "123", "0_2141_7010_ต่อ_123"),
        ("+66812345678", None, "08_1234_5678"),
        ("+6653941000", "", "0_5394_1000"),
        ("+661111", None, "01111"),
        ("+819012345678", None, "+819012345678"),
        ("", None, ""),
        ("+66ab", None, "+66ab"),
    ],
)
def test_phone_is_grouped_as_thais_group_it(e164: str, extension: str | None, written: str) -> None:
    assert spaced(forms.phone(e164, extension)) == written


def test_held_keeps_together_what_belongs_together() -> None:
    text = "โทร 0 2141 7010 ภายใน 30 วัน วันที่ 17 มี.ค. 2563 ช้า ๆ นะคะ"

    assert spaced(forms.held(text)) == ("โทร 0_2141_7010_ภายใน 30_วัน วันที่ 17_มี.ค._2563 ช้า_ๆ นะคะ")


def test_written_gives_each_kind_of_value_its_form() -> None:
    values = ("กรมเจ้าท่า", 1500, date(2020, 3, 17), datetime(2020, 3, 17, 2, tzinfo=UTC))

    assert [spaced(forms.written(value)) for value in values] == [
        "กรมเจ้าท่า",
        "1,500",
        "17_มี.ค._2563",
        "17_มี.ค._2563_09.00_น.",
    ]


def test_a_press_release_writes_the_whole_month() -> None:
    assert forms.full_day(date(2020, 3, 17)) == "17\u00a0มีนาคม\u00a02563"
    assert len(set(forms.FULL_MONTHS)) == 12
