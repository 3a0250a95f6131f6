"""The number of a request, written in every way, and the slips its letter catches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.reference import Mistyped, Reference, find

KNOWN = Reference(63, 84)


def test_reference_is_written_with_its_letter() -> None:
    assert str(KNOWN) == "WFH-63-00084-K"


@pytest.mark.parametrize(
    "text",
    [
        "WFH-63-00084-K",
        "wfh-63-00084-k",
        "wfh6300084k",
        "WFH 63 00084 K",
        "WFH–63–00084–K",
        "WFH-๖๓-๐๐๐๘๔-K",
        "wfh-63-ooo84-k",
        "ขอทราบสถานะ WFH-63-00084-K ค่ะ",
        "สถานะwfh-63-00084-kค่ะ",
        "63-00084-K",
        "6300084k",
    ],
)
def test_find_reads_a_reference_however_it_is_written(text: str) -> None:
    assert find(text) == KNOWN


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("WFH-63-00084-L", "WFH-63-00084-L"),
        ("ดู wfh-63-00084 หน่อย", "wfh-63-00084"),
        ("WFH-63-00048-K", "WFH-63-00048-K"),
        ("WFH-63-84-K", "WFH-63-84-K"),
        ("WFH-63-000844-K", "WFH-63-000844-K"),
    ],
)
def test_find_says_when_a_reference_is_mistyped(text: str, typed: str) -> None:
    assert find(text) == Mistyped(typed)


@pytest.mark.parametrize(
    "text", ["", "สถานะ", "WFH", "0812345678", "63-00084-L", "6300084", "AWFH-63-00084-K"]
)
def test_find_leaves_other_texts_alone(text: str) -> None:
    assert find(text) is None


@pytest.mark.parametrize("number", [0, 1, 84, 12345, 54321, 90909, 99999])
@pytest.mark.parametrize("year", [63, 64, 99])
def test_letter_changes_with_every_wrong_digit_and_swap(year: int, number: int) -> None:
    digits, letter = f"{year:02d}{number:05d}", Reference(year, number).letter

    slips = {
        digits[:at] + wrong + digits[at + 1 :]
        for at in range(len(digits))
        for wrong in "0123456789"
    } | {
        digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        for at in range(len(digits) - 1)
    }

    unseen = [
        slip
        for slip in slips - {digits}
        if Reference(int(slip[:2]), int(slip[2:])).letter == letter
    ]
    assert unseen == []


@given(st.text())
def test_find_never_fails(text: str) -> None:
    found = find("WFH-63" + text)
    assert found is None or isinstance(found, Reference | Mistyped)


@given(st.integers(0, 99), st.integers(0, 99_999))
def test_find_reads_what_is_written(year: int, number: int) -> None:
    reference = Reference(year, number)
    assert find(str(reference)) == reference
