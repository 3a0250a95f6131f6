import logging
from pathlib import Path

import orjson
import pytest
import structlog

from bot import logs


def test_trace_tells_where_but_not_what_was_written() -> None:
    def fails() -> None:
        raise KeyError("somchai 0812345678")

    try:
        fails()
    except KeyError as error:
        told = logs.trace((KeyError, error, error.__traceback__))

    assert [line.split(" ")[-1] for line in told] == [
        "KeyError",
        "test_trace_tells_where_but_not_what_was_written",
        "fails",
    ]


def test_numbers_of_people_are_logged_nowhere() -> None:
    person = "U" + "0123456789abcdef" * 2
    event = {"event": "line called", "path": f"/v2/bot/profile/{person}", "ms": 3}

    assert logs.unnamed(None, "info", event) == {
        "event": "line called",
        "path": "/v2/bot/profile/U-",
        "ms": 3,
    }


def test_configure_logs_one_json_object_a_line(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    logs.configure(logging.INFO)
    try:
        log = structlog.get_logger()
        log.debug("unseen")
        log.info("seen", contact=7)
    finally:
        structlog.reset_defaults()

    lines = capfdbinary.readouterr().out.splitlines()
    told = orjson.loads(lines[0])
    told.pop("timestamp")
    assert (len(lines), told) == (1, {"event": "seen", "level": "info", "contact": 7})


def test_a_log_that_cannot_be_written_stops_nobody() -> None:
    with open("/dev/full", "wb", buffering=0) as full:
        log = logs.Unfailing(full)

        log.info(b"{}")
        log.exception(b"{}")


def test_a_line_that_nobody_takes_any_more_stops_nobody(tmp_path: Path) -> None:
    closed = (tmp_path / "log").open("wb")
    log = logs.Unfailing(closed)
    closed.close()

    log.info(b"{}")
