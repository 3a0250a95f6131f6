"""LINE's API for rich menus."""

from simulator import errors
from simulator.content import Content
from simulator.doors.api import Answer, Call, json_of, ok
from simulator.errors import Refusal
from simulator.platform import Platform
from simulator.rules import menus


def create(platform: Platform, call: Call) -> Answer:
    body = json_of(call)
    menus.refuse_bad(body)
    with platform.locked():
        return ok({"richMenuId": platform.menus.create(body)})


def validate(platform: Platform, call: Call) -> Answer:
    menus.refuse_bad(json_of(call))
    return ok()


def upload(platform: Platform, call: Call) -> Answer:
    picture = Content(call.content_type.split(";")[0].strip().lower(), call.body)
    menus.refuse_bad_picture(picture.content_type, picture.data)
    with platform.locked():
        platform.menus.paint(call.parts["richMenuId"], picture)
    return ok()


def picture(platform: Platform, call: Call) -> Answer:
    found = platform.menus.find(call.parts["richMenuId"]).picture
    if found is None:
        raise Refusal(404, errors.NOT_FOUND)
    return Answer(200, found.data, found.content_type)


def listed(platform: Platform, call: Call) -> Answer:
    return ok({"richmenus": [menu.described() for menu in platform.menus.listed()]})


def one(platform: Platform, call: Call) -> Answer:
    return ok(platform.menus.find(call.parts["richMenuId"]).described())


def delete(platform: Platform, call: Call) -> Answer:
    with platform.locked():
        platform.menus.delete(call.parts["richMenuId"])
        platform.changed()
    return ok()


def set_default(platform: Platform, call: Call) -> Answer:
    with platform.locked():
        platform.menus.show_to_all(call.parts["richMenuId"])
        platform.changed()
    return ok()


def default(platform: Platform, call: Call) -> Answer:
    menu = platform.menus.default()
    if menu is None:
        raise Refusal(404, errors.NO_DEFAULT_MENU)
    return ok({"richMenuId": menu.id})


def delete_default(platform: Platform, call: Call) -> Answer:
    with platform.locked():
        platform.menus.hide_from_all()
        platform.changed()
    return ok()
