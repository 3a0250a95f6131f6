"""
What people type: enough of it for every intent, no sentence for two, and learned.

Sentences are compared as a hurried typist writes them: without spaces, capitals, the marks
and the particles at their ends.
"""

import json
import re
import struct
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from messages_th.checkshape import TEXT, TEXTS, Shape, entries, misshapen, tables
from messages_th.checkwords import Fault, compact
from messages_th.examples import WEIGHTS, Examples, digest, expanded, load_examples

INTENTS: Final = (
    *("reg.start", "reg.continue", "reg.cancel", "reg.edit", "status", "app.choose"),
    *("guide.install", "guide.account", "guide.create", "guide.join", "guide.share"),
    *("guide.record", "guide.invite", "guide.host"),
    *("ts.sound", "ts.video", "ts.login", "ts.password", "ts.link", "ts.slow"),
    *("info.zero_rating", "info.cost", "info.eligibility", "info.requirements"),
    *("info.duration", "info.contact", "info.wfh", "info.security"),
    *("notices.stop", "notices.resume"),
    *("human", "greet", "thanks", "abuse", "help", "oos"),
)
FEWEST: Final = 30  # examples; an intent with fewer is hardly ever understood
COURTESY: Final = "courtesy.toml"

INTENT: Final = Shape({"means": TEXT, "examples": TEXTS}, {"patterns": TEXTS})
COURTESIES: Final = Shape({"before": TEXTS, "after": TEXTS})

_ENDS: Final = re.compile(r"(?:ค่ะ|คะ|ค่า|ครับผม|ครับ|คับ|ค้าบ|คร้าบ|ฮะ|จ้า|จ้ะ|จ๊ะ|นะ|น้า|[?!.…]|ๆ)+$")


def faults_of_examples(folder: Path) -> Iterator[Fault]:
    """What is wrong in the files of examples, and whether the weights came from them."""
    files: dict[str, str] = {}
    misshaped = [
        fault for path in sorted(folder.glob("*.toml")) for fault in _misshaped(path, files)
    ]
    if not (folder / COURTESY).exists():
        yield Fault(f"intents/{COURTESY}", "-", "ไม่มีไฟล์นี้ ให้นำกลับมา")
    for name in INTENTS:
        if name not in files:
            yield Fault("intents", name, "ยังไม่มีตัวอย่างของเรื่องนี้ ให้เพิ่ม")
    if misshaped:
        yield from misshaped
        return
    examples = load_examples(folder)
    for name, todo in _wrong(examples):
        yield Fault(files[name], name, todo)
    if _learned_from(folder / WEIGHTS) != digest(examples):
        yield Fault(f"intents/{WEIGHTS}", "-", "ตัวอย่างเปลี่ยนไปแล้ว ให้พิมพ์ make train")


def _misshaped(path: Path, files: dict[str, str]) -> Iterator[Fault]:
    """What a file lacks; where each intent stands is noted in `files`."""
    file = f"intents/{path.name}"
    told = tomllib.loads(path.read_text("utf-8"))
    if path.name == COURTESY:
        yield from (Fault(file, "-", todo) for todo in misshapen(told, COURTESIES))
        return
    for name, table in _intents(told, ""):
        if name in files:
            yield Fault(file, name, f"มีอยู่แล้วใน {files[name]} ให้เหลือที่เดียว")
        elif name not in INTENTS:
            yield Fault(file, name, "โปรแกรมไม่รู้จักเรื่องนี้ ให้ใช้ชื่อเดิม")
        files.setdefault(name, file)
        yield from (Fault(file, name, todo) for todo in misshapen(table, INTENT))


def _intents(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Tables in which something stands, by their dotted names."""
    for word, inner in tables(table).items():
        name = f"{prefix}{word}"
        if entries(inner):
            yield name, entries(inner)
        yield from _intents(inner, f"{name}.")


def _wrong(examples: Mapping[str, Examples]) -> Iterator[tuple[str, str]]:
    for name, one in examples.items():
        if (count := len(one.sentences)) < FEWEST:
            yield name, f"มี {count} ตัวอย่าง ให้เพิ่มจนมีอย่างน้อย {FEWEST}"
        for pattern in one.patterns:
            if not _is_balanced(pattern):
                yield name, f"“{pattern}” วงเล็บไม่ครบคู่หรือซ้อนกัน หรือมี | นอกวงเล็บ ให้แก้"
    yield from _claimed(examples)


def _is_balanced(pattern: str) -> bool:
    outside = re.sub(r"\([^()]*\)", "", pattern)
    return not set("()|") & set(outside)


def _claimed(examples: Mapping[str, Examples]) -> Iterator[tuple[str, str]]:
    """Sentences another intent has, as an example or by a pattern, each told once."""
    owners: dict[str, str] = {}
    for name, one in examples.items():
        patterned = (sentence for pattern in one.patterns for sentence in expanded(pattern))
        told = _compared((*one.sentences, *patterned))
        for meant, sentence in told.items():
            owner = owners.setdefault(meant, name)
            if owner != name:
                yield name, f"“{sentence}” เป็นตัวอย่างของ {owner} แล้ว ให้เหลือที่เดียว"


def _compared(sentences: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for sentence in sentences:
        whole = compact(sentence)
        found.setdefault(_ENDS.sub("", whole) or whole, sentence)
    return found


def _learned_from(weights: Path) -> str | None:
    """What the head of the weights says they were learned from; None when it cannot be read."""
    try:
        data = weights.read_bytes()
        (size,) = struct.unpack_from("<I", data)
        told = json.loads(data[4 : 4 + size])["digest"]
    except (OSError, struct.error, ValueError, KeyError, TypeError):
        return None
    return str(told)
