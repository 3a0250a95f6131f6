"""
Notices to many, written and steered from LINE by officers who may.

Two forms: to whom and what, and why a notice is sent back. What they come to is an effect; all
else is a button that names a notice and the version it was seen at, or a word. Whoever may not
announce is told so, and learns nothing.
"""

from collections.abc import Mapping
from typing import Final

from handlers import form as forms
from handlers import notice_cards
from handlers.answers import command
from handlers.answers.reading import Unclear
from handlers.form import Moved
from handlers.lexicon import Lexicon
from handlers.question import Answered, Answers, Button, Form, Question, Reading
from handlers.scene import Scene
from handlers.turn import (
    Answer,
    Ask,
    Draft,
    DraftNotice,
    Effect,
    NoticeView,
    OfficeDesk,
    Press,
    Say,
    StepNotice,
    Tell,
    Turn,
    Words,
)
from models.lifecycle import OPEN
from models.vocabulary import AgencyCategory, BroadcastState, MeetingApp, RegistrationStatus

TITLE: Final = 100  # UTF-16 units, as `bot.services.notice_texts` has it
BODY: Final = 1_000
WHY: Final = 400  # characters of what a notice is sent back with
KINDS: Final = ("registered", "category", "app", "status", "everyone")
STEPS: Final = frozenset(
    {"test", "submit", "approve", "cancel", "pause", "resume", "stop", "preview"}
)
MOST_CARDS: Final = 3
# Where each word finds a notice to do it with.
MEANT: Final[Mapping[str, frozenset[BroadcastState]]] = {
    "pause": frozenset({BroadcastState.SENDING}),
    "resume": frozenset({BroadcastState.PAUSED}),
    "stop": frozenset({BroadcastState.PREPARING, BroadcastState.SENDING, BroadcastState.PAUSED}),
}


def _unread(text: str, lexicon: Lexicon) -> Unclear:
    # Its buttons, their numbers and their names are understood before a form reads.
    return Unclear("unclear.reach")


def _take(found: Unclear, answers: Answers) -> Reading:
    return found


def _free(name: str) -> Question:
    return Question(name, 2, lambda text, _: text, lambda found, _: Answered({name: found}))


def _of_kind(kind: str, words: Mapping[str, str]) -> Question:
    name = f"reach_{kind}"
    buttons = tuple(Button(code, Words(label), {name: code}) for code, label in words.items())
    return Question(
        name, 1, _unread, _take, buttons, when=lambda answers: answers.get("reach") == kind
    )


REACH: Final = Question(
    "reach",
    0,
    _unread,
    _take,
    tuple(Button(kind, Words(f"choice.reach.{kind}"), {"reach": kind}) for kind in KINDS),
)
CATEGORY: Final = _of_kind(
    "category", {str(word): f"label.category.{word}" for word in AgencyCategory}
)
APP: Final = _of_kind("app", {str(word): f"label.app.{word}" for word in MeetingApp})
STATUS: Final = _of_kind(
    "status", {str(word): f"label.status.{word}" for word in RegistrationStatus if word in OPEN}
)
HEADLINE, WORDING, REASON = _free("headline"), _free("wording"), _free("send_back")
TOO_LONG: Final[Mapping[str, str]] = {
    HEADLINE.name: "unclear.headline_long",
    WORDING.name: "unclear.wording_long",
    REASON.name: "unclear.send_back_long",
}
FREE: Final = frozenset(TOO_LONG)


def _nothing(form: Form, draft: Draft) -> Say:
    # A complete form is an effect at once; nobody is shown this.
    return Tell(Words("form.gone"))


ANNOUNCE: Final = Form("announce", 0, (REACH, CATEGORY, APP, STATUS, HEADLINE, WORDING), _nothing)
SEND_BACK: Final = Form("send_back", 0, (REASON,), _nothing)
FORMS: Final[Mapping[str, Form]] = {form.name: form for form in (ANNOUNCE, SEND_BACK)}


def heard(scene: Scene, text: str, word: str | None) -> Turn | None:
    """The turn of a text that is a notice, or begins one; None for all else."""
    if scene.facts.desk is None:
        return None
    opening, _, rest = text.strip().partition("\n")
    if command.of_officers(opening, scene.lexicon) == "announce":
        return begin(scene, rest)
    asked = _asked(scene)
    if (
        word is not None
        or asked not in FREE
        or command.of_officers(text, scene.lexicon) is not None
    ):
        return None
    return _written(scene, asked, text)


def obey(scene: Scene, desk: OfficeDesk, wish: str) -> Turn | None:
    """The turn of an officer's word about notices; None when it can only mean something else."""
    if not desk.may_announce:
        return None
    if wish == "progress":
        shown = tuple(notice_cards.card(view) for view in desk.notices()[:MOST_CARDS])
        return scene.aside(*shown) if shown else None
    if wish == "approve":
        return _to_approve(scene, desk)
    meant = [view for view in desk.notices() if view.state in MEANT[wish]]
    if not meant:
        return None if wish == "stop" else scene.aside(Tell(Words("announce.nothing")))
    if len(meant) > 1:
        return scene.aside(*(notice_cards.card(view) for view in meant[:MOST_CARDS]))
    if wish == "stop":
        return scene.aside(notice_cards.sure(meant[0]))
    return scene.aside(effects=(StepNotice(meant[0].id, meant[0].version, wish),))


