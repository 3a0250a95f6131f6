"""
The dialogue's one door: what a person did, and what is known, to a turn.

The order is fixed: a button of the newest card, a word that always works, the open form,
what can be understood without a form, and last a kind way on. Every input has an answer.
"""

from dataclasses import replace
from typing import Final

from handlers import buttons, commands, filing, guides, status, talk
from handlers import form as forms
from handlers.answers import agency, command, correction, guide, topic, yesno
from handlers.answers.normalise import fold, normalise
from handlers.answers.several import gather
from handlers.answers.yesno import YesNo
from handlers.lexicon import Lexicon
from handlers.press import encode, parse
from handlers.registration import REGISTRATION
from handlers.scene import Open, Scene
from handlers.turn import (
    Ask,
    Draft,
    Facts,
    Followed,
    Heard,
    Input,
    Offer,
    Press,
    Pressed,
    Received,
    Tell,
    Turn,
    Words,
)
from models import reference

# These questions read digits themselves; elsewhere a typed number is that choice.
NUMERIC: Final = frozenset({"users", "phone"})
SLOTS: Final = frozenset({"agency", "apps", "users", "name", "phone", "email"})
EXPRESS_SLOTS: Final = 2
# What the first button of a form's own card does; only its answers are numbered, so that
# a slip on a key neither sends nor cancels.
OF_A_FORM: Final = frozenset({"answer", "option", "back", "cancel", "submit"})
NUMBERED: Final = frozenset({"answer", "option"})


def step(draft: Draft | None, heard: Input, facts: Facts, lexicon: Lexicon) -> Turn:
    """What to remember and what to do, now that a person has done something."""
    scene = Scene(filing.opened(draft), facts, lexicon, heard.at)
    match heard:
        case Heard(text):
            return _said(scene, text)
        case Pressed(data):
            return buttons.press(scene, data)
        case Received(kind):
            return scene.aside(*talk.received(kind))
        case Followed():
            return scene.say(*talk.greeting(scene.draft))


def _said(scene: Scene, text: str) -> Turn:
    plain = normalise(text, scene.lexicon)
    if not plain:
        return scene.aside(Tell(Words("fallback.empty")))
    label = fold(text, scene.lexicon)
    offered = next((offer.data for offer in _offered(scene) if offer.label == label), None)
    word = command.command(text, scene.lexicon)
    if word is None and scene.open is not None and scene.at < scene.open.draft.asked_at:
        return scene.aside(Tell(Words("form.late")))
    if offered is not None:
        return buttons.press(scene, offered)
    corrected = _corrected(scene, text)
    if corrected is not None:
        return corrected
    if word is not None:
        return commands.obey(scene, word)
    numbered = _numbered(scene, plain)
    if numbered is not None:
        return buttons.press(scene, numbered)
    return _in_form(scene, scene.open, text) if scene.open else _free(scene, text)


def _corrected(scene: Scene, text: str) -> Turn | None:
    """A correction to the open form, which comes before words that also mean stored requests."""
    found = correction.read(text, scene.lexicon) if scene.open else None
    if found is None or scene.open is None:
        return None
    if not scene.open.form.question(found.field):
        is_other = scene.open.form is not REGISTRATION and found.field in AMENDED and found.rest
        return filing.amend(scene, AMENDED[found.field], found) if is_other else None
    moved = forms.correct(
        scene.open.form, scene.open.draft, found.field, found.rest, scene.lexicon, at=scene.at
    )
    turn = filing.keep(scene, moved)
    if moved.draft.answers == scene.open.draft.answers:
        return turn
    return replace(turn, says=(Tell(Words("form.changed")), *turn.says))


def _offered(scene: Scene) -> tuple[Offer, ...]:
    """The newest card's choices, none when the form it belongs to moved on or was closed."""
    offered = scene.facts.offered
    first = parse(offered[0].data) if offered else None
    version = scene.draft.version if scene.draft else None
    return offered if first is not None and first.version in (None, version) else ()


