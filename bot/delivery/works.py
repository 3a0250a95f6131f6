"""Which function does which kind of long work, and what is done once an hour."""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.delivery.working import Chore, Work
from bot.services import answer_import, expiry, exporting, packing, retention, wholesale
from bot.services.leases import Tools
from models.vocabulary import JobKind


def _let_go(tools: Tools) -> Iterable[object]:
    return retention.sweep(tools.database, now=tools.now())


WORKS: Final[Mapping[JobKind, Work]] = {
    JobKind.BULK: wholesale.work,
    JobKind.EXPORT: exporting.export,
    JobKind.PACK: packing.pack,
    JobKind.IMPORT: answer_import.bring_in,
}
CHORES: Final[tuple[Chore, ...]] = (expiry.sweep, _let_go)
