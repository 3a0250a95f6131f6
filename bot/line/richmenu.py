"""
The picture menu under the chat: what it is, and how LINE is told to show it.

The picture is drawn from `messages_th/richmenu/menu.svg`. LINE lets neither a menu nor
its picture be changed, so a menu is known by a name that holds what it consists of.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Final

from bot.errors import MenuRefused
from bot.settings import Settings
from messages_th import Catalogue
from messages_th.catalogue import FOLDER

PICTURE: Final = FOLDER / "richmenu" / "menu.png"
WIDTH, HEIGHT = 2500, 1686  # LINE: the largest size of the usual two rows
TILES: Final = ("register", "status", "guides", "help", "free_data", "human")
ACROSS: Final = 3

Menu = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Applied:
    """The menu everybody sees now. `is_new` when it had to be made."""

    menu_id: str
    is_new: bool


def menu_of(catalogue: Catalogue) -> Menu:
    """The menu as LINE takes it; each tile types a word that the bot understands."""
    menu: Menu = {
        "size": {"width": WIDTH, "height": HEIGHT},
        "selected": True,
        "chatBarText": catalogue.text("richmenu.bar"),
        "areas": [_area(index, tile, catalogue) for index, tile in enumerate(TILES)],
    }
    content = json.dumps(menu, sort_keys=True).encode() + PICTURE.read_bytes()
    mark = hashlib.sha256(content).hexdigest()[:12]
    return {**menu, "name": f"{catalogue.text('richmenu.name')} {mark}"}


def apply(settings: Settings, catalogue: Catalogue) -> Applied:
    """
    Show the menu to everybody and take away those we showed before. Doing it again
    changes nothing; doing it after it broke off goes on from there.

    Raises MenuRefused.
    """
    from bot.line.menus import Menus  # the SDK takes most of a second to import

    line = Menus(
        settings.line_api_base, settings.line_data_base, settings.line_channel_access_token
    )
    menu = menu_of(catalogue)
    listed = line.listed()
    menu_id = listed.get(menu["name"]) or line.create(menu)
    if not line.show(menu_id):
        line.paint(menu_id, PICTURE.read_bytes())
        if not line.show(menu_id):
            raise MenuRefused("the menu has its picture and is still not shown")
    ours = f"{catalogue.text('richmenu.name')} "
    for name, old_id in listed.items():
        if name.startswith(ours) and old_id != menu_id:
            line.delete(old_id)
    return Applied(menu_id, is_new=menu["name"] not in listed)


def _area(index: int, tile: str, catalogue: Catalogue) -> Menu:
    row, column = divmod(index, ACROSS)
    rows = len(TILES) // ACROSS
    left, right = (WIDTH * edge // ACROSS for edge in (column, column + 1))
    top, bottom = (HEIGHT * edge // rows for edge in (row, row + 1))
    return {
        "bounds": {"x": left, "y": top, "width": right - left, "height": bottom - top},
        "action": {
            "type": "message",
            "label": catalogue.text(f"richmenu.{tile}.label"),
            "text": catalogue.text(f"richmenu.{tile}.says"),
        },
    }
