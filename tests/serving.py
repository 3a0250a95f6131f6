"""The real bot on a free port of this machine, over a SQLite file, for tests that talk to it."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from werkzeug.serving import make_server

from bot.app import Office, create_app, worker
from bot.settings import load
from simulator.testing import Line
from tests import databases


class Bot:
    """The whole application with whoever sends for it, between `with` and its end."""

    def __init__(self, line: Line, folder: Path, **more: str) -> None:
        file = folder / "bot.db"
        if not file.exists():
            databases.make_file(file)
        given = {
            "LINE_API_BASE": line.api_base,
            "DATABASE_URL": f"sqlite:///{file}",
            "PUBLIC_URL": "https://wfh.example.go.th",
        }
        settings = load(given | more)
        self.app = create_app(settings)
        is_queued = settings.database_url.startswith("postgresql")
        self.worker = worker(settings) if is_queued else None
        self._server = make_server("127.0.0.1", 0, self.app, threaded=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=[0.05], daemon=True)

    @property
    def office(self) -> Office:
        office = self.app.extensions["office"]
        assert isinstance(office, Office)
        return office

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self.office.serve()
        if self.worker:
            self.worker.serve()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        if self.worker:
            self.worker.close()
        self.office.close()
