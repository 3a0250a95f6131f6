"""
Stands for LINE as cheaply as can be: every call is answered with 200 after a while.

    python -m tests.bench.sink PORT MILLISECONDS

GET /count tells how many replies came, so that a run knows when the last answer is out.
"""

import asyncio
import sys
from typing import Final

ANSWER: Final = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Line-Request-Id: r\r\n"
    b"Content-Length: %d\r\n\r\n%s"
)
SENT: Final = b'{"sentMessages":[{"id":"1","quoteToken":"q"}]}'


class Sink(asyncio.Protocol):
    """One connection; requests come one after the other."""

    replies = 0
    seconds = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.read = b""

    def data_received(self, data: bytes) -> None:
        self.read += data
        head, gap, body = self.read.partition(b"\r\n\r\n")
        if gap and len(body) >= _length(head):
            self.read = b""
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        if head.startswith(b"GET /count"):
            self._write(b'{"replies":%d}' % Sink.replies)
            return
        is_reply = head.startswith(b"POST /v2/bot/message/reply ")
        Sink.replies += is_reply
        body = SENT if is_reply else b'{"displayName":"x"}'
        if Sink.seconds:
            asyncio.get_running_loop().call_later(Sink.seconds, self._write, body)
        else:
            self._write(body)

    def _write(self, body: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(ANSWER % (len(body), body))


def _length(head: bytes) -> int:
    _, found, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0]) if found else 0


async def serve(port: int, milliseconds: int) -> None:
    Sink.seconds = milliseconds / 1000
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
