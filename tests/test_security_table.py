"""The table of docs/security.md: complete, and every test that it names is there."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.house import HOUSE

# How many requirements each section of ASVS 5.0.0 has at levels 1 and 2, or which ones.
ASKED = """
1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2
2.1:1-3 2.2:1-3 2.3:1-4 2.4:1
3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2
5.1:1 5.2:1-3 5.3:1-2 5.4:1-3
6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3 6.8:1-4
7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2
8.1:1-2 8.2:1-3 8.3:1 8.4:1
11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1 11.6:1
13.1:1 13.2:1-5 13.3:1-2 13.4:1-5
14.1:1-2 14.2:1-4 14.3:1-3
15.1:1-3 15.2:1-3 15.3:1-7
16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3
"""
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+) \| (.+) \|$", re.MULTILINE)
BELOW = re.compile(r"^Does not apply: ([\d., ]+) \(", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def table() -> str:
    return (HOUSE / "docs" / "security.md").read_text("utf-8")


def asked() -> Iterator[str]:
    for section, first, last in re.findall(r"([\d.]+):(\d+)-?(\d*)", ASKED):
        yield from (f"{section}.{number}" for number in range(int(first), int(last or first) + 1))


@cache
def names_in(path: str) -> frozenset[str]:
    """The names of the tests that a file has; none when there is no such file."""
    file = HOUSE / path
    tree = ast.parse(file.read_text("utf-8") if file.exists() else "")
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def faults(text: str) -> list[str]:
    """The rows that show nothing, and the tests that do not exist."""
    found = []
    for number, _, shown in ROW.findall(text):
        named = NAMED.findall(shown)
        if not (named or re.match(r"open: \w", shown)):
            found.append(f"{number} shows nothing")
        found += [f"{number} names {test}" for path, test in named if test not in names_in(path)]
    return found


def test_every_row_is_shown_or_open_and_every_test_exists() -> None:
    assert faults(table()) == []


def test_every_requirement_stands_in_it_once() -> None:
    text = table()
    rows = [number for number, _, _ in ROW.findall(text)]
    below = [number for line in BELOW.findall(text) for number in line.split(", ")]

    assert sorted(rows + below) == sorted(asked())
    assert rows == sorted(rows, key=lambda number: [int(part) for part in number.split(".")])


def test_a_row_that_shows_nothing_is_seen() -> None:
    planted = (
        "| 1.1.1 | Well. | open: nobody did it |\n"
        "| 1.1.2 | Well. | of course |\n"
        "| 1.2.1 | Well. | `tests/test_house.py::test_that_is_not_there` |\n"
        "| 1.2.2 | Well. | `tests/test_nowhere.py::test_anything` |\n"
    )

    assert faults(planted) == [
        "1.1.2 shows nothing",
        "1.2.1 names test_that_is_not_there",
        "1.2.2 names test_anything",
    ]