def _numbered(scene: Scene, plain: str) -> str | None:
    """The choice that a lone number means on the newest card."""
    offered = _offered(scene)
    plain = scene.lexicon.polite.ending.sub("", plain)
    is_number = plain.isascii() and plain.isdecimal() and len(plain) <= 2
    if not is_number or not 0 < int(plain) <= len(offered):
        return None
    data = offered[int(plain) - 1].data
    is_of_form = scene.open is not None and _does(offered[0].data) in OF_A_FORM
    if scene.open is None or not is_of_form:
        return data  # a menu shown in the middle of a form has numbered choices, too
    question = forms.current(scene.open.form, scene.open.draft)
    is_choice = _does(data) in NUMBERED and question is not None and question.name not in NUMERIC
    return data if is_choice else None


def _does(data: str) -> str:
    pressed = parse(data)
    return pressed.do if pressed else ""


def _agreed(filed: Open) -> str | None:
    """The option that a yes takes: the only one, or the address that was suggested."""
    question, options = forms.current(filed.form, filed.draft), filed.draft.options
    if question is None or not options or (len(options) > 1 and question.name != "email"):
        return None
    return encode(Press("option", what=question.name, value="0", version=filed.draft.version))


def _in_form(scene: Scene, filed: Open, text: str) -> Turn:
    asked = _asked(scene, text)
    if asked is not None:
        return asked
    if forms.current(filed.form, filed.draft) is None:
        return _at_review(scene, filed, text)
    agreed = _agreed(filed)
    if agreed is not None and yesno.read(text, scene.lexicon) is YesNo.YES:
        return buttons.press(scene, agreed)
    return filing.hear(scene, text)


def _at_review(scene: Scene, filed: Open, text: str) -> Turn:
    is_change = filed.form is not REGISTRATION
    match yesno.read(text, scene.lexicon):
        case YesNo.YES if is_change and scene.lexicon.yesno.refusal.search(text):
            return filing.hear(scene, text)  # "nothing to change any more" may mean either
        case YesNo.YES:
            return filing.submit(scene)
        case YesNo.NO if is_change:
            return filing.cancel(scene)
        case YesNo.NO | YesNo.EDIT:
            return commands.obey(scene, "edit")
    return filing.hear(scene, text)


def _asked(scene: Scene, text: str) -> Turn | None:
    """A question that can be answered at any time, in the middle of a form or not."""
    found = reference.find(text)
    if found is not None:
        says, effects = status.of_reference(found, scene.facts)
        return scene.aside(*says, effects=effects)
    about = command.after(text, "status", scene.lexicon)
    if about:
        return _status_of(scene, about)
    query = guide.read(text, scene.lexicon)
    key = topic.read(text, scene.lexicon)
    if not (query.wanted or key) or _is_express(scene, text):
        return None
    if query.wanted:
        return scene.aside(*guides.answer(query))
    return scene.aside(Tell(Words(f"answer.{key}")))


def _is_express(scene: Scene, text: str) -> bool:
    """Whether a text names an agency and more of a registration, so that it is no question."""
    found = gather(text, scene.lexicon, SLOTS)
    return "agency" in found and len(found) >= EXPRESS_SLOTS


def _status_of(scene: Scene, name: str) -> Turn | None:
    match = agency.match(name, scene.lexicon)
    if match.exact:
        says, effects = status.of_agency(match.candidates[0].code, scene.facts)
        return scene.aside(*says, effects=effects)
    if not match.candidates:
        return None
    choices = tuple(talk.status_of(entry.code, entry.name) for entry in match.candidates)
    return scene.aside(Ask(Words("status.which_agency"), choices=choices))


def _free(scene: Scene, text: str) -> Turn:
    asked = _asked(scene, text)
    if asked is not None:
        return asked
    if command.after(text, "register", scene.lexicon) or _is_express(scene, text):
        return filing.register(scene, text)
    corrected = correction.read(text, scene.lexicon)
    if corrected is not None and corrected.field in AMENDED:
        return filing.amend(scene, AMENDED[corrected.field], corrected)
    match = agency.match(text, scene.lexicon)
    if match.exact:
        entry = match.candidates[0]
        return scene.say(talk.about_agency(entry.code, entry.name))
    missed = scene.say(*talk.missed(scene.facts, scene.draft))
    return replace(missed, misses=scene.facts.misses + 1)


AMENDED: Final = {
    "users": "amend_users",
    "apps": "amend_apps",
    "name": "amend_contact",
    "phone": "amend_contact",
    "email": "amend_contact",
}
