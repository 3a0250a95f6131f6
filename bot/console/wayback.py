"""Where a browser goes on to after it was led aside: pages of the console, and nowhere else."""

from typing import Final
from urllib.parse import urlsplit

from flask import Request, Response, redirect

HOME: Final = "/console/"
LONGEST: Final = 500


def own_path(given: str | None) -> str:
    """The path, when it is one of ours; else the first page."""
    path = given or ""
    is_plain = path.isprintable() and "\\" not in path and len(path) <= LONGEST
    return path if is_plain and path.startswith(HOME) else HOME


def here(request: Request) -> str:
    """The page somebody is on: the one asked for, or the one that a form or part belongs to."""
    if request.method in {"GET", "HEAD"} and "HX-Request" not in request.headers:
        return own_path(request.full_path.rstrip("?"))
    came_from = urlsplit(request.referrer or "")
    query = f"?{came_from.query}" if came_from.query else ""
    return own_path(came_from.path + query) if came_from.netloc == request.host else HOME


def back(path: str | None) -> Response:
    """Lead there, as after everything that changed something."""
    response: Response = redirect(own_path(path), 303)  # type: ignore[assignment]
    return response
