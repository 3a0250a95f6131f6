"""A one-time code is tried once for each message, and not for ever."""

from dataclasses import replace

from handlers import linking
from handlers.lexicon import Lexicon
from handlers.scene import Scene
from handlers.turn import CountLookup, Link, Tell, Words
from tests.handlers.deciding import Talk, facts, keys

CODE = "เชื่อม ABCD2345"


def test_a_code_is_tried_and_the_try_is_counted(lexicon: Lexicon) -> None:
    turn = linking.answer(Scene(None, facts(), lexicon, 1), CODE)

    assert turn is not None
    assert (turn.says, turn.effects) == ((), (Link("ABCD2345"), CountLookup()))


def test_after_too_many_tries_nothing_is_tried(lexicon: Lexicon) -> None:
    tired = replace(facts(), lookups_left=0)

    turn = linking.answer(Scene(None, tired, lexicon, 1), CODE)

    assert turn is not None
    assert (turn.says, turn.effects) == ((Tell(Words("linking.too_many")),), ())


def test_all_else_is_left_to_others(lexicon: Lexicon) -> None:
    assert linking.answer(Scene(None, facts(), lexicon, 1), "สวัสดี") is None


def test_the_word_alone_is_told_how() -> None:
    assert keys(linking.how()) == ["linking.how"]


def test_a_code_is_heard_in_the_middle_of_a_form_and_the_form_goes_on(talk: Talk) -> None:
    talk.says("ลงทะเบียน")
    asked = talk.keys

    talk.says(CODE)

    assert talk.turn.effects == (Link("ABCD2345"), CountLookup())
    assert talk.keys == asked[-1:]
