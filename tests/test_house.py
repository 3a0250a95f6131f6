"""The house keeps its own laws, and each law is seen to catch what it forbids."""

import json
import os
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

import pytest
from pytest_socket import SocketConnectBlockedError

from tests import house
from tests.house import HOUSE

TOOLS: Final = Path(sys.executable).parent

# Folders whose promise is kept by one test for all their files, and which it is.
TESTED_TOGETHER: Final = {
    "models/migrations/": "tests/models/test_migrations.py",  # up and down through all of them
    "handlers/facts.py": "tests/handlers/deciding.py",  # a protocol; the tests' registry keeps it
}

CODE: Final = (".py", ".html", ".css", ".js")


def test_every_module_is_mirrored_by_its_test() -> None:
    present = frozenset(path.as_posix() for path in house.files())
    missing = [
        fault
        for path, source in house.modules(*house.ROOMS)
        if not path.startswith(tuple(TESTED_TOGETHER))
        for fault in house.unmirrored(path, source, present)
    ]
    assert missing == []
    assert set(TESTED_TOGETHER.values()) - present == set()


def test_a_module_without_its_mirror_is_seen() -> None:
    act, table = "def act(): ...", "WORDS = ('a', 'b')"
    mirrors = frozenset({"tests/bot/line/test_limits.py", "tests/bot/test_main.py"})

    assert house.unmirrored("bot/line/limits.py", act, mirrors) == []
    assert house.unmirrored("bot/__main__.py", act, mirrors) == []
    assert house.unmirrored("bot/line/words.py", table, mirrors) == []
    assert house.unmirrored("bot/line/cards.py", act, mirrors) == [
        "bot/line/cards.py has no tests/bot/line/test_cards.py"
    ]


def test_no_file_is_longer_than_its_wall() -> None:
    code = [(path, text) for path, text in house.texts() if path.endswith(CODE)]
    assert [fault for path, text in code for fault in house.long_file(path, text)] == []


def test_a_long_file_is_seen() -> None:
    assert house.long_file("bot/app.py", "\n" * 300) == []
    assert house.long_file("bot/app.py", "\n" * 301) == [
        "bot/app.py has 301 lines, the wall is 300"
    ]
    assert house.long_file("tests/test_app.py", "\n" * 400) == []
    assert house.long_file("tests/test_app.py", "\n" * 401) == [
        "tests/test_app.py has 401 lines, the wall is 400"
    ]


def test_no_function_is_longer_than_its_wall() -> None:
    sources = house.modules(*house.ROOMS, "simulator", "tests")
    assert [fault for path, text in sources for fault in house.long_functions(path, text)] == []


def test_a_long_function_is_seen() -> None:
    within = "def walk():\n" + "    step()\n" * 39
    beyond = "class Walk:\n    async def walk(self):\n" + "        step()\n" * 40

    assert house.long_functions("bot/app.py", within) == []
    assert house.long_functions("bot/app.py", beyond) == [
        "bot/app.py:2 walk has 41 lines, the wall is 40"
    ]


def test_thai_letters_live_in_their_rooms() -> None:
    assert [fault for path, text in house.texts() for fault in house.stray_thai(path, text)] == []


def test_a_stray_thai_letter_is_seen() -> None:
    assert house.stray_thai("messages_th/status.toml", "สถานะ") == []
    assert house.stray_thai("README.md", "สถานะ") == []
    assert house.stray_thai("handlers/README.md", "law\nสถานะ") == [
        "handlers/README.md:2 has Thai letters"
    ]


def test_no_file_names_a_place_on_one_machine() -> None:
    texts = house.texts()
    assert [fault for path, text in texts for fault in house.machine_paths(path, text)] == []


def test_a_place_on_one_machine_is_seen() -> None:
    place = "/".join(["", "home", "somchai", "bot.db"])

    assert house.machine_paths("docs/run.md", "https://www.onde.go.th" + place) == []
    assert house.machine_paths("docs/run.md", f"first\nopen {place}") == [
        "docs/run.md:2 names a place on one machine"
    ]


def test_no_file_puts_work_off() -> None:
    assert [fault for path, text in house.texts() for fault in house.put_off(path, text)] == []


def test_work_put_off_is_seen() -> None:
    assert house.put_off("bot/app.py", "x = 1  # TO" + "DO later") == ["bot/app.py:1 puts work off"]


