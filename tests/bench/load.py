"""
Webhooks as LINE sends them, over a few connections that stay open.

Closed loop: each connection sends its next event when the last was acknowledged. A
person's events go over one connection, so that they arrive in order.
"""

import asyncio
import base64
import hmac
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """How a run of events was taken; latencies in milliseconds, in order of size."""

    events: int
    seconds: float
    latencies: tuple[float, ...]

    @property
    def rate(self) -> float:
        return self.events / self.seconds

    def percentile(self, part: float) -> float:
        return self.latencies[min(len(self.latencies) - 1, int(len(self.latencies) * part))]


def conversations(texts: Sequence[Sequence[str]], *, secret: str, run: str) -> list[list[bytes]]:
    """A signed request for each text; one list for each person."""
    numbers = count(1)
    return [
        [_request(_event(text, f"{run}{next(numbers)}", person, run), secret) for text in said]
        for person, said in enumerate(texts)
    ]


def acknowledge(port: int, requests: Sequence[Sequence[bytes]]) -> Acknowledged:
    """Send every request; raises RuntimeError when one is not answered with 200."""
    return asyncio.run(_run(port, requests))


async def _run(port: int, requests: Sequence[Sequence[bytes]]) -> Acknowledged:
    shares = [requests[first::CONNECTIONS] for first in range(CONNECTIONS)]
    started = time.perf_counter()
    latencies = await asyncio.gather(*(_connection(port, _by_turns(share)) for share in shares))
    seconds = time.perf_counter() - started
    flat = sorted(one for some in latencies for one in some)
    return Acknowledged(len(flat), seconds, tuple(flat))


def _by_turns(people: Sequence[Sequence[bytes]]) -> Iterator[bytes]:
    """Everybody's first, then everybody's second, and so on."""
    for turn in range(max(map(len, people), default=0)):
        yield from (said[turn] for said in people if turn < len(said))


async def _connection(port: int, requests: Iterator[bytes]) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    latencies = []
    for request in requests:
        started = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        latencies.append((time.perf_counter() - started) * 1000)
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode("latin-1"))
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
        if b"connection: close" in head.lower():
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()
    return latencies


def _event(text: str, number: str, person: int, run: str) -> bytes:
    event = {
        "type": "message",
        "mode": "active",
        "timestamp": time.time_ns() // 1_000_000,
        "source": {"type": "user", "userId": f"U{run}{person:030x}"[:33]},
        "webhookEventId": f"01{number:0>24}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"{number:0>32}",
        "message": {"type": "text", "id": number, "quoteToken": "q" * 40, "text": text},
    }
    return json.dumps({"destination": "U" + "0" * 32, "events": [event]}).encode()


def _request(body: bytes, secret: str) -> bytes:
    signature = base64.b64encode(hmac.digest(secret.encode(), body, "sha256"))
    return (
        b"POST /callback HTTP/1.1\r\nHost: bot\r\nUser-Agent: LineBotWebhook/2.0\r\n"
        b"Content-Type: application/json; charset=utf-8\r\nx-line-signature: %s\r\n"
        b"Content-Length: %d\r\n\r\n%s" % (signature, len(body), body)
    )
