"""The words of days and months."""

import pytest

from handlers.datewords import Kind, Meaning
from handlers.lexicon import Lexicon


@pytest.mark.parametrize("word", ["ม.ค.", "มค", "ม. ค.", "มค.", "มกราคม", "มกรา", "january"])
def test_a_month_is_known_by_all_its_names(word: str, lexicon: Lexicon) -> None:
    found = lexicon.dates.piece.fullmatch(word)

    assert found is not None
    assert lexicon.dates.meaning(found["word"]).value == 1


def test_a_month_is_not_found_in_a_longer_word(lexicon: Lexicon) -> None:
    words = lexicon.dates

    assert [piece.lastgroup for piece in words.piece.finditer("มีนาย")] == ["run"] * 5
    assert words.meaning("มีนา") == Meaning(Kind.MONTH, 3)


def test_names_are_for_those_who_misspell_and_hold_no_abbreviation(lexicon: Lexicon) -> None:
    assert "มีนาคม" in lexicon.dates.names
    assert not any("." in name for name in lexicon.dates.names)


def test_kinds_are_one_letter_each_and_all_different() -> None:
    assert {len(kind) for kind in Kind} == {1}
    assert len(set(Kind)) == len(Kind.__members__)