def test_every_name_says_what_it_is_for() -> None:
    assert [fault for path in house.files() for fault in house.vague_names(path.as_posix())] == []


def test_a_name_that_says_nothing_is_seen() -> None:
    assert house.vague_names("bot/app.py") == []
    assert house.vague_names("bot/utils.py") == [
        "bot/utils.py: 'utils' does not say what it is for"
    ]
    assert house.vague_names("bot/app/form.py") == [
        "bot/app/form.py: 'app' does not say what it is for"
    ]


def test_migrations_are_numbered_in_order() -> None:
    scripts = (HOUSE / "models/migrations").rglob("*.py")
    names = sorted(script.name for script in scripts if script.stem not in {"env", "__init__"})

    assert names != []
    assert house.misnumbered(names) == []


def test_a_misnumbered_migration_is_seen() -> None:
    assert house.misnumbered(["0001_people.py", "0002_requests.py"]) == []
    assert house.misnumbered(["0001_people.py", "0003_requests.py"]) == ["the numbers are [1, 3]"]
    assert house.misnumbered(["0001_people.py", "0001_words.py"]) == ["the numbers are [1, 1]"]
    assert house.misnumbered(["0001_people.py", "add_requests.py"]) == [
        "add_requests.py is not like 0001_words.py"
    ]


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_requirements_are_pinned_by_hash_and_name_no_place(name: str) -> None:
    wanted, pins = ((HOUSE / f"{name}.{kind}").read_text("utf-8") for kind in ("in", "txt"))

    assert house.loose_pins(pins) == []
    assert house.unpinned(wanted, pins) == []


def test_a_loose_pin_is_seen() -> None:
    tight = "flask==3.1.3 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n    # via -r x.in\n"
    loose = (
        "flask==3.1.3",
        "flask>=3 --hash=sha256:aa",
        "--index-url https://example.org/simple",
        "flask @ https://example.org/flask.whl --hash=sha256:aa",
    )

    assert house.loose_pins(tight) == []
    assert [len(house.loose_pins(tight + line)) for line in loose] == [1, 1, 1, 1]
    assert house.unpinned("-r base.txt\nFlask\nwaitress>=3\n", tight) == ["waitress is not pinned"]


def test_every_setting_is_explained() -> None:
    names = house.settings_in((HOUSE / "bot/settings.py").read_text("utf-8"))
    pages = [HOUSE / "README.md", HOUSE / "docs/settings.md"]

    assert names != []
    assert (
        house.undocumented(names, "".join(p.read_text("utf-8") for p in pages if p.exists())) == []
    )


def test_an_unexplained_setting_is_seen() -> None:
    names = house.settings_in("TABLE = {'PORT': 8000, 'DATABASE_URL': 'sqlite'}")

    assert names == ["DATABASE_URL", "PORT"]
    assert house.undocumented(names, "`PORT`: where it listens. `DATABASE_URLS`") == [
        "DATABASE_URL is explained nowhere"
    ]


def test_make_explains_every_target() -> None:
    assert house.silent_targets((HOUSE / "Makefile").read_text("utf-8")) == []


def test_a_silent_target_is_seen() -> None:
    makefile = ".PHONY: run demo\nrun: x ## Start\ndemo: x\n"
    assert house.silent_targets(makefile) == ["make demo is not explained"]


def test_ci_can_start() -> None:
    assert os.access(HOUSE / ".ci/run", os.X_OK)


ENVIRONMENT: Final = "import os\n\nPORT = os.environ['PORT']\n"
CLOCK: Final = "from datetime import UTC, datetime\n\nNOW = datetime.now(UTC)\n"
SECONDS: Final = "from time import time\n\nNOW = time()\n"
PRINT: Final = "print('hello')\n"
BLIND: Final = "try:\n    x = 1\nexcept Exception:\n    x = 2\n"
THREE_DEEP: Final = """
def walk(house):
    for room in house:
        for shelf in room:
            while shelf:
                shelf.pop()
"""
FOUR_DEEP: Final = """
def walk(house):
    for room in house:
        for shelf in room:
            while shelf:
                while shelf[0]:
                    shelf[0].pop()
"""


