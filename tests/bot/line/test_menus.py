"""The SDK's calls about menus, against the simulator."""

from collections.abc import Iterator

import pytest

from bot.errors import MenuRefused
from bot.line.menus import Menus
from bot.line.richmenu import PICTURE, menu_of
from messages_th import load
from simulator.testing import Line


@pytest.fixture
def line() -> Iterator[Line]:
    with Line() as line:
        yield line


def menus_of(line: Line) -> Menus:
    return Menus(line.api_base, line.api_base, line.token)


def test_menu_is_made_painted_shown_listed_and_taken_away(line: Line) -> None:
    menus = menus_of(line)
    menu = menu_of(load())

    menu_id = menus.create(menu)
    shown_bare = menus.show(menu_id)
    menus.paint(menu_id, PICTURE.read_bytes())
    shown = menus.show(menu_id)
    listed = menus.listed()
    menus.delete(menu_id)

    assert (shown_bare, shown) == (False, True)
    assert listed == {menu["name"]: menu_id}
    assert menus.listed() == {}


def test_wrong_token_is_refused_with_the_status(line: Line) -> None:
    menus = Menus(line.api_base, line.api_base, "somebody else's")

    with pytest.raises(MenuRefused) as refused:
        menus.listed()

    assert refused.value.status == 401


def test_nobody_there_is_refused_without_a_status() -> None:
    menus = Menus("http://127.0.0.1:9", "http://127.0.0.1:9", "token")

    with pytest.raises(MenuRefused) as refused:
        menus.listed()

    assert refused.value.status is None
