"""The word list as shipped, and faults in it."""

import copy
from typing import Any

import pytest

import messages_th
from handlers import articles, slots
from handlers.lexicon import AgencyEntry, Lexicon, build
from models.vocabulary import AgencyCategory, Device, MeetingApp, Trouble

BODY = AgencyEntry("GOV-1", "กรมทดสอบ", AgencyCategory.GOVERNMENT, None, ("กทส.", "TEST"))


@pytest.fixture
def words() -> dict[str, Any]:
    return copy.deepcopy(dict(messages_th.load_lexicon()))


def test_lexicon_is_built_from_the_shipped_words_and_any_directory(words: dict[str, Any]) -> None:
    lexicon = build(words, [BODY])

    assert lexicon.agencies.entries == (BODY,)
    assert lexicon.commands["เมนู"] == "menu"


def test_lexicon_names_only_what_the_vocabulary_knows(words: dict[str, Any]) -> None:
    assert set(words["apps"]["certain"]) == {*MeetingApp, "line"}
    assert set(words["apps"]["likely"]) == set(MeetingApp)
    assert set(words["devices"]) == {*Device, *slots.KINDS}
    assert set(words["parts"]) == set(articles.TOPICS)
    assert set(words["symptoms"]) == set(Trouble)
    assert set(words["agency"]["kinds"]) <= {*AgencyCategory, "other"}


def test_lexicon_layouts_undo_each_other(lexicon: Lexicon) -> None:
    text = "somchai"

    assert text.translate(lexicon.to_thai).translate(lexicon.to_latin) == text


@pytest.mark.parametrize(
    ("table", "name", "word"),
    [
        ("commands", "cancel", "เมนู"),
        ("provinces", "ตาก", "เชียงใหม่"),
    ],
)
def test_lexicon_refuses_a_word_with_two_meanings(
    table: str, name: str, word: str, words: dict[str, Any]
) -> None:
    words[table][name].append(word)

    with pytest.raises(ValueError, match=word):
        build(words, [])
