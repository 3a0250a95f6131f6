"""
Whether a table of a book has what it needs, each of the right kind, and nothing else.

Looked at before a book is read, so that a missing word is a fault with a place and not
an error.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from messages_th.checkwords import Fault

CODE: Final = re.compile(r"[a-z][a-z_]*")


@dataclass(frozen=True, slots=True)
class Kind:
    """What an entry may be, and what to do when it is not."""

    fits: Callable[[Any], bool]
    todo: str


@dataclass(frozen=True, slots=True)
class Shape:
    """The entries of a table by their names."""

    needed: Mapping[str, Kind]
    optional: Mapping[str, Kind] = field(default_factory=dict)


def is_text(value: Any) -> bool:
    """Whether there is something to read."""
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(is_text, value))


def _is_day(value: Any) -> bool:
    return type(value) is date  # a time of day is a date, too, and cannot be compared


def _is_link(value: Any) -> bool:
    if not isinstance(value, Mapping) or set(value) != {"label", "uri"}:
        return False
    return all(map(is_text, value.values()))


TEXT: Final = Kind(is_text, "ให้ใส่ข้อความในเครื่องหมายคำพูด")
TEXTS: Final = Kind(_is_texts, 'ให้ใส่รายการข้อความ เช่น ["หนึ่ง", "สอง"] ไม่เว้นว่าง')
DAY: Final = Kind(_is_day, "ให้ใส่วันที่ เช่น 2020-03-17 ไม่มีเครื่องหมายคำพูด")
LINK: Final = Kind(_is_link, 'ให้ใส่ { label = "ชื่อปุ่ม", uri = "https://…" }')


def misshapen(table: Mapping[str, Any], shape: Shape) -> Iterator[str]:
    """What the entries of one table lack."""
    yield from (f"ขาด {name} ให้เติม" for name in shape.needed if name not in table)
    known = {**shape.needed, **shape.optional}
    for name, value in table.items():
        if name not in known:
            yield f"ไม่รู้จัก {name} ให้ตรวจการสะกด"
        elif not known[name].fits(value):
            yield f"{name}: {known[name].todo}"


def entries(table: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in a table itself."""
    return {name: value for name, value in table.items() if not isinstance(value, Mapping)}


def tables(table: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The tables inside a table."""
    return {name: value for name, value in table.items() if isinstance(value, Mapping)}


def wrong_name(path: Path, told: Any) -> Iterator[Fault]:
    """A file of a folder of books is called what it says it is."""
    if told != path.stem:
        file = f"{path.parent.name}/{path.name}"
        yield Fault(file, "-", f"ชื่อในไฟล์คือ {told} ให้ตรงกับชื่อไฟล์ {path.stem}")
