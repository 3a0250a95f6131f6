"""
What a provider's answers come to, held against the requests as they stand.

Changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, select

from bot.services.answer_rows import Answer, Blank, Fault
from bot.services.appmoves import GIVEN, WITH_PROVIDERS, Move
from messages_th import Catalogue
from models.agency import Agency
from models.lifecycle import may_move_app
from models.registration import Registration, RegistrationApp
from models.vocabulary import Actor, AppStatus, MeetingApp, RegistrationStatus

CHUNK: Final = 1_000
# Values that are keys of labels, and those that are days, whose texts JSON has kept.
LABELS: Final = frozenset({"was", "to", "stage"})
DAYS: Final = frozenset({"begins", "ends"})

_r, _a, _app = Registration.__table__, Agency.__table__, RegistrationApp.__table__
_MEANT: Final = (
    select(_r.c.id, _r.c.reference, _a.c.name.label("agency"))
    .add_columns(_r.c.status.label("stage"), _app.c.status, *(_app.c[name] for name in GIVEN))
    .join_from(_r, _a, _a.c.id == _r.c.agency_id)
    .outerjoin(_app, (_app.c.registration_id == _r.c.id) & (_app.c.app == bindparam("app")))
    .where(_r.c.reference.in_(bindparam("references", expanding=True)))
)

One = Row[*tuple[Any, ...]]
Meant = Mapping[str, One]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a row comes to: `word` is changes, same, blank or fault; `key` and `values` say it."""

    answer: Answer
    word: str
    key: str
    values: Mapping[str, Any]
    agency: str | None = None
    registration_id: int = 0
    seen: AppStatus | None = None


def meant(connection: Connection, answers: Sequence[Answer], app: MeetingApp) -> Meant:
    """The requests that the answers name, each with the app they are about."""
    names = sorted({answer.reference for answer in answers if answer.reference})
    chunks = (names[start : start + CHUNK] for start in range(0, len(names), CHUNK))
    return {
        row.reference: row
        for chunk in chunks
        for row in connection.execute(_MEANT, {"references": chunk, "app": app})
    }


def verdict(answer: Answer, meant: Meant) -> Verdict:
    """What a row comes to."""
    row = meant.get(answer.reference or "")
    match answer.said:
        case Blank():
            return Verdict(answer, "blank", "providers.verdict.blank", {}, _name(row))
        case Fault(key, values):
            return Verdict(answer, "fault", key, values, _name(row))
        case Move() as step:
            return _of_move(answer, step, row)


def sentence(catalogue: Catalogue, key: str, values: Mapping[str, Any]) -> str:
    """What a row comes to, in words."""
    worded = {name: _worded(catalogue, name, value) for name, value in values.items()}
    return catalogue.text(key, **worded)


def _of_move(answer: Answer, step: Move, row: One | None) -> Verdict:
    if row is None:
        values = {"reference": answer.reference}
        return Verdict(answer, "fault", "providers.fault.unknown", values)
    if row.status in (None, AppStatus.DROPPED):
        return Verdict(answer, "fault", "providers.fault.not_asked", {}, row.agency)
    status = AppStatus(row.status)
    ways = {"was": f"label.app_status.{status}", "to": f"label.app_status.{step.to}"}
    is_there = status is step.to
    if is_there and all(getattr(row, name) == value for name, value in step.given.items()):
        return Verdict(answer, "same", "providers.verdict.same", ways, row.agency)
    if RegistrationStatus(row.stage) not in WITH_PROVIDERS:
        stage = {"stage": f"label.status.{row.stage}"}
        return Verdict(answer, "fault", "providers.fault.stage", stage, row.agency)
    if not is_there and not may_move_app(status, to=step.to, by=Actor.STAFF):
        return Verdict(answer, "fault", "providers.fault.step", ways, row.agency)
    key = "providers.verdict.corrects" if is_there else "providers.verdict.changes"
    return Verdict(answer, "changes", key, ways, row.agency, row.id, status)


def _name(row: One | None) -> str | None:
    return row.agency if row else None


def _worded(catalogue: Catalogue, name: str, value: Any) -> Any:
    if name in LABELS:
        return catalogue.text(value)
    return date.fromisoformat(value) if name in DAYS and isinstance(value, str) else value
