"""The numbers of a text that may count people."""

from fractions import Fraction

import pytest

from handlers.answers.amounts import amounts, meaning_before
from handlers.answers.numerals import tokens
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("450", [(450, 450)]),
        ("200 และ 150", [(350, 350)]),
        ("100-150", [(100, 150)]),
        ("3-4 ร้อย", [(300, 400)]),
        ("100 200", [(100, 100), (200, 200)]),
        ("ห้างสรรพสินค้า", []),
        ("3 แอป", []),
        ("ไม่ใช่ 100", []),
        ("-5", [(None, None)]),
    ],
)
def test_amounts_are_joined_or_left_out(
    text: str, spans: list[tuple[int | None, int | None]], lexicon: Lexicon
) -> None:
    found = amounts(tokens(text, lexicon.numerals), lexicon.numerals)

    assert [(one.low, one.high) for one in found] == spans


def test_an_amount_knows_what_is_said_of_it(lexicon: Lexicon) -> None:
    found = tokens("จำนวน 450 คน", lexicon.numerals)

    one = amounts(found, lexicon.numerals)[0]

    assert (one.low, one.is_people, one.is_announced) == (Fraction(450), True, True)
    assert (one.is_total, one.is_change) == (False, False)


def test_meaning_before_passes_over_courtesy(lexicon: Lexicon) -> None:
    found = tokens("รวม ประมาณ 450", lexicon.numerals)

    assert meaning_before(len(found) - 1, found).text == "รวม"
    assert meaning_before(0, found).senses == frozenset()
