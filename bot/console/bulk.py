"""One act on several requests of the queue, and the way back from it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from flask import Blueprint, Response, request, session

from bot.console import selecting
from bot.console.desk import Desk, officer, onward, page, say
from bot.services import boards, bulk, wholesale
from bot.services.bulk import Bulk, Chosen
from bot.services.claiming import Claimed, TakenBy
from bot.services.decisions import Moved, Stale
from bot.services.selection import Selection
from bot.services.wholesale import Verb

CHOSEN: Final = re.compile(r"(\d{1,9})\.(\d{1,9})", re.ASCII)
NUMBER: Final = re.compile(r"\d{1,9}", re.ASCII)
MOST_NAMES: Final = 3
NOBODY: Final = 0  # no row of staff
UNDO: Final = "undo"  # in the cookie: until when which act may be undone


def add_routes(routes: Blueprint, desk: Desk) -> None:
    @routes.post("/queue/approve")
    def queue_approve() -> Response:
        return _act(desk, _approve, "queue.bulk.approved")

    @routes.post("/queue/claim")
    def queue_claim() -> Response:
        return _act(desk, _claim, "queue.bulk.claimed")

    @routes.post("/queue/assign")
    def queue_assign() -> Response:
        return _act(desk, _assign, "queue.bulk.assigned")

    @routes.post("/queue/undo")
    def queue_undo() -> Response:
        return _undo(desk)

    @routes.get("/queue/all")
    def queue_all() -> Response:
        """An act on everything that a selection holds is asked for once more."""
        return _whole(desk, Selection.parse(request.args))

    @routes.post("/queue/all")
    def queue_all_do() -> Response:
        return _begin(desk)


def seconds_to_undo(now: datetime) -> int:
    """How long the newest act of this browser may still be undone."""
    until = session.get(UNDO, {}).get("until", 0)
    return max(0, int(until - now.timestamp()))


def _approve(desk: Desk, chosen: Chosen) -> Bulk:
    return bulk.approve_many(
        desk.database, chosen, officer=officer(), now=desk.now(), render=desk.render
    )


def _claim(desk: Desk, chosen: Chosen) -> Bulk:
    return bulk.claim_many(desk.database, chosen, officer=officer(), now=desk.now())


def _assign(desk: Desk, chosen: Chosen) -> Bulk:
    written = NUMBER.fullmatch(request.form.get("colleague", ""))
    colleague = int(written[0]) if written else NOBODY
    return bulk.assign_many(desk.database, chosen, to=colleague, officer=officer(), now=desk.now())


def _act(desk: Desk, act: Callable[[Desk, Chosen], Bulk], key: str) -> Response:
    found = map(CHOSEN.fullmatch, request.form.getlist("chosen")[: bulk.MOST])
    chosen = [(int(one[1]), int(one[2])) for one in found if one]
    if not chosen:
        say("queue.bulk.nothing", tone="warn")
        return selecting.back()
    done = act(desk, chosen)
    _tell(desk, done, key)
    if done.moved:
        until = desk.now() + timedelta(seconds=bulk.UNDO_SECONDS)
        session[UNDO] = {"batch": done.batch, "until": until.timestamp()}
    for moved in done.moved:
        _wake(desk, moved)
    return selecting.back()


def _wake(desk: Desk, moved: Moved | Claimed) -> None:
    if isinstance(moved, Moved):
        for lane in moved.lanes:
            desk.wake(lane)


def _undo(desk: Desk) -> Response:
    batch = session.pop(UNDO, {}).get("batch", "")
    undone = bulk.undo(desk.database, batch, officer=officer(), now=desk.now())
    if undone.back:
        say("queue.undo.undone", count=undone.back)
    if undone.late or not undone.back:
        say("queue.undo.too_late", tone="warn")
    return selecting.back()


def _whole(desk: Desk, selection: Selection) -> Response:
    return page(
        desk,
        "queue_all.html",
        title=desk.text("queue.all.title"),
        selection=selection,
        here=selecting.here(selection, None),
        number=boards.number(desk.database, selection, officer=officer(), now=desk.now()),
        most=wholesale.MOST,
    )


def _begin(desk: Desk) -> Response:
    verb = next((verb for verb in Verb if verb == request.form.get("verb")), None)
    asked = verb and wholesale.ask(
        desk.database, verb, selecting.selected(), officer=officer(), now=desk.now()
    )
    if asked is None:
        say("queue.all.none", tone="warn")
        return selecting.back()
    desk.begin()
    return onward("job", job_id=asked)


def _tell(desk: Desk, done: Bulk, key: str) -> None:
    if done.moved:
        say(key, count=len(done.moved))
    contact = desk.text("queue.bulk.contact")
    changed = [one.by or contact for one in done.stale if isinstance(one, Stale)]
    taken = [one.name for one in done.stale if isinstance(one, TakenBy)]
    if changed:
        say("queue.bulk.stale", tone="warn", count=len(changed), who=_names(changed))
    if taken:
        say("queue.bulk.taken", tone="warn", count=len(taken), who=_names(taken))
    for why, number in Counter(one.key for one in done.refused).items():
        say("queue.bulk.refused", tone="warn", count=number, why=desk.text(why))


def _names(names: Iterable[str]) -> str:
    different = list(dict.fromkeys(names))
    return ", ".join(different[:MOST_NAMES]) + (" …" if len(different) > MOST_NAMES else "")
