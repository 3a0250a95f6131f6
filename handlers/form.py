"""
Walk a person through a form, one question at a time.

Pure. What every form can do (answer, pick, back, skip, edit, review) is written here
once, so that a form itself is only a table of questions. The question to ask is worked
out from the answers; a draft whose answers or editing no longer fit the table is simply
asked what is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from handlers.answers import app
from handlers.answers.normalise import normalise
from handlers.answers.reading import Unclear
from handlers.answers.several import gather
from handlers.lexicon import Lexicon
from handlers.question import Answered, Answers, Form, Question, Reading, Which
from handlers.turn import Answer, Ask, Choice, Draft, Press, Say, Tell, Words


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the form stands now, what to say, and whether a text was understood as an answer."""

    draft: Draft
    says: tuple[Say, ...]
    is_understood: bool = True


WAYS: Final = ("back", "cancel")
# Answers that a text at the review may change without saying which it means.
CHANGED_BARE: Final = frozenset({"agency", "apps", "users", "name", "phone", "email"})


def start(
    form: Form,
    *,
    version: int,
    at: int,
    answers: Answers | None = None,
    subject: str | None = None,
) -> Draft:
    """A new draft whose buttons no older card can fit."""
    return Draft(
        form=form.name, version=version + 1, answers=answers or {}, subject=subject, asked_at=at
    )


def current(form: Form, draft: Draft) -> Question | None:
    """The question to ask now; None when everything is answered."""
    editing = form.question(draft.editing)
    if editing is not None:
        return editing
    asked = (question for question in form.questions if question.when(draft.answers))
    return next((question for question in asked if question.name not in draft.answers), None)


def ask(form: Form, draft: Draft) -> Say:
    """The card of the current question, or the review."""
    question = current(form, draft)
    if question is None:
        return form.review(form, draft)
    is_begun = any(question.name in draft.answers for question in form.questions)
    return Ask(
        words=_words(form, question, draft),
        choices=_choices(draft, question),
        ways=tuple(way(do, draft) for do in (WAYS if is_begun else WAYS[1:])),
        step=question.step,
        steps=form.steps,
    )


def way(do: str, draft: Draft, *, label: str = "", primary: bool = False) -> Choice:
    """A button of this draft that is not an answer: back, cancel, submit."""
    return Choice(Words(f"button.{label or do}"), Press(do, version=draft.version), primary=primary)


def edit_press(draft: Draft, name: str) -> Press:
    """What a review row's edit link carries."""
    return Press("edit", what=name, version=draft.version)


def hear(form: Form, draft: Draft, text: str, lexicon: Lexicon, *, at: int) -> Moved:
    """
    Take a text as an answer: to the current question, and to every other open one that
    it certainly answers too. What cannot be read is asked again, with nothing lost.
    """
    question = current(form, draft)
    if question is None:
        key = "unclear.review" if form.steps else "unclear.confirm"
        return Moved(draft, (Tell(Words(key)), ask(form, draft)), is_understood=False)
    readings = _readings(form, draft, question, text, lexicon)
    taken = _merge(
        reading.answers for reading in readings.values() if isinstance(reading, Answered)
    )
    moved = _with(draft, taken, question, at=at) if taken else draft
    for name in (question.name, *readings):
        reading = readings.get(name)
        if isinstance(reading, Which):
            return _ask_which(form, moved, reading, at=at)
    own = readings.get(question.name)
    if own is None:
        return Moved(moved, (Tell(Words("form.noted")), ask(form, moved)))
    if isinstance(own, Unclear):
        changed = None if taken else change(form, draft, text, lexicon, at=at)
        if changed is not None:
            return changed
        words = Words(own.key, dict(own.values))
        return Moved(moved, (Tell(words), ask(form, moved)), is_understood=bool(taken))
    return Moved(moved, (ask(form, moved),))


def change(
    form: Form,
    draft: Draft,
    text: str,
    lexicon: Lexicon,
    *,
    at: int,
    names: frozenset[str] = CHANGED_BARE,
) -> Moved | None:
    """
    Values a text certainly holds take the place of old answers; None where none differs.
    A value that can be read in two ways is asked about. Only `names` are looked for.
    """
    known = {q.name: q for q in form.questions if q.name in draft.answers and q.name in names}
    found = gather(text, lexicon, frozenset(known))
    readings = [known[name].take(value, draft.answers) for name, value in found.items()]
    for name, reading in zip(found, readings, strict=True):
        if isinstance(reading, Which):
            return _ask_which(form, edit(form, draft, name, at=at).draft, reading, at=at)
    if "name" in known and lexicon.person.label.match(text):
        readings.append(known["name"].take(known["name"].read(text, lexicon), draft.answers))
    if "apps" in known and app.subjects(normalise(text, lexicon), lexicon)[0]:
        apps = known["apps"]  # what is to be added or left out is lost among other answers
        readings.append(apps.take(apps.read(text, lexicon), draft.answers))
    taken = _merge(reading.answers for reading in readings if isinstance(reading, Answered))
    kept = {name: value for name, value in {**draft.answers, **taken}.items() if value is not None}
    if kept == draft.answers:
        return None
    moved = _changed(draft, kept, at=at)
    return Moved(moved, (Tell(Words("form.changed")), ask(form, moved)))


def pick(form: Form, draft: Draft, press: Press, *, at: int) -> Moved:
    """Take a pressed answer or option; one that this question does not have changes nothing."""
    question = current(form, draft)
    answers = _picked(draft, question, press)
    if question is None or answers is None:
        return Moved(draft, (Tell(Words("form.stale")), ask(form, draft)))
    if not answers:
        moved = replace(_changed(draft, draft.answers, at=at), editing=draft.editing)
        return Moved(moved, (Tell(Words("form.none_fits")), ask(form, moved)))
    return fill(form, draft, question, answers, at=at)


