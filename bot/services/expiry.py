"""
The end of what providers gave: the contacts are reminded once before it, told when it is there.

Done by a sweep. Whenever it dies, and however often it runs, nobody is told twice.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, select, update

from bot.services import appmoves, recording, telling, working_days
from bot.services.appmoves import WITH_PROVIDERS, Move
from bot.services.leases import Tools
from bot.services.recording import Act
from handlers import expiry as wording
from models.registration import Registration, RegistrationApp
from models.vocabulary import Actor, AppStatus, Change, MeetingApp

REMIND_DAYS: Final = 14
STEP: Final = 10  # apps in one transaction

_r, _app = Registration.__table__, RegistrationApp.__table__
_ACTIVE: Final = (
    select(_app.c.id, _app.c.registration_id, _app.c.app, _app.c.valid_to)
    .join_from(_app, _r, _r.c.id == _app.c.registration_id)
    .where(_app.c.status == AppStatus.ACTIVE, _r.c.status.in_(sorted(WITH_PROVIDERS)))
    .order_by(_app.c.id)
)
_OVER: Final = _ACTIVE.where(_app.c.valid_to < bindparam("today"))
_NEAR: Final = _ACTIVE.where(
    _app.c.valid_to.between(bindparam("today"), bindparam("until")),
    _app.c.reminded_at.is_(None),
)
_REMINDED: Final = (
    update(_app)
    .where(_app.c.id == bindparam("row"), _app.c.reminded_at.is_(None))
    .values(reminded_at=bindparam("at"))
)

Ending = Row[*tuple[Any, ...]]


def sweep(tools: Tools) -> Iterator[int]:
    """End what is over, and remind of what soon will be: some at each step, and how many."""
    today = working_days.thai_day(tools.now())
    with tools.database.read() as connection:
        over = connection.execute(_OVER, {"today": today}).all()
        near = connection.execute(_NEAR, {"today": today, "until": last_day(today)}).all()
    yield from _each(tools, over, _end)
    yield from _each(tools, near, _remind)


def last_day(today: date) -> date:
    """The last day that is near."""
    return today + timedelta(days=REMIND_DAYS)


def _each(
    tools: Tools, found: Sequence[Ending], do: Callable[[Act, Ending, Tools], tuple[str, ...]]
) -> Iterator[int]:
    for start in range(0, len(found), STEP):
        lanes: list[str] = []
        with tools.database.write() as connection:
            act = Act(connection, None, None, tools.now(), Actor.SYSTEM)
            for app in found[start : start + STEP]:
                lanes += do(act, app, tools)
        for lane in lanes:
            tools.wake(lane)
        yield len(found[start : start + STEP])


def _end(act: Act, app: Ending, tools: Tools) -> tuple[str, ...]:
    """Whoever was quicker has ended it: then it may not be ended again."""
    step, name = Move(AppStatus.EXPIRED), MeetingApp(app.app)
    moved = appmoves.move(
        act, app.registration_id, name, step, render=tools.render, seen=AppStatus.ACTIVE
    )
    return moved.lanes if moved else ()


def _remind(act: Act, app: Ending, tools: Tools) -> tuple[str, ...]:
    case = recording.find_row(act, app.registration_id)
    if case is None or not _is_first(act.connection, app, act):
        return ()
    details = {"app": app.app, "ends": app.valid_to.isoformat()}
    event_id = recording.enter(act, case, Change.APP, before=case.status, details=details)
    says = wording.soon(recording.view(act, case), MeetingApp(app.app), app.valid_to)
    return telling.tell(act, case, event_id, says, render=tools.render)


def _is_first(connection: Connection, app: Ending, act: Act) -> bool:
    return connection.execute(_REMINDED, {"row": app.id, "at": act.now}).rowcount == 1
