"""
Stopping the notices that go to many, and getting them again: one tap or one message, always.

What concerns somebody's own request still comes, and the answer says so.
"""

from dataclasses import replace
from typing import Final

from handlers import talk
from handlers.answers import yesno
from handlers.answers.yesno import YesNo
from handlers.press import parse
from handlers.scene import Scene
from handlers.turn import Ask, Choice, NoticesSet, Press, Say, SetNotices, Turn, Words

# Under every notice, and good for ever: it names nothing and so never grows old.
STOP: Final = Choice(Words("button.stop_notices"), Press("notices", "stop"))
RESUME: Final = Choice(Words("button.resume_notices"), Press("notices", "resume"))
SURE: Final = "sure"  # the value of a button that stands under a question


def stop(scene: Scene) -> Turn:
    """No more notices from now on."""
    return scene.aside(effects=(SetNotices(are_wanted=False),))


def resume(scene: Scene) -> Turn:
    """Notices come again."""
    return scene.aside(effects=(SetNotices(are_wanted=True),))


def about(scene: Scene) -> Turn:
    """The bare word may mean either."""
    return scene.aside(Ask(Words("subscribing.about"), choices=(RESUME, STOP)))


def pressed(scene: Scene, press: Press) -> Turn:
    """The button of a notice, however often it is pressed; the menu for one we do not know."""
    doing = {"stop": stop, "resume": resume}.get(press.what)
    return doing(scene) if doing else scene.aside(talk.menu(scene.draft))


def stop_sure(scene: Scene) -> Turn:
    """Ask first: what was typed may have meant something else."""
    return scene.aside(_asked("subscribing.stop_sure", STOP))


def resume_sure(scene: Scene) -> Turn:
    """Ask first: what was typed may have meant something else."""
    return scene.aside(_asked("subscribing.resume_sure", RESUME))


def agreed(scene: Scene, text: str) -> Turn | None:
    """The turn of a yes to the question just asked; None when none was, or for all else."""
    offered = parse(scene.facts.offered[0].data) if scene.facts.offered else None
    is_asked = offered and (offered.do, offered.value) == ("notices", SURE)
    if offered is None or not is_asked or scene.open is not None:
        return None
    is_yes = yesno.read(text, scene.lexicon) is YesNo.YES
    return pressed(scene, offered) if is_yes else None


def told(outcome: NoticesSet) -> tuple[Say, ...]:
    """How it stands now, and the way back."""
    if outcome.are_wanted:
        key = "subscribing.resumed_already" if outcome.was_so else "subscribing.resumed"
        return (Ask(Words(key), choices=(STOP,)),)
    key = "subscribing.stopped_already" if outcome.was_so else "subscribing.stopped"
    return (Ask(Words(key), choices=(RESUME,)),)


def _asked(key: str, choice: Choice) -> Ask:
    assert choice.press is not None, "the choice is one of ours"
    sure = replace(choice, press=replace(choice.press, value=SURE))
    return Ask(Words(key), choices=(sure, talk.MENU))
