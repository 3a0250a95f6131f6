"""Questions typed on the wrong layout are read as they were meant, and no others are."""

import json
from pathlib import Path

import pytest
import regex

from bot.services import directory
from handlers.answers import keyboard
from handlers.lexicon import Lexicon

HERE = Path(__file__).parent
LATIN = regex.compile(r"[A-Za-z]")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return directory.shipped()


@pytest.fixture(scope="module")
def questions() -> list[str]:
    paths = (HERE / "tuning.jsonl", HERE / "unseen.jsonl")
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
    return [json.loads(line)["text"] for line in lines]


def test_thai_typed_in_latin_is_recovered(lexicon: Lexicon, questions: list[str]) -> None:
    thai = [" ".join(text.split()) for text in questions if not LATIN.search(text)]
    slips = {text.translate(lexicon.to_latin): text for text in thai}
    typed = {slip: text for slip, text in slips.items() if slip.isascii() and LATIN.search(slip)}

    missed = [text for slip, text in typed.items() if keyboard.recovered(slip, lexicon) != text]

    assert len(typed) > 500
    assert len(missed) <= 0.05 * len(typed), missed


def test_no_question_is_taken_for_a_slip(lexicon: Lexicon, questions: list[str]) -> None:
    assert [text for text in questions if keyboard.recovered(text, lexicon)] == []


def test_no_name_of_a_body_is_taken_for_a_slip(lexicon: Lexicon) -> None:
    entries = lexicon.agencies.entries
    names = [name for entry in entries for name in (entry.name, *entry.keys)]

    assert [name for name in names if keyboard.recovered(name, lexicon)] == []
