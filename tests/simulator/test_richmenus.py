import pytest

from simulator import errors
from simulator.content import sample
from simulator.errors import Refusal
from simulator.richmenus import RichMenus


def refused(work, *given):
    with pytest.raises(Refusal) as caught:
        work(*given)
    return caught.value.status, caught.value.message


def test_a_menu_is_shown_only_after_its_picture_came():
    menus = RichMenus()
    menu = menus.create({"name": "หลัก"})

    assert refused(menus.show_to_all, menu) == (400, errors.NO_MENU_IMAGE)
    menus.paint(menu, sample("image"))
    menus.show_to_all(menu)

    assert menus.default() is menus.find(menu)


def test_a_picture_comes_once():
    menus = RichMenus()
    menu = menus.create({})
    menus.paint(menu, sample("image"))

    assert refused(menus.paint, menu, sample("image"))[0] == 400


def test_a_deleted_menu_is_nobodys_default():
    menus = RichMenus()
    menu = menus.create({})
    menus.paint(menu, sample("image"))
    menus.show_to_all(menu)

    menus.delete(menu)

    assert menus.default() is None
    assert refused(menus.find, menu) == (404, errors.NOT_FOUND)
