"""Examples are read from their files, and patterns stand for sentences."""

from pathlib import Path

import pytest

from messages_th.examples import (
    MOST_OF_A_PATTERN,
    Examples,
    digest,
    expanded,
    load_examples,
    load_weights,
)

SOUND = Examples("เรื่องเสียง", ("ไม่ได้ยินเสียง", "no sound"), ("ไมค์(พัง|เสีย)",))
HUMAN = Examples("อยากคุยกับคน", ("ขอคุยกับเจ้าหน้าที่",), ())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "talk.toml").write_text(
        '[human]\nmeans = "อยากคุยกับคน"\nexamples = ["ขอคุยกับเจ้าหน้าที่"]', "utf-8"
    )
    (tmp_path / "troubles.toml").write_text(
        '[ts.sound]\nmeans = "เรื่องเสียง"\nexamples = ["ไม่ได้ยินเสียง", "no sound"]\n'
        'patterns = ["ไมค์(พัง|เสีย)"]',
        "utf-8",
    )
    (tmp_path / "courtesy.toml").write_text('before = ["คือ"]\nafter = ["ค่ะ"]', "utf-8")
    return tmp_path


def test_intents_are_found_under_their_dotted_names(folder: Path) -> None:
    assert load_examples(folder) == {"human": HUMAN, "ts.sound": SOUND}


def test_an_intent_stands_in_one_file(folder: Path) -> None:
    (folder / "zoo.toml").write_text('[human]\nexamples = ["ขอสาย"]', "utf-8")

    with pytest.raises(ValueError, match=r"^zoo\.toml: human stands in two places$"):
        load_examples(folder)


@pytest.mark.parametrize(
    ("pattern", "sentences"),
    [
        ("แชร์จอ", {"แชร์จอ"}),
        ("(แชร์|โชว์)จอ", {"แชร์จอ", "โชว์จอ"}),
        ("(แชร์|โชว์)จอ(|ครับ)", {"แชร์จอ", "โชว์จอ", "แชร์จอครับ", "โชว์จอครับ"}),
        ("เปิด( Teams| Webex|) ยังไง", {"เปิด Teams ยังไง", "เปิด Webex ยังไง", "เปิด ยังไง"}),
        ("(ก|ก)", {"ก"}),
    ],
)
def test_a_pattern_stands_for_all_its_sentences(pattern: str, sentences: set[str]) -> None:
    found = expanded(pattern)

    assert set(found) == sentences
    assert len(found) == len(sentences)


def test_a_large_pattern_stands_for_some_sentences_with_every_alternative() -> None:
    groups = ("กขคงจ", "ฉชซญ", "ดตถทธ", "นบป")
    pattern = "".join(f"({'|'.join(letters)})" for letters in groups)

    found = expanded(pattern)

    assert len(found) == len(set(found)) == MOST_OF_A_PATTERN
    assert set("".join(found)) == set("".join(groups))
    assert found == expanded(pattern)


def test_the_digest_does_not_mind_where_an_intent_stands() -> None:
    both = {"human": HUMAN, "ts.sound": SOUND}

    assert digest(both) == digest(dict(reversed(both.items())))
    assert len(digest(both)) == 16


@pytest.mark.parametrize(
    "changed",
    [
        {"human": HUMAN},
        {"human": SOUND, "ts.sound": HUMAN},
        {"human": HUMAN, "ts.sound": Examples("เรื่องเสียง", SOUND.sentences, ())},
        {"human": HUMAN, "ts.sound": Examples("เรื่องเสียง", ("no sound",), SOUND.patterns)},
    ],
)
def test_the_digest_changes_with_every_example(changed: dict[str, Examples]) -> None:
    assert digest(changed) != digest({"human": HUMAN, "ts.sound": SOUND})


def test_the_digest_does_not_mind_what_editors_are_told() -> None:
    reworded = Examples("คุยกับคนจริง", HUMAN.sentences, HUMAN.patterns)

    assert digest({"human": reworded}) == digest({"human": HUMAN})


def test_the_weights_are_read_as_they_stand(folder: Path) -> None:
    (folder / "weights.bin").write_bytes(b"\x02\0\0\0{}")

    assert load_weights(folder) == b"\x02\0\0\0{}"
