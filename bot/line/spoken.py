"""
A card as plain words: for notifications, screen readers, and the day a card is too large.
"""

from collections.abc import Sequence

from bot.line.buttons import Button, Panel
from bot.line.wording import facts, heading, text_of, value_of
from handlers.turn import (
    Article,
    Ask,
    Guide,
    Plain,
    Remedy,
    Review,
    Row,
    Say,
    Shelf,
    Tell,
    Timeline,
    Timelines,
    Words,
)
from messages_th import Catalogue


def spoken(say: Say, drawn: Sequence[Panel], catalogue: Catalogue) -> str:
    """Everything a card says, its choices last and each on a line of its own."""
    offered = [choice_line(button, catalogue) for panel in drawn for button in panel]
    return "\n".join([*_lines(say, catalogue), *offered])


def _lines(say: Say, catalogue: Catalogue) -> list[str]:
    match say:
        case Tell(words):
            return [text_of(words, catalogue)]
        case Timelines(cards):
            return [line for card in cards for line in _timeline(card, catalogue)]
        case Shelf(cards):
            return [line for card in cards for line in _ask(card, catalogue)]
        case Plain(of):
            return _lines(of, catalogue)
    return _card(say, catalogue)


def _card(
    say: Ask | Review | Timeline | Guide | Remedy | Article, catalogue: Catalogue
) -> list[str]:
    match say:
        case Ask():
            return _ask(say, catalogue)
        case Review():
            return _review(say, catalogue)
        case Timeline():
            return _timeline(say, catalogue)
        case Guide():
            return _guide(say, catalogue)
        case Remedy():
            return _remedy(say, catalogue)
        case Article():
            told = [*heading(say, catalogue), catalogue.text(say.key)]
            return [*told, *facts(say, catalogue)]


def _review(say: Review, catalogue: Catalogue) -> list[str]:
    last = [text_of(say.note, catalogue)] if say.note else []
    return [text_of(say.title, catalogue), *_rows(say.rows, catalogue), *last]


def _ask(say: Ask, catalogue: Catalogue) -> list[str]:
    head = [text_of(say.title, catalogue)] if say.title else []
    place = Words("card.step", {"step": say.step, "steps": say.steps})
    progress = [text_of(place, catalogue)] if say.step and say.steps else []
    return [*progress, *head, text_of(say.words, catalogue)]


def _timeline(say: Timeline, catalogue: Catalogue) -> list[str]:
    now = [stage for stage in say.stages if stage.is_current and stage.at]
    return [
        *text_of(say.title, catalogue).split("\n"),
        text_of(say.subject, catalogue),
        *_rows(tuple(Row(stage.words, stage.at or "") for stage in now), catalogue),
        *_rows(say.apps, catalogue),
        *(text_of(note, catalogue) for note in say.notes),
    ]


def _guide(say: Guide, catalogue: Catalogue) -> list[str]:
    guide = catalogue.guide(say.app, say.task, say.device)
    # Most titles name their app themselves.
    app = [name for name in heading(say, catalogue)[:-1] if name not in guide.title]
    link = [_row(guide.link.label, guide.link.uri, catalogue)] if guide.link else []
    steps = _numbered(guide.steps)
    return [*app, guide.title, *steps, *link, *_tip(guide.tip, catalogue)]


def _remedy(say: Remedy, catalogue: Catalogue) -> list[str]:
    remedy = catalogue.remedy(say.trouble, say.symptom, say.app)
    steps = _numbered(remedy.steps)
    return [*heading(say, catalogue), *steps, *_tip(remedy.tip, catalogue)]


def _numbered(steps: Sequence[str]) -> list[str]:
    return [f"{number}. {step}" for number, step in enumerate(steps, start=1)]


def _tip(tip: str | None, catalogue: Catalogue) -> list[str]:
    return [_row(catalogue.text("card.tip"), tip, catalogue)] if tip else []


def _rows(rows: tuple[Row, ...], catalogue: Catalogue) -> list[str]:
    return [
        _row(text_of(row.label, catalogue), value_of(row.value, catalogue), catalogue)
        for row in rows
    ]


def _row(label: str, value: str, catalogue: Catalogue) -> str:
    return catalogue.text("card.spoken.row", label=label, value=value)


def choice_line(button: Button, catalogue: Catalogue) -> str:
    """A button with the number it can be typed by."""
    if button.number is None:
        return button.label
    return catalogue.text("card.spoken.choice", number=button.number, label=button.label)
