"""
Small checks, and ways to join them into tables.

A check takes a value and the path where it stands, and yields the problems it
finds there. Nothing here knows a message from a menu.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from simulator.rules.limits import length, limit

Path = tuple[str | int, ...]


class Fault(StrEnum):
    EMPTY = "empty"
    MISSING = "missing"
    LONG = "long"
    SIZE = "size"
    RANGE = "range"
    CHOICE = "choice"
    URI = "uri"
    SCHEME = "scheme"
    INVALID = "invalid"
    NULLS = "nulls"
    HEAVY = "heavy"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Problem:
    path: Path
    fault: Fault
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()


Problems = Iterator[Problem]
Check = Callable[[Any, Path], Problems]


def text(thing: str, part: str) -> Check:
    """A string, not empty, within the limit of that name."""
    allowed = limit(thing, part)

    def check(value: Any, path: Path) -> Problems:
        if not isinstance(value, str):
            yield Problem(path, Fault.INVALID)
        elif not value:
            yield Problem(path, Fault.EMPTY)
        elif length(value, allowed.unit) > allowed.max:
            yield Problem(path, Fault.LONG, high=allowed.max)

    return check


def text_or_empty(thing: str, part: str) -> Check:
    filled = text(thing, part)

    def check(value: Any, path: Path) -> Problems:
        if value != "":
            yield from filled(value, path)

    return check


def link(thing: str, part: str, *schemes: str) -> Check:
    """An absolute URL of one of the schemes, within the limit of that name."""
    short_enough = text(thing, part)

    def check(value: Any, path: Path) -> Problems:
        problems = list(short_enough(value, path))
        yield from problems
        if problems:
            return
        if not _is_uri(value):
            yield Problem(path, Fault.URI)
        elif urlsplit(value).scheme.lower() not in schemes:
            yield Problem(path, Fault.SCHEME)

    return check


def _is_uri(value: str) -> bool:
    """Percent-encoded, no blanks, with something after the scheme."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+", value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return (
        bool(parts.netloc or parts.path) if parts.scheme in ("tel", "line") else bool(parts.netloc)
    )


def pattern(expression: str) -> Check:
    compiled = re.compile(expression)

    def check(value: Any, path: Path) -> Problems:
        if not (isinstance(value, str) and compiled.fullmatch(value)):
            yield Problem(path, Fault.INVALID)

    return check


def one_of(*choices: str) -> Check:
    def check(value: Any, path: Path) -> Problems:
        if value not in choices:
            yield Problem(path, Fault.CHOICE, choices=choices)

    return check


def whole(low: int, high: int) -> Check:
    def check(value: Any, path: Path) -> Problems:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Problem(path, Fault.INVALID)
        elif not low <= value <= high:
            yield Problem(path, Fault.RANGE, low=low, high=high)

    return check


def number(low: float, high: float) -> Check:
    def check(value: Any, path: Path) -> Problems:
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or not low <= value <= high
        ):
            yield Problem(path, Fault.INVALID)

    return check


def flag(value: Any, path: Path) -> Problems:
    if not isinstance(value, bool):
        yield Problem(path, Fault.INVALID)


def string(value: Any, path: Path) -> Problems:
    if not isinstance(value, str):
        yield Problem(path, Fault.INVALID)


def listing(item: Check, *, low: int, high: int) -> Check:
    def check(value: Any, path: Path) -> Problems:
        if not isinstance(value, list):
            yield Problem(path, Fault.INVALID)
            return
        if not low <= len(value) <= high:
            yield Problem(path, Fault.SIZE, low=low, high=high)
        for index, each in enumerate(value):
            if each is None:
                yield Problem((*path, index), Fault.NULLS)
            else:
                yield from item(each, (*path, index))

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """An object with these properties and no others."""
    known = {**required, **optional}

    def check(value: Any, path: Path) -> Problems:
        if not isinstance(value, dict):
            yield Problem(path, Fault.INVALID)
            return
        for name in required:
            if name not in value:
                yield Problem((*path, name), Fault.MISSING)
        for name, given in value.items():
            yield from _property(known.get(name), given, (*path, name))

    return check


def _property(rule: Check | None, given: Any, path: Path) -> Problems:
    if rule is None:
        yield Problem(path, Fault.INVALID)
    elif given is None:
        yield Problem(path, Fault.NULLS)
    else:
        yield from rule(given, path)


def kinds(table: Mapping[str, Check]) -> Check:
    """An object whose `type` chooses the check. The table may be filled later."""

    def check(value: Any, path: Path) -> Problems:
        if not isinstance(value, dict):
            yield Problem(path, Fault.INVALID)
            return
        kind = value.get("type")
        rule = table.get(kind) if isinstance(kind, str) else None
        if kind is None:
            yield Problem((*path, "type"), Fault.MISSING)
        elif rule is None:
            yield Problem((*path, "type"), Fault.CHOICE, choices=tuple(table))
        else:
            yield from rule(value, path)

    return check


def both(*checks: Check) -> Check:
    """All of the checks, one after the other."""

    def check(value: Any, path: Path) -> Problems:
        for each in checks:
            yield from each(value, path)

    return check
