"""Any string can be written as JSON."""

import json

import pytest

from simulator.jsonbytes import written


@pytest.mark.parametrize("text", ["สวัสดี", "\ud800", "\x00", "🙂\udc00"])
def test_text_comes_back_as_it_was(text: str) -> None:
    assert json.loads(written({"text": text})) == {"text": text}
