"""The row of pieces that dates are sought in."""

import pytest

from handlers.answers.datepieces import LONGEST, row
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("17 มี.ค. 63", "nsmsn"),
        ("17 - 3 - 2563", "n-d-y"),
        ("สิบเจ็ดมีนา", "nm"),
        ("วันที่ห้า", "od"),
        ("วันที่ห้าง", "oz"),
        ("17 มีนาคน", "nsm"),
        ("ประชุมมีนาคน", "z"),
        ("อีก 3 วัน", "isdsu"),
        ("50 คน", "qsz"),
        ("17th of march", "nksl"),
        ("10.30 น.", "n.nsH"),
    ],
)
def test_row_gives_each_piece_its_kind(text: str, kinds: str, lexicon: Lexicon) -> None:
    assert "".join(piece.kind for piece in row(text, lexicon)) == kinds


def test_row_knows_what_a_piece_is_worth(lexicon: Lexicon) -> None:
    assert [piece.value for piece in row("5 เมษา 2563", lexicon)] == [5, 0, 4, 0, 2563]


def test_row_breaks_off_before_a_number_that_is_cut(lexicon: Lexicon) -> None:
    text = "ก" * (LONGEST - 5) + " 17/3/2563"

    assert [piece.kind for piece in row(text, lexicon)] == ["z", "s"]
