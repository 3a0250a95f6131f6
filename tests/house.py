"""
The laws of the house that no tool knows, each as a check that lists its faults.

A check takes text or names and returns sentences, an empty list when all is
well, so that `test_house.py` can put both the house and a planted fault to it.
Bans on single names, nesting and imports stand in pyproject.toml.
"""

import ast
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Final

HOUSE: Final = Path(__file__).resolve().parent.parent
ROOMS: Final = ("bot", "handlers", "models", "messages_th")

FILE_WALL: Final = 300
TEST_FILE_WALL: Final = 400
FUNCTION_WALL: Final = 40

VAGUE: Final = frozenset(
    {"utils", "util", "helpers", "helper", "common", "misc", "core", "manager", "managers"}
)
VAGUE_FOLDERS: Final = VAGUE | {"src", "app", "scripts"}

THAI: Final = re.compile("[\u0e00-\u0e7f]")
THAI_ROOMS: Final = ("messages_th/", "tests/", "simulator/", "docs/", "models/data/")
THAI_FILES: Final = frozenset({"README.md", "CHANGELOG.md"})

MACHINE_PATH: Final = re.compile(r"(?<![\w.<~-])/(?:work|tmp|root|home|Users)/")
PUT_OFF: Final = re.compile(r"\b(?:TO" r"DO|FIX" r"ME)\b")

PINNED: Final = re.compile(r"^[a-z0-9][a-z0-9._-]*(\[[a-z0-9,._-]+\])?==\S+( ;.*)?$")
PLACE: Final = re.compile(r"https?:|file:|@ |--(?:extra-)?index-url|--find-links|(?:^|\s)-[if]\s")
MIGRATION: Final = re.compile(r"^(\d{4})_[a-z0-9_]+\.py$")
SETTING: Final = re.compile(r"^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$")

PICTURES: Final = frozenset({".bin", ".png", ".jpg", ".ico", ".woff2", ".ttf", ".xlsx", ".pdf"})


def files() -> Iterator[Path]:
    """Every file of the house but what .gitignore names, relative to its root, in order."""
    ignored = [".git/", *(HOUSE / ".gitignore").read_text("utf-8").split()]
    for folder, inner, names in os.walk(HOUSE):
        inner[:] = sorted(name for name in inner if not is_ignored(name + "/", ignored))
        for name in sorted(names):
            if not is_ignored(name, ignored):
                yield (Path(folder) / name).relative_to(HOUSE)


def is_ignored(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def texts() -> Iterator[tuple[str, str]]:
    """Path and text of every file that is meant to be read by people."""
    for path in files():
        if path.suffix not in PICTURES:
            yield path.as_posix(), (HOUSE / path).read_text("utf-8")


def modules(*rooms: str) -> Iterator[tuple[str, str]]:
    """Path and source of every Python file in these rooms."""
    for path, source in texts():
        if path.endswith(".py") and path.startswith(tuple(f"{room}/" for room in rooms)):
            yield path, source


def unmirrored(path: str, source: str, present: frozenset[str]) -> list[str]:
    """A module that does something is tested by the file that mirrors it."""
    mirror = mirror_of(path)
    if mirror in present or not has_functions(source):
        return []
    return [f"{path} has no {mirror}"]


def mirror_of(path: str) -> str:
    """`bot/line/limits.py` → `tests/bot/line/test_limits.py`; `__main__` → `test_main.py`."""
    module = PurePosixPath(path)
    return f"tests/{module.parent}/test_{module.stem.strip('_')}.py"


def has_functions(source: str) -> bool:
    nodes = ast.walk(ast.parse(source))
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in nodes)


def long_file(path: str, text: str) -> list[str]:
    wall = TEST_FILE_WALL if path.startswith("tests/") else FILE_WALL
    lines = len(text.splitlines())
    return [f"{path} has {lines} lines, the wall is {wall}"] if lines > wall else []


def long_functions(path: str, source: str) -> list[str]:
    """From `def` to the last line, docstring and all."""
    return [
        f"{path}:{node.lineno} {node.name} has {lines} lines, the wall is {FUNCTION_WALL}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_WALL
    ]


def stray_thai(path: str, text: str) -> list[str]:
    if path.startswith(THAI_ROOMS) or path in THAI_FILES:
        return []
    return [f"{path}:{at} has Thai letters" for at, line in numbered(text) if THAI.search(line)]


def machine_paths(path: str, text: str) -> list[str]:
    return [
        f"{path}:{at} names a place on one machine"
        for at, line in numbered(text)
        if MACHINE_PATH.search(line)
    ]


def put_off(path: str, text: str) -> list[str]:
    return [f"{path}:{at} puts work off" for at, line in numbered(text) if PUT_OFF.search(line)]


def numbered(text: str) -> Iterator[tuple[int, str]]:
    return enumerate(text.splitlines(), start=1)


def vague_names(path: str) -> list[str]:
    """A name that says nothing collects everything."""
    *folders, last = PurePosixPath(path).parts
    stem = PurePosixPath(last).stem
    vague = [*(VAGUE_FOLDERS & set(folders)), *(VAGUE & {stem})]
    return [f"{path}: '{name}' does not say what it is for" for name in sorted(vague)]


def misnumbered(names: Sequence[str]) -> list[str]:
    """Migrations are 0001_words.py, 0002_words.py, … without a gap or a double."""
    faults = [f"{name} is not like 0001_words.py" for name in names if not MIGRATION.match(name)]
    numbers = sorted(int(name[:4]) for name in names if MIGRATION.match(name))
    if numbers != list(range(1, len(numbers) + 1)):
        faults.append(f"the numbers are {numbers}")
    return faults


def loose_pins(text: str) -> list[str]:
    """Each package has one version and its hashes, and no line says where it comes from."""
    joined = text.replace("\\\n", " ")
    entries = [line for line in joined.splitlines() if line and not line.lstrip().startswith("#")]
    return [f"{entry[:60]} is not pinned" for entry in entries if not is_pinned(entry)]


def is_pinned(entry: str) -> bool:
    package, *hashes = entry.split(" --hash=sha256:")
    return bool(PINNED.match(package.strip()) and hashes and not PLACE.search(entry))


def settings_in(source: str) -> list[str]:
    """The names bot/settings.py reads from the environment: its text constants in capitals."""
    return sorted(
        {
            node.value
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and SETTING.match(node.value)
        }
    )


def unpinned(wanted: str, pins: str) -> list[str]:
    """Packages asked for in a .in file that its .txt file does not pin."""
    names = re.findall(r"^[A-Za-z0-9][\w.-]*", wanted, re.MULTILINE)
    pinned = {pin.lower() for pin in re.findall(r"^([\w.-]+)==", pins, re.MULTILINE)}
    return [f"{name} is not pinned" for name in names if name.lower() not in pinned]


def undocumented(settings: Iterable[str], documents: str) -> list[str]:
    words = set(re.findall(r"[A-Z][A-Z0-9_]*", documents))
    return [f"{name} is explained nowhere" for name in settings if name not in words]


def silent_targets(makefile: str) -> list[str]:
    """Targets of .PHONY for which `make help` would have no line."""
    phony = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    targets = [target for line in phony for target in line.split()]
    told = set(re.findall(r"^([a-z]+):.*## \S", makefile, re.MULTILINE))
    return [f"make {target} is not explained" for target in targets if target not in told]
