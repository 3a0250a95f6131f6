"""
Faults planted on purpose: a suite that does not fail with them in would prove nothing.

Each is planted in a copy of the project, where the tests that should see it are run.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
LEFT_OUT: Final = shutil.ignore_patterns(".*", "var", "__pycache__")
PASSED, FAILED = 0, 1  # what pytest ends with when the tests were run


@dataclass(frozen=True, slots=True)
class Fault:
    """Something taken out of `file`, each text for another, and the `tests` that must see it."""

    name: str
    file: str
    changes: tuple[tuple[str, str], ...]
    tests: tuple[str, ...]

    def plant(self, root: Path) -> None:
        """Raises ValueError when the place is not there any more."""
        path = root / self.file
        text = path.read_text("utf-8")
        for sound, broken in self.changes:
            if sound not in text:
                raise ValueError(f"{self.name}: {self.file} has no {sound!r}")
            text = text.replace(sound, broken)
        path.write_text(text, "utf-8")


FAULTS: Final = (
    Fault(
        "events are not told apart",
        "bot/delivery/inbox.py",
        (
            ('"event_id": event.event_id,', '"event_id": __import__("uuid").uuid4().hex,'),
            ('"message_id": event.message_id,', '"message_id": None,'),
        ),
        ("tests/bot/delivery/test_inbox.py",),
    ),
    Fault(
        "a retry has a new key",
        "bot/delivery/outbox.py",
        (("retry_key=row.retry_key", 'retry_key=str(__import__("uuid").uuid4())'),),
        ("tests/bot/delivery/test_outbox.py", "tests/bot/delivery/test_lanes.py"),
    ),
    Fault(
        "an unclear answer is pushed as well",
        "bot/delivery/settling.py",
        (("    if parcel.is_unclear:\n        return _ended(parcel, OutboxState.INFERRED)\n", ""),),
        ("tests/bot/delivery/test_settling.py",),
    ),
    Fault(
        "signatures are not looked at",
        "bot/webhook.py",
        (("if not hmac.compare_digest(", "if False and not hmac.compare_digest("),),
        ("tests/bot/test_webhook.py",),
    ),
    Fault(
        "forms need no token",
        "bot/console/entrance.py",
        (("not hmac.compare_digest(_csrf_sent(), found.csrf)", "False"),),
        ("tests/bot/console/test_entrance.py", "tests/bot/console/test_forms.py"),
    ),
    Fault(
        "what people wrote is not escaped",
        "bot/console/presenting.py",
        (("autoescape=True", "autoescape=False"),),
        ("tests/bot/console/test_hostile.py",),
    ),
    Fault(
        "formulas stay formulas",
        "bot/services/sheets.py",
        (('return f"\'{text}" if is_formula or text[:1] in STARTS_CELL else text', "return text"),),
        ("tests/bot/services/test_sheets.py",),
    ),
    Fault(
        "texts are not cut to LINE's limits",
        "bot/line/limits.py",
        (("    if units(text) <= most:\n", "    if most:\n"),),
        ("tests/bot/line/test_limits.py",),
    ),
    Fault(
        "two officers write over each other",
        "bot/services/recording.py",
        ((', _r.c.version == bindparam("seen"))', ', bindparam("seen") == bindparam("seen"))'),),
        ("tests/bot/services/test_races.py", "tests/bot/services/test_screening.py"),
    ),
    Fault(
        "acts are not recorded",
        "bot/services/auditing.py",
        (("    connection.execute(_ADD, entry |", "    entry.update(entry |"),),
        ("tests/bot/services/test_auditing.py", "tests/bot/services/test_screening.py"),
    ),
    Fault(
        "a chat is served by two at once",
        "bot/services/lane_rows.py",
        (
            (
                '    if connection.dialect.name == "postgresql":\n        connection.execute(HOLD',
                "    if False:\n        connection.execute(HOLD",
            ),
        ),
        ("tests/bot/delivery/test_lane_races.py",),
    ),
    Fault(
        "those who send a notice wait for each other's calls",
        "bot/services/chunk_rows.py",
        (("    .with_for_update(skip_locked=True)", "    .with_for_update()"),),
        ("tests/bot/services/test_chunk_rows.py", "tests/bot/delivery/test_salvo.py"),
    ),
    Fault(
        "a call to many has a new key at each try",
        "bot/services/chunk_rows.py",
        (("        retry_key=row.retry_key", '        retry_key=str(__import__("uuid").uuid4())'),),
        ("tests/bot/services/test_chunk_rows.py", "tests/bot/delivery/test_salvo.py"),
    ),
    Fault(
        "what may have arrived is sent again when its key is forgotten",
        "bot/services/chunk_rows.py",
        (
            (
                "    return bool(may_have_arrived and ",
                "    return bool(False and may_have_arrived and ",
            ),
        ),
        ("tests/bot/services/test_chunk_rows.py",),
    ),
    Fault(
        "the month's limit is taken for a rate",
        "bot/line/outcomes.py",
        (('Cause.QUOTA if "monthly limit" in said else Cause.RATE', "Cause.RATE"),),
        ("tests/bot/line/test_outcomes.py", "tests/bot/delivery/test_salvo.py"),
    ),
    Fault(
        "somebody is written down twice",
        "bot/services/freezing.py",
        ((".where(contact > row.cursor,", ".where(contact >= row.cursor,"),),
        ("tests/bot/services/test_freezing.py",),
    ),
    Fault(
        "people get two notices on a day",
        "bot/services/notice_rules.py",
        (("    return not (is_urgent or is_correction)", "    return False"),),
        ("tests/bot/services/test_notice_rules.py", "tests/bot/services/test_audience.py"),
    ),
    Fault(
        "who wrote a notice approves it",
        "bot/services/notice_rules.py",
        (("    return staff_id not in editors", "    return True"),),
        ("tests/bot/services/test_notice_rules.py", "tests/bot/services/test_broadcasting.py"),
    ),
    Fault(
        "a stopped notice goes on",
        "bot/delivery/salvo.py",
        (("row.state == BroadcastState.SENDING and is_open", "is_open"),),
        ("tests/bot/delivery/test_salvo.py", "tests/bot/delivery/test_broadcaster.py"),
    ),
)


def named(names: Sequence[str]) -> Sequence[Fault]:
    """Those whose name has one of these words in it; without a word all."""
    return [one for one in FAULTS if not names or any(name in one.name for name in names)]


def try_all(faults: Sequence[Fault] = FAULTS) -> int:
    """Plant one after the other; how many were not caught, or cannot be told."""
    every = tuple(dict.fromkeys(test for fault in faults for test in fault.tests))
    if not _passes(every, None):
        print("the tests fail without any fault: nothing can be told")
        return len(faults)
    missed = 0
    for fault in faults:
        is_missed = _passes(fault.tests, fault)
        missed += is_missed
        print(f"{'MISSED' if is_missed else 'caught':8}{fault.name}", flush=True)
    print(f"{len(faults) - missed} of {len(faults)} planted faults were caught")
    return missed


def _passes(tests: Sequence[str], fault: Fault | None) -> bool:
    """Whether the tests pass in a copy. Raises RuntimeError when they could not be run."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "project")
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        if fault:
            fault.plant(copy)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-qx", "-p", "no:cacheprovider", *tests],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": ""},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode not in {PASSED, FAILED}:
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    return done.returncode == PASSED
