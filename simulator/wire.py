"""
HTTP/1.1 for a WSGI app, one thread a connection, connections kept open.

Werkzeug's own server closes after every answer; a bot that keeps a pool of
connections to LINE would never be tried with one.
"""

import io
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

LARGEST_BODY = 64 * 1024 * 1024  # bytes; more is not even read


class WsgiServer(ThreadingHTTPServer):
    """Listens on 127.0.0.1 only. An app drops a caller by raising ConnectionResetError."""

    daemon_threads = True  # a call that hangs on purpose must not hold up the end
    request_queue_size = 512

    def __init__(self, port: int, app: "WSGIApplication") -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.app = app

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Callers may leave at any time; all else is a fault of ours and shown."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: WsgiServer
    wbufsize = 1 << 16  # headers and body leave together
    disable_nagle_algorithm = True
    timeout = 60  # seconds a kept connection may be idle

    def do_GET(self) -> None:
        self._answer(self._body())

    do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = do_GET

    def _answer(self, body: bytes) -> None:
        pieces = self.server.app(self._environ(body), self._start)
        try:
            for piece in pieces:
                self.wfile.write(piece)
                if self.close_connection:
                    self.wfile.flush()  # a stream: each piece as it comes
            self.wfile.flush()
        finally:
            close = getattr(pieces, "close", None)
            if close is not None:
                close()

    def _start(self, status: str, headers: list[tuple[str, str]], _error: Any = None) -> Any:
        code, _, phrase = status.partition(" ")
        self.send_response_only(int(code), phrase)
        for name, value in headers:
            self.send_header(name, value)
        if not any(name.lower() == "content-length" for name, _ in headers):
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        return self.wfile.write

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self._chunks()
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST_BODY:
            raise ConnectionResetError("too much to read")
        return self.rfile.read(length)

    def _chunks(self) -> bytes:
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
            if len(body) > LARGEST_BODY:
                raise ConnectionResetError("too much to read")
        while self.rfile.readline().strip():
            pass
        return body

    def _environ(self, body: bytes) -> dict[str, Any]:
        path, _, query = self.path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(path, "iso-8859-1"),
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": str(self.server.server_port),
            "SERVER_PROTOCOL": self.request_version,
            "REMOTE_ADDR": self.client_address[0],
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in self.headers.items():
            environ.setdefault("HTTP_" + name.upper().replace("-", "_"), value)
        return environ

    def log_message(self, format: str, *args: Any) -> None:
        """The traffic table is the log."""
