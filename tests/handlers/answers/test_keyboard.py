"""Texts typed with the keyboard on the wrong layout."""

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
