"""A trouble that is missing, or whose help does not help, is found."""

import shutil
from pathlib import Path

import pytest

from messages_th.checksound import listening
from messages_th.checktroubles import faults_of_troubles
from messages_th.checkwords import Fault
from messages_th.troublebook import TROUBLES
from tests.messages_th.planting import edit

SOUND = listening()

HEAD = """
trouble = "sound"
title = "ปัญหาเรื่องเสียง"
ask = "เสียงเป็นแบบใดคะ"
checked = 2020-03-17
source = "https://support.microsoft.com/teams"
"""
SILENT = """
[silent]
symptom = "ไม่ได้ยินคนอื่น"
words = ["เสียงหาย"]
steps = ["เพิ่มระดับเสียง"]
"""
ECHO = """
[echo]
symptom = "เสียงก้อง"
words = ["เสียงหอน"]
steps = ["ใส่หูฟัง"]
"""
FILE = "troubles/sound.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The troubles as they are, that of sound to be broken."""
    copied = shutil.copytree(TROUBLES, tmp_path / "troubles")
    (copied / "sound.toml").write_text(HEAD + SILENT + ECHO, "utf-8")
    return copied


def test_the_troubles_of_this_release_have_no_fault() -> None:
    assert list(faults_of_troubles(TROUBLES, SOUND)) == []


def test_two_symptoms_are_enough(folder: Path) -> None:
    assert list(faults_of_troubles(folder, SOUND)) == []


def test_every_trouble_has_its_file_and_no_other(folder: Path) -> None:
    text = (folder / "slow.toml").read_text("utf-8")
    (folder / "slow.toml").unlink()
    (folder / "late.toml").write_text(text.replace('trouble = "slow"', 'trouble = "late"'), "utf-8")

    assert list(faults_of_troubles(folder, SOUND)) == [
        Fault("troubles/slow.toml", "-", "ยังไม่มีไฟล์นี้ ให้เพิ่ม"),
        Fault("troubles/late.toml", "-", "โปรแกรมไม่รู้จักปัญหานี้ ให้ใช้ชื่อเดิม"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "key", "todo"),
    [
        ("ask =", "asks =", "-", "ขาด ask ให้เติม"),
        ("source =", "from =", "-", "ขาด source ให้เติม"),
        ("checked =", "seen =", "-", "ขาด checked ให้เติม"),
        ("symptom =", "name =", "silent", "ขาด symptom ให้เติม"),
        ('words = ["เสียงหาย"]', 'words = [""]', "silent", None),
        ('steps = ["เพิ่มระดับเสียง"]', "steps = []", "silent", None),
        ('"sound"', '"slow"', "-", "ชื่อในไฟล์คือ slow ให้ตรงกับชื่อไฟล์ sound"),
        ("[silent]", "[ask]", "ask", "ใช้เป็นชื่ออาการไม่ได้ ให้ใช้อักษรอังกฤษตัวเล็กคำอื่น"),
        ("[silent]", "[title]", "title", "ใช้เป็นชื่ออาการไม่ได้ ให้ใช้อักษรอังกฤษตัวเล็กคำอื่น"),
        ("[silent]", '["a.b"]', "a.b", "ใช้เป็นชื่ออาการไม่ได้ ให้ใช้อักษรอังกฤษตัวเล็กคำอื่น"),
        ("[echo]", "[silent.zoom]\n[echo]", "silent.zoom", "ไม่รู้จักแอปนี้ ให้ใช้ teams webex hangouts"),
        ("[echo]", "[silent.teams]\n[echo]", "silent.teams", "ขาด steps ให้เติม"),
    ],
)
def test_what_a_trouble_lacks_is_found(
    folder: Path, old: str, new: str, key: str, todo: str | None
) -> None:
    text = HEAD + SILENT + ECHO
    if key in ("ask", "title"):
        text = text.replace(f"\n{key} =", "\n# ")
    (folder / "sound.toml").write_text(text.replace(old, new, 1), "utf-8")

    listed = {"words", "steps"} & set(new.split())
    todo = todo or f'{listed.pop()}: ให้ใส่รายการข้อความ เช่น ["หนึ่ง", "สอง"] ไม่เว้นว่าง'
    assert Fault(FILE, key, todo) in list(faults_of_troubles(folder, SOUND))


LONG_STEP = "ขั้นที่ 1: ยาว 121 ตัวอักษร ให้ย่อเหลือ 120"


@pytest.mark.parametrize(
    ("old", "new", "key", "todo"),
    [
        ("ปัญหาเรื่องเสียง", "ก" * 21, "-", "title: ยาว 21 ตัวอักษร ให้ย่อเหลือ 20"),
        ("เสียงเป็นแบบใดคะ", "แอพใดคะ", "-", "ask: ให้ใช้ แอป หรือ แอปพลิเคชัน"),
        ("ไม่ได้ยินคนอื่น", "ก" * 21, "silent", "symptom: ยาว 21 ตัวอักษร ให้ย่อเหลือ 20"),
        ("เพิ่มระดับเสียง", "ก" * 121, "silent", LONG_STEP),
        ("เพิ่มระดับเสียง", "เพิ่มเสียงค่ะ", "silent", "ขั้นที่ 1: ขั้นตอนไม่ต้องลงท้ายด้วย ค่ะ ให้ลบออก"),
        ("เพิ่มระดับเสียง", '", "'.join("กขคงจฉชซ"), "silent", "มี 8 ขั้น ให้เหลือไม่เกิน 7 ขั้น"),
        ("steps", f'tip = "{"ก" * 161}"\nsteps', "silent", "tip: ยาว 161 ตัวอักษร ให้ย่อเหลือ 160"),
        (
            "steps",
            'source = "https://evil.example"\nsteps',
            "silent",
            "source: ลิงก์ไปยัง evil.example ยังไม่ได้รับอนุญาต",
        ),
        ("[echo]", f'[silent.webex]\nsteps = ["{"ก" * 121}"]\n[echo]', "silent.webex", LONG_STEP),
        (
            "เสียงหอน",
            "เสียงหาย",
            "echo",
            "“เสียงหาย” เป็นของ silent แล้ว ให้เหลือที่เดียว",
        ),
    ],
)
def test_help_that_does_not_help_is_found(
    folder: Path, old: str, new: str, key: str, todo: str
) -> None:
    edit(folder / "sound.toml", (old, new))

    assert list(faults_of_troubles(folder, SOUND)) == [Fault(FILE, key, todo)]


def test_symptoms_that_are_called_the_same_are_found(folder: Path) -> None:
    edit(folder / "sound.toml", ("เสียงก้อง", "ไม่ได้ยิน คนอื่น"))

    todo = "ชื่ออาการซ้ำกับอาการอื่น ให้ใช้คำต่างกัน"
    assert list(faults_of_troubles(folder, SOUND)) == [
        Fault(FILE, "silent", todo),
        Fault(FILE, "echo", todo),
    ]


@pytest.mark.parametrize("count", [1, 7])
def test_symptoms_are_two_to_six(folder: Path, count: int) -> None:
    letters = "abcdefg"[:count]
    symptoms = [
        SILENT.replace("silent", code).replace("เสียงหาย", code).replace("คนอื่น", code)
        for code in letters
    ]
    (folder / "sound.toml").write_text(HEAD + "".join(symptoms), "utf-8")

    assert list(faults_of_troubles(folder, SOUND)) == [
        Fault(FILE, "-", f"มี {count} อาการ ให้มี 2 ถึง 6 อาการ")
    ]
