"""Long work in the console: how far it is, what came of it, and its files."""

from typing import Final

from flask import Blueprint, Response, abort

from bot.console import presenting
from bot.console.desk import Desk, officer, onward, page
from bot.services import jobs
from bot.services.answer_verdicts import sentence
from bot.services.jobs import File, Job
from models.vocabulary import JobKind

TONES: Final = {"fault": "bad", "changes": "good", "same": "", "blank": ""}


def add_routes(routes: Blueprint, desk: Desk) -> None:
    """Their routes."""

    @routes.get("/jobs/<int(max=999999999):job_id>")
    def job(job_id: int) -> Response:
        found = _found(desk, job_id)
        title, where = _title(desk, found), _section(found)
        rows = _rows(desk, found)
        return page(desk, "job.html", title=title, section=where, job=found, rows=rows)

    @routes.get("/jobs/<int(max=999999999):job_id>/part")
    def job_part(job_id: int) -> Response:
        """What changes on that page while it is looked at."""
        found = _found(desk, job_id)
        return page(desk, "job_part.html", title="", job=found, rows=_rows(desk, found))

    @routes.get("/jobs/<int(max=999999999):job_id>/file/<int(max=999999999):file_id>")
    def job_file(job_id: int, file_id: int) -> Response:
        file = jobs.content(desk.database, job_id, file_id, officer=officer(), now=desk.now())
        return download(file) if file else abort(404)

    @routes.post("/export")
    def export() -> Response:
        """Have the whole register made into a sheet."""
        asked = jobs.ask(
            desk.database, JobKind.EXPORT, officer=officer(), arguments={}, now=desk.now()
        )
        desk.begin()
        return onward("job", job_id=asked)


def download(file: File) -> Response:
    """A file that browsers keep on disk and never show."""
    headers = {**presenting.HEADERS, "Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.data, headers=headers, mimetype=file.media_type)


def _section(job: Job) -> str:
    """The part of the menu that a job belongs to."""
    match job.kind:
        case JobKind.PACK | JobKind.IMPORT:
            return "providers"
        case JobKind.EXPORT:
            return "reports"
    return "queue"


def _found(desk: Desk, job_id: int) -> Job:
    return jobs.find(desk.database, job_id) or abort(404)


def _title(desk: Desk, job: Job) -> str:
    kind = desk.text(f"label.job_kind.{job.kind}")
    if app := job.arguments.get("app"):
        return desk.text("jobs.of_app", kind=kind, app=desk.text(f"label.app.{app}"))
    return kind


def _rows(desk: Desk, job: Job) -> list[dict[str, str]]:
    """What became of the rows of a sheet that was brought in, in words."""
    return [
        {
            **shown,
            "tone": TONES[shown["word"]],
            "verdict": desk.text(f"providers.word.{shown['word']}"),
            "sentence": sentence(desk.catalogue(), shown["key"], shown["values"]),
        }
        for shown in job.result.get("shown", ())
    ]
