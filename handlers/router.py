"""
The dialogue's one door: what a person did, and what is known, to a turn.

The order is fixed: a button of the newest card, a word that always works, the open form,
what can be understood without a form, and last a kind way on. Every input has an answer.
"""

from dataclasses import replace
from typing import Final

from handlers import (
    announcing,
    answering,
    attachments,
    buttons,
    commands,
    doubt,
    filing,
    info,
    intents,
    linking,
    lookup,
    officers,
    subscribing,
    talk,
)
from handlers import form as forms
from handlers.answers import agency, command, correction, keyboard, note, yesno
from handlers.answers.normalise import fold, normalise
from handlers.answers.yesno import YesNo
from handlers.intent import Intent
from handlers.intents import Mode, Understood
from handlers.lexicon import AgencyEntry, Lexicon
from handlers.press import encode, parse
from handlers.registration import REGISTRATION
from handlers.scene import Open, Scene
from handlers.turn import (
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

# Characters of a message that are read: twice what a whole registration takes.
LONGEST: Final = 400
# Characters in which somebody only agrees or refuses.
LONGEST_AGREEMENT: Final = 24
LONGEST_CHANGE: Final = 160  # in which somebody only gives new values
# These questions read digits themselves; elsewhere a typed number is that choice.
NUMERIC: Final = frozenset({"users", "phone"})
# What the first button of a form's own card does; only its answers are numbered, so that
# a slip on a key neither sends nor cancels.
OF_A_FORM: Final = frozenset({"answer", "option", "back", "cancel", "submit"})
# What the first button of a card with numbered steps does; its buttons have no numbers.
OF_STEPS: Final = frozenset({"done"})
NUMBERED: Final = frozenset({"answer", "option"})


def step(draft: Draft | None, heard: Input, facts: Facts, lexicon: Lexicon) -> Turn:
    """What to remember and what to do, now that a person has done something."""
    scene = Scene(filing.opened(draft), facts, lexicon, heard.at)
    match heard:
        case Heard(text):
            return _said(scene, text)
        case Pressed(data):
            return buttons.press(scene, data)
        case Received():
            return attachments.received(scene, heard)
        case Followed():
            return scene.say(*talk.greeting(scene.draft))


def _said(scene: Scene, typed: str) -> Turn:
    is_free = info.is_free(scene.draft)
    heard = typed[: note.LONGEST + 1 if is_free else LONGEST]
    text = keyboard.recovered(heard, scene.lexicon) or heard
    plain = normalise(text, scene.lexicon)
    if not plain:
        return scene.aside(Tell(Words("fallback.empty")))
    labels = {fold(said, scene.lexicon) for said in (text, _bluntly(plain, scene))}
    offered = next((offer.data for offer in _offered(scene) if offer.label in labels), None)
    word = command.command(text, scene.lexicon)
    if word is None and scene.open is not None and scene.at < scene.open.draft.asked_at:
        return scene.aside(Tell(Words("form.late")))
    if offered is not None:
        return buttons.press(scene, offered)
    wished = announcing.heard(scene, typed, word) or officers.answer(scene, text)
    wished = wished or linking.answer(scene, heard) or subscribing.agreed(scene, text)
    if wished is not None:
        return wished
    corrected = None if is_free else _corrected(scene, text)
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
        is_other = scene.open.form is not REGISTRATION and found.field in filing.AMENDED
        is_other = is_other and bool(found.rest)
        return filing.amend(scene, found) if is_other else None
    if forms.current(scene.open.form, scene.open.draft) is None:
        together = _changed(scene, scene.open, text, doubt.STRICT)
        is_there = together and together.draft and together.draft.editing is None
        if together and is_there and _differs(together, scene.open, found.field):
            return together
    moved = forms.correct(
        scene.open.form, scene.open.draft, found.field, found.rest, scene.lexicon, at=scene.at
    )
    turn = filing.keep(scene, moved)
    if moved.draft.answers == scene.open.draft.answers:
        return turn
    return replace(turn, says=(Tell(Words("form.changed")), *turn.says))


def _differs(turn: Turn, filed: Open, field: str) -> bool:
    new = turn.draft.answers if turn.draft else {}
    return new.get(field) != filed.draft.answers.get(field)


def _offered(scene: Scene) -> tuple[Offer, ...]:
    """The newest card's choices, none when the form it belongs to moved on or was closed."""
    offered = scene.facts.offered
    first = parse(offered[0].data) if offered else None
    version = scene.draft.version if scene.draft else None
    return offered if first is not None and first.version in (None, version) else ()


def _numbered(scene: Scene, plain: str) -> str | None:
    """The choice that a lone number means on the newest card."""
    offered = _offered(scene)
    plain = _bluntly(plain, scene)
    is_number = plain.isascii() and plain.isdecimal() and len(plain) <= 2
    if not is_number or not 0 < int(plain) <= len(offered):
        return None
    data = offered[int(plain) - 1].data
    if _does(offered[0].data) in OF_STEPS:
        return None
    is_of_form = scene.open is not None and _does(offered[0].data) in OF_A_FORM
    if scene.open is None or not is_of_form:
        return data  # a menu shown in the middle of a form has numbered choices, too
    question = forms.current(scene.open.form, scene.open.draft)
    is_choice = _does(data) in NUMBERED and question is not None and question.name not in NUMERIC
    return data if is_choice else None


def _bluntly(plain: str, scene: Scene) -> str:
    return scene.lexicon.polite.ending.sub("", plain)


def _does(data: str) -> str:
    pressed = parse(data)
    return pressed.do if pressed else ""


def _agreed(filed: Open) -> str | None:
    """The option that a yes takes: the only one, or the address that was suggested."""
    question, options = forms.current(filed.form, filed.draft), filed.draft.options
    if question is None or not options or (len(options) > 1 and "email" not in options[0].answers):
        return None
    return encode(Press("option", what=question.name, value="0", version=filed.draft.version))


def _in_form(scene: Scene, filed: Open, text: str) -> Turn:
    is_at_review = forms.current(filed.form, filed.draft) is None
    settled = _settled(scene, filed, text) if is_at_review else None
    if settled is not None:
        return settled
    if doubt.is_plain(filed, text, scene.lexicon):
        return filing.hear(scene, text)
    told = intents.understand(text, scene.lexicon)
    asked = lookup.named(scene, text) or _questioned(scene, filed, told, text)
    if asked is not None:
        return asked
    if is_at_review:
        return _at_review(scene, filed, text)
    agreed = _agreed(filed)
    if agreed is not None and yesno.read(text, scene.lexicon) is YesNo.YES:
        return buttons.press(scene, agreed)
    return filing.hear(scene, text)


def _settled(scene: Scene, filed: Open, text: str) -> Turn | None:
    """What at a review is beyond doubt: a short yes or no, or new values without a question."""
    if len(text) > LONGEST_CHANGE:
        return None
    decided = _decided(scene, filed, text) if len(text) <= LONGEST_AGREEMENT else None
    if decided is not None or doubt.asks(text, scene.lexicon):
        return decided
    return _changed(scene, filed, text, doubt.STRICT)


def _questioned(scene: Scene, filed: Open, told: Understood, text: str) -> Turn | None:
    """A question in the middle of a form is answered, and the form's own comes again."""
    several = intents.each(text, scene.lexicon)
    if several and not doubt.is_answer(filed, several[0], text, scene.lexicon):
        return answering.replies(scene, several, text)
    if told.mode is Mode.FALLBACK or doubt.is_answer(filed, told, text, scene.lexicon):
        return None
    if told.mode is Mode.CHOICES:
        return answering.offer(scene, told, text)
    return answering.reply(scene, told.ranked[0], told.slots, told.read_as)


def _at_review(scene: Scene, filed: Open, text: str) -> Turn:
    changed = _changed(scene, filed, text, forms.CHANGED_BARE)
    if changed is not None:
        return changed
    decided = _decided(scene, filed, text)
    if decided is not None:
        return decided
    if yesno.read(text, scene.lexicon) is YesNo.EDIT:
        return commands.obey(scene, "edit")
    return filing.hear(scene, text)


def _changed(scene: Scene, filed: Open, text: str, names: frozenset[str]) -> Turn | None:
    """New values of these answers, where a text certainly holds some."""
    moved = forms.change(filed.form, filed.draft, text, scene.lexicon, at=scene.at, names=names)
    return filing.keep(scene, moved) if moved is not None else None


def _decided(scene: Scene, filed: Open, text: str) -> Turn | None:
    """A yes or a no to what the review asks."""
    is_change = filed.form is not REGISTRATION
    match yesno.read(text, scene.lexicon):
        case YesNo.YES if is_change and scene.lexicon.yesno.refusal.search(text):
            return filing.hear(scene, text)  # "nothing to change any more" may mean either
        case YesNo.YES:
            return filing.submit(scene)
        case YesNo.NO if is_change:
            return filing.cancel(scene)
        case YesNo.NO:
            return commands.obey(scene, "edit")
    return None


def _free(scene: Scene, text: str) -> Turn:
    asked = lookup.named(scene, text)
    if asked is not None:
        return asked
    told = intents.understand(text, scene.lexicon)
    if command.after(text, "register", scene.lexicon) or doubt.may_be_express(told, text):
        begun = _begun(scene, told, text)
        if begun is not None:
            return begun
    corrected = correction.read(text, scene.lexicon)
    if corrected is not None and corrected.field in filing.AMENDED:
        return filing.amend(scene, corrected)
    several = intents.each(text, scene.lexicon)
    if several:
        return answering.replies(scene, several, text)
    body = _body(scene, told, text)
    if body is not None:
        return scene.say(talk.about_agency(body.code, body.name))
    if told.intent is None:
        return filing.informed(scene, text) or answering.offer(scene, told, text)
    return answering.reply(scene, told.intent, told.slots, told.read_as)


def _begun(scene: Scene, told: Understood, text: str) -> Turn | None:
    """A message that begins a registration: by saying so, or by all that it tells."""
    if doubt.is_express(text, scene.lexicon):
        return filing.register(scene, text)
    is_said = command.after(text, "register", scene.lexicon)
    is_question = told.intent not in (None, Intent.REG_START, Intent.REG_CONTINUE)
    return filing.register(scene, text) if is_said and not is_question else None


def _body(scene: Scene, told: Understood, text: str) -> AgencyEntry | None:
    """The body a text names and says no more; one that is understood is only looked up."""
    if told.intent is not None:
        known = agency.known(text, scene.lexicon)
        return known[0] if len(known) == 1 else None
    if len(text) > agency.LONGEST_NAME:
        return None
    match = agency.match(text, scene.lexicon)
    is_body = match.exact and not doubt.asks(text, scene.lexicon)
    return match.candidates[0] if is_body else None
