"""Nothing an editor breaks gets past the checker, in whichever file it stands."""

import shutil
from pathlib import Path

import pytest

from handlers import articles
from handlers.intent import Intent
from messages_th import (
    checkanswers,
    checkexamples,
    checkguides,
    checktroubles,
    checkwords,
    troublebook,
)
from messages_th.answerbook import load_answers
from messages_th.catalogue import FOLDER
from messages_th.check import faults
from messages_th.checkwords import Fault
from models.vocabulary import Device, GuideTask, MeetingApp, Trouble
from tests.messages_th.planting import edit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """All files as they are, to be broken."""
    return shutil.copytree(FOLDER, tmp_path / "messages_th")


def test_the_texts_of_this_release_have_no_fault() -> None:
    assert faults() == []


def test_the_checker_knows_the_words_of_the_office() -> None:
    assert tuple(MeetingApp) == checkwords.APPS == troublebook.APPS
    assert tuple(Device) == checkguides.DEVICES
    assert (*checkguides.TASKS, "admin") == tuple(GuideTask)
    assert tuple(Trouble) == checktroubles.TROUBLES
    assert tuple(Intent) == checkexamples.INTENTS
    assert len(Intent) == 36


def test_the_checker_knows_the_topics_that_are_answered() -> None:
    assert set(checkanswers.TOPICS) == set(articles.TOPICS)


def test_each_book_is_looked_at(folder: Path) -> None:
    edit(folder / "labels.toml", ('mac = "Mac"', 'mac = "แอพ"'))
    edit(folder / "lexicon.toml", ('cancel = ["', 'cancel = ["เม นู", "'))
    edit(folder / "guides" / "teams.toml", ("แตะ “รับ”", "แตะแอพ"))
    edit(folder / "troubles" / "sound.toml", ("เสียงเป็นแบบใดคะ", "แอพเป็นแบบใดคะ"))
    edit(folder / "answers.toml", ("ค่าใช้จ่าย", "ค่าแอพ"))
    edit(folder / "intents" / "guides.toml", ('"install webex",', ""))

    assert [(fault.file, fault.key) for fault in faults(folder)] == [
        ("labels.toml", "label.device.mac"),
        ("lexicon.toml", "commands.cancel"),
        ("guides/teams.toml", "teams.install.ios"),
        ("troubles/sound.toml", "-"),
        ("answers.toml", "cost"),
        *[("answers.toml", key) for key in load_answers() if key.startswith("cost.")],
        ("intents/weights.bin", "-"),
    ]


@pytest.mark.parametrize(
    "file",
    ["status.toml", "answers.toml", "guides/webex.toml", "troubles/link.toml", "intents/talk.toml"],
)
def test_a_file_that_cannot_be_read_is_the_only_fault(folder: Path, file: str) -> None:
    edit(folder / file, (' = "', " = "))

    (fault,) = faults(folder)

    assert (fault.file, fault.key) == (file, "-")
    assert fault.todo.startswith("อ่านไม่ได้ ตรวจเครื่องหมายคำพูดและวงเล็บ: ")


def test_a_file_in_other_letters_cannot_be_read(folder: Path) -> None:
    (folder / "talk.toml").write_bytes('hello = "สวัสดี"'.encode("cp874"))

    assert [fault.file for fault in faults(folder)] == ["talk.toml"]


@pytest.mark.parametrize("file", ["answers.toml", "factory.toml", "lexicon.toml"])
def test_a_file_that_went_missing_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()

    assert faults(folder) == [Fault(file, "-", "ไม่มีไฟล์นี้ ให้นำกลับมา")]
