"""
PostgreSQL's own programs: pg_dump, pg_restore and psql, without a password on a command line.

Their words may repeat data, so only the first line of a complaint is passed on.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import make_url

from bot.errors import NotMoved

MISSING: Final = (
    "{name} is not installed here. It comes with PostgreSQL's client programs,"
    " on Debian and Ubuntu: apt install postgresql-client"
)
PASSFILE_ESCAPES: Final = str.maketrans({"\\": r"\\", ":": r"\:"})


def program(name: str) -> str:
    """Where a program is. NotMoved says how to get it."""
    found = shutil.which(name)
    if found is None:
        raise NotMoved(MISSING.format(name=name))
    return found


@contextmanager
def connecting(url: str) -> Iterator[str]:
    """How the programs are told where to connect; the password stands in a file of ours."""
    parts = make_url(url)
    said = {name: value for name, value in parts.query.items() if isinstance(value, str)}
    password = said.pop("password", None) or parts.password
    known = {
        "host": parts.host,
        "port": str(parts.port) if parts.port else None,
        "user": parts.username,
        "dbname": parts.database,
        **said,
    }
    with tempfile.TemporaryDirectory(prefix="wfh-") as folder:  # nobody else may look into it
        if password is not None:
            passfile = Path(folder) / "pass"
            passfile.write_text(f"*:*:*:*:{str(password).translate(PASSFILE_ESCAPES)}\n")
            passfile.chmod(0o600)
            known["passfile"] = str(passfile)
        yield " ".join(f"{name}={_quoted(value)}" for name, value in known.items() if value)


def run(*command: str | Path, into: IO[Any] | None = None) -> str:
    """Run a program to its end; what it printed. NotMoved says why it did not."""
    done = subprocess.run(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=into or subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    if done.returncode:
        raise NotMoved(f"{Path(str(command[0])).name}: {complaint(done.stderr)}")
    return (done.stdout or b"").decode()


def complaint(said: bytes) -> str:
    """What a program complains about, without the lines before and after."""
    lines = [line for line in said.decode("utf-8", "replace").splitlines() if "rror" in line]
    return lines[0][:300] if lines else "it failed without a word"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", r"\\").replace("'", r"\'")
    return f"'{escaped}'"
