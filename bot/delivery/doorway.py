"""
Let those through who bring something, before those who think about what was brought.

LINE waits two seconds for its 200; a person waits gladly a little longer for an answer.
"""

import threading
from types import TracebackType


class Doorway:
    """`with doorway:` around bringing something in; `give_way` before thinking."""

    def __init__(self) -> None:
        self._free = threading.Condition()
        self._inside = 0

    def __enter__(self) -> None:
        with self._free:
            self._inside += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._free:
            self._inside -= 1
            if not self._inside:
                self._free.notify_all()

    def give_way(self, seconds: float) -> None:
        """Wait until nobody is coming in, but not longer than so many seconds."""
        with self._free:
            self._free.wait_for(lambda: not self._inside, seconds)
