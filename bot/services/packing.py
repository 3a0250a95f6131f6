"""
Hand-over packs: the requests that wait for one app, as a sheet for its provider.

A pack chooses its requests once and writes the choice down, then marks them one after the
other as forwarded, then makes the sheet. Whenever it dies it goes on where it was, and no
request is marked, or its contacts told, twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, select

from bot.services import appmoves, exporting, recording, register, sheets
from bot.services.appmoves import WITH_PROVIDERS, Move
from bot.services.jobs import File
from bot.services.leases import Finished, Hold, Tools
from bot.services.register import Entry
from bot.services.sheets import Cell, Column, Sheet
from messages_th import Catalogue
from models.job import Job as JobRow
from models.registration import Registration, RegistrationApp
from models.vocabulary import AppStatus, MeetingApp

STEP: Final = 10  # requests marked in one transaction

# The columns that the office fills in, and those the provider does, with their widths.
OURS: Final = (
    ("providers.column.number", 8),
    ("providers.column.reference", 18),
    ("providers.column.app", 18),
    ("providers.column.agency", 42),
    ("providers.column.category", 18),
    ("providers.column.province", 16),
    ("providers.column.users", 12),
    ("providers.column.name", 24),
    ("providers.column.phone", 18),
    ("providers.column.email", 28),
)
THEIRS: Final = (
    ("providers.column.result", 16),
    ("providers.column.licence", 22),
    ("providers.column.granted", 12),
    ("providers.column.valid_from", 16),
    ("providers.column.valid_to", 16),
    ("providers.column.note", 36),
)
# What a provider answers, and what the app becomes by it.
ANSWERS: Final[Mapping[AppStatus, str]] = {
    AppStatus.ACKNOWLEDGED: "providers.answer.acknowledged",
    AppStatus.ACTIVE: "providers.answer.active",
    AppStatus.REFUSED: "providers.answer.refused",
}

_r, _app, _job = Registration.__table__, RegistrationApp.__table__, JobRow.__table__
_WAITING: Final = (
    select(_r.c.id)
    .join_from(_app, _r, _r.c.id == _app.c.registration_id)
    .where(
        _app.c.app == bindparam("app"),
        _app.c.status == AppStatus.WAITING,
        _r.c.status.in_(sorted(WITH_PROVIDERS)),
    )
    .order_by(_r.c.submitted_at, _r.c.id)
)
_RESULT: Final = select(_job.c.result).where(_job.c.id == bindparam("job"))


def pack(hold: Hold, tools: Tools) -> Finished:
    """
    Make a pack for the app that the job names; `marks` says whether its requests are marked
    as forwarded, `again` names an older pack whose requests it is to hold once more.
    """
    arguments = hold.job.arguments
    app = MeetingApp(arguments["app"])
    chosen = _chosen(hold, tools, app)
    kept = _mark(hold, tools, app, chosen) if arguments.get("marks") else chosen
    with tools.database.read() as connection:
        file = _sheet(hold, tools, app, register.some(connection, kept))
    return Finished({"chosen": kept, "rows": len(kept), "left": len(chosen) - len(kept)}, (file,))


def _chosen(hold: Hold, tools: Tools, app: MeetingApp) -> Sequence[int]:
    """The requests of the pack: written down at the first beginning, then always those."""
    if "chosen" in hold.notes:
        return list(hold.notes["chosen"])
    with tools.database.write() as connection:
        chosen = _choice(connection, app, hold.job.arguments.get("again"))
        hold.keep(connection, done=0, total=len(chosen), notes={"chosen": chosen, "left": []})
    return chosen


def _choice(connection: Connection, app: MeetingApp, again: int | None) -> list[int]:
    if again is None:
        return list(connection.scalars(_WAITING, {"app": app}))
    result = connection.scalar(_RESULT, {"job": again}) or {}
    return list(result.get("chosen", ()))


def _mark(hold: Hold, tools: Tools, app: MeetingApp, chosen: Sequence[int]) -> list[int]:
    """Mark what is not marked yet; the requests that could be, the others having moved on."""
    left: list[int] = list(hold.notes["left"])
    for start in range(hold.job.done, len(chosen), STEP):
        hold.tell(start, len(chosen))
        lanes: list[str] = []
        with tools.database.write() as connection:
            act = recording.by_officer(connection, hold.job.officer, tools.now())
            for row in chosen[start : start + STEP]:
                moved = appmoves.move(act, row, app, Move(AppStatus.FORWARDED), render=tools.render)
                lanes += moved.lanes if moved else ()
                left += [] if moved else [row]
            done = min(start + STEP, len(chosen))
            notes = {"chosen": chosen, "left": left} if left != hold.notes["left"] else None
            hold.keep(connection, done=done, total=len(chosen), notes=notes)
        for lane in lanes:
            tools.wake(lane)
    gone = frozenset(left)
    return [row for row in chosen if row not in gone]


def _sheet(hold: Hold, tools: Tools, app: MeetingApp, entries: Iterator[Entry]) -> File:
    catalogue, asked_at = tools.catalogue(), hold.job.created_at
    called = catalogue.text(f"label.app.{app}")
    above = (
        catalogue.text("providers.pack.title", app=called, at=asked_at),
        catalogue.text("providers.pack.how"),
    )
    rows = (
        _row(number, entry, app, catalogue)
        for number, entry in enumerate(_held(entries, hold), start=1)
    )
    data = sheets.write(Sheet(called, columns(catalogue), rows, above))
    name = exporting.file_name(f"{app}-{hold.job.id}", asked_at)
    return File(name, sheets.MEDIA_TYPE, data)


def _held(entries: Iterator[Entry], hold: Hold) -> Iterator[Entry]:
    """Keep the job ours while its sheet is made. How many are marked must not change by that."""
    for entry in entries:
        hold.tell(hold.done, hold.total)
        yield entry


def columns(catalogue: Catalogue) -> list[Column]:
    """The columns of a pack; the provider chooses the result from a list."""
    answers = tuple(catalogue.text(key) for key in ANSWERS.values())
    first, *rest = (Column(catalogue.text(key), width) for key, width in THEIRS)
    ours = [Column(catalogue.text(key), width) for key, width in OURS]
    return [*ours, Column(first.title, first.width, answers), *rest]


def _row(number: int, entry: Entry, app: MeetingApp, catalogue: Catalogue) -> list[Cell]:
    wanted = entry.apps.get(app)
    return [
        number,
        entry.reference,
        catalogue.text(f"label.app.{app}"),
        entry.agency,
        catalogue.text(f"label.category.{entry.category}"),
        entry.province,
        (wanted and wanted.users) or entry.users,
        *exporting.reached(entry.people[:1]),
    ]
