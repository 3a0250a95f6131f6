"""
The bodies of the state that a contact may name: the list we ship, and those named since.

The list is models/data/agencies.csv; its README says how it is corrected.
"""

import csv
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

import messages_th
import models
from bot.services.fresh import LOOK_AGAIN_SECONDS, Fresh
from handlers import letters
from handlers.letters import Letters
from handlers.lexicon import AgencyEntry, Lexicon, build
from handlers.weights import UNTRAINED, Weights, parse
from models.agency import Agency
from models.base import Database
from models.sorting import thai_key
from models.vocabulary import AgencyCategory

LISTED: Final = Path(models.__file__).parent / "data" / "agencies.csv"

KEY_COLUMNS: Final = ("abbr_th", "abbr_en", "name_en")

_AGENCIES: Final = Agency.__table__
_COLUMNS: Final = (
    "code",
    "name",
    "folded",
    "category",
    "province",
    "keys",
    "searched",
    "sorted_as",
)
_ALL: Final = select(
    _AGENCIES.c.id, _AGENCIES.c.edited_at, *(_AGENCIES.c[name] for name in _COLUMNS)
).order_by(_AGENCIES.c.id)
_LIVE: Final = _ALL.where(_AGENCIES.c.merged_into.is_(None))
_EXTENT: Final = select(
    func.count(), func.max(_AGENCIES.c.id), func.max(_AGENCIES.c.edited_at)
).select_from(_AGENCIES)
_INSERT: Final = insert(_AGENCIES)
_UPDATE: Final = (
    update(_AGENCIES)
    .where(_AGENCIES.c.id == bindparam("row"))
    .values({name: bindparam(name) for name in _COLUMNS})
)
MOST_SEARCHED: Final = 3_000  # characters the column holds

Values = dict[str, Any]


class Directory:
    """
    The current lexicon, for readers of what people type. Safe to share between threads.

    Looks at most every `LOOK_AGAIN_SECONDS` whether bodies were added or edited or `words` are
    others, and builds anew only when they are.
    """

    def __init__(
        self,
        database: Database,
        words: Callable[[], Mapping[str, Any]],
        learned: Weights = UNTRAINED,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._words = words
        self._learned = learned
        self._fresh = Fresh(self._mark, self._build, every=LOOK_AGAIN_SECONDS, seconds=seconds)

    def lexicon(self) -> Lexicon:
        """The lexicon, at most a few seconds old."""
        return self._fresh()

    def _mark(self) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
        words = self._words()
        with self._database.read() as connection:
            return tuple(connection.execute(_EXTENT).one()), words

    def _build(self, mark: tuple[tuple[Any, ...], Mapping[str, Any]]) -> Lexicon:
        _, words = mark
        with self._database.read() as connection:
            return build(words, entries(connection), self._learned)


def sync(database: Database, *, now: datetime) -> None:
    """
    Bring the agencies' rows to the shipped list, but for those that staff edited.

    Writes nothing when nothing differs.
    """
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
    """Every known body that is not merged into another, those of the shipped list first."""
    return [_entry(row) for row in connection.execute(_LIVE).mappings()]


def folded(name: str) -> str:
    """What two spellings of one body's name have in common."""
    return letters.squeeze(letters.fold(name, _letters()))


@cache
def words() -> Lexicon:
    """What readers of a form need: all they know about Thai, without any body."""
    return build(messages_th.load_lexicon(), ())


def cleaned(text: str) -> str:
    """One line as it may be stored and shown, without what nobody can see."""
    return letters.clean(text, _letters())


def searched(name: str, keys: Iterable[str]) -> str:
    """What staff search a body in: all that it is called, folded, one a line."""
    lines = dict.fromkeys(folded(called) for called in (name, *keys))
    return "\n".join(line for line in lines if line)[:MOST_SEARCHED]


def keys_of(column: str) -> tuple[str, ...]:
    """The further names of a body, as its row keeps them."""
    return tuple(column.split("\n")) if column else ()


@cache
def read_list() -> tuple[Values, ...]:
    """The shipped list as values of the agencies' columns, read once; not to be changed."""
    with LISTED.open(encoding="utf-8", newline="") as file:
        return tuple(_values(row) for row in csv.DictReader(file))


def listed() -> list[AgencyEntry]:
    """The shipped list as readers take it, without a database."""
    return [_entry(values) for values in read_list()]


@cache
def shipped() -> Lexicon:
    """The lexicon as it is shipped: without a database, so without bodies named since."""
    return build(messages_th.load_lexicon(), listed(), learned())


@cache
def learned() -> Weights:
    """What was learned from the examples, read once."""
    return parse(messages_th.load_weights())


@cache
def _letters() -> Letters:
    return letters.build(messages_th.load_lexicon()["letters"], ())


def _values(row: Mapping[str, str]) -> Values:
    named = (*(row[column] for column in KEY_COLUMNS), *row["aliases"].split(";"))
    keys = tuple(dict.fromkeys(key for key in named if key))
    return {
        "code": row["id"],
        "name": row["name_th"],
        "folded": folded(row["name_th"]),
        "category": row["category"],
        "province": row["province"] or None,
        "keys": "\n".join(keys),
        "searched": searched(row["name_th"], keys),
        "sorted_as": thai_key(row["name_th"]),
    }


def _entry(row: Mapping[str, Any] | RowMapping) -> AgencyEntry:
    return AgencyEntry(
        code=row["code"],
        name=row["name"],
        category=AgencyCategory(row["category"]),
        province=row["province"],
        keys=keys_of(row["keys"]),
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
        elif row["edited_at"] is None and any(row[name] != values[name] for name in _COLUMNS):
            changed.append({**values, "row": row["id"]})
    written = {values["row"] for values in changed}
    bare = (row for row in rows if not (row["searched"] and row["sorted_as"]))
    return missing, [*changed, *(_completed(row) for row in bare if row["id"] not in written)]


def _completed(row: RowMapping) -> Values:
    """A row that was stored before staff could search, or bodies were sorted as in Thai."""
    values = {name: row[name] for name in _COLUMNS}
    values["searched"] = searched(row["name"], keys_of(row["keys"]))
    values["sorted_as"] = thai_key(row["name"])
    return {**values, "row": row["id"]}
