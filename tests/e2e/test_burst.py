"""
Everybody writes at once: LINE has its 200 within two seconds, and people have their answer soon.

BURST_EVENTS and BURST_SECONDS make it larger: two thousand in five seconds, on demand.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.base import Database
from simulator import acts
from simulator.acts import Act
from simulator.testing import Line
from tests.e2e import reckoning
from tests.e2e.crowd import wait_until
from tests.e2e.fleet import Fleet

EVENTS = int(os.environ.get("BURST_EVENTS", "500"))
SECONDS = float(os.environ.get("BURST_SECONDS", "0"))
STEADY_SECONDS = float(os.environ.get("STEADY_SECONDS", "4"))
STEADY = 50  # events a second
MOST_SECONDS = 40.0  # then a token has ten seconds left
TEXTS = ("สวัสดี", "เมนู", "สถานะ", "คู่มือ teams ไอโฟน", "ขอบคุณ")


@pytest.fixture
def line() -> Iterator[Line]:
    with Line() as running:
        yield running


@pytest.mark.slow
@pytest.mark.both
def test_a_burst_is_taken_at_once_and_answered_soon(
    kind: str, line: Line, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Fleet(kind, tmp_path, {"LINE_API_BASE": line.api_base}, workers=2) as fleet:
        line.connect(fleet.url)
        _say(line, 8, 1)  # the first words of a process take longer than all others
        assert wait_until(lambda: _are_handled(fleet.database, 8), seconds=MOST_SECONDS)

        came, begun = _say(line, EVENTS, SECONDS), time.monotonic()
        is_handled = wait_until(
            lambda: _are_handled(fleet.database, 8 + EVENTS), seconds=MOST_SECONDS
        )
        burst = time.monotonic() - begun
        steady, begun = _say(line, int(STEADY * STEADY_SECONDS), STEADY_SECONDS), time.monotonic()
        everybody = 8 + EVENTS + len(steady)
        keeps_up = wait_until(lambda: _are_handled(fleet.database, everybody), seconds=5)

        answers = reckoning.answers(fleet.database, line)
    with capsys.disabled():
        slowest = max(line.platform.traffic.newest_last(), key=lambda entry: entry.ms).ms
        sys.stdout.write(
            f"\n{kind}: {EVENTS:,} at once handled within {burst:.1f} s, the last ones at"
            f" {STEADY} a second {time.monotonic() - begun:.1f} s after they came"
            f" (slowest of the newest calls {slowest:.0f} ms): {reckoning.told(answers)}\n"
        )
    assert (_statuses(came), is_handled) == ({200: EVENTS}, True)
    assert (_statuses(steady), keeps_up) == ({200: len(steady)}, True)
    assert Counter((one.channel, one.state) for one in answers) == {("reply", "sent"): everybody}
    reckoning.assert_given_once(answers, line)


def _say(line: Line, events: int, seconds: float) -> list[Act]:
    """So many people say something within so many seconds; returns when LINE was answered."""
    begun, said = time.monotonic(), list[Act]()
    people = [acts.add_silent_person(line.platform, f"คนที่ {at}") for at in range(events)]
    for at, person in enumerate(people):
        time.sleep(max(0.0, begun + at * seconds / events - time.monotonic()))
        said.append(acts.say(line.platform, person.user_id, TEXTS[at % len(TEXTS)]))
    line.platform.wait_until(
        lambda: all(parcel.settled for act in said for parcel in act.parcels), seconds=MOST_SECONDS
    )
    return said


def _statuses(said: list[Act]) -> dict[int, int]:
    """The simulator waits two seconds as LINE does: what took longer has no status."""
    parcels = [parcel for act in said for parcel in act.parcels]
    return dict(Counter(parcel.answered.status if parcel.answered else 0 for parcel in parcels))


def _are_handled(database: Database, events: int) -> bool:
    """Every one was heard, and its answer has arrived."""
    asked = "SELECT count(*) FROM outbox WHERE state IN ('sent', 'inferred')"
    return reckoning.rows(database, asked) == [(events,)]
