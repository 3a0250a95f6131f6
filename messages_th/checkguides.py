"""The guides: one for every app, task and device, each with its source and steps to follow."""

import tomllib
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any, Final

from messages_th.checkshape import (
    DAY,
    LINK,
    TEXT,
    TEXTS,
    Shape,
    entries,
    is_text,
    misshapen,
    tables,
    wrong_name,
)
from messages_th.checkwords import (
    APPS,
    BUBBLE_LENGTH,
    LABEL_LENGTH,
    Fault,
    wrong_address,
    wrong_prose,
    wrong_steps,
)
from messages_th.guidebook import ADMIN, GuideText, load_guides

TASKS: Final = ("install", "signin", "create", "join", "share", "record", "invite", "host")
DEVICES: Final = ("ios", "android", "windows", "mac", "web")

BOOK: Final = Shape(
    {"app": TEXT, "name": TEXT, "about": TEXT, "checked": DAY}, optional={"source": TEXT}
)
GUIDE: Final = Shape(
    {"title": TEXT, "steps": TEXTS}, optional={"source": TEXT, "tip": TEXT, "link": LINK}
)


def faults_of_guides(folder: Path) -> Iterator[Fault]:
    """What is wrong in the guides' files; what stands in them only when they can be read."""
    paths = sorted(folder.glob("*.toml"))
    misshaped = [fault for path in paths for fault in _misshaped(path)]
    if misshaped:
        yield from misshaped
        return
    guides = load_guides(folder)
    wanted = _wanted()
    for key in wanted:
        if key not in guides:
            yield Fault(_file_of(key), key, "ยังไม่มีคู่มือนี้ ให้เพิ่ม")
    for key, guide in guides.items():
        if key not in wanted:
            yield Fault(_file_of(key), key, "โปรแกรมไม่รู้จักคู่มือนี้ ให้ใช้ชื่อเดิม")
        for todo in _wrong(guide):
            yield Fault(_file_of(key), key, todo)


def _wanted() -> list[str]:
    whole = [f"{app}.{ADMIN}" for app in APPS]
    return [*whole, *(".".join(parts) for parts in product(APPS, TASKS, DEVICES))]


def _file_of(guide: str) -> str:
    return f"guides/{guide.partition('.')[0]}.toml"


def _misshaped(path: Path) -> Iterator[Fault]:
    book = tomllib.loads(path.read_text("utf-8"))
    file = f"guides/{path.name}"
    yield from (Fault(file, "-", todo) for todo in misshapen(entries(book), BOOK))
    yield from wrong_name(path, book.get("app", path.stem))
    for task, table in tables(book).items():
        if task == ADMIN:
            yield from _misshaped_guide(file, task, table, book)
            continue
        for name in entries(table):
            yield Fault(file, task, f"{name} ต้องอยู่ใต้ชื่ออุปกรณ์ เช่น [{task}.ios]")
        for device, guide in tables(table).items():
            yield from _misshaped_guide(file, f"{task}.{device}", guide, book)


def _misshaped_guide(
    file: str, key: str, guide: Mapping[str, Any], book: Mapping[str, Any]
) -> Iterator[Fault]:
    yield from (Fault(file, key, todo) for todo in misshapen(guide, GUIDE))
    if not is_text(guide.get("source", book.get("source"))):
        yield Fault(file, key, "ขาด source ให้เติมที่คู่มือนี้หรือที่หัวไฟล์")


def _wrong(guide: GuideText) -> Iterator[str]:
    yield from wrong_prose("title", guide.title, BUBBLE_LENGTH)
    yield from wrong_steps(guide.steps)
    yield from wrong_address("source", guide.source)
    if guide.tip:
        yield from wrong_prose("tip", guide.tip, BUBBLE_LENGTH)
    if guide.link:
        yield from wrong_prose("link", guide.link.label, LABEL_LENGTH)
        yield from wrong_address("link", guide.link.uri)
