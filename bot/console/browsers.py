"""What a browser is called, so that people know theirs in a list."""

from typing import Final

# Each looks like those below it, too, so the first that fits is meant.
PROGRAMS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Line/", "LINE"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def called(user_agent: str) -> str:
    """Mozilla/5.0 (Windows NT 10.0; …) … Chrome/80 … → Chrome · Windows; empty when unknown."""
    found = (
        next((name for sign, name in names if sign in user_agent), None)
        for names in (PROGRAMS, SYSTEMS)
    )
    return " · ".join(name for name in found if name)
