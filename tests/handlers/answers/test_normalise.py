"""The readers' doors to the letters."""

from handlers.answers.normalise import clean, fold, key, normalise, plain
from handlers.lexicon import Lexicon


def test_normalise_and_its_kin_keep_what_each_promises(lexicon: Lexicon) -> None:
    text = " เว็บเอ็กซ์\u200b  ๑๒ Teams\n👍😀"

    assert clean(text, lexicon) == "เว็บเอ็กซ์ 12 Teams"
    assert plain(text, lexicon) == " เว็บเอ็กซ์  12 Teams\n 👍 "
    assert normalise(text, lexicon) == "เว็บเอ็กซ์ 12 teams 👍"
    assert fold(text, lexicon) == "เวบเอก 12 teams 👍"
    assert key(text, lexicon) == "เวบเอก12teams"
