"""One address for several servers: every connection goes to the next, as a balancer would."""

import itertools
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self


class RoundRobin:
    """Passes bytes on between `with` and its end; whoever refuses is passed over."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._turn = itertools.cycle(ports)
        self._count = len(ports)
        self._server = socket.create_server(("127.0.0.1", 0))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                came, _ = self._server.accept()
                threading.Thread(target=self._serve, args=[came], daemon=True).start()

    def _serve(self, came: socket.socket) -> None:
        with came, suppress(OSError), self._next() as there:
            back = threading.Thread(target=_pass_on, args=[there, came], daemon=True)
            back.start()
            _pass_on(came, there)
            back.join()

    def _next(self) -> socket.socket:
        for _ in range(self._count):
            with suppress(ConnectionRefusedError):
                return socket.create_connection(("127.0.0.1", next(self._turn)), timeout=30)
        raise ConnectionRefusedError


def _pass_on(giver: socket.socket, taker: socket.socket) -> None:
    with suppress(OSError):
        while given := giver.recv(65_536):
            taker.sendall(given)
    with suppress(OSError):
        taker.shutdown(socket.SHUT_WR)
