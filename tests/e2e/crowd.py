"""
Many people at once, and a LINE that brings every event again until it was taken.

Someone in a hurry sends all at once, in any order; everybody else sends the next thing when
the last was taken. Nobody waits for an answer.
"""

import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.services import directory
from simulator import acts
from simulator.acts import Act, How
from simulator.courier import Parcel
from simulator.platform import Platform
from simulator.testing import Line

AGAIN_SECONDS = 0.2
HURRY = ("สวัสดี", "เมนู", "คู่มือ teams ไอโฟน", "สถานะ", "ขอบคุณ")


@dataclass(slots=True)
class Talker:
    """One person and what they have yet to say."""

    user_id: str
    texts: Sequence[str]
    in_hurry: bool = False
    said: int = 0
    taken: int = 0
    underway: list[Act] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return self.said == len(self.texts) and not self.underway

    def go_on(self, platform: Platform, chance: random.Random) -> None:
        """See what was taken, and say what comes next."""
        still = [act for act in self.underway if not _is_taken(platform, act)]
        self.taken += len(self.underway) - len(still)
        self.underway = still
        while self.said < len(self.texts) and (self.in_hurry or not self.underway):
            self.underway.append(self._say(platform, chance))

    def _say(self, platform: Platform, chance: random.Random) -> Act:
        text = self.texts[self.said]
        self.said += 1
        if not self.in_hurry:
            copies = 2 if chance.random() < 0.1 else 1
            return acts.say(platform, self.user_id, text, how=How(copies))
        at = platform.clock.now() + chance.randrange(-3_000, 0)
        how = How(copies=chance.choice((1, 1, 3)), delay=chance.random() / 2)
        return acts.say(platform, self.user_id, text, event={"timestamp": at}, how=how)


def registering(line: Line, people: int) -> list[Talker]:
    """People of as many bodies, each of whom registers theirs and asks how it stands."""
    return [
        Talker(
            line.user(f"คนที่ {at}").user_id,
            (
                "สวัสดี",
                "ลงทะเบียน",
                entry.name,
                "1,3",
                "350 คน",
                f"สมหญิง รักงาน 02 280 4085 a{at}@example.go.th",
                "ส่งคำขอ",
                "สถานะ",
            ),
        )
        for at, entry in enumerate(directory.listed()[:people])
    ]


def hurrying(line: Line, people: int) -> list[Talker]:
    """People who say all they have to say at once."""
    return [Talker(line.user(f"คนรีบ {at}").user_id, HURRY, in_hurry=True) for at in range(people)]


def drive(platform: Platform, talkers: Iterable[Talker], *, chance: random.Random) -> None:
    """One step of everybody; call it until all are done."""
    with platform.locked():
        version = platform.version
    for talker in talkers:
        talker.go_on(platform, chance)
    platform.wait_past(version, seconds=0.05)


def _is_taken(platform: Platform, act: Act) -> bool:
    """Whether every copy was answered with 200; what was not is brought again."""
    for parcel in act.parcels:
        if parcel.settled and not _received(parcel):
            _bring_again(platform, parcel)
    return all(parcel.settled and _received(parcel) for parcel in act.parcels)


def _received(parcel: Parcel) -> bool:
    return parcel.answered is not None and parcel.answered.received


def _bring_again(platform: Platform, parcel: Parcel) -> None:
    parcel.settled = False
    parcel.event = {**parcel.event, "deliveryContext": {"isRedelivery": True}}
    platform.courier.post_later(parcel, seconds=AGAIN_SECONDS)


def wait_until(fulfilled: Callable[[], bool], *, seconds: float) -> bool:
    """False when the time ran out."""
    end = time.monotonic() + seconds
    while not fulfilled():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
