"""The cards of a form: a question with its choices, and the review of all answers."""

from typing import Final

from bot.line.buttons import Panel, edit_label, postback
from bot.line.cards import style
from bot.line.cards.choosing import choosing, links
from bot.line.cards.style import Part
from bot.line.limits import FLEX_LABEL, clusters, cut_clusters
from bot.line.wording import text_of, value_of
from handlers import press
from handlers.turn import Ask, Review, Row, Words
from messages_th import Catalogue

HEADLINE: Final = 70  # clusters; a first line longer than this is set as plain text


def ask_card(say: Ask, offered: Panel, ways: Panel, catalogue: Catalogue) -> Part:
    """A question, its choices, and the quiet ways below."""
    return style.bubble(
        [
            *_progress(say.step, say.steps, catalogue),
            *_lines(text_of(say.words, catalogue), has_title=say.title is not None),
            *choosing(offered),
            *_hint(offered, catalogue),
        ],
        header=_title(say, catalogue),
        footer=links(ways),
    )


def review_card(say: Review, offered: Panel, catalogue: Catalogue) -> Part:
    """Every answer in a row with its way to edit, and what to do with them."""
    note = [style.words(text_of(say.note, catalogue), color=style.GREY)] if say.note else []
    return style.bubble(
        [
            *_progress(say.step, say.steps, catalogue),
            style.words(text_of(say.title, catalogue), size="lg", weight="bold"),
            style.rule(),
            *(_row(row, catalogue) for row in say.rows),
            *note,
            *choosing(offered),
        ]
    )


def _title(say: Ask, catalogue: Catalogue) -> Part | None:
    if say.title is None:
        return None
    return style.band([text_of(say.title, catalogue)], style.BLUE)


def _lines(text: str, *, has_title: bool) -> list[Part]:
    headline, _, rest = text.partition("\n")
    if has_title or clusters(headline) > HEADLINE:
        return [style.words(text, size="md")]
    bold = style.words(headline, size="md", weight="bold")
    return [bold, style.words(rest, color=style.GREY)] if rest else [bold]


def _progress(step: int, steps: int, catalogue: Catalogue) -> list[Part]:
    if steps <= 0 or step <= 0:
        return []
    share = min(100, round(100 * step / steps))
    told = text_of(Words("card.step", {"step": step, "steps": steps}), catalogue)
    done = style.column(
        width=f"{share}%", height="6px", backgroundColor=style.BLUE, cornerRadius="3px"
    )
    bar = style.column(done, height="6px", backgroundColor=style.LINE_GREY, cornerRadius="3px")
    return [style.column(style.words(told, color=style.GREY), bar, spacing="xs")]


def _hint(offered: Panel, catalogue: Catalogue) -> list[Part]:
    if all(button.number is None for button in offered):
        return []
    told = text_of(Words("card.hint"), catalogue)
    return [style.words(told, size="xs", color=style.GREY, align="center")]


def _row(row: Row, catalogue: Catalogue) -> Part:
    edit = [_edit(row, catalogue)] if row.press is not None else []
    told = style.column(
        style.words(text_of(row.label, catalogue), size="xs", color=style.GREY),
        style.words(value_of(row.value, catalogue), weight="bold"),
        flex=5,
    )
    return style.across(told, *edit, spacing="sm", alignItems="center")


def _edit(row: Row, catalogue: Catalogue) -> Part:
    said = edit_label(row, catalogue)
    link = style.words(
        text_of(Words("card.edit"), catalogue),
        color=style.BLUE,
        decoration="underline",
        align="end",
        wrap=False,
    )
    data = press.encode(row.press) if row.press else ""
    act = postback(data, said, cut_clusters(said, FLEX_LABEL))
    return style.column(link, action=act, flex=1, paddingTop="6px", paddingBottom="6px")
