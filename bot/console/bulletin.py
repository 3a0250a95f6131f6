"""The press table in words: as a press release says it, and ready to be sent in LINE."""

from collections.abc import Callable, Sequence

from bot.services.reporting import Figures, Line
from messages_th import forms

Text = Callable[..., str]


def sentence(text: Text, figures: Figures) -> str:
    """What a press release says, in one sentence; kinds of body without any are left out."""
    day = forms.full_day(figures.as_of)
    if not figures.agencies:
        return text("reports.press.empty", day=day)
    parts = [_part(text, "reports.press.part", line) for line in figures.lines if line.agencies]
    return text(
        "reports.press.whole",
        day=day,
        agencies=figures.agencies,
        users=figures.users,
        parts=_listed(text, parts),
    )


def for_line(text: Text, figures: Figures, before: Figures) -> str:
    """A message of a few lines, with every kind of body and the change since the day before."""
    return "\n".join(
        [
            text("reports.line.head"),
            text("reports.line.as_of", day=forms.full_day(figures.as_of)),
            "",
            *(_part(text, "reports.line.part", line) for line in figures.lines),
            text("reports.line.total", agencies=figures.agencies, users=figures.users),
            text(
                "reports.line.more",
                agencies=signed(figures.agencies - before.agencies),
                users=signed(figures.users - before.users),
            ),
            "",
            text("reports.line.foot"),
        ]
    )


def signed(change: int) -> str:
    """+5, or a minus that is as wide as the plus."""
    return f"{change:+,}".replace("-", "\u2212") if change else "0"


def _part(text: Text, key: str, line: Line) -> str:
    category = text(f"label.category.{line.category}")
    return text(key, category=category, agencies=line.agencies, users=line.users)


def _listed(text: Text, parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return " ".join([*parts[:-1], text("reports.press.and", part=parts[-1])])
