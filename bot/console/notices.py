"""Notices: the list of them, one at each of its stages, and how far one that is sent is."""

import secrets
from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, request

from bot.console import composing, noticelook, noticesheets
from bot.console.desk import Desk, officer, onward, page, say
from bot.console.jobs import download
from bot.console.noticeforms import number
from bot.services import broadcasting, checking, notice_calls, notice_reports, notices, sheets
from bot.services import notice_people as people_of
from bot.services.broadcasting import Content, Refused
from bot.services.jobs import File
from bot.services.notice_reports import Standing
from bot.services.notices import ANNOUNCING, Notice
from models.vocabulary import BroadcastState

S = BroadcastState

KEY_BYTES = 18
# What only those see who write notices.
UNSENT = frozenset({S.DRAFT, S.PENDING, S.CANCELLED})
MOVING = frozenset({S.READY, S.PREPARING, S.SENDING, S.PAUSED})


def add_routes(routes: Blueprint, desk: Desk) -> None:
    """The list, and what leads from it."""
    _add_list(routes, desk)
    _add_one(routes, desk)


def _add_list(routes: Blueprint, desk: Desk) -> None:
    @routes.get("/notices", endpoint="notices")
    def show_list() -> Response:
        before = number(request.args.get("before", "")) or notices.END
        with desk.database.read() as connection:
            found, has_more = notices.newest(connection, before=before)
            waiting = notices.waiting_for(connection, officer().id) if _announces() else ()
            far = notice_calls.far(connection, [one.id for one in found])
        return page(
            desk,
            "notices.html",
            title=desk.text("broadcast.title"),
            found=[one for one in found if _is_shown(one)],
            far=far,
            older=found[-1].id if has_more else None,
            waiting=waiting,
            tones=noticelook.TONES,
            moment=noticelook.moment,
            key=secrets.token_urlsafe(KEY_BYTES),
        )

    @routes.post("/notices/new")
    def notice_new() -> Response:
        """Begin a notice."""
        key = request.form.get("key", "")
        begun = broadcasting.draft(
            desk.database, Content(), officer=officer(), key=key, now=desk.now()
        )
        if isinstance(begun, Refused):
            say(begun.key, tone="bad", **begun.values)
            return onward("notices")
        return onward("notice", notice_id=begun.notice.id)


def _add_one(routes: Blueprint, desk: Desk) -> None:
    @routes.get("/notices/<int(max=999999999):notice_id>")
    def notice(notice_id: int) -> Response:
        found = _found(desk, notice_id)
        return show(desk, found.notice)

    @routes.get("/notices/<int(max=999999999):notice_id>/part")
    def notice_part(notice_id: int) -> Response:
        """What changes on the page of a notice that is being sent; all of it at a new stage."""
        found = _found(desk, notice_id)
        part = page(desk, "notice_far.html", title="", **_far(desk, found))
        if request.args.get("seen") != _stage(found.notice):
            part.headers["HX-Refresh"] = "true"
        return part

    @routes.get("/notices/<int(max=999999999):notice_id>/people")
    def notice_people(notice_id: int) -> Response:
        """By name whom it would reach."""
        found = _found(desk, notice_id).notice
        after = number(request.args.get("after", ""))
        people, has_more = people_of.named(desk.database, found, now=desk.now(), after=after)
        counted = checking.count(desk.database, found, now=desk.now())
        title = desk.text("broadcast.named.title")
        return page(
            desk,
            "notice_people.html",
            title=title,
            notice=found,
            people=people,
            has_more=has_more,
            counted=counted,
        )

    @routes.get("/notices/<int(max=999999999):notice_id>/report.xlsx")
    def notice_xlsx(notice_id: int) -> Response:
        found = notice_reports.report(desk.database, _found(desk, notice_id).notice.id)
        if found is None or not found.progress.total:
            abort(404)
        data = noticesheets.write(desk, found)
        return download(File(f"notice-{notice_id}.xlsx", sheets.MEDIA_TYPE, data))


def show(desk: Desk, found: Notice, *, refused: Refused | None = None) -> Response:
    """The page of a notice at its stage; `refused` says why something was not done."""
    if found.state is S.DRAFT:
        return composing.compose(desk, found, refused=refused)
    if found.state is S.PENDING:
        return _pending(desk, found, refused)
    return _under_way(desk, found, refused)


def _pending(desk: Desk, found: Notice, refused: Refused | None) -> Response:
    """For the second officer: exactly what goes out, to whom, and how many that is now."""
    counted = checking.count(desk.database, found, now=desk.now())
    return page(
        desk,
        "notice_approve.html",
        title=found.content.title,
        status=422 if refused else 200,
        notice=found,
        refused=refused,
        is_own=officer().id in found.editors,
        sum=checking.cost(desk.quota(), counted.people, found, now=desk.now()),
        chips=noticelook.chips(desk, found.content.conditions),
        look=noticelook.look(desk, found),
        timing=noticelook.timing(desk, found),
        planned=composing.planned(found),
        tones=noticelook.TONES,
        **noticelook.reckoning(desk, counted),
    )


def _under_way(desk: Desk, found: Notice, refused: Refused | None) -> Response:
    standing = notice_reports.report(desk.database, found.id)
    assert standing is not None, "found a moment ago"
    return page(
        desk,
        "notice.html",
        title=found.content.title or desk.text("broadcast.untitled"),
        status=422 if refused else 200,
        refused=refused,
        chips=noticelook.chips(desk, found.content.conditions),
        look=noticelook.look(desk, found),
        planned=composing.planned(found),
        groups=standing.groups,
        states=[state for state in noticesheets.STATES if standing.progress.of(state)],
        named=partial(noticesheets.name, desk),
        key=secrets.token_urlsafe(KEY_BYTES),
        **_far(desk, standing),
    )


def _far(desk: Desk, standing: Standing) -> dict[str, Any]:
    """What the part of the page shows that is looked at anew while it is sent."""
    found = standing.notice
    return {
        "notice": found,
        "far": standing.progress,
        "is_moving": found.state in MOVING,
        "stage": _stage(found),
        "timing": noticelook.timing(desk, found),
        "without": noticelook.left_out(desk, found.left_out or {}),
        "is_own": officer().id in found.editors,
        "tones": noticelook.TONES,
        "moment": noticelook.moment,
    }


def _stage(notice: Notice) -> str:
    """What the rest of its page depends on: whether it waits, is on its way, or is over."""
    if notice.state in MOVING:
        return "waiting" if notice.state is S.READY else "moving"
    return "over"


def _found(desk: Desk, notice_id: int) -> Standing:
    found = notice_reports.standing(desk.database, notice_id)
    if found is None or not _is_shown(found.notice):
        abort(404)
    return found


def _is_shown(notice: Notice) -> bool:
    """What is not sent yet is nobody's business but of those who write it."""
    return _announces() or notice.state not in UNSENT


def _announces() -> bool:
    return officer().role in ANNOUNCING
