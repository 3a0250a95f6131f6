"""A picture or file in the chat: with which request it is to be kept."""

from typing import Final

from handlers import amendment, filing, info, talk
from handlers.scene import Scene
from handlers.turn import (
    Ask,
    Attachment,
    Choice,
    KeepFile,
    Press,
    Received,
    Tell,
    Turn,
    Words,
)
from models.lifecycle import OPEN

KEPT: Final = frozenset({Attachment.IMAGE, Attachment.FILE})
MOST_CHOICES: Final = 8


def received(scene: Scene, heard: Received) -> Turn:
    """
    The letter that the open form asks for; else offer to keep it with an open request of the
    person's, or a kind answer.
    """
    if heard.kind in KEPT and heard.message_id and info.is_letter(scene.draft):
        return filing.letter(scene, heard.message_id)
    views = [
        view
        for view in scene.facts.registry.mine()
        if view.role in amendment.MINE and view.status in OPEN
    ]
    if heard.kind not in KEPT or not heard.message_id or not views:
        return scene.aside(*talk.received(heard.kind))
    choices = [
        Choice(
            Words("choice.attach", {"reference": view.reference}),
            Press("attach", heard.message_id, view.reference),
            primary=True,
        )
        for view in views[:MOST_CHOICES]
    ]
    leave = Choice(Words("button.leave_file"), Press("leave_file"))
    return scene.aside(Ask(Words("attachment.which"), choices=(*choices, leave)))


def keep(scene: Scene, pressed: Press) -> Turn:
    """Keep the file that the button names with the request it names."""
    return scene.aside(effects=(KeepFile(pressed.value, pressed.what),))


def leave(scene: Scene, _: Press) -> Turn:
    """It was only shown."""
    return scene.aside(Tell(Words("attachment.left")))
