"""
Writing a notice: one page with whom, what, when and a check, which keeps itself as it is
written. Without scripts the same form is kept by its button.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, abort, request

from bot.console import noticeforms, noticelook
from bot.console.desk import Desk, officer, onward, page, say
from bot.console.noticeforms import Typed
from bot.line import limits
from bot.services import (
    bodies,
    broadcasting,
    checking,
    notice_reports,
    notice_rules,
    notice_steps,
    notice_texts,
    notices,
    rehearsing,
    selection,
)
from bot.services.bodies import Sought
from bot.services.broadcasting import Done, Outcome, Refused, Stale, Step, Verb
from bot.services.checking import AskLine
from bot.services.notices import Notice
from bot.services.rehearsing import Rehearsed
from models.vocabulary import BroadcastState

LONGEST_SEARCH = 100
MOST_FOUND = 8
# A page that keeps itself may ask twice at once: what one wrote a moment ago is no surprise.
JUST_NOW = timedelta(minutes=1)


def add_routes(routes: Blueprint, desk: Desk) -> None:
    """Keeping, checking, trying out and submitting a draft."""
    _add_keeping(routes, desk)
    _add_sending(routes, desk)


def _add_keeping(routes: Blueprint, desk: Desk) -> None:
    @routes.post("/notices/<int(max=999999999):notice_id>/change")
    def notice_change(notice_id: int) -> Response:
        typed = noticeforms.read(request.form, now=desk.now())
        outcome = _keep(desk, notice_id, typed)
        if "HX-Request" in request.headers:
            return _part(desk, notice_id, typed, outcome)
        if isinstance(outcome, Done) and typed.is_unread:
            return _again(desk, notice_id, typed, Refused("broadcast.refused.unread"))
        if isinstance(outcome, Done):
            say("broadcast.kept")
            return onward("notice", notice_id=notice_id)
        return _again(desk, notice_id, typed, outcome)

    @routes.get("/notices/<int(max=999999999):notice_id>/check")
    def notice_check(notice_id: int) -> Response:
        """What would stand in the way of sending it; asks LINE."""
        notice = _draft(desk, notice_id)
        return page(desk, "notice_check.html", title="", notice=notice, **_checked(desk, notice))


def _add_sending(routes: Blueprint, desk: Desk) -> None:
    @routes.post("/notices/<int(max=999999999):notice_id>/test")
    def notice_test(notice_id: int) -> Response:
        typed = noticeforms.read(request.form, now=desk.now())
        kept = _keep(desk, notice_id, typed)
        if not isinstance(kept, Done):
            return _again(desk, notice_id, typed, kept)
        outcome = _rehearse(desk, notice_id, _seen(kept))
        if not isinstance(outcome, Rehearsed):
            return _again(desk, notice_id, typed, outcome)
        for lane in outcome.lanes:
            desk.wake(lane)
        say("broadcast.tested", names=", ".join(outcome.names))
        return onward("notice", notice_id=notice_id)

    @routes.post("/notices/<int(max=999999999):notice_id>/submit")
    def notice_submit(notice_id: int) -> Response:
        typed = noticeforms.read(request.form, now=desk.now())
        kept = _keep(desk, notice_id, typed)
        if not isinstance(kept, Done):
            return _again(desk, notice_id, typed, kept)
        if typed.is_unread:
            return _again(desk, notice_id, typed, Refused("broadcast.refused.unread"))
        outcome = _submit(desk, kept.notice, _seen(kept))
        if not isinstance(outcome, Done):
            return _again(desk, notice_id, typed, outcome)
        is_ready = outcome.notice.state is BroadcastState.READY
        if is_ready:
            desk.announce()
        say("broadcast.done.ready" if is_ready else "broadcast.done.submit")
        return onward("notice", notice_id=notice_id)


def compose(
    desk: Desk,
    notice: Notice,
    *,
    typed: Typed | None = None,
    stale: Stale | None = None,
    refused: Refused | None = None,
) -> Response:
    """The page on which a draft is written; what was typed in vain stands in it still."""
    shown = replace(notice, content=typed.content) if typed else notice
    status = 409 if stale else 422 if refused else 200
    with desk.database.read() as connection:
        colleagues = rehearsing.colleagues(connection)
        wrong = notices.find(connection, notice.corrects_id) if notice.corrects_id else None
    return page(
        desk,
        "notice_compose.html",
        title=desk.text("broadcast.compose" if wrong is None else "broadcast.compose_correction"),
        status=status,
        stale=stale,
        refused=refused,
        colleagues=colleagues,
        wrong=wrong,
        kinds=noticeforms.KINDS,
        labels=noticeforms.LABELS,
        provinces=selection.provinces(),
        tags=notice_reports.tags(desk.database),
        places=noticeforms.PLACES,
        place=noticeforms.place(shown.content.link),
        **_shown(desk, shown, typed),
    )


def planned(notice: Notice) -> tuple[str, str]:
    """The day and the time it is planned for, as fields show them."""
    return noticeforms.written(notice.content.send_ms)


def _keep(desk: Desk, notice_id: int, typed: Typed) -> Outcome:
    def change(seen: int) -> Outcome:
        return broadcasting.change(
            desk.database,
            notice_id,
            typed.content,
            officer=officer(),
            seen=seen,
            now=desk.now(),
        )

    outcome = change(noticeforms.version(request.form))
    is_mine = isinstance(outcome, Stale) and (
        outcome.notice.changed_by_id == officer().id
        and outcome.notice.changed_how == Verb.CHANGE
        and desk.now() - outcome.notice.edited_at < JUST_NOW
    )
    return change(outcome.notice.version) if is_mine and isinstance(outcome, Stale) else outcome


def _seen(kept: Done) -> int:
    """
    The version to act on: what was just kept, or kept by itself a moment ago. A form that is
    sent a second time names the version it saw, so that it is known for what it is.
    """
    notice = kept.notice
    was_mine = (notice.changed_by_id, notice.changed_how) == (officer().id, Verb.CHANGE)
    return notice.version if was_mine else noticeforms.version(request.form)


def _rehearse(desk: Desk, notice_id: int, seen: int) -> Outcome | Rehearsed:
    """To whom it is tried out, if LINE has messages left for them: who waits learns nothing."""
    to = [noticeforms.number(one) for one in request.form.getlist("to")]
    return notice_steps.lacking(checking.reckon(desk.quota(), len(to))) or rehearsing.rehearse(
        desk.database,
        notice_id,
        to=to,
        officer=officer(),
        seen=seen,
        catalogue=desk.catalogue(),
        now=desk.now(),
    )


def _submit(desk: Desk, notice: Notice, seen: int) -> Outcome:
    """Checked first, outside of any transaction; what changes meanwhile makes the check void."""
    line = AskLine(desk.validate, desk.quota)
    checked = checking.check(
        desk.database, notice, line=line, catalogue=desk.catalogue(), now=desk.now()
    )
    step = Step(Verb.SUBMIT, checked=checked, size=desk.settings.approval_size)
    return broadcasting.perform(
        desk.database, notice.id, step, officer=officer(), seen=seen, now=desk.now()
    )


def _again(desk: Desk, notice_id: int, typed: Typed, outcome: Outcome | Rehearsed) -> Response:
    """The page with all that was typed, and why nothing came of it."""
    match outcome:
        case Stale(_, notice) if notice.state is BroadcastState.DRAFT:
            return compose(desk, notice, typed=typed, stale=outcome)
        case Stale(by):
            say("broadcast.quicker", tone="warn", name=by)
            return onward("notice", notice_id=notice_id)
        case Refused(key, values) if key.startswith("broadcast.stands."):
            say(key, tone="warn", **values)
            return onward("notice", notice_id=notice_id)
        case Refused():
            return compose(desk, _draft(desk, notice_id), typed=typed, refused=outcome)
    return onward("notice", notice_id=notice_id)


def _part(desk: Desk, notice_id: int, typed: Typed, outcome: Outcome) -> Response:
    """What follows from what was just typed: whom it reaches, how it looks, what to mend."""
    if isinstance(outcome, Done):
        return page(
            desk, "notice_kept.html", title="", why=None, **_shown(desk, outcome.notice, typed)
        )
    why = (
        desk.text("broadcast.stale", name=outcome.by)
        if isinstance(outcome, Stale)
        else desk.text(outcome.key, **outcome.values)
    )
    return page(desk, "notice_kept.html", title="", why=why, notice=None)


def _shown(desk: Desk, notice: Notice, typed: Typed | None) -> dict[str, Any]:
    """What both the page and its parts show of a draft."""
    day, clock = planned(notice)
    if typed and typed.is_unread:
        day, clock = typed.day, typed.clock
    counted = checking.count(desk.database, notice, now=desk.now())
    return {
        "notice": notice,
        "content": notice.content,
        "is_later": notice.content.send_ms is not None or bool(typed and typed.is_unread),
        "is_unread": bool(typed and typed.is_unread),
        "day": day,
        "clock": clock,
        # Nobody is blamed for what they have not begun to write.
        "faults": {} if notice.version == 1 and not typed else noticelook.faults(notice),
        "chips": noticelook.chips(desk, notice.content.conditions),
        "look": noticelook.look(desk, notice),
        "timing": noticelook.timing(desk, notice),
        "most": {"title": notice_texts.TITLE, "body": notice_texts.BODY},
        "lengths": {
            "title": limits.units(notice.content.title),
            "body": limits.units(notice.content.body),
        },
        "needs_approval": notice_rules.needs_approval(
            counted.people, size=desk.settings.approval_size
        ),
        "at": desk.now(),
        **_sought(desk, notice),
        **noticelook.reckoning(desk, counted),
    }


def _sought(desk: Desk, notice: Notice) -> dict[str, Any]:
    """Bodies to be ticked, found by what is typed; those that are chosen stand elsewhere."""
    text = request.form.get("q", "")[:LONGEST_SEARCH].strip()
    if not text:
        return {"sought": "", "found": ()}
    rows = bodies.shelf(desk.database, Sought(text), with_persons=False).rows[:MOST_FOUND]
    found = notice_reports.numbered(desk.database, [row.code for row in rows])
    chosen = notice.content.conditions.agencies
    return {"sought": text, "found": [one for one in found if one.id not in chosen]}


def _checked(desk: Desk, notice: Notice) -> dict[str, Any]:
    line = AskLine(desk.validate, desk.quota)
    checked = checking.check(
        desk.database, notice, line=line, catalogue=desk.catalogue(), now=desk.now()
    )
    size = desk.settings.approval_size
    return {
        "checked": checked,
        "faults": noticelook.faults(notice),
        "wrong_time": notice_steps.wrong_time(notice.content.send_ms, now=desk.now()),
        "needs_approval": notice_rules.needs_approval(checked.people, size=size),
        "size": size,
        "timing": noticelook.timing(desk, notice),
    }


def _draft(desk: Desk, notice_id: int) -> Notice:
    with desk.database.read() as connection:
        notice = notices.find(connection, notice_id)
    if notice is None or notice.state is not BroadcastState.DRAFT:
        abort(404)
    return notice
