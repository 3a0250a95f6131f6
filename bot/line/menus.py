"""LINE's calls about picture menus, through its SDK. Seldom made; import this only then."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import urllib3
from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    MessagingApi,
    MessagingApiBlob,
    RichMenuRequest,
)

from bot.errors import MenuRefused

SECONDS: Final = 10.0  # to wait for LINE, picture included
NO_PICTURE: Final = 400  # LINE: the menu cannot be shown before it has a picture

Menu = dict[str, Any]


class Menus:
    """Each call raises MenuRefused when LINE does not take it or is not reached."""

    def __init__(self, base: str, data_base: str, token: str) -> None:
        self._api = MessagingApi(_client(base, token))
        self._blob = MessagingApiBlob(_client(data_base, token))

    def listed(self) -> dict[str, str]:
        """The account's menus: name and id."""
        with _refusals():
            menus = self._api.get_rich_menu_list(_request_timeout=SECONDS).richmenus
        return {menu.name: menu.rich_menu_id for menu in menus}

    def create(self, menu: Menu) -> str:
        """A new menu; its id."""
        request = RichMenuRequest.from_dict(menu)
        with _refusals():
            made = self._api.create_rich_menu(request, _request_timeout=SECONDS)
        return str(made.rich_menu_id)

    def paint(self, menu_id: str, picture: bytes) -> None:
        """Give a menu its picture, which LINE takes once."""
        with _refusals():
            self._blob.set_rich_menu_image(
                menu_id,
                bytearray(picture),
                _headers={"Content-Type": "image/png"},
                _request_timeout=SECONDS,
            )

    def show(self, menu_id: str) -> bool:
        """Show a menu to everybody; False when it has no picture yet."""
        try:
            with _refusals():
                self._api.set_default_rich_menu(menu_id, _request_timeout=SECONDS)
        except MenuRefused as refused:
            if refused.status != NO_PICTURE:
                raise
            return False
        return True

    def delete(self, menu_id: str) -> None:
        """Take a menu away."""
        with _refusals():
            self._api.delete_rich_menu(menu_id, _request_timeout=SECONDS)


def _client(base: str, token: str) -> ApiClient:
    return ApiClient(Configuration(host=base, access_token=token))


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except ApiException as error:
        said = str(error.body)[:300]
        raise MenuRefused(f"LINE answered {error.status}: {said}", error.status) from error
    except urllib3.exceptions.HTTPError as error:
        raise MenuRefused(f"LINE was not reached: {error}") from error
