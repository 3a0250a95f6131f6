"""
What each button does.

A button carries no authority: whatever it names is looked up again for the person who
pressed it. One whose version is not the open draft's changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from handlers import (
    amendment,
    announcing,
    answering,
    articles,
    attachments,
    filing,
    guides,
    officers,
    status,
    subscribing,
    talk,
    troubles,
)
from handlers import form as forms
from handlers.press import parse
from handlers.scene import Open, Scene
from handlers.turn import DecideJoin, Press, Say, Tell, Turn, Words


def press(scene: Scene, data: str) -> Turn:
    """The turn of a pressed button, whatever it carries."""
    pressed = parse(data)
    if pressed is None or pressed.do not in {**OF_DRAFT, **ALWAYS}:
        return scene.aside(talk.menu(scene.draft))
    if pressed.do in ALWAYS:
        return ALWAYS[pressed.do](scene, pressed)
    if scene.open is None:
        return scene.say(Tell(Words("form.gone")), *_instead(scene))
    if pressed.version != scene.open.draft.version:
        return scene.say(Tell(Words("form.stale")), scene.open.ask())
    return OF_DRAFT[pressed.do](scene, scene.open, pressed)


def _instead(scene: Scene) -> tuple[Say, ...]:
    return status.mine(scene.facts) if scene.facts.registry.mine() else (talk.menu(None),)


def _answer(scene: Scene, filed: Open, pressed: Press) -> Turn:
    return filing.keep(scene, forms.pick(filed.form, filed.draft, pressed, at=scene.at))


def _edit(scene: Scene, filed: Open, pressed: Press) -> Turn:
    return scene.keep(forms.edit(filed.form, filed.draft, pressed.what, at=scene.at))


def _change(scene: Scene, pressed: Press) -> Turn:
    view = scene.facts.registry.by_reference(pressed.value)
    if view is None or view.role not in amendment.MINE:
        return scene.aside(Tell(Words("outcome.not_yours")))
    return scene.aside(status.changes(view))


def _decide(scene: Scene, pressed: Press) -> Turn:
    if not pressed.value.isdecimal():
        return scene.aside(Tell(Words("outcome.gone")))
    decision = DecideJoin(int(pressed.value[:18]), is_welcome=pressed.what == "accept")
    return scene.aside(effects=(decision,))


def _status_of(scene: Scene, pressed: Press) -> Turn:
    says, effects = status.of_agency(pressed.value, scene.facts)
    return scene.aside(*says, effects=effects)


def _stuck(scene: Scene, pressed: Press) -> Turn:
    """Where only one thing is likely to fail, its symptoms at once."""
    known = guides.troubles_of(pressed)
    if len(known) > 1:
        return scene.aside(*guides.stuck(pressed))
    only = Press("trouble", str(known[0]), f".{pressed.what}")
    return scene.aside(*troubles.pressed(only, scene.lexicon))


def _guide(scene: Scene, pressed: Press) -> Turn:
    query = guides.pressed(pressed, scene.facts.device)
    says = guides.answer(query, scene.facts.home)
    return replace(scene.aside(*says), device=query.device)


OF_DRAFT: Final[Mapping[str, Callable[[Scene, Open, Press], Turn]]] = {
    "answer": _answer,
    "option": _answer,
    "edit": _edit,
    "back": lambda scene, _, __: filing.back(scene),
    "cancel": lambda scene, _, __: filing.cancel(scene),
    "submit": lambda scene, _, __: filing.submit(scene),
}

ALWAYS: Final[Mapping[str, Callable[[Scene, Press], Turn]]] = {
    "start": lambda scene, p: filing.open_form(scene, p.what, subject=p.value),
    "resume": lambda scene, _: filing.resume(scene),
    "menu": lambda scene, _: scene.aside(talk.menu(scene.draft)),
    "help": lambda scene, _: scene.aside(*talk.help_text()),
    "human": lambda scene, _: scene.aside(*talk.human()),
    "status": lambda scene, _: scene.aside(*status.mine(scene.facts)),
    "status_of": _status_of,
    "guide": _guide,
    "guide_text": lambda scene, p: scene.aside(*guides.as_text(p)),
    "stuck": _stuck,
    "done": lambda scene, _: scene.aside(*talk.done()),
    "trouble": lambda scene, p: scene.aside(*troubles.pressed(p, scene.lexicon)),
    "unsolved": lambda scene, p: scene.aside(*troubles.unsolved(p, scene.lexicon)),
    "article": lambda scene, p: scene.aside(articles.pressed(p, scene.lexicon, scene.today)),
    "topic": answering.chosen,
    "change": _change,
    "decide": _decide,
    "notices": subscribing.pressed,
    "notice": announcing.pressed,
    "case": officers.pressed,
    "attach": attachments.keep,
    "leave_file": attachments.leave,
}
