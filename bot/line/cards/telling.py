"""The cards that tell: where a request stands, and how something is set up."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.line import limits
from bot.line.buttons import Panel, panel
from bot.line.cards import style
from bot.line.cards.choosing import choosing, links
from bot.line.cards.style import Part
from bot.line.wording import facts, heading, text_of, value_of
from handlers.turn import Article, Choice, Guide, Remedy, Row, Stage, Timeline, Words
from messages_th import Catalogue, GuideLink

DONE_SIGN: Final = "✓"
NOW_SIGN: Final = "●"


def timeline_card(say: Timeline, offered: Panel, catalogue: Catalogue) -> Part:
    """One request: its stages from top to bottom, its apps, what comes next."""
    notes = [style.words(text_of(note, catalogue), color=style.GREY) for note in say.notes]
    return style.bubble(
        [
            style.words(text_of(say.subject, catalogue), size="md", weight="bold"),
            style.column(*_stages(say.stages, catalogue)),
            *_apps(say.apps, catalogue),
            *notes,
            *choosing(offered),
        ],
        header=style.band(text_of(say.title, catalogue).split("\n"), style.BLUE),
    )


def guide_card(say: Guide, offered: Panel, ways: Panel, catalogue: Catalogue) -> Part:
    """A guide: numbered steps, where to go, a tip, and when somebody last tried it."""
    guide = catalogue.guide(say.app, say.task, say.device)
    return style.bubble(
        [
            *_steps(guide.steps),
            *_opening(guide.link),
            *_tip(guide.tip, catalogue),
            _checked(guide.checked, catalogue),
            *choosing(offered),
        ],
        header=style.band(heading(say, catalogue), style.APP_COLOURS[say.app]),
        footer=links([*ways, *_source(guide.source, catalogue)]),
    )


def remedy_card(say: Remedy, offered: Panel, catalogue: Catalogue) -> Part:
    """What helps against a symptom: numbered steps, a tip, and when somebody last looked."""
    remedy = catalogue.remedy(say.trouble, say.symptom, say.app)
    return style.bubble(
        [
            *_steps(remedy.steps),
            *_tip(remedy.tip, catalogue),
            _checked(catalogue.trouble(say.trouble).checked, catalogue),
            *choosing(offered),
        ],
        header=style.band(heading(say, catalogue), style.BROWN),
        footer=links(_source(remedy.source, catalogue)),
    )


def article_card(say: Article, offered: Panel, catalogue: Catalogue) -> Part:
    """An answer about the programme, with where it comes from and since when it holds."""
    article = catalogue.article(say.topic, say.part)
    known = [style.words(fact, size="xs", color=style.GREY) for fact in facts(say, catalogue)]
    return style.bubble(
        [
            style.words(catalogue.text(say.key), size="md"),
            style.column(*known, _checked(article.checked, catalogue), spacing="xs"),
            *choosing(offered),
        ],
        header=style.band(heading(say, catalogue), style.BLUE),
        footer=links(_source(article.link, catalogue)) if article.link else None,
    )


def _stages(stages: tuple[Stage, ...], catalogue: Catalogue) -> list[Part]:
    last = len(stages) - 1
    return [_stage(stage, catalogue, is_last=index == last) for index, stage in enumerate(stages)]


def _stage(stage: Stage, catalogue: Catalogue, *, is_last: bool) -> Part:
    since = value_of(stage.at, catalogue) if stage.at else catalogue.text("card.ahead")
    is_known = stage.at is not None
    name = style.words(
        text_of(stage.words, catalogue),
        weight="bold" if is_known else "regular",
        color=style.INK if is_known else style.GREY,
    )
    told = style.column(name, style.words(since, size="xs", color=style.GREY), paddingBottom="8px")
    return style.across(_rail(stage, is_last=is_last), told, spacing="md")


def _rail(stage: Stage, *, is_last: bool) -> Part:
    """The dot of a stage and the line down to the next; the line grows with the words beside."""
    line = [] if is_last else [_line(stage)]
    return style.column(_dot(stage), *line, width="24px", flex=0, alignItems="center")


def _dot(stage: Stage) -> Part:
    if stage.is_current:
        return style.circle(NOW_SIGN, colour=style.WHITE, ground=style.BLUE)
    if stage.at is not None:
        return style.circle(DONE_SIGN, colour=style.WHITE, ground=style.GREEN)
    return style.column(
        width="24px",
        height="24px",
        cornerRadius="12px",
        borderColor=style.LINE_GREY,
        borderWidth="2px",
    )


def _line(stage: Stage) -> Part:
    is_past = stage.at is not None and not stage.is_current
    return style.column(
        width="2px", flex=1, backgroundColor=style.GREEN if is_past else style.LINE_GREY
    )


def _apps(rows: tuple[Row, ...], catalogue: Catalogue) -> list[Part]:
    if not rows:
        return []
    heading = style.words(catalogue.text("card.apps"), size="xs", color=style.GREY)
    told = [
        style.column(
            style.words(text_of(row.label, catalogue), weight="bold"),
            style.words(value_of(row.value, catalogue)),
        )
        for row in rows
    ]
    return [style.rule(), style.column(heading, *told, spacing="sm")]


def _steps(steps: Sequence[str]) -> list[Part]:
    return [_step(number, step) for number, step in enumerate(steps, start=1)]


def _checked(day: date, catalogue: Catalogue) -> Part:
    told = text_of(Words("card.checked", {"day": day}), catalogue)
    return style.words(told, size="xs", color=style.GREY)


def _step(number: int, step: str) -> Part:
    disc = style.circle(str(number), colour=style.BLUE, ground=style.PALE_BLUE)
    return style.across(disc, style.words(step, gravity="center"), spacing="md")


def _opening(link: GuideLink | None) -> list[Part]:
    if link is None:
        return []
    act = {
        "type": "uri",
        "label": limits.cut_clusters(link.label, limits.FLEX_LABEL),
        "uri": link.uri,
    }
    button = {"type": "button", "style": "primary", "height": "sm", "color": style.BLUE}
    return [{**button, "action": act}]


def _tip(tip: str | None, catalogue: Catalogue) -> list[Part]:
    if tip is None:
        return []
    heading = style.words(catalogue.text("card.tip"), size="xs", weight="bold", color=style.BROWN)
    return [
        style.column(
            heading,
            style.words(tip, color=style.BROWN),
            backgroundColor=style.PALE_YELLOW,
            cornerRadius="8px",
            paddingAll="10px",
        )
    ]


def _source(uri: str, catalogue: Catalogue) -> Panel:
    return panel((Choice(Words("card.source"), uri=uri),), catalogue)
