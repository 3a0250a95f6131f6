"""Whatever is written to the office: on one line, and of a length it can bear."""

import pytest

from handlers.answers import note
from handlers.answers.reading import Unclear
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  นับรวมลูกจ้างแล้ว ", "นับรวมลูกจ้างแล้ว"),
        ("บรรทัดแรก\nบรรทัดสอง", "บรรทัดแรก บรรทัดสอง"),
        ("ก" * 500, "ก" * 500),
        ("ก" * 501, Unclear("unclear.note_long")),
        ("\u200b \n", Unclear("unclear.note")),
    ],
    ids=["trimmed", "lines", "longest", "longer", "nothing"],
)
def test_read(typed: str, kept: object, lexicon: Lexicon) -> None:
    assert note.read(typed, lexicon) == kept
