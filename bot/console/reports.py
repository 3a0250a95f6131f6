"""Reports: the press table of any day, its parts and its trend; on screen, on paper, in files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from flask import Blueprint, Response, request

from bot.console import bulletin, charting, daypicking, presenting
from bot.console.bulletin import signed
from bot.console.charting import Chart
from bot.console.desk import Desk, page
from bot.services import breakdowns, reporting, sheets, trending
from bot.services.breakdowns import Share
from bot.services.reporting import Figures, Line
from bot.services.sheets import Column, Sheet
from bot.services.working_days import thai_day
from models.base import Database

A_DAY: Final = timedelta(days=1)
SPANS: Final = (14, 30, 90)  # days of a trend
BREAKDOWNS: Final[Mapping[str, Callable[[Database, date], tuple[Share, ...]]]] = {
    "app": breakdowns.by_app,
    "ministry": breakdowns.by_ministry,
    "province": breakdowns.by_province,
    "status": breakdowns.by_status,
}
LABELS: Final = {"app": "app", "status": "status"}  # names that are words of the vocabulary


@dataclass(frozen=True, slots=True)
class Day:
    """The day a report is of. `is_unread` says that another was asked for, in vain."""

    day: date
    today: date
    is_unread: bool

    @property
    def before(self) -> date | None:
        return self.day - A_DAY if self.day > daypicking.EARLIEST else None

    @property
    def after(self) -> date | None:
        return self.day + A_DAY if self.day < self.today else None


def add_routes(routes: Blueprint, desk: Desk) -> None:
    """The report, its trend as a part of the page, the sheet to print, and the workbook."""
    _add_page(routes, desk)
    _add_copies(routes, desk)


def _add_page(routes: Blueprint, desk: Desk) -> None:
    @routes.get("/reports")
    def reports() -> Response:
        asked = _day(desk)
        by = request.args.get("by", "")
        values = _parts(desk, by, asked.day) if by in BREAKDOWNS else _press(desk, asked.day)
        return page(
            desk,
            "report_parts.html" if by in BREAKDOWNS else "reports.html",
            title=desk.text("reports.title"),
            asked=asked,
            shown=daypicking.shown(asked.day),
            by=by if by in BREAKDOWNS else "",
            ways=[(way, desk.text(f"reports.by.{way}")) for way in BREAKDOWNS],
            span=SPANS[0],
            **values,
        )

    @routes.get("/reports/trend")
    def report_trend() -> Response:
        return _trend(desk)


def _add_copies(routes: Blueprint, desk: Desk) -> None:
    @routes.get("/reports/sheet")
    def report_sheet() -> Response:
        day = _day(desk).day
        title = desk.text("reports.sheet.title")
        values = _printed(desk, day) | _parts(desk, "app", day)
        return page(desk, "report_sheet.html", title=title, day=day, made=desk.now(), **values)

    @routes.get("/reports/report.xlsx")
    def report_xlsx() -> Response:
        day = _day(desk).day
        name = f'attachment; filename="report-{day.isoformat()}.xlsx"'
        headers = {**presenting.HEADERS, "Content-Disposition": name}
        return Response(_workbook(desk, day), headers=headers, mimetype=sheets.MEDIA_TYPE)


def _day(desk: Desk) -> Day:
    today = thai_day(desk.now())
    written = request.args.get("day", "").strip()
    read = daypicking.read(written, latest=today)
    return Day(read or today, today, is_unread=bool(written) and read is None)


def _press(desk: Desk, day: date) -> dict[str, Any]:
    """The press table beside the one of the day before, and both in words."""
    figures = reporting.figures(desk.database, day)
    before = reporting.figures(desk.database, day - A_DAY)
    return {
        "figures": figures,
        "changes": _changes(figures, before),
        "sentence": bulletin.sentence(desk.text, figures),
        "for_line": bulletin.for_line(desk.text, figures, before),
    }


def _printed(desk: Desk, day: date) -> dict[str, Any]:
    """The press table and its sentence, without the day before."""
    figures = reporting.figures(desk.database, day)
    return {"figures": figures, "sentence": bulletin.sentence(desk.text, figures)}


def _parts(desk: Desk, by: str, day: date) -> dict[str, Any]:
    """The table of one way to take the totals apart, its names as officers know them."""
    return {
        "shares": _named(desk, by, BREAKDOWNS[by](desk.database, day)),
        "caption": desk.text(f"reports.by.{by}"),
        "named": desk.text(f"reports.name.{by}"),
        "counted": desk.text(_counted(by)),
        "note": desk.text(f"reports.note.{by}"),
    }


def _counted(by: str) -> str:
    return "reports.requests" if by == "status" else "reports.agencies"


def _changes(figures: Figures, before: Figures) -> list[tuple[str, str]]:
    """By how many agencies and users each line, and the total, differs from the day before."""
    lines = zip(figures.lines, before.lines, strict=True)
    pairs: list[tuple[Line | Figures, Line | Figures]] = [*lines, (figures, before)]
    return [
        (signed(now.agencies - then.agencies), signed(now.users - then.users))
        for now, then in pairs
    ]


def _trend(desk: Desk) -> Response:
    asked = _day(desk)
    span = next((span for span in SPANS if str(span) == request.args.get("days")), SPANS[0])
    points = trending.trend(desk.database, asked.day, days=span)
    is_part = request.headers.get("HX-Request") == "true"
    return page(
        desk,
        "report_trend.html" if is_part else "report_trend_page.html",
        title=desk.text("reports.trend.title"),
        asked=asked,
        points=points,
        span=span,
        spans=SPANS,
        charts=(
            _chart(desk, "reports.trend.users", [(at.day, at.users) for at in points]),
            _chart(desk, "reports.trend.agencies", [(at.day, at.agencies) for at in points]),
        ),
    )


def _chart(desk: Desk, key: str, values: Sequence[tuple[date, int]]) -> tuple[Chart, str]:
    """A chart, and the sentence that tells the same."""
    (first, start), (last, end) = values[0], values[-1]
    return charting.draw(values), desk.text(key, first=first, last=last, start=start, end=end)


def _named(desk: Desk, by: str, shares: tuple[Share, ...]) -> list[tuple[str, int, int]]:
    """The shares with the names that officers know."""
    return [(_name(desk, by, share.name), share.count, share.users) for share in shares]


def _name(desk: Desk, by: str, name: str | None) -> str:
    if name is None:
        return desk.text(f"reports.unknown.{by}")
    return desk.text(f"label.{LABELS[by]}.{name}") if by in LABELS else name


def _workbook(desk: Desk, day: date) -> bytes:
    """Every table of the report as a sheet of its own."""
    text = desk.text
    points = trending.trend(desk.database, day, days=SPANS[-1])
    over_time = Sheet(
        text("reports.trend.title"),
        _columns(desk, "reports.trend.day", "reports.agencies"),
        [(point.day, point.agencies, point.users) for point in points],
    )
    parts = (_part_sheet(desk, by, day) for by in BREAKDOWNS)
    return sheets.write(
        _press_sheet(desk, reporting.figures(desk.database, day)), *parts, over_time
    )


def _press_sheet(desk: Desk, figures: Figures) -> Sheet:
    rows: list[tuple[str, int, int]] = [
        (desk.text(f"label.category.{line.category}"), line.agencies, line.users)
        for line in figures.lines
    ]
    total = (desk.text("reports.total"), figures.agencies, figures.users)
    return Sheet(
        desk.text("reports.title"),
        _columns(desk, "reports.category", "reports.agencies"),
        [*rows, total],
        above=(desk.text("reports.as_of", day=figures.as_of),),
    )


def _part_sheet(desk: Desk, by: str, day: date) -> Sheet:
    return Sheet(
        desk.text(f"reports.by.{by}"),
        _columns(desk, f"reports.name.{by}", _counted(by)),
        _named(desk, by, BREAKDOWNS[by](desk.database, day)),
        above=(desk.text("reports.as_of", day=day), desk.text(f"reports.note.{by}")),
    )


def _columns(desk: Desk, name: str, count: str) -> tuple[Column, ...]:
    return (
        Column(desk.text(name), 44),
        Column(desk.text(count)),
        Column(desk.text("reports.users")),
    )
