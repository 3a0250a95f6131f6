"""The words of numbers."""

from handlers.lexicon import Lexicon
from handlers.numberwords import Sense


def test_a_word_may_have_several_senses(lexicon: Lexicon) -> None:
    senses = lexicon.numerals.senses

    assert senses["หนึ่ง"] == {Sense.DIGIT, Sense.ONE}
    assert senses["ผู้ใช้งาน"] == {Sense.PEOPLE, Sense.ANNOUNCING}
    assert senses["ค่ะ"] == {Sense.NEUTRAL}


def test_longer_words_hide_shorter_ones(lexicon: Lexicon) -> None:
    assert lexicon.numerals.token.findall("รายการ ราย 1,200") == [
        "รายการ",
        " ",
        "ราย",
        " ",
        "1,200",
    ]
