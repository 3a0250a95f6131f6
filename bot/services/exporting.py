"""The whole register as a sheet, made apart from the page that asked for it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from bot.services import register, sheets, working_days
from bot.services.jobs import File
from bot.services.leases import Finished, Hold, Tools
from bot.services.register import AppEntry, Entry, Person
from bot.services.sheets import Cell, Column, Sheet
from messages_th import Catalogue, forms
from models.vocabulary import AppStatus, MeetingApp

TOLD_EVERY: Final = 100  # rows

# The columns of a request, of its main contact, and of each app: their titles and widths.
REQUEST: Final = (
    ("jobs.export.reference", 18),
    ("jobs.export.submitted", 18),
    ("jobs.export.agency", 42),
    ("jobs.export.category", 18),
    ("jobs.export.province", 16),
    ("jobs.export.status", 22),
    ("jobs.export.since", 18),
    ("jobs.export.reason", 30),
    ("jobs.export.users", 12),
    ("jobs.export.origin", 14),
    ("jobs.export.claimed_by", 20),
)
PERSON: Final = (
    ("jobs.export.name", 24),
    ("jobs.export.phone", 18),
    ("jobs.export.email", 28),
    ("jobs.export.others", 40),
)
APP: Final = (
    ("jobs.export.app_status", 24),
    ("jobs.export.app_since", 18),
    ("jobs.export.licence", 20),
    ("jobs.export.granted", 12),
    ("jobs.export.valid_from", 14),
    ("jobs.export.valid_to", 14),
)


def export(hold: Hold, tools: Tools) -> Finished:
    """Make the sheet. It only reads, so that a death on the way costs nothing but time."""
    catalogue, now = tools.catalogue(), tools.now()
    with tools.database.read() as connection:
        total = register.count(connection)
        entries = _told(register.every(connection), hold, total)
        rows = (_row(entry, catalogue) for entry in entries)
        name = catalogue.text("jobs.export.sheet")
        above = (catalogue.text("jobs.export.title", at=now),)
        data = sheets.write(Sheet(name, _columns(catalogue), rows, above))
    file = File(file_name("register", now), sheets.MEDIA_TYPE, data)
    return Finished({"rows": total}, (file,))


def file_name(name: str, now: datetime) -> str:
    """register-25630317-0930.xlsx: a name that files of different times do not share."""
    local = now.astimezone(working_days.THAI_TIME)
    return f"{name}-{local.year + forms.BUDDHIST_ERA}{local:%m%d-%H%M}.xlsx"


def reached(people: Sequence[Person]) -> list[Cell]:
    """How each of these is reached: name, telephone number, address."""
    return [cell for who in people for cell in (who.name, _phone(who), who.email)]


def _phone(person: Person) -> str:
    return forms.phone(person.phone, person.extension).replace(forms.NBSP, " ")


def _told(entries: Iterator[Entry], hold: Hold, total: int) -> Iterator[Entry]:
    for number, entry in enumerate(entries, start=1):
        if number % TOLD_EVERY == 0:
            hold.tell(number, total)
        yield entry


def _columns(catalogue: Catalogue) -> list[Column]:
    titles = [Column(catalogue.text(key), width) for key, width in (*REQUEST, *PERSON)]
    for app in MeetingApp:
        name = catalogue.text(f"label.app.{app}")
        titles += [Column(catalogue.text(key, app=name), width) for key, width in APP]
    return titles


def _row(entry: Entry, catalogue: Catalogue) -> list[Cell]:
    return [
        entry.reference,
        entry.submitted_at,
        entry.agency,
        catalogue.text(f"label.category.{entry.category}"),
        entry.province,
        catalogue.text(f"label.status.{entry.status}"),
        entry.since,
        entry.reason,
        entry.users,
        catalogue.text(f"label.origin.{entry.origin}"),
        entry.claimed_by,
        *_people(entry.people),
        *(cell for app in MeetingApp for cell in _app(entry.apps.get(app), catalogue)),
    ]


def _people(people: Sequence[Person]) -> list[Cell]:
    if not people:
        return [None] * len(PERSON)
    others = (f"{person.name} {_phone(person)} {person.email}" for person in people[1:])
    return [*reached(people[:1]), "\n".join(others)]


def _app(app: AppEntry | None, catalogue: Catalogue) -> list[Cell]:
    if app is None or app.status is AppStatus.DROPPED:
        return [None] * len(APP)
    status = catalogue.text(f"label.app_status.{app.status}")
    return [status, app.since, app.licence, app.granted, app.valid_from, app.valid_to]
