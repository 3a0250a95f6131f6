"""Numbers in digits, in Thai words, and in both."""

from fractions import Fraction

import pytest

from handlers.answers.numerals import Worth, figure, tokens, worth
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0),
        ("450", 450),
        ("1,200", 1200),
        ("12 500", 12500),
        ("1.5", Fraction(3, 2)),
        ("0.5", Fraction(1, 2)),
        ("007", None),
        ("1,20", None),
        ("1.200.5", None),
    ],
)
def test_figure_knows_how_numbers_are_written(written: str, value: Fraction | None) -> None:
    assert figure(written) == value


def test_tokens_hold_every_character_once(lexicon: Lexicon) -> None:
    text = "กรม xyz มี สองพันห้า กับ 1,200คน"

    cut = tokens(text, lexicon.numerals)

    assert "".join(token.text for token in cut) == text
    assert [token.start for token in cut[1:]] == [token.end for token in cut[:-1]]


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("สามล้านสองแสน", 3_200_000, 3_200_000),
        ("สิบล้าน", 10_000_000, 10_000_000),
        ("สองร้อยห้า", 205, 250),
        ("สองร้อยเอ็ด", 201, 201),
        ("ร้อยนึง", 100, 100),
        ("สองร้อยห้าสิบ", 250, 250),
        ("พันเอ็ด", 1001, 1001),
        ("สามสี่พัน", 3000, 4000),
    ],
)
def test_worth_adds_what_words_say(words: str, low: int, high: int, lexicon: Lexicon) -> None:
    assert worth(tokens(words, lexicon.numerals), lexicon.numerals) == Worth(
        Fraction(low), Fraction(high)
    )


@pytest.mark.parametrize("words", ["สองร้อยสามร้อย", "หมื่นแสน", "สี่สองห้า"])
def test_worth_refuses_words_that_make_no_number(words: str, lexicon: Lexicon) -> None:
    assert worth(tokens(words, lexicon.numerals), lexicon.numerals) is None
