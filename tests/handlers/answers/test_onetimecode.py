"""A code is heard alone, or behind the word for linking; nothing else is taken for one."""

import pytest

from handlers.answers import onetimecode
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    "text",
    [
        "เชื่อม ABCD2345",
        "เชื่อมABCD2345",
        "เชื่อม abcd 2345 ค่ะ",
        "เชือม ABCD-2345",
        "ผูกบัญชี ABCD2345",
        "เชื่อม ABCD๒๓๔๕",
        "เชื่อม “ABCD2345”",
        "ABCD2345",
        " abcd2345 ",
        "ABCD 2345",
        "ＡＢＣＤ２３４５",
    ],
)
def test_read_finds_the_code(text: str, lexicon: Lexicon) -> None:
    assert onetimecode.read(text, lexicon) == "ABCD2345"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "เชื่อม",
        "เชื่อม ABCD234",
        "เชื่อม ABCD23456",
        "เชื่อม ABCD234O",
        "เชื่อมต่อไวไฟไม่ได้",
        "HANGOUTS",
        "23456789",
        "WFH-63-00001-E",
        "0812345678",
        "รหัส ABCD2345 ใช้ไม่ได้",
    ],
)
def test_read_leaves_everything_else(text: str, lexicon: Lexicon) -> None:
    assert onetimecode.read(text, lexicon) is None


def test_behind_the_word_letters_or_digits_alone_are_a_code(lexicon: Lexicon) -> None:
    assert onetimecode.read("เชื่อม 23456789", lexicon) == "23456789"
    assert onetimecode.read("เชื่อม ABCDEFGH", lexicon) == "ABCDEFGH"
