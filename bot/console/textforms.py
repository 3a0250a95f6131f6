"""The form of one text: what was typed, how a list is rearranged, and what the page shows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from bot.console import drawing
from bot.console.desk import Desk
from bot.console.differences import Difference, difference
from bot.console.drawing import Bubble
from bot.console.textnames import WAY, named, section, subject
from bot.services import samples, sampling, wording
from bot.services.rewording import Edit, Overtaken, Standing
from messages_th import Catalogue
from messages_th.checkchange import OPTIONAL, is_address, most_of
from messages_th.checkwords import clusters
from messages_th.entries import WORDS

STEPS: Final = ".steps"
MOST_LINES: Final = 30  # of a form; more steps than that are no guide

_PLACE: Final = re.compile(r"\{\w+\}")  # a value takes no room of the text's own


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form of a text, and why it could not be kept, if so."""

    standing: Standing
    text: str
    faults: Sequence[str]
    overtaken: Overtaken | None = None
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What the page of a text shows. `kind` is text, steps, words or address."""

    draft: Draft
    key: str
    section: str
    name: str
    note: str
    kind: str
    lines: Sequence[str]
    length: int
    most: int | None
    is_optional: bool
    places: Mapping[str, Any]
    told: str
    bubbles: Sequence[Bubble]
    history: Sequence[tuple[Edit, Difference]]
    kin: Mapping[str, str] = field(default_factory=dict)


def draft(desk: Desk, standing: Standing, text: str, **more: Any) -> Draft:
    """A text in the form of another, with what is to be mended before it may take its place."""
    with desk.database.read() as connection:
        faults = wording.faults(connection, standing.key, text)
    return Draft(standing, text, faults, **more)


def typed(key: str, form: MultiDict[str, str]) -> str:
    """The text of a form; steps come each in a field of its own."""
    if not key.endswith(STEPS):
        return form.get("text", "")
    return "\n".join(" ".join(line.split()) for line in form.getlist("line")[:MOST_LINES])


def moved(text: str, do: str) -> str:
    """A list rearranged: add, up-2, down-2 or remove-2; as it was when that is none of these."""
    lines = text.split("\n")
    verb, _, place = do.partition("-")
    at = int(place) - 1 if place.isascii() and place.isdecimal() else len(lines)
    if verb == "add":
        lines.append("")
    elif verb == "remove" and 0 <= at < len(lines):
        del lines[at]
    elif verb in ("up", "down"):
        to = at - 1 if verb == "up" else at + 1
        if min(at, to) >= 0 and max(at, to) < len(lines):
            lines[at], lines[to] = lines[to], lines[at]
    return "\n".join(lines)


def number(form: Mapping[str, str], name: str) -> int:
    """A number of ours that a form carries; 0 when somebody meddled with it."""
    written = form.get(name, "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else 0


def view(desk: Desk, draft: Draft) -> View:
    """Everything the page of a text shows."""
    key, catalogue = draft.standing.key, desk.catalogue()
    sample = None
    if not draft.faults:
        sample = sampling.sample(catalogue.worded({key: wording.tidied(key, draft.text)}), key)
    return View(
        draft=draft,
        key=key,
        section=section(key),
        name=named(catalogue, key) or desk.text(f"texts.section.{section(key)}"),
        note=wording.notes().get(key, ""),
        kind=_kind(key),
        lines=draft.text.split("\n"),
        length=clusters(_PLACE.sub("", draft.text)),
        most=most_of(key),
        is_optional=bool(OPTIONAL.fullmatch(key)),
        places=samples.values(wording.shipped(), key),
        told=sample.told if sample else "",
        bubbles=drawing.draw(sample.messages) if sample else (),
        history=[(edit, difference(edit.before, edit.text)) for edit in draft.standing.history],
        kin=_kin(catalogue, key),
    )


def _kind(key: str) -> str:
    if key.endswith(STEPS):
        return "steps"
    if key.startswith(f"{WORDS}."):
        return "words"
    return "address" if is_address(key) else "text"


def _kin(catalogue: Catalogue, key: str) -> dict[str, str]:
    """The other entries of the same guide, remedy or answer, by what they are in it."""
    own = subject(key)
    family = (name for name in wording.entries() if own and subject(name) == own and name != key)
    return {named(catalogue, name).rpartition(WAY)[2]: name for name in family}
