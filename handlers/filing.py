"""Turns about forms: opening one, answering it, and sending what it makes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from handlers import amendment, announcing, doubt, info, outcome, status, talk
from handlers import form as forms
from handlers import registration as registering
from handlers.answers.correction import Correction
from handlers.form import Moved
from handlers.question import Form
from handlers.questions import known
from handlers.registration import REGISTRATION
from handlers.scene import Open, Scene
from handlers.turn import (
    Answer,
    Ask,
    Choice,
    Draft,
    Effect,
    Press,
    RequestView,
    Say,
    Tell,
    Turn,
    Words,
)
from models.lifecycle import OPEN

FORMS: Final[Mapping[str, Form]] = {
    REGISTRATION.name: REGISTRATION,
    **amendment.FORMS,
    info.INFO.name: info.INFO,
    **announcing.FORMS,
}
# The change that each field of a stored request belongs to.
AMENDED: Final[Mapping[str, str]] = {
    "users": amendment.USERS.name,
    "apps": amendment.APPS.name,
    "name": amendment.PERSON.name,
    "phone": amendment.PERSON.name,
    "email": amendment.PERSON.name,
}
PERSON: Final = ("name", "phone", "extension", "email")


def opened(draft: Draft | None) -> Open | None:
    """
    A stored draft with its table; None when there is none, or this release has no such form.

    Answers that this release does not know any more are left out, and so asked again.
    """
    form = FORMS.get(draft.form) if draft else None
    if form is None or draft is None:
        return None
    # All options or none: their buttons count them.
    is_readable = all(known(option.answers) == option.answers for option in draft.options)
    options = draft.options if is_readable else ()
    read = replace(draft, answers=known(draft.answers), options=options)
    return Open(info.form_of(read.answers) if form is info.INFO else form, read)


def open_form(scene: Scene, name: str, *, subject: str = "") -> Turn:
    """Begin a form; an open registration is carried on instead."""
    form = FORMS.get(name)
    if form is None or form is announcing.SEND_BACK:
        return scene.aside(Tell(Words("form.gone")))
    if form is announcing.ANNOUNCE:
        return announcing.begin(scene)
    if form is REGISTRATION:
        return register(scene, _name_of(scene, subject))
    view = _subject(scene, form, subject)
    return _about(scene, form, view) if isinstance(view, RequestView) else scene.aside(view)


def register(scene: Scene, text: str) -> Turn:
    """Begin a registration with what `text` already answers; an open one hears it instead."""
    if scene.open is not None:
        return resume(scene) if not text else hear(scene, text)
    shown: dict[str, Answer] = {"notice": scene.facts.notice_version}
    draft = forms.start(REGISTRATION, version=scene.version, at=scene.at, answers=shown)
    notice = Tell(Words("registration.notice", {"uri": f"{scene.facts.home}/privacy"}))
    if not text:
        return scene.keep(Moved(draft, (notice, forms.ask(REGISTRATION, draft))))
    moved = forms.hear(REGISTRATION, draft, text, scene.lexicon, at=scene.at)
    turn = keep(replace(scene, open=Open(REGISTRATION, draft)), moved)
    return replace(turn, says=(notice, *turn.says))


def amend(scene: Scene, correction: Correction) -> Turn:
    """Begin an amendment with the one change that a correction names, of a field in `AMENDED`."""
    name = AMENDED[correction.field]
    opened = open_form(scene, name)
    form = FORMS[name]
    if opened.draft is None or opened.draft.form != name:
        return opened
    moved = forms.correct(
        form, opened.draft, correction.field, correction.rest, scene.lexicon, at=scene.at
    )
    return replace(scene.keep(moved), says=(*opened.says[:-1], *moved.says))


def informed(scene: Scene, text: str) -> Turn | None:
    """
    A text as what the office asked for once more, where it is that beyond doubt and there is
    one such request: nobody has to press its button first.
    """
    views = [view for view in scene.facts.registry.mine() if _may_open(info.INFO, view)]
    if scene.open is not None or len(views) != 1:
        return None
    filed = opened(_give_info(scene, views[0]).draft)
    if filed is None or not doubt.is_plain(filed, text, scene.lexicon):
        return None
    return hear(replace(scene, open=filed), text)


def resume(scene: Scene) -> Turn:
    """Carry on with the open form; without one, say so and show the menu."""
    if scene.open is None:
        return scene.say(Tell(Words("form.nothing_open")), talk.menu(None))
    return scene.say(Tell(Words("form.resumed")), scene.open.ask())


def restart(scene: Scene) -> Turn:
    """Begin the open form, or a registration, from its first question."""
    if scene.open is None:
        return register(scene, "")
    form, old = scene.open.form, scene.open.draft
    kept = {name: value for name, value in old.answers.items() if name == "notice"}
    draft = forms.start(form, version=scene.version, at=scene.at, answers=kept, subject=old.subject)
    says = (Tell(Words("form.restarted")), forms.ask(form, draft))
    return Turn(draft, says, version=draft.version)


def hear(scene: Scene, text: str) -> Turn:
    """A text as an answer to the open form; without one there is nothing to answer."""
    if scene.open is None:
        return resume(scene)
    moved = forms.hear(scene.open.form, scene.open.draft, text, scene.lexicon, at=scene.at)
    return keep(scene, moved)


def keep(scene: Scene, moved: Moved) -> Turn:
    """The form moved on; an agency that has an open request is told so at once."""
    if announcing.is_complete(moved.draft):
        return scene.close(effects=(announcing.effect(moved.draft),))
    before = scene.draft.answers.get("agency") if scene.draft else None
    code = str(moved.draft.answers.get("agency", "-"))
    if moved.draft.form == REGISTRATION.name and code not in ("-", before):
        view = scene.facts.registry.of_agency(code)
        if view is not None and view.status in OPEN:
            return _already_open(scene, moved.draft, view)
    return scene.keep(moved)


def submit(scene: Scene) -> Turn:
    """Send a complete form; an incomplete one is asked what it lacks."""
    if scene.open is None:
        return resume(scene)
    form, draft = scene.open.form, scene.open.draft
    if forms.current(form, draft) is not None:
        return scene.say(Tell(Words("form.incomplete")), scene.open.ask())
    return scene.close(effects=(_effect(draft),))


def _effect(draft: Draft) -> Effect:
    match draft.form:
        case REGISTRATION.name:
            return registering.submit(draft)
        case info.INFO.name:
            return info.effect(draft)
    return amendment.effect(draft)


def back(scene: Scene) -> Turn:
    """One step back; at the first question, says that it is the first."""
    if scene.open is None:
        return resume(scene)
    return scene.keep(forms.back(scene.open.form, scene.open.draft, at=scene.at))


def skip(scene: Scene) -> Turn:
    """Leave a question out, where that is possible."""
    if scene.open is None:
        return resume(scene)
    return scene.keep(forms.skip(scene.open.form, scene.open.draft, at=scene.at))


def letter(scene: Scene, message_id: str) -> Turn:
    """A picture or file as the letter that the open form asks for."""
    if scene.open is None:
        return resume(scene)
    form, draft = scene.open.form, scene.open.draft
    return scene.keep(forms.fill(form, draft, info.LETTER, {"letter": message_id}, at=scene.at))


def cancel(scene: Scene) -> Turn:
    """Drop an edit, or the open form; nothing of it was sent to anybody."""
    if scene.open is None:
        return resume(scene)
    if scene.open.draft.editing:
        return back(scene)  # only the edit is dropped, not everything that was answered
    is_new = scene.open.form is REGISTRATION or scene.open.form.name in announcing.FORMS
    return scene.close(
        Tell(Words("form.cancelled" if is_new else "form.unchanged")), talk.menu(None)
    )


def _about(scene: Scene, form: Form, view: RequestView) -> Turn:
    if form is info.INFO:
        return _give_info(scene, view)
    if scene.open is not None and _is_dear(scene.open):
        return scene.aside(Tell(Words("form.other_open")))
    answers = amendment.known_answers(form, view) | _person_typed(scene, form)
    draft = forms.start(
        form, version=scene.version, at=scene.at, answers=answers, subject=view.reference
    )
    now: tuple[Say, ...] = () if form is amendment.JOIN else (Tell(amendment.current_values(view)),)
    return scene.keep(Moved(draft, (*now, forms.ask(form, draft))))


def _give_info(scene: Scene, view: RequestView) -> Turn:
    """The form for what is wanted; one that is open already keeps what was answered."""
    if scene.open is not None and _is_dear(scene.open):
        if scene.open.form.name != info.INFO.name or scene.open.draft.subject != view.reference:
            return scene.aside(Tell(Words("form.other_open")))
        if scene.open.draft.answers["wanted"] == info.begin(view)["wanted"]:
            return scene.say(scene.open.ask())
    typed = scene.draft.answers if scene.draft and scene.draft.subject == view.reference else {}
    form = info.form_of(info.begin(view))
    draft = forms.start(
        form,
        version=scene.version,
        at=scene.at,
        answers={**typed, **info.begin(view)},
        subject=view.reference,
    )
    return scene.keep(Moved(draft, (*info.opening(view), forms.ask(form, draft))))


def _is_dear(filed: Open) -> bool:
    """Whether a form that is under way is worth more than the tap that would drop it."""
    return "agency" in filed.draft.answers or filed.form.name == info.INFO.name


def _person_typed(scene: Scene, form: Form) -> dict[str, Answer]:
    if form is not amendment.JOIN or scene.draft is None:
        return {}
    return {name: value for name, value in scene.draft.answers.items() if name in PERSON}


def _subject(scene: Scene, form: Form, reference: str) -> RequestView | Say:
    """The request a form is about, or what to say when there is not exactly one."""
    if reference:
        view = scene.facts.registry.by_reference(reference)
        if view is not None and _may_open(form, view):
            return view
        if form is info.INFO and view is not None and view.role in amendment.MINE:
            return Tell(Words("outcome.info_done"))
        is_closed = view is not None and view.status not in OPEN
        return Tell(Words("outcome.closed" if is_closed else "outcome.not_yours"))
    views = [v for v in scene.facts.registry.mine() if _may_open(form, v)]
    if len(views) == 1:
        return views[0]
    if not views and form is info.INFO:
        return Tell(Words("outcome.info_done"))
    if not views:
        return Ask(Words("amend.none"), choices=(status.begin(REGISTRATION.name),))
    return Ask(Words("amend.which_request"), choices=tuple(_choice(form, v) for v in views[:9]))


def _may_open(form: Form, view: RequestView) -> bool:
    return amendment.may_open(form, view) and (form is not info.INFO or bool(view.wanted))


def _choice(form: Form, view: RequestView) -> Choice:
    words = Words("choice.request", {"reference": view.reference, "agency": view.agency})
    return Choice(words, Press("start", what=form.name, value=view.reference))


def _already_open(scene: Scene, draft: Draft, view: RequestView) -> Turn:
    gone = {"agency", "agency_name", "category", "province"}
    answers = {name: value for name, value in draft.answers.items() if name not in gone}
    kept = replace(draft, answers=answers, options=(), editing=None)
    return Turn(kept, outcome.already_open(view), version=kept.version)


def _name_of(scene: Scene, code: str) -> str:
    return next((entry.name for entry in scene.lexicon.agencies.entries if entry.code == code), "")