@pytest.mark.parametrize(
    ("path", "source", "codes"),
    [
        ("bot/settings.py", ENVIRONMENT, []),
        ("bot/app.py", ENVIRONMENT, ["TID251"]),
        ("messages_th/check.py", ENVIRONMENT, ["TID251"]),
        ("bot/clock.py", CLOCK, []),
        ("bot/services/screening.py", CLOCK, ["TID251"]),
        ("bot/clock.py", SECONDS, []),
        ("handlers/form.py", SECONDS, ["TID251"]),
        ("bot/cli.py", PRINT, []),
        ("messages_th/__main__.py", PRINT, []),
        ("models/base.py", PRINT, ["T201"]),
        ("handlers/form.py", THREE_DEEP, []),
        ("handlers/form.py", FOUR_DEEP, ["PLR1702"]),
        ("bot/line/gateway.py", BLIND, ["BLE001"]),
    ],
)
def test_the_linter_catches_what_the_house_bans(path: str, source: str, codes: list[str]) -> None:
    report = run(
        "ruff", "check", "--output-format=json", "--stdin-filename", path, "-", heard=source
    )
    assert [fault["code"] for fault in json.loads(report)] == codes


def lint_imports(folder: Path) -> str:
    return run("lint-imports", "--no-cache", "--config", f"{HOUSE}/pyproject.toml", folder=folder)


def run(tool: str, *words: str, folder: Path = HOUSE, heard: str = "") -> str:
    """What a tool of this environment prints; faults are found in the text, not in its exit."""
    command = [str(TOOLS / tool), *words]
    done = subprocess.run(
        command, cwd=folder, input=heard, capture_output=True, text=True, check=False
    )
    return done.stdout


def test_imports_point_down() -> None:
    assert re.findall(r"Contracts: .*", lint_imports(HOUSE)) == [
        f"Contracts: {len(contracts())} kept, 0 broken."
    ]


def contracts() -> list[str]:
    pyproject = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    return [contract["name"] for contract in pyproject["tool"]["importlinter"]["contracts"]]


# For each contract, in their order, an import it forbids.
FORBIDDEN_IMPORTS: Final = (
    ("handlers.words", "messages_th.words"),
    ("bot.services.one", "bot.services.two"),
    ("handlers.dice", "random"),
    ("handlers.rows", "models.base"),
    ("models.vocabulary", "sqlalchemy"),
    ("models.rules", "handlers.form"),
    ("messages_th.rows", "models.base"),
    ("simulator.rows", "models.base"),
    ("bot.demo", "simulator.page"),
    ("bot.services.calls", "linebot"),
    ("bot.line.calls", "bot.services.calls"),
    ("bot.webhook", "sqlalchemy"),
)
ALLOWED_IMPORTS: Final = (
    ("bot.webhook", "bot.services.calls"),
    ("bot.services.calls", "handlers.form"),
    ("bot.services.calls", "sqlalchemy"),
    ("bot.line.calls", "linebot"),
    ("bot.line.words", "messages_th.words"),
    ("handlers.form", "models.vocabulary"),
    ("models.lifecycle", "models.vocabulary"),
    ("handlers.form", "models.reference"),
    ("models.base", "sqlalchemy"),
    ("simulator.page", "flask"),
)


def test_each_contract_catches_its_forbidden_import(tmp_path: Path) -> None:
    plant(tmp_path, *ALLOWED_IMPORTS)
    before = lint_imports(tmp_path)
    plant(tmp_path, *FORBIDDEN_IMPORTS, ("bot.services.two", "bot.services.one"))
    after = lint_imports(tmp_path)

    assert re.findall(r"^(.*) (KEPT|BROKEN)", before, re.M) == [(c, "KEPT") for c in contracts()]
    assert re.findall(r"^(.*) (KEPT|BROKEN)", after, re.M) == [(c, "BROKEN") for c in contracts()]


def plant(folder: Path, *imports: tuple[str, str]) -> None:
    """Write modules with these imports below `folder`; packages of others are only named."""
    for importer, imported in imports:
        write(folder, importer, f"import {imported}\n")
        if "." in imported:
            write(folder, imported, "")


def write(folder: Path, module: str, source: str) -> None:
    *packages, name = module.split(".")
    place = folder.joinpath(*packages)
    place.mkdir(parents=True, exist_ok=True)
    for package in [place, *place.parents][: len(packages)]:
        (package / "__init__.py").touch()
    with (place / f"{name}.py").open("a") as file:
        file.write(source)


def test_only_loopback_is_called() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()

    with pytest.warns(UserWarning, match="192.0.2.1"), pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)
