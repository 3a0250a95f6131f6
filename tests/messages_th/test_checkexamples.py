"""Examples that would teach something wrong, or have taught nothing yet, are found."""

import json
import struct
from pathlib import Path

import pytest

from messages_th.checkexamples import FEWEST, INTENTS, faults_of_examples
from messages_th.checkwords import Fault
from messages_th.examples import FOLDER, WEIGHTS, digest, load_examples
from tests.messages_th.planting import edit

UNLEARNED = Fault("intents/weights.bin", "-", "ตัวอย่างเปลี่ยนไปแล้ว ให้พิมพ์ make train")


def told(intent: str) -> str:
    """One intent with as few examples as it may have."""
    sentences = [f"{intent} {number}" for number in range(FEWEST)]
    return f'[{intent}]\nmeans = "ทดสอบ"\nexamples = {json.dumps(sentences)}\n'


def learn(folder: Path) -> None:
    """Weights that have only their head, of the examples as they stand."""
    head = json.dumps({"digest": digest(load_examples(folder))}).encode()
    (folder / WEIGHTS).write_bytes(struct.pack("<I", len(head)) + head)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Few examples of every intent, two of them in a file of their own, to be broken."""
    first, second, *others = INTENTS
    (tmp_path / "all.toml").write_text("\n".join(map(told, others)), "utf-8")
    (tmp_path / "two.toml").write_text(told(first) + told(second), "utf-8")
    (tmp_path / "courtesy.toml").write_text('before = ["คือ"]\nafter = ["ค่ะ"]', "utf-8")
    learn(tmp_path)
    return tmp_path


def test_the_examples_of_this_release_have_no_fault() -> None:
    assert list(faults_of_examples(FOLDER)) == []


def test_the_examples_to_be_broken_have_no_fault(folder: Path) -> None:
    assert list(faults_of_examples(folder)) == []


def test_every_intent_has_its_examples_and_no_other(folder: Path) -> None:
    edit(folder / "two.toml", ("[reg.start]", "[reg.begin]"))
    learn(folder)

    assert list(faults_of_examples(folder)) == [
        Fault("intents", "reg.start", "ยังไม่มีตัวอย่างของเรื่องนี้ ให้เพิ่ม"),
        Fault("intents/two.toml", "reg.begin", "โปรแกรมไม่รู้จักเรื่องนี้ ให้ใช้ชื่อเดิม"),
    ]


def test_an_intent_stands_in_one_file(folder: Path) -> None:
    (folder / "zoo.toml").write_text(told("human"), "utf-8")

    assert list(faults_of_examples(folder)) == [
        Fault("intents/zoo.toml", "human", "มีอยู่แล้วใน intents/all.toml ให้เหลือที่เดียว")
    ]


def test_an_intent_of_few_examples_is_found(folder: Path) -> None:
    edit(folder / "two.toml", ('"reg.start 7", ', ""))
    learn(folder)

    assert list(faults_of_examples(folder)) == [
        Fault("intents/two.toml", "reg.start", "มี 29 ตัวอย่าง ให้เพิ่มจนมีอย่างน้อย 30")
    ]


@pytest.mark.parametrize(
    ("old", "new", "todo"),
    [
        ('means = "ทดสอบ"\n', "", "ขาด means ให้เติม"),
        ('means = "ทดสอบ"', 'means = ""', "means: ให้ใส่ข้อความในเครื่องหมายคำพูด"),
        ("examples =", "example =", "ขาด examples ให้เติม"),
        (
            '"reg.start 7"',
            '""',
            'examples: ให้ใส่รายการข้อความ เช่น ["หนึ่ง", "สอง"] ไม่เว้นว่าง',
        ),
        ("means", "pattern = ['ก']\nmeans", "ไม่รู้จัก pattern ให้ตรวจการสะกด"),
    ],
)
def test_an_intent_that_lacks_something_is_found(
    folder: Path, old: str, new: str, todo: str
) -> None:
    edit(folder / "two.toml", (old, new))

    assert next(faults_of_examples(folder)) == Fault("intents/two.toml", "reg.start", todo)


@pytest.mark.parametrize(
    "sentence", ["REG.start7", "reg.start 7 ค่ะ", "reg.start 7 นะคะ?", "reg. start 7ครับ!"]
)
def test_a_sentence_that_two_intents_claim_is_found(folder: Path, sentence: str) -> None:
    edit(folder / "two.toml", ('"reg.continue 0"', f'"{sentence}"'))
    learn(folder)

    todo = f"“{sentence}” เป็นตัวอย่างของ reg.start แล้ว ให้เหลือที่เดียว"
    assert list(faults_of_examples(folder)) == [Fault("intents/two.toml", "reg.continue", todo)]


def test_particles_alone_are_a_sentence_too(folder: Path) -> None:
    edit(folder / "two.toml", ('"reg.start 0"', '"ค่ะ"'), ('"reg.continue 0"', '"ครับ"'))
    learn(folder)

    assert list(faults_of_examples(folder)) == []


def test_a_sentence_that_anothers_pattern_stands_for_is_found(folder: Path) -> None:
    pattern = 'patterns = ["(reg|go).(start|stop) 7(|ค่ะ)"]'
    edit(folder / "two.toml", ("[reg.continue]", f"[reg.continue]\n{pattern}"))
    learn(folder)

    (fault,) = faults_of_examples(folder)

    assert (fault.file, fault.key) == ("intents/two.toml", "reg.continue")
    assert fault.todo.startswith("“reg.start 7")
    assert fault.todo.endswith("เป็นตัวอย่างของ reg.start แล้ว ให้เหลือที่เดียว")


@pytest.mark.parametrize("pattern", ["(ก|ข", "ก|ข)", "(ก|(ข|ค))", "ก|ข", ")ก("])
def test_a_pattern_that_cannot_be_read_is_found(folder: Path, pattern: str) -> None:
    edit(folder / "two.toml", ("[reg.start]", f'[reg.start]\npatterns = ["{pattern}"]'))
    learn(folder)

    todo = f"“{pattern}” วงเล็บไม่ครบคู่หรือซ้อนกัน หรือมี | นอกวงเล็บ ให้แก้"
    assert list(faults_of_examples(folder)) == [Fault("intents/two.toml", "reg.start", todo)]


def test_examples_that_were_not_learned_from_are_found(folder: Path) -> None:
    edit(folder / "two.toml", ("reg.start 7", "ขอสมัครหน่อย"))

    assert list(faults_of_examples(folder)) == [UNLEARNED]


@pytest.mark.parametrize("data", [None, b"", b"\x05\0\0\0{}", b"\x02\0\0\0{}", b"\x02\0\0\0[]"])
def test_weights_that_cannot_be_read_have_to_be_learned(folder: Path, data: bytes | None) -> None:
    (folder / WEIGHTS).unlink()
    if data is not None:
        (folder / WEIGHTS).write_bytes(data)

    assert list(faults_of_examples(folder)) == [UNLEARNED]


def test_the_courtesies_have_to_be_there(folder: Path) -> None:
    edit(folder / "courtesy.toml", ("before", "first"))

    assert list(faults_of_examples(folder)) == [
        Fault("intents/courtesy.toml", "-", "ขาด before ให้เติม"),
        Fault("intents/courtesy.toml", "-", "ไม่รู้จัก first ให้ตรวจการสะกด"),
    ]

    (folder / "courtesy.toml").unlink()

    assert list(faults_of_examples(folder)) == [
        Fault("intents/courtesy.toml", "-", "ไม่มีไฟล์นี้ ให้นำกลับมา")
    ]
