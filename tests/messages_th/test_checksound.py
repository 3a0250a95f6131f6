"""Two words the readers take for one are one word to the checker, too."""

from collections import defaultdict
from itertools import chain

import pytest

from handlers import letters
from messages_th import load_lexicon
from messages_th.checksound import claimed, listening

SOUND = listening()
SLIPS = (str.upper, " {} ".format, "{}์".format, "{}่".format, lambda word: word.replace("ี", "ี้"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("เสียงหาย", "เสียง หาย"),
        ("No Sound", "nosound"),
        ("ไมค์", "ไม"),
        ("สถานะ", "ศถาณะ"),
        ("แชร์", "เเช"),
        ("ทำ", "ท\u0e4d\u0e32"),
        ("น้ำ", "น\u0e4d\u0e49\u0e32"),
        ("กรรม", "กัม"),
        ("มากกกก", "มาก"),
        ("can't hear", "cant hear"),
        ("ＡＢ", "ab"),
    ],
)
def test_words_that_sound_alike_are_one(one: str, other: str) -> None:
    assert SOUND(one) == SOUND(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ภาพ", "เสียง"), ("จอดำ", "จอดี"), ("100", "1000"), ("?", "!")]
)
def test_words_that_sound_otherwise_are_two(one: str, other: str) -> None:
    assert SOUND(one) != SOUND(other)


def test_what_the_readers_take_for_one_word_is_one_word_here() -> None:
    lexicon = load_lexicon()
    tables = letters.build(lexicon["letters"], ())
    books = [*lexicon["parts"].values(), *lexicon["symptoms"].values(), lexicon["commands"]]
    told = [word for book in books for word in chain.from_iterable(book.values())]
    slipped = [slip(word) for word in told for slip in SLIPS]
    sounds = defaultdict(set)
    for word in (*told, *slipped):
        sounds[letters.squeeze(letters.fold(word, tables))].add(SOUND(word))

    apart = {folded: found for folded, found in sounds.items() if folded and len(found) > 1}

    assert len(sounds) < len(told) + len(slipped)
    assert apart == {}


def test_a_word_belongs_to_one_name() -> None:
    words = {"one": ["เสียง หาย", "No Sound", "nosound"], "two": ["เสียงหาย", "ภาพ"], "six": ["ภาพ"]}

    assert list(claimed(words, SOUND)) == [
        ("two", "“เสียงหาย” อ่านเหมือน “เสียง หาย” ของ one ให้เหลือที่เดียว"),
        ("six", "“ภาพ” เป็นของ two แล้ว ให้เหลือที่เดียว"),
    ]
