"""
What an editor must not be able to break.

`faults` looks at the whole folder and is the one door; each subject has a file of its own.
Each fault says in Thai what to do.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from messages_th.catalogue import ANSWERS, FACTORY, FOLDER, LEXICON
from messages_th.checkanswers import faults_of_answers
from messages_th.checkexamples import faults_of_examples
from messages_th.checkguides import faults_of_guides
from messages_th.checksound import listening
from messages_th.checktexts import faults_of_lexicon, faults_of_texts
from messages_th.checktroubles import faults_of_troubles
from messages_th.checkwords import Fault


def faults(folder: Path = FOLDER) -> list[Fault]:
    """Everything that is wrong in the folder, none when it may be used."""
    if unreadable := list(_unreadable(folder)):
        return unreadable
    sound = listening(folder / LEXICON)
    return [
        *faults_of_texts(folder),
        *faults_of_lexicon(folder / LEXICON),
        *faults_of_guides(folder / "guides"),
        *faults_of_troubles(folder / "troubles", sound),
        *faults_of_answers(folder / ANSWERS, sound),
        *faults_of_examples(folder / "intents"),
    ]


def _unreadable(folder: Path) -> Iterator[Fault]:
    """Files that stop every other check."""
    for name in (ANSWERS, FACTORY, LEXICON):
        if not (folder / name).exists():
            yield Fault(name, "-", "ไม่มีไฟล์นี้ ให้นำกลับมา")
    for path in sorted(folder.rglob("*.toml")):
        try:
            tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            file = path.relative_to(folder).as_posix()
            yield Fault(file, "-", f"อ่านไม่ได้ ตรวจเครื่องหมายคำพูดและวงเล็บ: {error}")
