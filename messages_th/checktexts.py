"""The catalogue's texts: all of them there, with the values they need, short enough."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from messages_th.catalogue import (
    FACTORY,
    FOLDER,
    CatalogueError,
    places,
    read_texts,
    template,
    text_files,
)
from messages_th.checksound import claimed, listening
from messages_th.checkwords import (
    BUBBLE_LENGTH,
    LABEL_LENGTH,
    Fault,
    clusters,
    doubled,
    wrong_words,
)

LABELS: Final = re.compile(
    r"(button|choice|label\.(app|category|device|intent|task))\.|richmenu\.\w+\.label$"
    r"|answer\..*\.(button|title)$|trouble\.\w+\.(?!ask$)"
)
# Sections that are read as web pages, not as bubbles.
PAGES: Final = (
    "page.", "notice.", "console.", "queue.", "case.", "providers.", "bodies.", "reports.",
    "texts.", "record.", "accounts.", "broadcast.", "letters.",
)  # fmt: skip
SPACED: Final = frozenset({"card.between"})  # texts that begin and end with a space


def faults_of_texts(folder: Path) -> Iterator[Fault]:
    """What is wrong in the files of texts, those missing from them last."""
    factory = read_factory(folder)
    seen: dict[str, str] = {}
    for path in text_files(folder):
        try:
            texts = dict(read_texts(path))
        except CatalogueError as error:
            yield Fault(path.name, "-", f"ข้อความต้องอยู่ในเครื่องหมายคำพูด: {error}")
            continue
        yield from _same_labels(path.name, texts)
        for key, text in texts.items():
            if key in seen:
                yield Fault(path.name, key, f"มีอยู่แล้วใน {seen[key]} ให้เหลือที่เดียว")
            seen[key] = path.name
            if key not in factory:
                yield Fault(path.name, key, "โปรแกรมไม่รู้จักชื่อนี้ ให้ใช้ชื่อเดิม")
                continue
            for todo in faults_of(key, text, factory[key]):
                yield Fault(path.name, key, todo)
    for key in factory:
        if key not in seen:
            yield Fault("messages_th", key, "ข้อความนี้หายไป ให้นำกลับมา")


def faults_of(key: str, text: str, needed: Iterable[str]) -> Iterator[str]:
    """What is wrong with one text that needs exactly these values."""
    try:
        parts = template(key, text)
    except CatalogueError:
        yield "วงเล็บปีกกาใช้ครอบชื่อค่าเท่านั้น เช่น {agency}"
        return
    yield from _wrong_places(places(parts), frozenset(needed))
    yield from _wrong_length(key, "".join(parts[::2]), has_places=len(parts) > 1)
    yield from wrong_words(text)
    if text != text.strip() and key not in SPACED:
        yield "มีช่องว่างหรือบรรทัดว่างที่หัวหรือท้าย ให้ลบออก"


def faults_of_lexicon(path: Path) -> Iterator[Fault]:
    """Words by which two commands are called."""
    commands: Mapping[str, Any] = tomllib.loads(path.read_text("utf-8")).get("commands", {})
    for command, todo in claimed(commands, listening(path)):
        yield Fault(path.name, f"commands.{command}", todo)


def read_factory(folder: Path = FOLDER) -> dict[str, list[str]]:
    """Every key the release has, and the values its text needs."""
    return tomllib.loads((folder / FACTORY).read_text("utf-8"))


def factory_of(folder: Path = FOLDER) -> str:
    """The table of keys and values as the texts stand now, to be written by a programmer."""
    found = {
        key: sorted(places(template(key, text)))
        for path in text_files(folder)
        for key, text in read_texts(path)
    }
    lines = [f'"{key}" = {json.dumps(names)}' for key, names in sorted(found.items())]
    heading = "# ข้อความทั้งหมดที่โปรแกรมใช้ และค่าที่แต่ละข้อความต้องมี สร้างด้วย python -m messages_th renew"
    return "\n".join([heading, *lines, ""])


def _wrong_places(found: frozenset[str], needed: frozenset[str]) -> Iterator[str]:
    for name in sorted(needed - found):
        yield f"ต้องมี {{{name}}}"
    for name in sorted(found - needed):
        yield f"ไม่มีค่า {{{name}}} สำหรับข้อความนี้ ให้ลบออก"


def _wrong_length(key: str, literal: str, *, has_places: bool) -> Iterator[str]:
    length = clusters(literal)
    if not literal.strip() and not has_places:
        yield "ว่างเปล่า ให้ใส่ข้อความ"
    if LABELS.match(key) and length > LABEL_LENGTH:
        yield f"ยาว {length} ตัวอักษร ปุ่มรับได้ {LABEL_LENGTH}"
    elif length > BUBBLE_LENGTH and not key.startswith(PAGES):
        yield f"ยาว {length} ตัวอักษร ให้ย่อเหลือ {BUBBLE_LENGTH}"


def _same_labels(file: str, texts: Mapping[str, str]) -> Iterator[Fault]:
    sets: dict[str, dict[str, str]] = {}
    for key, text in texts.items():
        if LABELS.match(key):
            sets.setdefault(key.rpartition(".")[0], {})[key] = text
    for labels in sets.values():
        for key in doubled(labels):
            yield Fault(file, key, "ซ้ำกับปุ่มอื่นในชุดเดียวกัน ให้ใช้คำต่างกัน")