def fill(
    form: Form, draft: Draft, question: Question, answers: Mapping[str, Answer | None], *, at: int
) -> Moved:
    """Take answers to the current question that came ready."""
    # An option may belong to another question than the one it was asked in the middle of.
    moved = replace(_with(draft, answers, question, at=at), options=())
    return Moved(moved, (ask(form, moved),))


def back(form: Form, draft: Draft, *, at: int) -> Moved:
    """Forget the newest step's answers and ask them again; from an edit, back to the review."""
    if draft.editing or draft.options:
        moved = _changed(draft, draft.answers, at=at)
        return Moved(moved, (ask(form, moved),))
    answered = [question for question in form.questions if question.name in draft.answers]
    if not answered:
        return Moved(draft, (Tell(Words("form.first")), ask(form, draft)))
    step = max(question.step for question in answered)
    newest = (question for question in answered if question.step == step)
    forgotten = {name for question in newest for name in (question.name, *question.also)}
    answers = {name: value for name, value in draft.answers.items() if name not in forgotten}
    moved = _changed(draft, answers, at=at)
    return Moved(moved, (ask(form, moved),))


def skip(form: Form, draft: Draft, *, at: int) -> Moved:
    """Leave an edit as it was, or a question out; one that is needed says so."""
    question = current(form, draft)
    if draft.editing:
        return back(form, draft, at=at)
    if question is not None and question.left_out is not None:
        return fill(form, draft, question, question.left_out, at=at)
    return Moved(draft, (Tell(Words("form.needed")), ask(form, draft)))


def edit(form: Form, draft: Draft, name: str, *, at: int) -> Moved:
    """Ask one question anew; its old answer stands until a new one is given."""
    if form.question(name) is None:
        return Moved(draft, (Tell(Words("form.stale")), ask(form, draft)))
    moved = replace(_changed(draft, draft.answers, at=at), editing=name)
    return Moved(moved, (ask(form, moved),))


def correct(form: Form, draft: Draft, name: str, text: str, lexicon: Lexicon, *, at: int) -> Moved:
    """A correction by free text: take the new value if the text holds one, else ask for it."""
    moved = edit(form, draft, name, at=at)
    question = form.question(name)
    if question is None or not text.strip():
        return moved
    reading = question.take(question.read(text, lexicon), draft.answers)
    if isinstance(reading, Unclear):
        return moved
    return hear(form, moved.draft, text, lexicon, at=at)


# ---- below: how the above is done ------------------------------------------------------


def _words(form: Form, question: Question, draft: Draft) -> Words:
    if draft.options:
        return Words("ask.choose")
    group = [item.name for item in form.questions if item.group and item.group == question.group]
    is_whole = bool(group) and not draft.editing and not set(group) & set(draft.answers)
    return Words(f"ask.{question.group if is_whole else question.name}")


def _choices(draft: Draft, question: Question) -> tuple[Choice, ...]:
    """The options of the newest reading, else the question's own buttons."""
    options = [("option", str(place), option.words) for place, option in enumerate(draft.options)]
    buttons = [("answer", button.code, button.words) for button in question.buttons]
    return tuple(
        Choice(words, Press(do, what=question.name, value=value, version=draft.version))
        for do, value, words in options or buttons
    )


def _readings(
    form: Form, draft: Draft, question: Question, text: str, lexicon: Lexicon
) -> dict[str, Reading]:
    wanted = _wanted(form, draft, question)
    found = gather(text, lexicon, frozenset(wanted)) if len(wanted) > 1 or not draft.editing else {}
    readings = {name: wanted[name].take(value, draft.answers) for name, value in found.items()}
    if not readings or (draft.editing and len(readings) == 1):
        return {question.name: question.take(question.read(text, lexicon), draft.answers)}
    return readings


def _wanted(form: Form, draft: Draft, question: Question) -> dict[str, Question]:
    """The questions a text may answer: all open ones; in an edit, those asked together with it."""
    if not draft.editing:
        return {q.name: q for q in form.questions if q.name not in draft.answers}
    return {q.name: q for q in form.questions if q.group is not None and q.group == question.group}


def _picked(
    draft: Draft, question: Question | None, press: Press
) -> Mapping[str, Answer | None] | None:
    if question is None or press.what != question.name:
        return None
    if press.do == "option":
        is_there = press.value.isdecimal() and int(press.value) < len(draft.options)
        return draft.options[int(press.value)].answers if is_there else None
    return next((b.answers for b in question.buttons if b.code == press.value), None)


def _merge(parts: Any) -> dict[str, Answer | None]:
    merged: dict[str, Answer | None] = {}
    for part in parts:
        merged.update(part)
    return merged


def _with(
    draft: Draft, answers: Mapping[str, Answer | None], question: Question, *, at: int
) -> Draft:
    merged = {**draft.answers, **answers}
    kept = {name: value for name, value in merged.items() if value is not None}
    moved = _changed(draft, kept, at=at)
    if question.name in answers:
        return moved
    return replace(moved, editing=draft.editing, options=draft.options)


def _changed(draft: Draft, answers: Answers, *, at: int) -> Draft:
    return replace(
        draft, answers=answers, editing=None, options=(), version=draft.version + 1, asked_at=at
    )


def _ask_which(form: Form, draft: Draft, which: Which, *, at: int) -> Moved:
    moved = replace(draft, options=which.options, version=draft.version + 1, asked_at=at)
    card = ask(form, moved)
    assert isinstance(card, Ask)
    return Moved(moved, (replace(card, words=which.words),))
