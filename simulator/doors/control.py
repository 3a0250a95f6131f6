"""
The control API: people, faults, clock and traffic, for programs and for the page.

Bad input is answered 400 with a sentence, an unknown person or button 404.
"""

import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import orjson
from flask import Blueprint, Response, request

from simulator import acts
from simulator.buttons import Device
from simulator.crowd import LARGEST, user_id
from simulator.doors import form
from simulator.errors import Impossible
from simulator.jsonbytes import written
from simulator.people import Person, Shown
from simulator.platform import Platform

Done = dict[str, Any] | list[Any]


def blueprint(platform: Platform) -> Blueprint:
    door = Blueprint("control", __name__, url_prefix="/_sim")
    for rule, do in _RULES.items():
        method, path = rule.split()
        door.add_url_rule(path, rule, _view(platform, do), methods=[method])
    door.register_error_handler(Impossible, complaint)
    return door


def _view(platform: Platform, do: Callable[..., Done]) -> Callable[..., Response]:
    def view(**parts: str) -> Response:
        return answered(do(platform, json_body(), **parts))

    return view


def answered(done: Done, status: int = 200) -> Response:
    return Response(written(done), status, content_type="application/json")


def complaint(error: Impossible) -> Response:
    return answered({"message": error.message, **error.more}, error.status)


def json_body() -> Any:
    raw = request.get_data()
    if not raw:
        return {}
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Impossible(f"the body is not JSON: {error}") from error


def add_person(platform: Platform, body: Any) -> Done:
    name = form.text(form.obj(body), "name", longest=form.LONGEST_NAME)
    person, act = acts.add_person(platform, name)
    return {"userId": person.user_id, **act.told()}


def people(platform: Platform, body: Any) -> Done:
    return [_described(person) for person in platform.people.values()]


def _described(person: Person) -> dict[str, Any]:
    return {"userId": person.user_id, "name": person.name, "blocked": person.blocked}


def open_group(platform: Platform, body: Any) -> Done:
    given = form.obj(body)
    name = form.text(given, "name", longest=form.LONGEST_NAME)
    chat, act = acts.open_group(platform, name, form.person_ids(given, "members"))
    return {"groupId": chat.id, **act.told()}


def say(platform: Platform, body: Any, user_id: str) -> Done:
    given = form.obj(body)
    text, event = form.text(given, "text"), form.event(given)
    return acts.say(platform, user_id, text, event=event, how=form.how(given)).told()


def send(platform: Platform, body: Any, user_id: str) -> Done:
    given = form.obj(body)
    return acts.send(platform, user_id, form.sent_event(given), how=form.how(given)).told()


def tap(platform: Platform, body: Any, user_id: str) -> Done:
    given = form.obj(body)
    place = form.text(given, "chat") if "chat" in given else ""
    index = form.whole(given, "message", 0, low=-100_000, high=100_000)
    return acts.tap(
        platform,
        user_id,
        form.text(given, "label"),
        device=Device.PC if form.flag(given, "pc") else Device.PHONE,
        chat_id=place,
        message=index if "message" in given else None,
        picked=form.text(given, "pick") if "pick" in given else "",
    ).told()


def unsend(platform: Platform, body: Any, user_id: str) -> Done:
    return acts.unsend(platform, user_id, form.text(form.obj(body), "messageId")).told()


def block(platform: Platform, body: Any, user_id: str) -> Done:
    return acts.block(platform, user_id).told()


def unblock(platform: Platform, body: Any, user_id: str) -> Done:
    return acts.unblock(platform, user_id).told()


def messages(platform: Platform, body: Any, chat_id: str) -> Done:
    with platform.locked():
        return [seen(shown) for shown in platform.chat(chat_id).screen()]


def seen(shown: Shown) -> dict[str, Any]:
    """A LINE message object with who sent it, and when."""
    return {**shown.message, "from": shown.author, "id": shown.id, "timestamp": shown.at}


def traffic(platform: Platform, body: Any) -> Done:
    return [entry.whole() for entry in reversed(platform.traffic.newest_last())]


def faults(platform: Platform, body: Any) -> Done:
    return {"faults": [asdict(fault) for fault in platform.faults.listed()]}


def set_faults(platform: Platform, body: Any) -> Done:
    """A list replaces all, an object is added."""
    if isinstance(body, list):
        platform.faults.replace([form.fault(each) for each in body])
    else:
        platform.faults.add(form.fault(body))
    platform.changed()
    return faults(platform, None)