def begin(scene: Scene, text: str = "") -> Turn:
    """Ask to whom; what follows the word is the notice itself."""
    desk = scene.facts.desk
    if desk is None or not desk.may_announce:
        return scene.aside(Tell(Words("announce.not_yours")))
    if scene.open is not None and scene.open.form.name not in FORMS:
        return scene.aside(Tell(Words("form.other_open")))
    read = _read(text, "headline")
    if isinstance(read, Unclear):
        return scene.aside(Tell(Words(read.key, dict(read.values))))
    draft = forms.start(ANNOUNCE, version=scene.version, at=scene.at, answers=read)
    return scene.keep(Moved(draft, (forms.ask(ANNOUNCE, draft),)))


def pressed(scene: Scene, press: Press) -> Turn:
    """A button under a notice."""
    desk = scene.facts.desk
    if desk is None or not desk.may_announce:
        return scene.aside(Tell(Words("announce.not_yours")))
    number, _, version = press.value.partition(".")
    is_ours = all(part.isascii() and part.isdecimal() for part in (number, version))
    view = desk.notice(int(number[:9])) if is_ours else None
    if view is None:
        return scene.aside(Tell(Words("outcome.gone")))
    seen = int(version[:9])
    if press.what in STEPS:
        return scene.aside(effects=(StepNotice(view.id, seen, press.what),))
    if press.what == "send_back" and seen == view.version:
        return _why(scene, view)
    return scene.aside(_shown(view, press.what))


def is_complete(draft: Draft) -> bool:
    """Whether a form of these has all its answers: there is no more to ask, so it is done."""
    form = FORMS.get(draft.form)
    return form is not None and forms.current(form, draft) is None


def effect(draft: Draft) -> Effect:
    """What a complete form comes to."""
    answers = {name: str(value) for name, value in draft.answers.items()}
    if draft.form == SEND_BACK.name:
        number, _, version = (draft.subject or "0.0").partition(".")
        return StepNotice(int(number), int(version), "send_back", answers["send_back"])
    kind = answers["reach"]
    which = answers.get(f"reach_{kind}", "")
    return DraftNotice(answers["headline"], answers["wording"], kind, which)


def _to_approve(scene: Scene, desk: OfficeDesk) -> Turn | None:
    """What waits for approval, to be looked at: nothing is approved by a word alone."""
    pending = [view for view in desk.notices() if view.state is BroadcastState.PENDING]
    if not pending:
        return None
    own = notice_cards.refusal("broadcast.refused.own", {})
    told = (Tell(own),) if all(view.is_mine for view in pending) else ()
    return scene.aside(*told, *(notice_cards.card(view) for view in pending[:MOST_CARDS]))


def _shown(view: NoticeView, what: str) -> Ask:
    is_going = view.state in MEANT["stop"]
    return notice_cards.sure(view) if what == "stop_sure" and is_going else notice_cards.card(view)


def _why(scene: Scene, view: NoticeView) -> Turn:
    if scene.open is not None and scene.open.form.name not in FORMS:
        return scene.aside(Tell(Words("form.other_open")))
    subject = f"{view.id}.{view.version}"
    draft = forms.start(SEND_BACK, version=scene.version, at=scene.at, subject=subject)
    return scene.keep(Moved(draft, (forms.ask(SEND_BACK, draft),)))


def _asked(scene: Scene) -> str:
    """The question of these forms that is to be answered, "" for none."""
    if scene.open is None or scene.open.form.name not in FORMS:
        return ""
    question = forms.current(scene.open.form, scene.open.draft)
    return question.name if question else ""


def _written(scene: Scene, asked: str, text: str) -> Turn | None:
    assert scene.open is not None, "it is asked for"
    form, draft = scene.open.form, scene.open.draft
    question, read = form.question(asked), _read(text, asked)
    if isinstance(read, Unclear):
        again = (Tell(Words(read.key, dict(read.values))), scene.open.ask())
        return scene.keep(Moved(draft, again, is_understood=False))
    if question is None or not read:
        return None
    moved = forms.fill(form, draft, question, read, at=scene.at)
    if is_complete(moved.draft):
        return scene.close(effects=(effect(moved.draft),))
    return scene.keep(moved)


def _read(text: str, asked: str) -> dict[str, Answer] | Unclear:
    """A text as the answer that is asked for; of a headline's lines the rest is the wording."""
    said = text.strip()
    first, _, rest = (part.strip() for part in said.partition("\n"))
    if asked == HEADLINE.name:
        parts = {HEADLINE.name: (first, TITLE), WORDING.name: (rest, BODY)}
    else:
        parts = {asked: (said, BODY if asked == WORDING.name else WHY)}
    for name, (part, most) in parts.items():
        if _units(part) > most:
            over = {"most": most, "over": _units(part) - most}
            return Unclear(TOO_LONG[name], over)
    return {name: part for name, (part, _) in parts.items() if part}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
