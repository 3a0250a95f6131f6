"""The picture menu is one that LINE takes, and applying it twice changes nothing."""

import re
import struct
from collections.abc import Iterator
from typing import Any, Final

import pytest

from bot.errors import MenuRefused
from bot.line import limits
from bot.line.richmenu import HEIGHT, PICTURE, TILES, WIDTH, apply, menu_of
from bot.services import directory
from bot.settings import Settings, load
from handlers.intent import Intent
from handlers.intents import Mode, understand
from messages_th import load as load_texts
from simulator.testing import Line
from tests.bot.line import official

CATALOGUE: Final = load_texts()
SVG: Final = PICTURE.with_suffix(".svg")


@pytest.fixture
def line() -> Iterator[Line]:
    with Line() as line:
        yield line


def settings_for(line: Line, **changes: str) -> Settings:
    return load(
        {
            "LINE_API_BASE": line.api_base,
            "LINE_CHANNEL_ACCESS_TOKEN": line.token,
            "LINE_CHANNEL_SECRET": line.secret,
            **changes,
        }
    )


def names_of(line: Line) -> list[str]:
    return [menu.body["name"] for menu in line.platform.menus.listed()]


def test_menu_is_within_the_limits() -> None:
    menu = menu_of(CATALOGUE)

    assert limits.clusters(menu["chatBarText"]) <= limits.CHAT_BAR
    assert limits.clusters(menu["name"]) <= limits.MENU_NAME
    assert len(menu["areas"]) == len(TILES) <= limits.MENU_AREAS


@official.with_description
def test_menu_is_as_line_describes_it() -> None:
    assert official.faults("RichMenuRequest", menu_of(CATALOGUE)) == []


def test_tiles_cover_the_picture_and_do_not_overlap() -> None:
    bounds = [area["bounds"] for area in menu_of(CATALOGUE)["areas"]]

    corners = [(b["x"], b["y"], b["x"] + b["width"], b["y"] + b["height"]) for b in bounds]
    assert corners == [
        (0, 0, 833, 843),
        (833, 0, 1666, 843),
        (1666, 0, 2500, 843),
        (0, 843, 833, 1686),
        (833, 843, 1666, 1686),
        (1666, 843, 2500, 1686),
    ]


def test_picture_has_the_size_and_weight_that_line_takes() -> None:
    picture = PICTURE.read_bytes()

    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (WIDTH, HEIGHT)
    assert len(picture) <= limits.MENU_PICTURE


def test_picture_says_what_the_tiles_are_called() -> None:
    drawn = re.findall(r'<g id="(\w+)".*?class="name"[^>]*>([^<]+)<', SVG.read_text("utf-8"), re.S)

    assert drawn == [(tile, CATALOGUE.texts[f"richmenu.{tile}.label"]) for tile in TILES]


def test_every_tile_types_words_that_the_bot_understands() -> None:
    lexicon = directory.shipped()
    typed = [area["action"]["text"] for area in menu_of(CATALOGUE)["areas"]]

    understood = [understand(text, lexicon) for text in typed]

    assert [(told.mode, told.intent) for told in understood] == [
        (Mode.ANSWER, Intent.REG_START),
        (Mode.ANSWER, Intent.STATUS),
        (Mode.ANSWER, Intent.GUIDE_INSTALL),
        (Mode.ANSWER, Intent.HELP),
        (Mode.ANSWER, Intent.INFO_ZERO_RATING),
        (Mode.ANSWER, Intent.HUMAN),
    ]


def test_apply_shows_the_menu_to_everybody(line: Line) -> None:
    applied = apply(settings_for(line), CATALOGUE)

    shown: Any = line.platform.menus.default()
    assert (shown.id, applied.is_new) == (applied.menu_id, True)
    assert shown.body == menu_of(CATALOGUE)
    assert shown.picture.data == PICTURE.read_bytes()


def test_apply_again_changes_nothing(line: Line) -> None:
    first = apply(settings_for(line), CATALOGUE)

    again = apply(settings_for(line), CATALOGUE)

    assert (again.menu_id, again.is_new) == (first.menu_id, False)
    assert names_of(line) == [menu_of(CATALOGUE)["name"]]


def test_apply_goes_on_after_it_broke_off_before_the_picture(line: Line) -> None:
    menu_id = line.platform.menus.create(menu_of(CATALOGUE))

    applied = apply(settings_for(line), CATALOGUE)

    assert (applied.menu_id, applied.is_new) == (menu_id, False)
    shown: Any = line.platform.menus.default()
    assert shown.id == menu_id


def test_apply_takes_away_our_older_menu_and_leaves_others(line: Line) -> None:
    older = load_texts({"richmenu.register.says": "สมัคร"})
    apply(settings_for(line), older)
    line.platform.menus.create({**menu_of(CATALOGUE), "name": "somebody else's"})

    apply(settings_for(line), CATALOGUE)

    assert sorted(names_of(line)) == sorted([menu_of(CATALOGUE)["name"], "somebody else's"])


def test_apply_says_what_line_said(line: Line) -> None:
    with pytest.raises(MenuRefused, match=r"^LINE answered 401: ") as refused:
        apply(settings_for(line, LINE_CHANNEL_ACCESS_TOKEN="wrong"), CATALOGUE)
    assert refused.value.status == 401


def test_apply_says_that_line_was_not_reached() -> None:
    settings = load({"LINE_API_BASE": "http://127.0.0.1:9"})

    with pytest.raises(MenuRefused, match=r"^LINE was not reached: ") as refused:
        apply(settings, CATALOGUE)
    assert refused.value.status is None