def clear_faults(platform: Platform, body: Any) -> Done:
    platform.faults.replace([])
    platform.changed()
    return faults(platform, None)


def advance_clock(platform: Platform, body: Any) -> Done:
    """Seconds; below zero the clock goes back."""
    given, most = form.obj(body), 100 * 366 * 86400
    if "advance" not in given:
        raise Impossible("advance must be a number of seconds")
    seconds = form.number(given, "advance", 0, low=-most, high=most)
    platform.clock.advance(seconds)
    platform.changed()
    return {"now": platform.clock.now(), "advanced": platform.clock.moved_seconds}


def reset(platform: Platform, body: Any) -> Done:
    platform.reset()
    return {}


def settings(platform: Platform, body: Any) -> Done:
    return {
        "redelivery": platform.switches.redelivery,
        "webhookTimeout": platform.switches.webhook_timeout,
        "quota": platform.switches.quota,
        "used": platform.quota.used(platform.clock.month()),
        "webhook": platform.address.url,
        "now": platform.clock.now(),
        "advanced": platform.clock.moved_seconds,
    }


def set_settings(platform: Platform, body: Any) -> Done:
    """redelivery, webhookTimeout (seconds), quota (a month, null: no limit), used (this month)."""
    given = form.obj(body)
    unknown = given.keys() - {"redelivery", "webhookTimeout", "quota", "used"}
    if unknown:
        raise Impossible(f"no such setting: {', '.join(sorted(unknown))}")
    switches = platform.switches
    wanted = {"redelivery": switches.redelivery, "webhookTimeout": switches.webhook_timeout} | given
    redelivery = form.flag(wanted, "redelivery")
    timeout = form.number(wanted, "webhookTimeout", 2, low=0.01, high=600)
    if given.get("quota") is not None:
        form.whole(given, "quota", 0, low=0, high=10**9)
    used = form.whole(given, "used", 0, low=0, high=10**9)
    switches.redelivery, switches.webhook_timeout = redelivery, timeout
    switches.quota = given.get("quota", switches.quota)
    if "used" in given:
        platform.quota.set_used(used, month=platform.clock.month())
    platform.changed()
    return settings(platform, None)


def crowd(platform: Platform, body: Any) -> Done:
    """How often each of them was reached by push, multicast and broadcast."""
    with platform.locked():
        count = platform.crowd.copied()
    return count().told()


def gather_crowd(platform: Platform, body: Any) -> Done:
    """people, and blockedEvery n: each n-th blocks from the start. Counts begin at nothing."""
    given = form.obj(body)
    people = form.whole(given, "people", -1, low=0, high=LARGEST)
    every = form.whole(given, "blockedEvery", 0, low=0, high=LARGEST)
    platform.gather(people, blocked_every=every)
    return crowd(platform, None)


def crowd_ids(platform: Platform, body: Any) -> Done:
    """User ids of the crowd by number: ?from=0&count=1000, at most 100,000 at once."""
    first, count = request.args.get("from", "0"), request.args.get("count", "1000")
    if not (re.fullmatch("[0-9]{1,9}", first) and re.fullmatch("[0-9]{1,9}", count)):
        raise Impossible("from and count must be whole numbers")
    end = int(first) + min(int(count), MOST_IDS)
    return [user_id(number) for number in range(int(first), min(end, platform.crowd.people))]


MOST_IDS = 100_000
_PERSON = "/people/<user_id>"
_RULES: dict[str, Callable[..., Done]] = {
    "GET /people": people,
    "POST /people": add_person,
    f"POST {_PERSON}/say": say,
    f"POST {_PERSON}/tap": tap,
    f"POST {_PERSON}/send": send,
    f"POST {_PERSON}/unsend": unsend,
    f"POST {_PERSON}/block": block,
    f"POST {_PERSON}/unblock": unblock,
    "GET /people/<chat_id>/messages": messages,
    "POST /groups": open_group,
    "GET /groups/<chat_id>/messages": messages,
    "GET /crowd": crowd,
    "POST /crowd": gather_crowd,
    "GET /crowd/ids": crowd_ids,
    "GET /traffic": traffic,
    "GET /faults": faults,
    "POST /faults": set_faults,
    "DELETE /faults": clear_faults,
    "POST /clock": advance_clock,
    "POST /reset": reset,
    "GET /settings": settings,
    "POST /settings": set_settings,
}
