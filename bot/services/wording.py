"""
The office's own wording of texts: what holds, and what may hold.

Nothing is stored that the checks of the files refuse. A release may bring other checks or
other values: a wording that no longer passes is left out when the texts are put together,
the shipped text holds, and its key is logged.
"""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

import structlog
from sqlalchemy import Connection, func, select

import messages_th
from bot.services.fresh import Fresh
from handlers import letters, spellings, wordlists
from messages_th import Catalogue
from messages_th.catalogue import read_notes
from messages_th.checkchange import faults_of_change, is_list
from messages_th.checktexts import SPACED
from messages_th.entries import WORDS, lines
from models.base import Database
from models.wording import Wording

_wordings = Wording.__table__
_MARK: Final = select(func.max(_wordings.c.id))
_NEWEST: Final = (
    select(_wordings.c.key, _wordings.c.text)
    .where(_wordings.c.id.in_(select(func.max(_wordings.c.id)).group_by(_wordings.c.key)))
    .where(_wordings.c.text.is_not(None))
    .order_by(_wordings.c.id)
)

log = structlog.get_logger()


def current(database: Database) -> Callable[[], Catalogue]:
    """All texts as the office words them now, at most a few seconds old. Costs next to nothing."""

    def mark() -> int:
        with database.read() as connection:
            return connection.scalar(_MARK) or 0

    def make(_: int) -> Catalogue:
        with database.read() as connection:
            stored = _stored(connection)
        return shipped().worded(accepted(stored)) if stored else shipped()

    return Fresh(mark, make)


@cache
def shipped() -> Catalogue:
    """The texts of this release."""
    return messages_th.load()


@cache
def entries() -> Mapping[str, str]:
    """Everything that may be worded anew, as it is shipped."""
    return MappingProxyType(shipped().entries())


@cache
def notes() -> Mapping[str, str]:
    """What is noted beside texts for whoever edits them."""
    return MappingProxyType(read_notes())


def own(connection: Connection) -> dict[str, str]:
    """The office's own wordings by key, without those that this release has no text for."""
    return {key: text for key, text in _stored(connection).items() if key in entries()}


def accepted(stored: Mapping[str, str]) -> dict[str, str]:
    """The wordings that may be used together; whatever is left out is logged by its key."""
    kept = {key: text for key, text in stored.items() if key in entries()}
    # Two labels that were exchanged are fine only together, so all are looked at as a whole,
    # and once more without those that fail.
    while faulty := {key for key, text in kept.items() if _faults(key, text, kept)}:
        kept = {key: text for key, text in kept.items() if key not in faulty}
    if not _is_readable(kept):
        kept = {key: text for key, text in kept.items() if not _is_word(key)}
    for key in sorted(stored.keys() - kept.keys()):
        log.warning("wording left out", key=key)
    return kept


def faults(connection: Connection, key: str, text: str) -> tuple[str, ...]:
    """What is to be mended before a text may be kept, none when it may."""
    stored, wanted = own(connection), tidied(key, text)
    found = _faults(key, wanted, stored)
    if _is_word(key) and not found and not _is_readable({**stored, key: wanted}):
        return (shipped().text("texts.unreadable"),)
    return tuple(found)


def tidied(key: str, text: str) -> str:
    """A text as it is kept: without spaces around it, a list without empty or doubled lines."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    if is_list(key):
        return "\n".join(dict.fromkeys(lines(whole)))
    return whole if key in SPACED else whole.strip()


def _stored(connection: Connection) -> dict[str, str]:
    return {key: text for key, text in connection.execute(_NEWEST)}


def _faults(key: str, text: str, stored: Mapping[str, str]) -> list[str]:
    """What the checks of the files say of a text among the office's other wordings."""
    if key not in entries():
        return faults_of_change(key, text, entries())
    return faults_of_change(key, text, {**entries(), **stored, key: entries()[key]})


def _is_readable(stored: Mapping[str, str]) -> bool:
    """Whether the readers take these words: they refuse two meanings of one."""
    words = shipped().worded(stored).words()
    tables = letters.build(words["letters"], ())
    try:
        wordlists.commands(words["commands"], tables)
        for listed in (*words["parts"].values(), *words["symptoms"].values()):
            spellings.spellings(listed, tables)
    except ValueError:
        return False
    return True


def _is_word(key: str) -> bool:
    return key.startswith(f"{WORDS}.")
