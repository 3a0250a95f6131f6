"""
What PostgreSQL needs of its own: how it is connected to, how long it may take, which of its
errors pass by themselves, and what its errors must not tell.
"""

from enum import IntEnum
from typing import Any, Final

from sqlalchemy import Connection, Engine, event, make_url, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, OperationalError

# Connections of one process. A web process has four threads that answer and a worker a dozen
# that send: three processes of each stay below the hundred that a server gives as it comes.
KEPT: Final = 5
MORE: Final = 7
WAIT_SECONDS: Final = 10

# A statement that takes longer, or a transaction that nobody goes on with, hangs: it is ended
# there, so that what it holds is free again. Migrations and moves lift these for themselves.
SETTINGS: Final = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
    "timezone": "UTC",
    # What a turn asks takes a millisecond; compiling it, once tables are large, takes several.
    "jit": "off",
}
CONNECTING: Final = {
    "application_name": "wfh-line-bot",
    "connect_timeout": 3,
    # A server that went away without a word is noticed within half a minute.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


class Lock(IntEnum):
    """What one at a time may do; any numbers that nothing else in this database locks on."""

    MIGRATING = 6_300_084
    WRITING = 6_300_085  # as SQLite's one writer does, and whoever adds to the audit
    FREEZING = 6_300_500


_HOLD: Final = text("SELECT pg_advisory_xact_lock(:lock)")
_TRY: Final = text("SELECT pg_try_advisory_xact_lock(:lock)")

# Two transactions stood in each other's way, or the server went away: the same again may work.
PASSING: Final = frozenset({"40001", "40P01", "57P01", "57P02", "57P03", "25P03"})
# Not migrated, not allowed, or a standby that only reads: nothing is wrong with what was asked.
NOT_READY: Final = frozenset({"42P01", "42703", "42501", "25006", "3F000"})
DATA_FAULT: Final = "22"  # this class of errors repeats the value that was refused


def engine_options(url: str) -> dict[str, Any]:
    """How an engine for `url` is made; what the address itself says goes first."""
    said = make_url(url).query
    connecting = {name: value for name, value in CONNECTING.items() if name not in said}
    if "options" not in said:
        connecting["options"] = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    return {
        "connect_args": connecting,
        "pool_pre_ping": True,
        "pool_size": KEPT,
        "max_overflow": MORE,
        "pool_timeout": WAIT_SECONDS,
        "pool_recycle": 1_800,  # firewalls forget connections that live for hours
        "pool_use_lifo": True,  # so that a burst's connections are let go again
    }


def reading(engine: Engine) -> Engine:
    """The same pool for transactions that see one moment, as they do on SQLite."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def write_alone(connection: Connection) -> None:
    """Wait until no other transaction writes alone; held until this one ends."""
    hold(connection, Lock.WRITING)


def hold(connection: Connection, lock: Lock) -> None:
    """Wait until no other transaction has the lock; held until this one ends."""
    connection.execute(_HOLD, {"lock": lock})


def try_to_hold(connection: Connection, lock: Lock) -> bool:
    """The same without waiting; whether it is ours."""
    return bool(connection.scalar(_TRY, {"lock": lock}))


def lift_limits(connection: Connection) -> None:
    """Let this transaction take as long as it takes."""
    for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
        connection.execute(text(f"SET LOCAL {name} = 0"))


def is_passing(error: DBAPIError) -> bool:
    """Whether the same work may succeed when it is done once more, right now."""
    state = getattr(error.orig, "sqlstate", None)
    is_away = isinstance(error, OperationalError) and state is None  # it could not even say so
    return error.connection_invalidated or is_away or state in PASSING


def translate(engine: Engine) -> None:
    """
    Have errors name the rule that was broken, never the values that broke it; and have a
    database that is not as it should be say so as SQLite does, by an OperationalError.
    """
    event.listen(engine, "handle_error", _translated, retval=True)


def _translated(context: ExceptionContext) -> BaseException | None:
    error = context.original_exception
    diagnosis = getattr(error, "diag", None)
    if diagnosis is None or diagnosis.sqlstate is None:
        return None
    told = "" if diagnosis.sqlstate.startswith(DATA_FAULT) else diagnosis.message_primary
    error.args = (f"{diagnosis.sqlstate} {told}".rstrip(),)
    known = context.sqlalchemy_exception
    if not isinstance(known, DBAPIError):
        return None
    kind = type(known) if diagnosis.sqlstate not in NOT_READY else OperationalError
    return kind(
        known.statement,
        known.params,
        error,
        hide_parameters=True,
        connection_invalidated=known.connection_invalidated,
    )
