"""
A card as plain words: for notifications, screen readers, and the day a card is too large.
"""

from collections.abc import Sequence

from bot.line.buttons import Button, Panel
from bot.line.wording import text_of, value_of
from handlers.turn import Ask, Guide, Review, Row, Say, Tell, Timeline, Timelines, Words
from messages_th import Catalogue


def spoken(say: Say, drawn: Sequence[Panel], catalogue: Catalogue) -> str:
    """Everything a card says, its choices last and each on a line of its own."""
    offered = [_choice(button, catalogue) for panel in drawn for button in panel]
    return "\n".join([*_lines(say, catalogue), *offered])


def _lines(say: Say, catalogue: Catalogue) -> list[str]:
    match say:
        case Tell(words):
            return [text_of(words, catalogue)]
        case Ask(words, title=title, step=step, steps=steps):
            head = [text_of(title, catalogue)] if title else []
            place = Words("card.step", {"step": step, "steps": steps})
            progress = [text_of(place, catalogue)] if step and steps else []
            return [*progress, *head, text_of(words, catalogue)]
        case Review(title, rows, note=note):
            last = [text_of(note, catalogue)] if note else []
            return [text_of(title, catalogue), *_rows(rows, catalogue), *last]
        case Timeline():
            return _timeline(say, catalogue)
        case Timelines(cards):
            return [line for card in cards for line in _timeline(card, catalogue)]
        case Guide():
            return _guide(say, catalogue)


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
    steps = [f"{number}. {step}" for number, step in enumerate(guide.steps, start=1)]
    link = [f"{guide.link.label}: {guide.link.uri}"] if guide.link else []
    return [guide.title, *steps, *link, *([guide.tip] if guide.tip else [])]


def _rows(rows: tuple[Row, ...], catalogue: Catalogue) -> list[str]:
    return [
        catalogue.text(
            "card.spoken.row",
            label=text_of(row.label, catalogue),
            value=value_of(row.value, catalogue),
        )
        for row in rows
    ]


def _choice(button: Button, catalogue: Catalogue) -> str:
    if button.number is None:
        return button.label
    return catalogue.text("card.spoken.choice", number=button.number, label=button.label)
