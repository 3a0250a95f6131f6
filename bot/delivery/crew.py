"""Everybody who works beside the doors of a process: begun together, and stopped together."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, Protocol

# Ten seconds after it was asked to, a process has ended. A call to LINE takes eight at most, so
# that whatever has been begun is settled, and what becomes of it kept.
STOP_SECONDS: Final = 8.5


class Member(Protocol):
    """`stop` returns when nothing is on its way any more, or after STOP_SECONDS."""

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def is_alive(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Crew:
    """Nothing runs before `start`, for threads do not survive a fork."""

    members: Sequence[Member]

    def start(self) -> None:
        for member in self.members:
            member.start()

    def stop(self) -> None:
        """Ask all of them at once, and wait for all. A second time finds nothing to do."""
        if not self.members:
            return
        with ThreadPoolExecutor(len(self.members)) as threads:
            for stopped in [threads.submit(member.stop) for member in self.members]:
                stopped.result()

    def is_alive(self) -> bool:
        return all(member.is_alive() for member in self.members)
