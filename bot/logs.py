"""
How events are logged: one JSON object a line on standard output.

Events and fields, not sentences; never a message's text, a name, a phone number or a token.
"""

import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import orjson
import structlog
from structlog.typing import EventDict, ExcInfo

_CHAT: Final = re.compile(r"\b([UCR])[0-9a-f]{32}\b")


class Unfailing(structlog.BytesLogger):
    """Writes lines, and loses those that cannot be written: who works goes on without a log."""

    def msg(self, message: bytes) -> None:
        with suppress(OSError, ValueError):  # the disk is full; whoever read has hung up
            super().msg(message)

    log = debug = info = warn = warning = msg
    fatal = failure = err = error = critical = exception = msg


def configure(level: int = logging.INFO) -> None:
    """Set up logging for this process; calling it again changes nothing."""
    structlog.configure(
        cache_logger_on_first_use=True,
        wrapper_class=structlog.make_filtering_bound_logger(level),
        processors=[
            structlog.processors.add_log_level,
            unnamed,
            structlog.processors.ExceptionRenderer(trace),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(serializer=orjson.dumps),
        ],
        logger_factory=lambda *_: Unfailing(),
    )


def unnamed(_logger: object, _method: str, event: EventDict) -> EventDict:
    """The event without LINE's numbers of people and groups, which stand in addresses it calls."""
    return {
        name: _CHAT.sub(r"\1-", value) if isinstance(value, str) else value
        for name, value in event.items()
    }


def trace(exc_info: ExcInfo) -> list[str]:
    """
    Where an exception and its causes came from, outermost first.

    Places and types only: an exception's own words may repeat what a person wrote.
    """
    return list(_places(exc_info[1]))


def _places(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        yield type(error).__name__
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} {frame.name}"
        error = error.__cause__ or error.__context__
