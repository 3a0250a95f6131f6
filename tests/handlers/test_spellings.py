"""Word lists, found in texts."""

import pytest

from handlers.lexicon import Lexicon
from handlers.spellings import Spot, any_of, found_in, key, keys, spellings


def test_spellings_find_the_longest_word_with_or_without_spaces(lexicon: Lexicon) -> None:
    names = spellings({"meet": ["google meet", "meet"], "g": ["google"]}, lexicon.letters)

    assert list(names.spots("googlemeet, google")) == [Spot("meet", 0, 10), Spot("g", 12, 18)]
    assert names.first("nothing") is None


def test_spellings_refuse_a_word_with_two_meanings(lexicon: Lexicon) -> None:
    with pytest.raises(ValueError, match="ไหม"):
        spellings({"new": ["ใหม่"], "silk": ["ไหม"]}, lexicon.letters)


def test_found_in_finds_no_latin_word_inside_another() -> None:
    pattern = found_in(["team", "ทีม"])

    assert [bool(pattern.search(text)) for text in ("a Team!", "steam", "ขอทีมนี้")] == [
        True,
        False,
        True,
    ]


def test_any_of_prefers_the_longest() -> None:
    assert any_of(["ต่อ", "ต่อสาย"]) == "(?:ต่อสาย|ต่อ)"


def test_key_of_a_sign_is_the_sign(lexicon: Lexicon) -> None:
    assert key("?", lexicon.letters) == "?"
    assert keys(["ใช่ ค่ะ", "ไช่คะ"], lexicon.letters) == {"ไชคะ"}
