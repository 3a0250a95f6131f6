"""What is done with a notice that is written: agreed to, planned, paused, stopped, corrected."""

from typing import Final

from flask import Blueprint, Response, abort, request

from bot.console import noticeforms, notices
from bot.console.desk import Desk, officer, onward, say
from bot.services import broadcasting, checking, decisions, notice_steps
from bot.services.broadcasting import Refused, Stale, Step, Verb
from bot.services.notices import find
from models.vocabulary import BroadcastState

# Submitting and trying out have forms of their own, with all that was typed.
VERBS: Final = frozenset(Verb) - {Verb.CHANGE, Verb.TEST, Verb.SUBMIT}
# After these somebody waits for the sending to go on.
MOVES: Final = frozenset({Verb.APPROVE, Verb.RESUME, Verb.RETRY, Verb.SCHEDULE})


def add_routes(routes: Blueprint, desk: Desk) -> None:
    """One route for every verb, and one that begins a correction."""

    @routes.post("/notices/<int(max=999999999):notice_id>/do/<verb>")
    def notice_do(notice_id: int, verb: str) -> Response:
        step = _short(desk, notice_id, verb) or _step(desk, verb)
        if isinstance(step, Refused):
            return _refused(desk, notice_id, step)
        outcome = broadcasting.perform(
            desk.database,
            notice_id,
            step,
            officer=officer(),
            seen=noticeforms.version(request.form),
            now=desk.now(),
        )
        match outcome:
            case Refused():
                return _refused(desk, notice_id, outcome)
            case Stale(by):
                say("broadcast.quicker", tone="warn", name=by)
                return onward("notice", notice_id=notice_id)
        if step.verb in MOVES:
            desk.announce()
        say(f"broadcast.done.{step.verb}")
        return onward("notices" if step.verb is Verb.CANCEL else "notice", **_of(step, notice_id))

    @routes.post("/notices/<int(max=999999999):notice_id>/correct")
    def notice_correct(notice_id: int) -> Response:
        key = request.form.get("key", "")
        begun = broadcasting.correct(
            desk.database, notice_id, officer=officer(), key=key, now=desk.now()
        )
        if isinstance(begun, Refused):
            return _refused(desk, notice_id, begun)
        return onward("notice", notice_id=begun.notice.id)


def _short(desk: Desk, notice_id: int, verb: str) -> Refused | None:
    """Why nobody should agree to a notice that this month's messages are too few for."""
    if verb != Verb.APPROVE:
        return None
    with desk.database.read() as connection:
        notice = find(connection, notice_id)
    if notice is None or notice.state is not BroadcastState.PENDING:
        return None  # the act itself says how it stands
    people = checking.count(desk.database, notice, now=desk.now()).people
    return notice_steps.lacking(checking.cost(desk.quota(), people, notice, now=desk.now()))


def _step(desk: Desk, verb: str) -> Step | Refused:
    if verb not in VERBS:
        abort(404)
    if verb != Verb.SCHEDULE:
        return Step(Verb(verb), note=decisions.said(request.form.get("note", "")))
    if request.form.get("when") != "later":
        return Step(Verb.SCHEDULE)
    day, clock = request.form.get("day", ""), request.form.get("clock", "")
    send_ms = noticeforms.moment(day, clock, now=desk.now())
    return (
        Refused("broadcast.refused.unread") if send_ms is None else Step(Verb.SCHEDULE, "", send_ms)
    )


def _refused(desk: Desk, notice_id: int, refused: Refused) -> Response:
    """The page as it stands now, with the reason."""
    with desk.database.read() as connection:
        notice = find(connection, notice_id)
    if notice is None:
        abort(404)
    return notices.show(desk, notice, refused=refused)


def _of(step: Step, notice_id: int) -> dict[str, int]:
    return {} if step.verb is Verb.CANCEL else {"notice_id": notice_id}
