"""What helps is found by trouble, symptom and app."""

from datetime import date
from pathlib import Path

import pytest

from messages_th import CatalogueError, load
from messages_th.troublebook import RemedyText, SymptomText, TroubleText

SOUND = """
trouble = "sound"
title = "ปัญหาเรื่องเสียง"
ask = "เสียงเป็นแบบใดคะ"
checked = 2020-03-17
source = "https://support.microsoft.com/teams"

[silent]
symptom = "ไม่ได้ยินคนอื่น"
words = ["เสียงหาย", "no sound"]
steps = ["เพิ่มระดับเสียง", "ถอดหูฟัง"]
tip = "ลองถามคนอื่นในห้องด้วยค่ะ"

[silent.webex]
source = "https://help.webex.com"
steps = ["กดปุ่มเสียง"]

[echo]
symptom = "เสียงก้อง"
words = ["เสียงหอน"]
steps = ["ใส่หูฟัง"]
"""
SLOW = """
trouble = "slow"
title = "ปัญหาช้า"
ask = "เป็นแบบใดคะ"
checked = 2020-03-18
source = "https://docs.microsoft.com/microsoftteams"
"""
ANYWHERE = RemedyText(
    steps=("เพิ่มระดับเสียง", "ถอดหูฟัง"),
    source="https://support.microsoft.com/teams",
    tip="ลองถามคนอื่นในห้องด้วยค่ะ",
)
IN_WEBEX = RemedyText(("กดปุ่มเสียง",), "https://help.webex.com")
SILENT = SymptomText("ไม่ได้ยินคนอื่น", ("เสียงหาย", "no sound"), ANYWHERE, {"webex": IN_WEBEX})
ECHO = SymptomText(
    "เสียงก้อง", ("เสียงหอน",), RemedyText(("ใส่หูฟัง",), "https://support.microsoft.com/teams")
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "answers.toml").write_text("", "utf-8")
    (tmp_path / "troubles").mkdir()
    (tmp_path / "troubles" / "sound.toml").write_text(SOUND, "utf-8")
    (tmp_path / "troubles" / "slow.toml").write_text(SLOW, "utf-8")
    return tmp_path


def test_trouble_holds_all_that_its_file_says(folder: Path) -> None:
    assert load(folder=folder).troubles == {
        "slow": TroubleText("ปัญหาช้า", "เป็นแบบใดคะ", date(2020, 3, 18), {}),
        "sound": TroubleText(
            title="ปัญหาเรื่องเสียง",
            ask="เสียงเป็นแบบใดคะ",
            checked=date(2020, 3, 17),
            symptoms={"silent": SILENT, "echo": ECHO},
        ),
    }


def test_remedy_is_that_of_the_app_where_the_app_has_its_own(folder: Path) -> None:
    catalogue = load(folder=folder)

    assert catalogue.remedy("sound", "silent", "webex") == IN_WEBEX
    assert catalogue.remedy("sound", "silent", "teams") == ANYWHERE
    assert catalogue.remedy("sound", "silent", None) == ANYWHERE


def test_symptom_that_is_not_there_is_named(folder: Path) -> None:
    catalogue = load(folder=folder)

    assert catalogue.symptom("sound", "echo") == ECHO
    with pytest.raises(CatalogueError, match=r"^there is nothing under deaf$"):
        catalogue.symptom("sound", "deaf")
    with pytest.raises(CatalogueError, match=r"^there is nothing under smell$"):
        catalogue.trouble("smell")


def test_troubles_and_their_symptoms_are_texts_too(folder: Path) -> None:
    assert dict(load(folder=folder).texts) == {
        "trouble.slow.title": "ปัญหาช้า",
        "trouble.slow.ask": "เป็นแบบใดคะ",
        "trouble.sound.title": "ปัญหาเรื่องเสียง",
        "trouble.sound.ask": "เสียงเป็นแบบใดคะ",
        "trouble.sound.silent": "ไม่ได้ยินคนอื่น",
        "trouble.sound.echo": "เสียงก้อง",
    }
