"""The first friend: there when the page is opened, introduced when the bot can be reached."""

import socket
import threading
import time
from urllib.parse import urlsplit

from simulator import acts
from simulator.people import Person
from simulator.platform import Platform

NAME = "สมชาย"
LOOK_EVERY = 0.5  # seconds
LOOK_FOR = 3600  # seconds; then the page's notice must do


def first_friend(platform: Platform) -> None:
    """Nothing when there are people already."""
    with platform.locked():
        if platform.people:
            return
        person = acts.add_silent_person(platform, NAME)
    threading.Thread(target=_introduce, args=[platform, person], daemon=True).start()


def _introduce(platform: Platform, person: Person) -> None:
    give_up = time.monotonic() + LOOK_FOR
    while time.monotonic() < give_up and person.user_id in platform.people:
        if is_listening(platform.address.url):
            acts.follow(platform, person.user_id, is_unblocked=False)
            return
        time.sleep(LOOK_EVERY)


def is_listening(url: str) -> bool:
    parts = urlsplit(url)
    if not parts.hostname:
        return False
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname, port), timeout=1).close()
    except OSError:
        return False
    return True
