"""Two requests beside each other, and making them one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, request

from bot.console import casepage, verdicts
from bot.console.casepage import Typed
from bot.console.desk import Desk, officer, page
from bot.services import casework, merging
from bot.services.caseviews import CaseView
from messages_th import forms

MERGE = Typed("merge")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison: what it is about, and both sides as they are shown."""

    label: str
    closes: str
    stays: str

    @property
    def differs(self) -> bool:
        return self.closes != self.stays


def add_routes(routes: Blueprint, desk: Desk) -> None:
    """The comparison and what it is for."""

    @routes.get("/cases/<reference>/merge")
    def case_merge(reference: str) -> Response:
        pair = casework.compare(desk.database, reference, request.args.get("into", "").upper())
        if pair is None or pair[0].id == pair[1].id:
            abort(404)
        closes, stays = pair
        return page(
            desk,
            "case_merge.html",
            title=desk.text("case.merge.title", reference=reference),
            section="queue",
            closes=closes,
            stays=stays,
            rows=list(_rows(desk, closes, stays)),
            may_merge="merge" in casepage.verbs(closes.status),
        )

    @routes.post("/cases/<reference>/merge", endpoint="case_merge_do")
    def merge(reference: str) -> Response:
        decision = merging.merge(
            desk.database,
            casepage.row_of(desk, reference),
            into=request.form.get("into", "").upper(),
            officer=officer(),
            seen_version=verdicts.version(),
            now=desk.now(),
            render=desk.render,
        )
        return verdicts.answer(desk, reference, MERGE, decision)


def _rows(desk: Desk, closes: CaseView, stays: CaseView) -> Iterator[Row]:
    told = [_told(desk, view) for view in (closes, stays)]
    for key in told[0]:
        yield Row(desk.text(key), told[0][key], told[1][key])


def _told(desk: Desk, view: CaseView) -> dict[str, str]:
    shown: dict[str, Any] = casepage.shown(desk)
    people = (f"{p.name} {shown['phone_of'](p)} {shown['email_of'](p)}" for p in view.contacts)
    named = shown["named"]
    return {
        "case.agency": view.agency.name,
        "case.category": named("category", [view.category]),
        "case.province": view.agency.province or desk.text("case.unknown"),
        "case.status": named("status", [view.status]),
        "case.users": desk.text("case.users_value", count=view.users),
        "case.apps": named("app", [app.app for app in view.apps]),
        "case.submitted": forms.written(view.submitted_at),
        "case.contacts.title": "\n".join(people) or desk.text("case.contacts.none"),
        "case.files.title": desk.text("case.files.count", count=len(view.files)),
    }
