"""
A provider's answers, row by row: what the sheet says, before anybody looks who is meant.

Reads a pack that came back, whatever the provider did to its columns: they are found by their
titles. Days may be days of Excel or text, of either era; numbers may be Thai.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from bot.services.appmoves import Move
from bot.services.packing import ANSWERS
from bot.services.sheets import Row, Unreadable
from handlers.answers import count
from handlers.answers import date as day
from handlers.answers.count import Count
from handlers.lexicon import Lexicon
from messages_th import Catalogue
from models import reference
from models.reference import Reference
from models.vocabulary import AppStatus, MeetingApp

HEADINGS: Final = 10  # rows in which the titles may stand
LONGEST_LICENCE: Final = 100  # characters
LONGEST_NOTE: Final = 500
QUOTED: Final = 40  # characters of a cell that a fault repeats

REFERENCE: Final = "providers.column.reference"
RESULT: Final = "providers.column.result"
COLUMNS: Final = (
    REFERENCE,
    RESULT,
    "providers.column.app",
    "providers.column.licence",
    "providers.column.granted",
    "providers.column.valid_from",
    "providers.column.valid_to",
    "providers.column.note",
)

Cells = Mapping[str, str]  # the cells of a row by the last word of their column's key


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not taken: the key of a message, and its values."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Blank:
    """A row that the provider has not answered yet."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A row as it was read; `said` is what the provider wants, nothing, or a fault."""

    row: Row
    reference: str | None
    said: Move | Blank | Fault


@dataclass(frozen=True, slots=True)
class Reader:
    """How rows are read: in which words, for which app, and what day it is."""

    catalogue: Catalogue
    lexicon: Lexicon
    app: MeetingApp
    today: date

    def answers(self, rows: Sequence[Row]) -> tuple[Row, tuple[Answer, ...]] | Unreadable:
        """The row of titles, and every row below it."""
        titles = {_plain(self.catalogue.text(key)): key.split(".")[-1] for key in COLUMNS}
        for at, row in enumerate(rows[:HEADINGS]):
            names = [titles.get(_plain(cell)) for cell in row.cells]
            if "reference" in names and "result" in names:
                return row, tuple(self._all(rows[at + 1 :], names))
        needed = {
            "reference": self.catalogue.text(REFERENCE),
            "result": self.catalogue.text(RESULT),
        }
        return Unreadable("providers.refused.columns", needed)

    def _all(self, rows: Sequence[Row], names: Sequence[str | None]) -> Iterator[Answer]:
        seen: dict[str, int] = {}
        for row in rows:
            cells = {name: cell for name, cell in zip(names, row.cells, strict=False) if name}
            found = reference.find(cells.get("reference", ""))
            number = str(found) if isinstance(found, Reference) else None
            said = self._said(cells, number)
            if number in seen and not isinstance(said, Blank):
                said = Fault("providers.fault.twice", {"row": seen[number]})
            elif number and not isinstance(said, Blank):
                seen[number] = row.number
            yield Answer(row, number, said)

    def _said(self, cells: Cells, number: str | None) -> Move | Blank | Fault:
        if not cells.get("result"):
            return self._unsaid(cells)
        if number is None:
            return _unnamed(cells.get("reference", ""))
        app = cells.get("app")
        if app and _plain(app) != _plain(self.catalogue.text(f"label.app.{self.app}")):
            return Fault("providers.fault.app", {"app": app[:QUOTED]})
        match self._result(cells["result"]):
            case AppStatus.ACTIVE:
                return self._opened(cells)
            case AppStatus.REFUSED:
                return _refused(cells)
            case AppStatus.ACKNOWLEDGED:
                return Move(AppStatus.ACKNOWLEDGED)
        return Fault("providers.fault.result", {"text": cells["result"][:QUOTED]})

    def _unsaid(self, cells: Cells) -> Blank | Fault:
        """No result: not answered, unless the provider wrote what belongs to one."""
        given = ("licence", "granted", "valid_from", "valid_to", "note")
        is_begun = any(cells.get(name) for name in given)
        return Fault("providers.fault.no_result") if is_begun else Blank()

    def _result(self, text: str) -> AppStatus | None:
        plain = _plain(text)
        words = {status: self.catalogue.text(key) for status, key in ANSWERS.items()}
        labels = {status: self.catalogue.text(f"label.app_status.{status}") for status in ANSWERS}
        for status in ANSWERS:
            if plain in (_plain(words[status]), _plain(labels[status])):
                return status
        return None

    def _opened(self, cells: Cells) -> Move | Fault:
        granted = count.read(cells.get("granted", ""), self.lexicon)
        if not isinstance(granted, Count):
            return Fault("providers.fault.granted")
        begins, ends = (self._day(cells.get(name, "")) for name in ("valid_from", "valid_to"))
        if begins is None:
            return Fault("providers.fault.valid_from")
        if ends is None:
            return Fault("providers.fault.valid_to")
        if ends < begins:
            return Fault("providers.fault.order", {"begins": begins, "ends": ends})
        if ends < self.today:
            return Fault("providers.fault.past", {"ends": ends})
        licence = cells.get("licence", "")
        if len(licence) > LONGEST_LICENCE:
            return Fault("providers.fault.licence_long", {"most": LONGEST_LICENCE})
        return Move(
            AppStatus.ACTIVE,
            licence=licence or None,
            granted=granted.n,
            valid_from=begins,
            valid_to=ends,
        )

    def _day(self, text: str) -> date | None:
        read = day.read(text, self.lexicon, self.today)
        return read if isinstance(read, date) else None


def _unnamed(text: str) -> Fault:
    if not text:
        return Fault("providers.fault.no_reference")
    return Fault("providers.fault.reference", {"text": text[:QUOTED]})


def _refused(cells: Cells) -> Move | Fault:
    note = cells.get("note", "")
    if not note:
        return Fault("providers.fault.note")
    if len(note) > LONGEST_NOTE:
        return Fault("providers.fault.note_long", {"most": LONGEST_NOTE})
    return Move(AppStatus.REFUSED, note=note)


def _plain(text: str) -> str:
    """A title or a word as it is compared: without spaces and the kind of letters."""
    return "".join(text.casefold().split())
