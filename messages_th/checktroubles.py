"""The troubles: a file for each, a few symptoms in it, and steps that help against them."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from messages_th.checkshape import (
    CODE,
    DAY,
    TEXT,
    TEXTS,
    Shape,
    entries,
    misshapen,
    tables,
    wrong_name,
)
from messages_th.checksound import Sound, claimed
from messages_th.checkwords import (
    APPS,
    BUBBLE_LENGTH,
    LABEL_LENGTH,
    Fault,
    doubled,
    wrong_address,
    wrong_prose,
    wrong_steps,
)
from messages_th.troublebook import RemedyText, SymptomText, TroubleText, load_troubles

TROUBLES: Final = ("sound", "video", "login", "password", "link", "slow", "install", "share")
FEWEST: Final = 2  # symptoms; one alone is no choice
MOST: Final = 6
TAKEN: Final = frozenset({"title", "ask"})  # keys of a trouble's own texts

BOOK: Final = Shape({"trouble": TEXT, "title": TEXT, "ask": TEXT, "checked": DAY, "source": TEXT})
REMEDY: Final = Shape({"steps": TEXTS}, optional={"source": TEXT, "tip": TEXT})
SYMPTOM: Final = Shape({"symptom": TEXT, "words": TEXTS, **REMEDY.needed}, REMEDY.optional)


def faults_of_troubles(folder: Path, sound: Sound) -> Iterator[Fault]:
    """What is wrong in the troubles' files; what stands in them only when they can be read."""
    paths = sorted(folder.glob("*.toml"))
    for name in TROUBLES:
        if folder / f"{name}.toml" not in paths:
            yield Fault(_file_of(name), "-", "ยังไม่มีไฟล์นี้ ให้เพิ่ม")
    misshaped = [fault for path in paths for fault in _misshaped(path)]
    if misshaped:
        yield from misshaped
        return
    for name, trouble in load_troubles(folder).items():
        if name not in TROUBLES:
            yield Fault(_file_of(name), "-", "โปรแกรมไม่รู้จักปัญหานี้ ให้ใช้ชื่อเดิม")
        yield from _faults_of_trouble(_file_of(name), trouble, sound)


def _file_of(trouble: str) -> str:
    return f"troubles/{trouble}.toml"


def _misshaped(path: Path) -> Iterator[Fault]:
    book = tomllib.loads(path.read_text("utf-8"))
    file = _file_of(path.stem)
    yield from (Fault(file, "-", todo) for todo in misshapen(entries(book), BOOK))
    yield from wrong_name(path, book.get("trouble", path.stem))
    for code, table in tables(book).items():
        if code in TAKEN or not CODE.fullmatch(code):
            yield Fault(file, code, "ใช้เป็นชื่ออาการไม่ได้ ให้ใช้อักษรอังกฤษตัวเล็กคำอื่น")
        yield from _misshaped_symptom(file, code, table)


def _misshaped_symptom(file: str, code: str, table: Mapping[str, Any]) -> Iterator[Fault]:
    yield from (Fault(file, code, todo) for todo in misshapen(entries(table), SYMPTOM))
    for app, remedy in tables(table).items():
        if app not in APPS:
            yield Fault(file, f"{code}.{app}", f"ไม่รู้จักแอปนี้ ให้ใช้ {' '.join(APPS)}")
        yield from (Fault(file, f"{code}.{app}", todo) for todo in misshapen(remedy, REMEDY))


def _faults_of_trouble(file: str, trouble: TroubleText, sound: Sound) -> Iterator[Fault]:
    for todo in (
        *wrong_prose("title", trouble.title, LABEL_LENGTH),
        *wrong_prose("ask", trouble.ask, BUBBLE_LENGTH),
    ):
        yield Fault(file, "-", todo)
    if not FEWEST <= len(trouble.symptoms) <= MOST:
        told = f"มี {len(trouble.symptoms)} อาการ"
        yield Fault(file, "-", f"{told} ให้มี {FEWEST} ถึง {MOST} อาการ")
    for code, symptom in trouble.symptoms.items():
        yield from (Fault(file, key, todo) for key, todo in _wrong_symptom(code, symptom))
    for code in doubled({code: symptom.name for code, symptom in trouble.symptoms.items()}):
        yield Fault(file, code, "ชื่ออาการซ้ำกับอาการอื่น ให้ใช้คำต่างกัน")
    words = {code: symptom.words for code, symptom in trouble.symptoms.items()}
    yield from (Fault(file, code, todo) for code, todo in claimed(words, sound))


def _wrong_symptom(code: str, symptom: SymptomText) -> Iterator[tuple[str, str]]:
    yield from ((code, todo) for todo in wrong_prose("symptom", symptom.name, LABEL_LENGTH))
    remedies = {code: symptom.remedy}
    remedies |= {f"{code}.{app}": remedy for app, remedy in symptom.by_app.items()}
    for key, remedy in remedies.items():
        yield from ((key, todo) for todo in _wrong_remedy(remedy))


def _wrong_remedy(remedy: RemedyText) -> Iterator[str]:
    yield from wrong_steps(remedy.steps)
    yield from wrong_address("source", remedy.source)
    if remedy.tip:
        yield from wrong_prose("tip", remedy.tip, BUBBLE_LENGTH)
