"""Setup guides: `guides/<app>.toml` as values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

GUIDES: Final = Path(__file__).with_name("guides")
ADMIN: Final = "admin"


@dataclass(frozen=True, slots=True)
class GuideLink:
    """Where a guide's button leads."""

    label: str
    uri: str


@dataclass(frozen=True, slots=True)
class GuideText:
    """One guide: what to do, step by step, and the day somebody last tried it."""

    name: str
    title: str
    steps: tuple[str, ...]
    checked: date
    source: str
    link: GuideLink | None = None
    tip: str | None = None
    about: str | None = None  # what its app is for


def load_guides(folder: Path = GUIDES) -> dict[str, GuideText]:
    """Every guide by app, task and device: `teams.install.ios`, `teams.admin`."""
    guides: dict[str, GuideText] = {}
    for path in sorted(folder.glob("*.toml")):
        book = tomllib.loads(path.read_text("utf-8"))
        for part, table in _parts(book):
            guides[f"{book['app']}.{part}"] = _guide(book, table)
    return guides


def _parts(book: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    tasks = [(task, table) for task, table in book.items() if isinstance(table, Mapping)]
    parts = [(ADMIN, table) for task, table in tasks if task == ADMIN]
    for task, devices in tasks:
        if task != ADMIN:
            parts += [(f"{task}.{device}", table) for device, table in devices.items()]
    return parts


def _guide(book: Mapping[str, Any], table: Mapping[str, Any]) -> GuideText:
    link = table.get("link")
    return GuideText(
        name=book["name"],
        title=table["title"],
        steps=tuple(table["steps"]),
        checked=book["checked"],
        source=table.get("source", book["source"]),
        link=GuideLink(link["label"], link["uri"]) if link else None,
        tip=table.get("tip"),
        about=book.get("about"),
    )
