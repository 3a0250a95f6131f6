"""
Stands for LINE as cheaply as can be: every call is answered with 200 after a while.

    python -m tests.bench.sink PORT MILLISECONDS [CROWD]

A retry key that was used before is answered with 409, as LINE does. With a crowd of so
many numbered people (`simulator.crowd.user_id`) each delivery is counted per person.

    GET /count    {"replies": n}, so that a run knows when the last answer is out
    GET /tally    what else came, how much at once, how much in one second
    GET /crowd    deliveries a person: fewest, most, altogether, and their histogram
"""

import asyncio
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Final

import orjson

from simulator.crowd import Crowd

ANSWER: Final = (
    b"HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nX-Line-Request-Id: r\r\n"
    b"Content-Length: %d\r\n\r\n%s"
)
PHRASES: Final = {200: b"OK", 409: b"Conflict"}
SENT: Final = b'{"sentMessages":[{"id":"1","quoteToken":"q"}]}'
USED: Final = b'{"message":"The retry key is already accepted"}'
MESSAGE: Final = b"/v2/bot/message/"


@dataclass(slots=True)
class Tally:
    """What came. `most_in_a_second` is of calls that send, in any one second."""

    crowd: Crowd = field(default_factory=Crowd)
    replies: int = 0
    pushes: int = 0
    multicasts: int = 0
    recipients: int = 0
    again: int = 0  # calls under a key used before
    underway: int = 0
    most_at_once: int = 0
    most_in_a_second: int = 0
    keys: set[bytes] = field(default_factory=set)
    newest: deque[float] = field(default_factory=deque)

    def arrive(self, now: float) -> None:
        self.underway += 1
        self.most_at_once = max(self.most_at_once, self.underway)
        self.newest.append(now)
        while self.newest[0] <= now - 1:
            self.newest.popleft()
        self.most_in_a_second = max(self.most_in_a_second, len(self.newest))

    def uses_up(self, key: bytes) -> bool:
        """False when this key was used before. No key is never used before."""
        if key and key in self.keys:
            self.again += 1
            return False
        self.keys.add(key)
        return True

    def multicast(self, body: bytes) -> None:
        self.multicasts += 1
        if not self.crowd.people:
            self.recipients += body.count(b'"U')
            return
        to = orjson.loads(body)["to"]
        self.recipients += len(to)
        self.crowd.deliver(self.crowd.friends_among(to))

    def told(self) -> bytes:
        names = ("replies", "pushes", "multicasts", "recipients", "again")
        most = ("most_at_once", "most_in_a_second")
        return orjson.dumps({name: getattr(self, name) for name in (*names, *most)})


class Sink(asyncio.Protocol):
    """One connection; requests come one after the other."""

    tally = Tally()
    seconds = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.read = b""

    def data_received(self, data: bytes) -> None:
        self.read += data
        head, gap, body = self.read.partition(b"\r\n\r\n")
        if gap and len(body) >= int(_header(head, b"content-length") or 0):
            self.read = b""
            self._answer(head, body)

    def _answer(self, head: bytes, body: bytes) -> None:
        method, path, _ = head.split(b" ", 2)
        if method == b"GET":
            self._write(200, _told(path))
            return
        Sink.tally.arrive(time.monotonic())
        status, answer = _taken(path, _header(head, b"x-line-retry-key"), body)
        if Sink.seconds:
            asyncio.get_running_loop().call_later(Sink.seconds, self._finish, status, answer)
        else:
            self._finish(status, answer)

    def _finish(self, status: int, body: bytes) -> None:
        Sink.tally.underway -= 1
        self._write(status, body)

    def _write(self, status: int, body: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(ANSWER % (status, PHRASES[status], len(body), body))


def _told(path: bytes) -> bytes:
    tally = Sink.tally
    match path:
        case b"/count":
            return b'{"replies":%d}' % tally.replies
        case b"/tally":
            return tally.told()
        case b"/crowd":
            return orjson.dumps(tally.crowd.copied()().told())
        case b"/v2/bot/message/quota":
            return b'{"type":"none"}'
        case b"/v2/bot/message/quota/consumption":
            return b'{"totalUsage":%d}' % (tally.pushes + tally.recipients)
        case _:
            return b'{"displayName":"x"}'


def _taken(path: bytes, key: bytes, body: bytes) -> tuple[int, bytes]:
    """Carried out at once; only the answer is late, as when the way back is long."""
    if not path.startswith(MESSAGE):
        return 200, b"{}"
    if not Sink.tally.uses_up(key):
        return 409, USED
    match path.removeprefix(MESSAGE):
        case b"reply":
            Sink.tally.replies += 1
            return 200, SENT
        case b"push":
            Sink.tally.pushes += 1
            return 200, SENT
        case b"multicast":
            Sink.tally.multicast(body)
    return 200, b"{}"


def _header(head: bytes, name: bytes) -> bytes:
    _, _, rest = head.lower().partition(b"\r\n" + name + b":")
    return rest.partition(b"\r\n")[0].strip()


async def serve(port: int, milliseconds: int, crowd: int = 0) -> None:
    Sink.tally, Sink.seconds = Tally(Crowd(crowd)), milliseconds / 1000
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Sink, "127.0.0.1", port, backlog=1024)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(*map(int, sys.argv[1:])))
