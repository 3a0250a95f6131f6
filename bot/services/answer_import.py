"""
A provider's answers come in: first looked through, then, when an officer has said so, kept.

Looking through changes nothing. It remembers at which version it saw each request: whatever
was changed since is left alone and reported. Keeping goes on where it was whenever it dies.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection

from bot.errors import WorkFailed
from bot.services import (
    answer_verdicts,
    appmoves,
    exporting,
    jobs,
    recording,
    sheets,
    working_days,
)
from bot.services.answer_rows import Answer, Reader
from bot.services.answer_verdicts import Verdict, sentence
from bot.services.appmoves import Move
from bot.services.jobs import File, Job
from bot.services.leases import Finished, Hold, Tools
from bot.services.sheets import Cell, Column, Sheet, Unreadable
from models.vocabulary import AppStatus, MeetingApp

STEP: Final = 10  # rows kept in one transaction
MOST_SHOWN: Final = 200  # rows on the page; the file has all
IN_ORDER: Final = ("fault", "changes", "same", "blank")


def bring_in(hold: Hold, tools: Tools) -> Finished:
    """Look a file through, or keep the answers of one that was."""
    return _keep(hold, tools) if "checked" in hold.job.arguments else _look(hold, tools)


def _look(hold: Hold, tools: Tools) -> Finished:
    head, answers = _read(hold.job, tools)
    hold.tell(0, len(answers))
    verdicts = _verdicts(hold, tools, answers)
    told = {"counts": _counts(verdicts), "seen": _seen(verdicts), "shown": _shown(verdicts)}
    return Finished(told, (_annotated(hold, tools, head, verdicts),))


def _read(job: Job, tools: Tools) -> tuple[sheets.Row, tuple[Answer, ...]]:
    """The answers of the file that came with a job; the same whenever they are read again."""
    data = jobs.first_file(tools.database, job.id)
    if data is None:
        raise WorkFailed("providers.refused.gone")
    rows = sheets.read(data)
    if isinstance(rows, Unreadable):
        raise WorkFailed(rows.key, rows.values)
    today = working_days.thai_day(job.created_at)
    app = MeetingApp(job.arguments["app"])
    found = Reader(tools.catalogue(), tools.lexicon(), app, today).answers(rows)
    if isinstance(found, Unreadable):
        raise WorkFailed(found.key, found.values)
    return found


def _verdicts(hold: Hold, tools: Tools, answers: Sequence[Answer]) -> list[Verdict]:
    app = MeetingApp(hold.job.arguments["app"])
    with tools.database.read() as connection:
        meant = answer_verdicts.meant(connection, answers, app)
    return [answer_verdicts.verdict(answer, meant) for answer in answers]


def _counts(verdicts: Sequence[Verdict]) -> dict[str, int]:
    counts = Counter(verdict.word for verdict in verdicts)
    return {word: counts[word] for word in IN_ORDER}


def _seen(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """The rows that change something, with the request and where its app was seen."""
    return {
        str(verdict.answer.row.number): [verdict.registration_id, verdict.seen]
        for verdict in verdicts
        if verdict.word == "changes"
    }


def _shown(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """The first rows for the page, those with faults before the others."""
    ordered = sorted(verdicts, key=lambda verdict: IN_ORDER.index(verdict.word))
    return [
        {
            "row": verdict.answer.row.number,
            "reference": verdict.answer.reference,
            "agency": verdict.agency,
            "word": verdict.word,
            "key": verdict.key,
            "values": dict(verdict.values),
        }
        for verdict in ordered[:MOST_SHOWN]
    ]


def _keep(hold: Hold, tools: Tools) -> Finished:
    """Keep every answer that was seen to change something, each once."""
    checked = jobs.find(tools.database, hold.job.arguments["checked"])
    if checked is None:
        raise WorkFailed("providers.refused.gone")
    head, answers = _read(checked, tools)
    seen = checked.result.get("seen", {})
    due = [answer for answer in answers if str(answer.row.number) in seen]
    stale = _keep_each(hold, tools, due, seen)
    verdicts = [_afterwards(found, stale) for found in _verdicts(hold, tools, answers)]
    told = {"kept": len(due) - len(stale), "counts": _counts(verdicts), "shown": _shown(verdicts)}
    return Finished(told, (_annotated(hold, tools, head, verdicts),))


def _keep_each(
    hold: Hold, tools: Tools, due: Sequence[Answer], seen: Mapping[str, Any]
) -> frozenset[int]:
    """The numbers of the rows whose requests were changed by somebody meanwhile."""
    stale: list[int] = list(hold.notes.get("stale", ()))
    for start in range(hold.job.done, len(due), STEP):
        hold.tell(start, len(due))
        lanes: list[str] = []
        with tools.database.write() as connection:
            for answer in due[start : start + STEP]:
                moved = _keep_one(hold, tools, connection, answer, seen)
                lanes += moved.lanes if moved else ()
                stale += [] if moved else [answer.row.number]
            done = min(start + STEP, len(due))
            hold.keep(connection, done=done, total=len(due), notes={"stale": stale})
        for lane in lanes:
            tools.wake(lane)
    return frozenset(stale)


def _keep_one(
    hold: Hold, tools: Tools, connection: Connection, answer: Answer, seen: Mapping[str, Any]
) -> appmoves.Moved | None:
    assert isinstance(answer.said, Move), "a row without an answer was seen to change something"
    registration_id, status = seen[str(answer.row.number)]
    return appmoves.move(
        recording.by_officer(connection, hold.job.officer, tools.now()),
        registration_id,
        MeetingApp(hold.job.arguments["app"]),
        answer.said,
        render=tools.render,
        seen=AppStatus(status),
    )


def _afterwards(verdict: Verdict, stale: frozenset[int]) -> Verdict:
    if verdict.answer.row.number not in stale:
        return verdict
    return Verdict(verdict.answer, "fault", "providers.fault.stale", {}, verdict.agency)


def _annotated(hold: Hold, tools: Tools, head: sheets.Row, verdicts: Sequence[Verdict]) -> File:
    """The file as it came, with a column that says what became of each row."""
    catalogue, app = tools.catalogue(), hold.job.arguments["app"]
    width = len(head.cells)
    last = Column(catalogue.text("providers.column.verdict"), 44)
    rows = (
        [
            *_padded(verdict.answer.row.cells, width),
            sentence(catalogue, verdict.key, verdict.values),
        ]
        for verdict in verdicts
    )
    columns = [*(Column(title, 18) for title in head.cells), last]
    data = sheets.write(Sheet(catalogue.text(f"label.app.{app}"), columns, rows))
    name = exporting.file_name(f"{app}-answer-{hold.job.id}", hold.job.created_at)
    return File(name, sheets.MEDIA_TYPE, data)


def _padded(cells: Sequence[str], width: int) -> Iterator[Cell]:
    yield from cells[:width]
    yield from [None] * (width - len(cells))
