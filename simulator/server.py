"""A running simulator: one HTTP server on 127.0.0.1, in threads."""

import threading
from types import TracebackType

from simulator.app import create_app
from simulator.platform import Platform
from simulator.wire import WsgiServer


class Server:
    """Serves in a thread of its own between `with` and its end. Port 0 takes a free one."""

    def __init__(self, platform: Platform, *, port: int = 0) -> None:
        self._server = WsgiServer(port, create_app(platform))
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=[0.05], name="simulator", daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "Server":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def join(self) -> None:
        self._thread.join()
