"""
What an editor must not be able to break.

`faults` looks at the whole folder, `faults_of` at one text, so that a text changed
elsewhere passes the same gate. Each fault says in Thai what to do. Knows nobody: the
sets below are held against the office's own words by the tests.
"""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import regex

from messages_th.catalogue import (
    FACTORY,
    FOLDER,
    LEXICON,
    CatalogueError,
    places,
    read_texts,
    template,
    text_files,
)
from messages_th.guidebook import ADMIN, GuideText, load_guides
from messages_th.spelling import misspellings

LABELS: Final = re.compile(
    r"(button|choice|label\.(app|category|device|task))\.|richmenu\.\w+\.label$"
)
LABEL_LENGTH: Final = 20  # LINE: grapheme clusters on a button
PAGES: Final = ("page.", "notice.")  # read as web pages, not as bubbles
BUBBLE_LENGTH: Final = 160  # grapheme clusters; more is not read on a telephone
STEP_LENGTH: Final = 120  # grapheme clusters of one step of a guide
SPACED: Final = frozenset({"card.between"})  # texts that begin and end with a space

APPS: Final = ("teams", "webex", "hangouts")
TASKS: Final = ("install", "signin", "join")
DEVICES: Final = ("ios", "android", "windows", "mac", "web")

HOSTS: Final = frozenset(
    {
        "www.onde.go.th", "www.mdes.go.th",
        "support.microsoft.com", "products.office.com", "www.microsoft.com", "teams.microsoft.com",
        "www.webex.com", "help.webex.com", "signin.webex.com",
        "support.google.com", "meet.google.com", "gsuite.google.com",
        "apps.apple.com", "play.google.com",
    }
)  # fmt: skip
_HOST: Final = re.compile(r"https?://[^\s/]+|\bwww\.[\w.-]+\w")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend: the file, the text in it, and what to do."""

    file: str
    key: str
    todo: str

    def __str__(self) -> str:
        return f"{self.file}:{self.key}: {self.todo}"


def faults(folder: Path = FOLDER) -> list[Fault]:
    """Everything that is wrong in the folder, none when it may be used."""
    try:
        factory = read_factory(folder)
        return [
            *_faults_of_texts(folder, factory),
            *_faults_of_guides(folder / "guides"),
            *_faults_of_lexicon(folder / LEXICON),
        ]
    except (CatalogueError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [Fault("messages_th", "-", f"อ่านไม่ได้ ตรวจเครื่องหมายคำพูดและวงเล็บ: {error}")]
    except KeyError as error:
        return [Fault("guides", str(error), "ขาดหัวข้อนี้ ให้เติม")]


def faults_of(key: str, text: str, needed: Iterable[str]) -> Iterator[str]:
    """What is wrong with one text that needs exactly these values."""
    try:
        parts = template(key, text)
    except CatalogueError:
        yield "วงเล็บปีกกาใช้ครอบชื่อค่าเท่านั้น เช่น {agency}"
        return
    yield from _wrong_places(places(parts), frozenset(needed))
    literal = "".join(parts[::2])
    yield from _wrong_length(key, literal, has_places=len(parts) > 1)
    yield from _wrong_words(text)
    if text != text.strip() and key not in SPACED:
        yield "มีช่องว่างหรือบรรทัดว่างที่หัวหรือท้าย ให้ลบออก"


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


def _faults_of_texts(folder: Path, factory: Mapping[str, list[str]]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for path in text_files(folder):
        texts = dict(read_texts(path))
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
    for key in factory.keys() - seen.keys():
        yield Fault("messages_th", key, "ข้อความนี้หายไป ให้นำกลับมา")


def _wrong_places(found: frozenset[str], needed: frozenset[str]) -> Iterator[str]:
    for name in sorted(needed - found):
        yield f"ต้องมี {{{name}}}"
    for name in sorted(found - needed):
        yield f"ไม่มีค่า {{{name}}} สำหรับข้อความนี้ ให้ลบออก"


def _wrong_length(key: str, literal: str, *, has_places: bool) -> Iterator[str]:
    length = _clusters(literal)
    if not literal.strip() and not has_places:
        yield "ว่างเปล่า ให้ใส่ข้อความ"
    if LABELS.match(key) and length > LABEL_LENGTH:
        yield f"ยาว {length} ตัวอักษร ปุ่มรับได้ {LABEL_LENGTH}"
    elif length > BUBBLE_LENGTH and not key.startswith(PAGES):
        yield f"ยาว {length} ตัวอักษร ให้ย่อเหลือ {BUBBLE_LENGTH}"


def _wrong_words(text: str) -> Iterator[str]:
    yield from misspellings(text)
    for found in _HOST.findall(text):
        host = urlsplit(found).hostname if "://" in found else found
        if host not in HOSTS:
            yield f"ลิงก์ไปยัง {host} ยังไม่ได้รับอนุญาต"


def _same_labels(file: str, texts: Mapping[str, str]) -> Iterator[Fault]:
    labels = [(key, (key.rpartition(".")[0], text.casefold())) for key, text in texts.items()]
    labels = [(key, label) for key, label in labels if LABELS.match(key)]
    times = Counter(label for _, label in labels)
    for key, label in labels:
        if times[label] > 1:
            yield Fault(file, key, "ซ้ำกับปุ่มอื่นในชุดเดียวกัน ให้ใช้คำต่างกัน")


def _faults_of_guides(folder: Path) -> Iterator[Fault]:
    guides = load_guides(folder)
    wanted = {f"{app}.{ADMIN}" for app in APPS}
    wanted |= {".".join(parts) for parts in product(APPS, TASKS, DEVICES)}
    for key in sorted(wanted - guides.keys()):
        yield Fault(_file_of(key), key, "ยังไม่มีคู่มือนี้ ให้เพิ่ม")
    for key, guide in guides.items():
        for todo in _faults_of_guide(guide):
            yield Fault(_file_of(key), key, todo)


def _file_of(guide: str) -> str:
    return f"guides/{guide.partition('.')[0]}.toml"


def _faults_of_guide(guide: GuideText) -> Iterator[str]:
    told = [guide.title, *guide.steps, *([guide.tip] if guide.tip else []), guide.source]
    linked = [guide.link.label, guide.link.uri] if guide.link else []
    for text in (*told, *linked):
        yield from _wrong_words(text)
    if guide.link and _clusters(guide.link.label) > LABEL_LENGTH:
        yield f"ชื่อปุ่มยาวเกิน {LABEL_LENGTH} ตัวอักษร"
    if not guide.steps:
        yield "ยังไม่มีขั้นตอน"
    for number, step in enumerate(guide.steps, start=1):
        if _clusters(step) > STEP_LENGTH:
            yield f"ขั้นที่ {number} ยาวเกิน {STEP_LENGTH} ตัวอักษร ให้แยกเป็นสองขั้น"


def _faults_of_lexicon(path: Path) -> Iterator[Fault]:
    lexicon = tomllib.loads(path.read_text("utf-8"))
    owners: dict[str, str] = {}
    commands: Mapping[str, Any] = lexicon.get("commands", {})
    for command, spellings in commands.items():
        for spelling in spellings:
            owner = owners.setdefault("".join(spelling.casefold().split()), command)
            if owner != command:
                yield Fault(path.name, f"commands.{command}", f"“{spelling}” เป็นของ {owner} แล้ว")


def _clusters(text: str) -> int:
    return len(regex.findall(r"\X", text))
