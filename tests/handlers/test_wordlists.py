"""The compiled lists behind short answers."""

import pytest

from handlers import wordlists
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("กรมประมงค่ะ", "กรมประมง"),
        ("วิภา นะคะ", "วิภา"),
        ("สมชาย วัฒนะ", "สมชาย วัฒนะ"),
        ("ขอบคุณครับผม!", "ขอบคุณ"),
        ("กรมการค้า", "กรมการค้า"),
    ],
)
def test_polite_ending_never_eats_a_name(text: str, left: str, lexicon: Lexicon) -> None:
    assert lexicon.polite.ending.sub("", text) == left


def test_courtesy_alone_is_no_agreement(lexicon: Lexicon) -> None:
    words = lexicon.yesno

    assert words.agreement.search("ตามนั้น")
    assert not words.agreement.search("อันนี้นะ")
    assert words.either.split("ใช่หรือไม่") == ["ใช่", "ไม่"]


def test_commands_refuse_a_word_of_two_commands(lexicon: Lexicon) -> None:
    with pytest.raises(ValueError, match="เมนู"):
        wordlists.commands({"menu": ["เมนู"], "home": ["เมนู"]}, lexicon.letters)


def test_questions_in_short_answers_are_more_than_anywhere(lexicon: Lexicon) -> None:
    words = lexicon.questions

    assert [bool(words.anywhere.search(text)) for text in ("กรมหม่อนไหม", "ทำยังไง")] == [
        False,
        True,
    ]
    assert words.in_short.search("ใช่ไหม")
