"""The report of a notice as a workbook: how it went in all, and for each group."""

from bot.console.desk import Desk
from bot.services import notice_reports, sheets
from bot.services.notice_reports import Group, Standing
from bot.services.sheets import Column, Sheet
from models.vocabulary import ChunkState

STATES = (
    *(ChunkState.SENT, ChunkState.WAITING, ChunkState.ATTEMPTING),
    *(ChunkState.FAILED, ChunkState.UNCERTAIN, ChunkState.STOPPED),
)


def write(desk: Desk, found: Standing) -> bytes:
    """A sheet for all, and one for each way to group the recipients."""
    whole = Group(desk.text("broadcast.report.all"), found.progress.people)
    return sheets.write(
        Sheet(
            desk.text("broadcast.report.all"),
            _columns(desk, desk.text("broadcast.report.all")),
            [_row(desk, "", whole)],
            above=(found.notice.content.title,),
        ),
        *(_sheet(desk, kind, found.groups[kind]) for kind in notice_reports.KINDS),
    )


def name(desk: Desk, kind: str, group: Group) -> str:
    """What a group is called."""
    if group.name is None:
        return desk.text("broadcast.report.none")
    return group.name if kind in ("", "province") else desk.text(f"label.{kind}.{group.name}")


def _sheet(desk: Desk, kind: str, groups: tuple[Group, ...]) -> Sheet:
    title = desk.text(f"broadcast.report.{kind}")
    return Sheet(title, _columns(desk, title), [_row(desk, kind, group) for group in groups])


def _columns(desk: Desk, first: str) -> list[Column]:
    states = (Column(desk.text(f"label.chunk.{state}"), 14) for state in STATES)
    return [Column(first, 36), Column(desk.text("broadcast.report.total"), 14), *states]


def _row(desk: Desk, kind: str, group: Group) -> list[str | int]:
    return [
        name(desk, kind, group),
        group.total,
        *(group.people.get(state, 0) for state in STATES),
    ]
