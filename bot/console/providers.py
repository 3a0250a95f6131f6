"""Working with the providers: what each has to do, packs for it, and its answers."""

from typing import Final

from flask import Blueprint, Response, abort, request
from werkzeug.datastructures import FileStorage

from bot.console.desk import Desk, officer, onward, page, say
from bot.services import jobs, providers, sheets
from bot.services.jobs import File, Job
from bot.services.providers import Page
from models.vocabulary import AppStatus, JobKind, MeetingApp

SECTION: Final = "providers"
ENDING: Final = "ending"  # listed beside the statuses: active, and nearly over
LISTS: Final = (*map(str, providers.LISTED), ENDING)
KINDS: Final = (JobKind.PACK, JobKind.IMPORT)
MOST_JOBS: Final = 12
DIGITS: Final = 9  # of the number of a row or a job


def add_routes(routes: Blueprint, desk: Desk) -> None:
    """Its routes."""

    @routes.get("/providers", endpoint="providers")
    def overview() -> Response:
        """Every app, and how many requests are where."""
        counts = providers.counts(desk.database, now=desk.now())
        title = desk.text("providers.title")
        return page(desk, "providers.html", title=title, section=SECTION, counts=counts)

    @routes.get("/providers/<app>")
    def provider(app: str) -> Response:
        """One app: what waits, its packs and answers, and its requests by status."""
        return _provider(desk, _app(app))

    @routes.post("/providers/<app>/pack")
    def provider_pack(app: str) -> Response:
        return _pack(desk, _app(app))

    @routes.post("/providers/<app>/answers")
    def provider_answers(app: str) -> Response:
        """Have the provider's file looked through; nothing is changed by it."""
        return _look_through(desk, _app(app), request.files.get("file"))

    @routes.post("/providers/<app>/answers/<int(max=999999999):job_id>")
    def provider_confirm(app: str, job_id: int) -> Response:
        """Keep the answers of a file that was looked through."""
        return _confirm(desk, _app(app), job_id)


def _provider(desk: Desk, app: MeetingApp) -> Response:
    listed = request.args.get("list", "")
    listed = listed if listed in LISTS else str(AppStatus.WAITING)
    return page(
        desk,
        "provider.html",
        title=desk.text(f"label.app.{app}"),
        section=SECTION,
        app=app,
        standing=providers.counts(desk.database, now=desk.now())[app],
        listed=listed,
        found=_listed(desk, app, listed),
        jobs=_jobs(desk, app),
    )


def _listed(desk: Desk, app: MeetingApp, listed: str) -> Page:
    after = _number(request.args.get("after"))
    if listed == ENDING:
        return providers.ending(desk.database, app, now=desk.now(), after=after)
    return providers.page(desk.database, app, AppStatus(listed), after=after)


def _jobs(desk: Desk, app: MeetingApp) -> tuple[Job, ...]:
    recent = jobs.recent(desk.database, KINDS)
    return tuple(job for job in recent if job.arguments.get("app") == app)[:MOST_JOBS]


def _pack(desk: Desk, app: MeetingApp) -> Response:
    """A new pack, or the requests of an older one once more."""
    again = _number(request.form.get("again"))
    if again:
        older = jobs.find(desk.database, again)
        if older is None or older.kind is not JobKind.PACK or older.arguments.get("app") != app:
            abort(404)
        return _begin(desk, JobKind.PACK, {"app": app, "again": again})
    if not providers.counts(desk.database, now=desk.now())[app][AppStatus.WAITING].requests:
        say("providers.refused.nothing_waits", tone="warn")
        return onward("provider", app=app)
    return _begin(desk, JobKind.PACK, {"app": app, "marks": "marks" in request.form})


def _look_through(desk: Desk, app: MeetingApp, sent: FileStorage | None) -> Response:
    data = sent.read(sheets.LARGEST_FILE + 1) if sent else b""
    if not data or len(data) > sheets.LARGEST_FILE:
        say("jobs.file.large" if data else "providers.refused.no_file", tone="bad")
        return onward("provider", app=app)
    file = File(f"{app}-sent.xlsx", sheets.MEDIA_TYPE, data)
    return _begin(desk, JobKind.IMPORT, {"app": app}, file)


def _confirm(desk: Desk, app: MeetingApp, job_id: int) -> Response:
    """However often it is confirmed, the answers are kept once."""
    checked = jobs.find(desk.database, job_id)
    if checked is None or checked.arguments != {"app": app} or "seen" not in checked.result:
        abort(404)
    arguments = {"app": app, "checked": job_id}
    for job in jobs.recent(desk.database, (JobKind.IMPORT,)):
        if job.arguments == arguments and not job.error:
            return onward("job", job_id=job.id)
    return _begin(desk, JobKind.IMPORT, arguments)


def _begin(
    desk: Desk, kind: JobKind, arguments: dict[str, object], file: File | None = None
) -> Response:
    asked = jobs.ask(
        desk.database, kind, officer=officer(), arguments=arguments, now=desk.now(), file=file
    )
    desk.begin()
    return onward("job", job_id=asked)


def _app(name: str) -> MeetingApp:
    return next((app for app in MeetingApp if app == name), None) or abort(404)


def _number(text: str | None) -> int:
    is_number = text and text.isascii() and text.isdecimal() and len(text) <= DIGITS
    return int(text) if text and is_number else 0
