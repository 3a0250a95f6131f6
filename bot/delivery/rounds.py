"""
A thread beside the web worker that goes its rounds until it is asked to stop.

Nothing runs before `start`, for threads do not survive a fork. Whoever goes rounds says in
`_run` what is done on them, looks at `_stopping`, and rests by `_rest`.
"""

import threading


class Rounds:
    """The life of such a thread; `stop_seconds` is how long an end is waited for."""

    def __init__(self, stop_seconds: float) -> None:
        self._stop_seconds = stop_seconds
        self._stopping = threading.Event()
        self._woken = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish what must not be broken off and begin nothing new; the rest waits."""
        self._stopping.set()
        self._woken.set()
        if self._thread:
            self._thread.join(self._stop_seconds)

    def wake(self) -> None:
        """There may be something to do."""
        self._woken.set()

    def is_alive(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _run(self) -> None:
        raise NotImplementedError

    def _rest(self, seconds: float) -> None:
        """Until so many seconds have passed, or somebody wakes us."""
        self._woken.wait(seconds)
        self._woken.clear()
