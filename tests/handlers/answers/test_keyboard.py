"""Texts typed with the keyboard on the wrong layout."""

import pytest

from handlers.answers import keyboard
from handlers.lexicon import Lexicon


def test_keyboard_reads_latin_keys_as_thai(lexicon: Lexicon) -> None:
    assert keyboard.to_thai(" l;ylfu ", lexicon) == "สวัสดี"
    assert keyboard.to_thai("สวัสดี", lexicon) is None
    assert keyboard.to_thai("", lexicon) is None


def test_keyboard_reads_thai_keys_as_latin(lexicon: Lexicon) -> None:
    assert keyboard.to_latin("ะำฟทห", lexicon) == "teams"
    assert keyboard.to_latin("ไม่เอา teams", lexicon) is None
    assert keyboard.to_latin("123", lexicon) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("l;ylfu8jt", "สวัสดีค่ะ"),
        ("c=iNsohk0v teams py'w'", "แชร์หน้าจอ teams ยังไง"),
        ("0eo;o 450 8o", "จำนวน 450 คน"),
        ("ะำฟทห", "teams"),
        ("พำเรหะำพ ไำิำป", "register webex"),
    ],
)
def test_text_on_the_wrong_layout_is_recovered(typed: str, meant: str, lexicon: Lexicon) -> None:
    assert keyboard.recovered(typed, lexicon) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "450",
        "teams",
        "hello how are you",
        "somchai jaidee",
        "somchai@tmd.go.th",
        "www.onde.go.th/th",
        "WFH-63-00084-K",
        "depa",
        "asdfgh",
        "สวัสดีค่ะ",
        "ลงทะเบียร teams",
        "ดีๆ",
        "กกกกกกกกก",
        "มีนน้",
    ],
)
def test_text_that_reads_as_it_stands_is_left_alone(text: str, lexicon: Lexicon) -> None:
    assert keyboard.recovered(text, lexicon) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("แชร์จอใน ไำิำป ยังไง", "แชร์จอใน webex ยังไง"),
        ("เข้าประชุม เนนเสำ ทำำะ ยังไงคะ", "เข้าประชุม google meet ยังไงคะ"),
        ("L;YLFU", "สวัสดี"),
    ],
)
def test_one_word_or_capitals_on_the_wrong_layout_are_recovered(
    typed: str, meant: str, lexicon: Lexicon
) -> None:
    assert keyboard.recovered(typed, lexicon) == meant
