"""
How gunicorn serves the bot: `gunicorn` alone is enough, settings come from the environment.

The application is made once and the workers are forked from it, so that they share its
memory; threads and connections begin in each worker.
"""

import gc
import signal
import threading
from pathlib import Path
from typing import Any

from bot.settings import load

# All that is loaded stays: looking for what could be thrown away takes a tenth of the start.
gc.disable()

_settings = load()

bind = f"{_settings.host}:{_settings.port}"
chdir = str(Path(__file__).parent)
workers = _settings.web_concurrency
wsgi_app = "bot.app:from_environment()"
preload_app = True
worker_class = "gthread"
threads = 4
timeout = 30
graceful_timeout = 9  # ten seconds after it was asked to, everything has ended
keepalive = 30
control_socket_disable = True


def when_ready(server: Any) -> None:
    # What is there by now stays: without this every collection would copy shared pages.
    gc.collect()
    gc.freeze()
    gc.enable()


def post_worker_init(worker: Any) -> None:
    office = worker.wsgi.extensions["office"]
    office.serve()
    leave = signal.getsignal(signal.SIGTERM)

    def finish(number: int, frame: Any) -> None:
        # What is on its way to LINE is finished while the last requests are, not after them.
        threading.Thread(target=office.rest, daemon=True).start()
        leave(number, frame)

    signal.signal(signal.SIGTERM, finish)


def worker_exit(server: Any, worker: Any) -> None:
    if worker.wsgi is not None:
        worker.wsgi.extensions["office"].close()
