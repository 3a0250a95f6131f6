"""
What all pages that take a passkey share: the challenge, kept in the signed cookie until it is
answered, and the answer.
"""

from base64 import b64decode, b64encode
from datetime import datetime
from typing import Final

from flask import Blueprint, Response, abort, request, session

from bot.console.desk import Desk
from bot.services import passkeys
from bot.services.passkeys import Challenge

KEPT: Final = "challenge"


def add_routes(routes: Blueprint, desk: Desk) -> None:
    @routes.post("/sign-in/passkey/challenge")
    def passkey_challenge() -> Response:
        site = passkeys.site(desk.settings.public_url)
        if site is None:
            abort(404)
        options = passkeys.to_prove(site=site, challenge=asked(desk))
        return Response(options, mimetype="application/json")


def are_possible(desk: Desk) -> bool:
    """Whether this address is one that passkeys can be made for."""
    return passkeys.site(desk.settings.public_url) is not None


def asked(desk: Desk) -> Challenge:
    """A new challenge, which takes the place of one that was not answered."""
    challenge = passkeys.new_challenge(desk.now())
    session[KEPT] = [b64encode(challenge.value).decode(), challenge.at.isoformat()]
    return challenge


def taken() -> Challenge | None:
    """The challenge that is being answered, once."""
    kept = session.pop(KEPT, None)
    return Challenge(b64decode(kept[0]), datetime.fromisoformat(kept[1])) if kept else None


def proved(desk: Desk) -> int | None:
    """The row of who answered the challenge with their passkey, in the form just sent."""
    site, challenge = passkeys.site(desk.settings.public_url), taken()
    if site is None or challenge is None:
        return None
    return passkeys.prove(
        desk.database,
        request.form.get("answer", ""),
        site=site,
        challenge=challenge,
        now=desk.now(),
        admits_demo=desk.settings.demo,
    )
