"""
Places where a test may break a process off, as a power cut would.

A test names a folder by FAIL_POINTS and puts an empty file into it, called as the place is.
Whichever process comes by first takes the file away and kills itself; so it happens once, and
the test sees that it did. Without the setting this costs one comparison.
"""

import os
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Final

POINTS: Final[Mapping[str, str]] = {
    "inbox.written": "events are written, and not committed yet",
    "inbox.committed": "events are remembered, LINE has not heard so",
    "turn.written": "a turn is written, and not committed yet",
    "turn.committed": "a turn is taken, its answer has not left",
    "message.claimed": "a message is ours to send, and has not left",
    "message.sent": "LINE has taken a message, we have not noted so",
    "message.kept": "what became of a message is noted, the chat goes on",
    "job.taken": "long work is ours, and has not begun",
    "job.done": "long work is done, and not noted so",
    "chat.brought": "the queue has brought a chat, and nothing was looked at",
    "chats.woken": "chats are woken by the sweep, and that is not committed yet",
    "notice.begun": "a notice is taken up, and nobody is written down",
    "people.written": "some whom a notice goes to are written down, and not committed yet",
    "notice.opened": "everybody a notice goes to is written down, and no call has left",
    "chunks.claimed": "some calls of a notice are ours to make, none has left",
    "chunk.sent": "LINE has taken a call of a notice, we have not noted so",
    "chunks.kept": "what became of calls is noted, the notice goes on",
    "notice.ended": "a notice is over, and that is not committed yet",
}

_armed: Path | None = None


def arm(folder: Path | None) -> None:
    """From now on die at the places whose names lie in `folder`; None: nowhere."""
    global _armed
    _armed = folder


def reach(point: str) -> None:
    """Come by a place of POINTS. Returns, unless a test wants the process dead here."""
    if _armed is None:
        return
    try:
        (_armed / point).unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
