"""A platform that answers as it is told, call by call, and keeps what it was sent."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, Any] | str


@dataclass(slots=True)
class Platform:
    """
    `script` holds a status and a body (JSON, or bytes as they are) for each call, or "hang up";
    when it is empty every call is answered with 200 and {}.
    """

    url: str = ""
    script: list[Answer] = field(default_factory=list)
    calls: list[tuple[str, str, dict[str, str], Any]] = field(default_factory=list)
    connections: set[int] = field(default_factory=set)

    def paths(self) -> list[str]:
        """The last word of each path called."""
        return [path.rsplit("/", 1)[1] for _, path, _, _ in self.calls]


@contextmanager
def serving() -> Iterator[Platform]:
    """A platform on a free port of this machine."""
    told = Platform()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(told))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True, args=(0.01,))
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(told: Platform) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            content = json.loads(body) if body else None
            told.calls.append((self.command, self.path, dict(self.headers), content))
            told.connections.add(self.client_address[1])
            self._answer(told.script.pop(0) if told.script else (200, {}))

        do_GET = do_POST

        def _answer(self, answer: Answer) -> None:
            if isinstance(answer, str):
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            status, content = answer
            body = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("X-Line-Request-Id", "request-1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            return

    return Handler
