"""Fetch from LINE the files that contacts sent, outside of any transaction."""

from datetime import datetime
from typing import Final

import structlog

from bot.line.gateway import Gateway, Refused, TryLater
from bot.services import attachments
from bot.services.attachments import LARGEST, Due
from bot.services.telling import Render
from models.base import Database
from models.vocabulary import FileState

GONE: Final = "attachment.gone"

log = structlog.get_logger()


def fetch(database: Database, gateway: Gateway, *, render: Render, now: datetime) -> int:
    """Fetch every file that is due; how many there were. Broken off, it is done again."""
    waiting = attachments.due(database, now_ms=int(now.timestamp() * 1000))
    for file in waiting:
        state = _fetch(database, gateway, file, render, now)
        log.info("file fetched", attachment=file.id, state=state)
    return len(waiting)


def _fetch(
    database: Database, gateway: Gateway, file: Due, render: Render, now: datetime
) -> FileState:
    match gateway.content(file.message_id, most=LARGEST):
        case bytes() as data:
            return attachments.store(database, file.id, data, render=render, now=now)
        case TryLater():
            return attachments.put_off(database, file, render=render, now=now)
        case Refused():
            return attachments.refuse(database, file.id, GONE, render=render, now=now)
