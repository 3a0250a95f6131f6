"""People know their browser in a list."""

import pytest

from bot.console import browsers

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/80.0 Safari/537.36"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X) Version/13.0 Safari/604.1"
LINE = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/80.0 Safari/537.36 Line/10.3.1"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (CHROME, "Chrome · Windows"),
        (f"{CHROME} Edg/80.0", "Edge · Windows"),
        (SAFARI, "Safari · iPhone"),
        (LINE, "LINE · Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15) Firefox/74.0", "Firefox · Mac"),
        ("curl/7.68", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_its_program_and_system(user_agent: str, name: str) -> None:
    assert browsers.called(user_agent) == name
