"""Letters, made comparable."""

import pytest

from handlers import letters
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ทํา", "ทำ"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("เเละ", "และ"),
        ("ที้่", "ที่"),
        ("ก้ี", "กี้"),
        ("มากกกกก", "มาก"),
        ("๐๘๑ 1111", "081 1111"),
        ("ＡＢＣ\u00a0ｄ", "abc d"),
        ("a\u200bb\ufeffc\u202ed\u00ade", "abcde"),
        ("a\x00\x07b\ud800c", "abc"),
        ("ok 👍🏽 😀", "ok 👍"),
        ("1️⃣", "1"),
    ],
)
def test_normalise_mends_what_keyboards_do(typed: str, meant: str, lexicon: Lexicon) -> None:
    assert letters.normalise(typed, lexicon.letters) == meant


@pytest.mark.parametrize(
    "spellings",
    [
        ("เว็บเอ็กซ์", "เวบเอ็กซ์", "เว็บเอ๊กซ์"),
        ("แฮงเอาท์", "แฮงค์เอ้าท์"),
        ("กรรมการ", "กัมการ"),
        ("ศึกษา", "สึกสา"),
        ("ธนาคาร", "ทนาคาร"),
        ("ใหม่", "ไหม"),
        ("สิทธิ์", "สิท"),
    ],
)
def test_fold_joins_what_sounds_alike(spellings: tuple[str, ...], lexicon: Lexicon) -> None:
    assert len({letters.fold(spelling, lexicon.letters) for spelling in spellings}) == 1


def test_clean_keeps_capitals_and_drops_what_cannot_be_shown(lexicon: Lexicon) -> None:
    text = "  นาย\u200bสมชาย\t ใจดี\n(Tom) 👍😀\x00 "

    assert letters.clean(text, lexicon.letters) == "นายสมชาย ใจดี (Tom)"


def test_plain_looks_at_no_more_than_the_limit(lexicon: Lexicon) -> None:
    assert len(letters.plain("ก" * 9000, lexicon.letters)) == letters.LIMIT
    assert len(letters.plain("\ufdfa" * 900, lexicon.letters)) == letters.LIMIT


def test_squeeze_leaves_letters_and_digits() -> None:
    assert letters.squeeze("ก.พ.ร. (12) – ที่") == "กพร12ที่"
