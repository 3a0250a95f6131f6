"""
The bodies of the state that a contact may name: the list we ship, and those named since.

The list is models/data/agencies.csv; its README says how it is corrected.
"""

import csv
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

import messages_th
import models
from handlers import letters
from handlers.letters import Letters
from handlers.lexicon import AgencyEntry, Lexicon, build
from handlers.weights import UNTRAINED, Weights, parse
from models.agency import Agency
from models.base import Database
from models.vocabulary import AgencyCategory

LISTED: Final = Path(models.__file__).parent / "data" / "agencies.csv"

# How long a body that another process added may stay unknown to this one.
LOOK_AGAIN_SECONDS: Final = 5.0

KEY_COLUMNS: Final = ("abbr_th", "abbr_en", "name_en")

_AGENCIES: Final = Agency.__table__
_COLUMNS: Final = ("code", "name", "folded", "category", "province", "keys")
_ALL: Final = select(_AGENCIES.c.id, *(_AGENCIES.c[name] for name in _COLUMNS)).order_by(
    _AGENCIES.c.id
)
_EXTENT: Final = select(func.count(), func.max(_AGENCIES.c.id)).select_from(_AGENCIES)
_INSERT: Final = insert(_AGENCIES)
_UPDATE: Final = (
    update(_AGENCIES)
    .where(_AGENCIES.c.id == bindparam("row"))
    .values({name: bindparam(name) for name in _COLUMNS})
)

Values = dict[str, Any]


class Directory:
    """
    The current lexicon, for readers of what people type. Safe to share between threads.

    Looks at most every `LOOK_AGAIN_SECONDS` whether bodies were added, and builds anew
    only when there were.
    """

    def __init__(
        self,
        database: Database,
        words: Mapping[str, Any],
        learned: Weights = UNTRAINED,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._words = words
        self._learned = learned
        self._seconds = seconds
        self._gate = threading.Lock()
        self._look_at = seconds() + LOOK_AGAIN_SECONDS
        self._extent, self._lexicon = self._read()

    def lexicon(self) -> Lexicon:
        """The lexicon, at most a few seconds old."""
        # Whoever finds it due looks; the others go on with what there is.
        if self._seconds() >= self._look_at and self._gate.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._gate.release()
        return self._lexicon

    def _look(self) -> None:
        self._look_at = self._seconds() + LOOK_AGAIN_SECONDS
        with self._database.read() as connection:
            extent = tuple(connection.execute(_EXTENT).one())
        if extent != self._extent:
            self._extent, self._lexicon = self._read()

    def _read(self) -> tuple[tuple[Any, ...], Lexicon]:
        with self._database.read() as connection:
            extent = tuple(connection.execute(_EXTENT).one())
            return extent, build(self._words, entries(connection), self._learned)


def sync(database: Database, *, now: datetime) -> None:
    """Bring the agencies' rows to the shipped list. Writes nothing when nothing differs."""
    listed = read_list()
    with database.read() as connection:
        if not any(_differences(connection, listed)):
            return
    with database.write() as connection:
        missing, changed = _differences(connection, listed)
        if missing:
            connection.execute(_INSERT, [{**values, "created_at": now} for values in missing])
        if changed:
            connection.execute(_UPDATE, changed)


def entries(connection: Connection) -> list[AgencyEntry]:
    """Every known body, those of the shipped list first."""
    return [_entry(row) for row in connection.execute(_ALL).mappings()]


def folded(name: str) -> str:
    """What two spellings of one body's name have in common."""
    return letters.squeeze(letters.fold(name, _letters()))


def read_list() -> list[Values]:
    """The shipped list as values of the agencies' columns."""
    with LISTED.open(encoding="utf-8", newline="") as file:
        return [_values(row) for row in csv.DictReader(file)]


def listed() -> list[AgencyEntry]:
    """The shipped list as readers take it, without a database."""
    return [_entry(values) for values in read_list()]


def shipped() -> Lexicon:
    """The lexicon as it is shipped: without a database, so without bodies named since."""
    return build(messages_th.load_lexicon(), listed(), parse(messages_th.load_weights()))


@cache
def _letters() -> Letters:
    return letters.build(messages_th.load_lexicon()["letters"], ())


def _values(row: Mapping[str, str]) -> Values:
    keys = (*(row[column] for column in KEY_COLUMNS), *row["aliases"].split(";"))
    return {
        "code": row["id"],
        "name": row["name_th"],
        "folded": folded(row["name_th"]),
        "category": row["category"],
        "province": row["province"] or None,
        "keys": "\n".join(dict.fromkeys(key for key in keys if key)),
    }


def _entry(row: Mapping[str, Any] | RowMapping) -> AgencyEntry:
    return AgencyEntry(
        code=row["code"],
        name=row["name"],
        category=AgencyCategory(row["category"]),
        province=row["province"],
        keys=tuple(row["keys"].split("\n")) if row["keys"] else (),
    )


def _differences(
    connection: Connection, listed: Iterable[Values]
) -> tuple[Sequence[Values], Sequence[Values]]:
    """Values to add, and values to write over the row they name."""
    rows = connection.execute(_ALL).mappings().all()
    by_code = {row["code"]: row for row in rows}
    by_name = {row["folded"]: row for row in rows}
    missing, changed = [], []
    for values in listed:
        # A body that a contact had named before it was listed keeps its row and requests.
        row = by_code.get(values["code"]) or by_name.get(values["folded"])
        if row is None:
            missing.append(values)
        elif any(row[name] != values[name] for name in _COLUMNS):
            changed.append({**values, "row": row["id"]})
    return missing, changed
