"""What each word does that works anywhere: menu, cancel, back, status, a person …"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from handlers import amendment, filing, guides, info, linking, status, subscribing, talk
from handlers import form as forms
from handlers.form import edit_press
from handlers.press import parse
from handlers.question import Form
from handlers.scene import Scene
from handlers.turn import Ask, Choice, Press, Say, Tell, Turn, Words


def _edit(scene: Scene) -> Turn:
    """With a form open, which of its answers; else which part of a stored request."""
    if scene.open is None or scene.open.form.name in amendment.FORMS:
        return _change(scene)
    draft = scene.open.draft
    asked = (q for q in scene.open.form.questions if q.when(draft.answers))
    answered = [q for q in asked if q.name in draft.answers]
    if not answered:
        return scene.aside()
    rows = tuple(Choice(Words(f"row.{q.name}"), edit_press(draft, q.name)) for q in answered)
    return scene.aside(Ask(Words("form.which_edit"), choices=rows))


def _change(scene: Scene) -> Turn:
    views = [v for v in scene.facts.registry.mine() if v.role in amendment.MINE]
    if not views:
        return scene.say(Ask(Words("amend.none"), choices=(status.begin("registration"),)))
    if len(views) == 1:
        return scene.say(status.changes(views[0]))
    return scene.say(*status.mine(scene.facts))


def _abuse(scene: Scene) -> Turn:
    return scene.aside(Ask(Words("fallback.kind"), choices=(talk.HUMAN, talk.MENU)))


def _join(scene: Scene) -> Turn:
    """The join button of the newest card, if it has one; else the way to such a card."""
    for offer in scene.facts.offered:
        pressed = parse(offer.data)
        if pressed and (pressed.do, pressed.what) == ("start", amendment.JOIN.name):
            return filing.open_form(scene, amendment.JOIN.name, subject=pressed.value)
    return scene.aside(Tell(Words("join.how")))


def _halt(scene: Scene) -> Turn:
    """With a form open, drop it; else there is nothing that could be meant but notices."""
    return filing.cancel(scene) if scene.open else subscribing.stop(scene)


def _start(name: str) -> "Doing":
    return lambda scene: filing.open_form(scene, name)


def _amend(form: Form) -> "Doing":
    """In a form that asks the same question, that question anew; else a stored request."""

    def doing(scene: Scene) -> Turn:
        name = form.questions[0].name
        if scene.open is None or scene.open.form.question(name) is None:
            return filing.open_form(scene, form.name)
        return scene.keep(forms.edit(scene.open.form, scene.open.draft, name, at=scene.at))

    return doing


def _talk(says: Callable[[], tuple[Say, ...]]) -> "Doing":
    return lambda scene: scene.aside(*says())


Doing = Callable[[Scene], Turn]

COMMANDS: Final[Mapping[str, Doing]] = {
    "menu": lambda scene: scene.aside(talk.menu(scene.draft)),
    "help": _talk(talk.help_text),
    "human": _talk(talk.human),
    "thanks": _talk(talk.thanks),
    "greet": lambda scene: scene.aside(*talk.hello(scene.draft)),
    "abuse": _abuse,
    "guides": lambda scene: scene.aside(guides.shelf()),
    "troubles": lambda scene: scene.aside(*guides.stuck(Press("stuck"))),
    "status": lambda scene: scene.aside(*status.mine(scene.facts)),
    "register": _start("registration"),
    "continue": filing.resume,
    "restart": filing.restart,
    "submit": filing.submit,
    "back": filing.back,
    "cancel": filing.cancel,
    "skip": filing.skip,
    "halt": _halt,
    "notices": subscribing.about,
    "stop_notices": subscribing.stop,
    "resume_notices": subscribing.resume,
    "edit": _edit,
    "join": _join,
    "link": _talk(linking.how),
    "withdraw": _start(amendment.WITHDRAW.name),
    "info": _start(info.INFO.name),
    "amend_users": _amend(amendment.USERS),
    "amend_apps": _amend(amendment.APPS),
    "amend_contact": _amend(amendment.PERSON),
    "review": filing.resume,
}


def obey(scene: Scene, command: str) -> Turn:
    """The turn of a command word."""
    return replace(COMMANDS[command](scene), misses=0)
