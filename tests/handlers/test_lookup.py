"""A request is found by its reference or its agency's name, and by nothing else."""

import pytest

from handlers import lookup
from handlers.lexicon import Lexicon
from handlers.scene import Scene
from tests.handlers.deciding import REFERENCE, WEATHER_NAME, facts, keys, request


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (REFERENCE, ["status.title"]),
        (f"ขอดู {REFERENCE.lower()} หน่อยค่ะ", ["status.title"]),
        ("WFH-63-00001-K", ["status.mistyped"]),
        ("WFH-63-00002-G", ["status.unknown"]),
        (f"สถานะ {WEATHER_NAME}", ["status.title"]),
        ("สถานะ กรมอุตุ", ["status.title"]),
    ],
)
def test_named_tells_the_status(text: str, said: list[str], lexicon: Lexicon) -> None:
    turn = lookup.named(Scene(None, facts(request()), lexicon, 1), text)

    assert turn is not None
    assert keys(turn.says) == said


@pytest.mark.parametrize("text", ["สถานะ", "สวัสดี", "63", WEATHER_NAME])
def test_named_leaves_everything_else(text: str, lexicon: Lexicon) -> None:
    assert lookup.named(Scene(None, facts(request()), lexicon, 1), text) is None
