"""The newest calls between platform and bot, as they went over the wire."""

import itertools
import threading
from collections import deque
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import orjson

KEPT: Final = 500
LARGEST_KEPT: Final = 256 * 1024  # bytes of a body; of more only the size is kept


class Direction(StrEnum):
    TO_BOT = "webhook"
    FROM_BOT = "api"


@dataclass(frozen=True, slots=True)
class Entry:
    direction: Direction
    at: int  # ms on the simulator's clock
    what: str
    path: str
    status: int  # 0 when no answer came
    ms: float
    request: bytes
    response: bytes
    reason: str = ""  # LINE's word for a webhook that failed, or the fault that struck
    id: int = 0

    def row(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "at": self.at,
            "direction": self.direction,
            "what": self.what,
            "path": self.path,
            "status": self.status,
            "ms": round(self.ms, 1),
            "reason": self.reason,
        }

    def whole(self) -> dict[str, Any]:
        return {**self.row(), "request": _shown(self.request), "response": _shown(self.response)}


class Traffic:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._entries: deque[Entry] = deque(maxlen=KEPT)

    def record(self, entry: Entry) -> None:
        with self._lock:
            number = next(self._numbers)
            request, response = _kept(entry.request), _kept(entry.response)
            self._entries.append(replace(entry, id=number, request=request, response=response))

    def newest_last(self) -> list[Entry]:
        with self._lock:
            return list(self._entries)

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()


def _kept(body: bytes) -> bytes:
    return body if len(body) <= LARGEST_KEPT else f"<{len(body)} bytes>".encode()


def _shown(body: bytes) -> Any:
    """JSON as JSON, text as text, a file as its size."""
    if not body:
        return None
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        return body.decode()
    except UnicodeDecodeError:
        return f"<{len(body)} bytes>"
