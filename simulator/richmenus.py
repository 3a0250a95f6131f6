"""Rich menus of the channel, and which one everybody sees."""

from dataclasses import dataclass
from typing import Any

from simulator import errors, ids
from simulator.content import Content
from simulator.errors import Refusal
from simulator.rules import menus

LARGEST_COUNT = menus.MOST


@dataclass(slots=True)
class RichMenu:
    id: str
    body: dict[str, Any]
    picture: Content | None = None

    def described(self) -> dict[str, Any]:
        return {"richMenuId": self.id, **self.body}


class RichMenus:
    def __init__(self) -> None:
        self._menus: dict[str, RichMenu] = {}
        self._default = ""

    def create(self, body: dict[str, Any]) -> str:
        if len(self._menus) >= LARGEST_COUNT:
            raise Refusal(400, "The number of rich menus has reached its limit")
        menu = RichMenu(ids.rich_menu_id(), body)
        self._menus[menu.id] = menu
        return menu.id

    def find(self, menu_id: str) -> RichMenu:
        if menu_id not in self._menus:
            raise Refusal(404, errors.NOT_FOUND)
        return self._menus[menu_id]

    def listed(self) -> list[RichMenu]:
        return list(self._menus.values())

    def delete(self, menu_id: str) -> None:
        self.find(menu_id)
        del self._menus[menu_id]
        if self._default == menu_id:
            self._default = ""

    def paint(self, menu_id: str, picture: Content) -> None:
        """Once only: LINE never lets a picture be changed."""
        menu = self.find(menu_id)
        if menu.picture is not None:
            raise Refusal(400, "An image has already been uploaded to the richmenu")
        menu.picture = picture

    def show_to_all(self, menu_id: str) -> None:
        if self.find(menu_id).picture is None:
            raise Refusal(400, errors.NO_MENU_IMAGE)
        self._default = menu_id

    def hide_from_all(self) -> None:
        self._default = ""

    def default(self) -> RichMenu | None:
        return self._menus.get(self._default)
