"""What texts are compared by: their sounds, without spaces, names and figures."""

import pytest

from handlers import features


@pytest.mark.parametrize(
    ("signed", "essence"),
    [
        ("แช หนา จอ  ยังไง", "แชหนาจอยังไง"),
        ("share my screen please", "share my screen please"),
        ("แช screen ไง", "แชscreenไง"),
        ("ได 1,250.50 บาท หรือ 30", "ได0บาทหรือ0"),
        ("ฟรีไหม? -- ครับ!", "ฟรีไหม?ครับ"),
        ("", ""),
    ],
)
def test_essence_keeps_letters_and_questions(signed: str, essence: str) -> None:
    assert features.essence(signed) == essence


def test_runs_are_all_stretches_of_two_to_four_letters_with_both_ends_marked() -> None:
    assert features.runs("กข") == frozenset({"^ก", "กข", "ข$", "^กข", "กข$", "^กข$"})


def test_runs_are_no_longer_than_four_letters() -> None:
    assert max(map(len, features.runs("abcdefgh"))) == features.LONGEST_RUN


def test_nothing_has_one_run_of_its_own() -> None:
    assert features.runs("") == frozenset({"^$"})
