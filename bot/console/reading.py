"""
What staff typed about a body, a contact or a request, read as the dialogue reads it.

Pure. A form that cannot be taken comes back as its faults, by field. What is merely unlikely
(a misspelt address, a very large agency) is asked about: a tick says that it is meant so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from bot.services import directory, selection
from bot.services.naming import LONGEST_NAME, MOST_KEYS, Particulars
from handlers.answers import agency, count, email, person, phone
from handlers.answers.reading import Unclear
from handlers.effects import AgencyAnswer, Submit
from handlers.facts import Person
from handlers.questions import MANY_USERS
from handlers.saying import PhoneNumber
from models.vocabulary import AgencyCategory, MeetingApp, Origin

LONGEST: Final = 300  # characters of a field that are read
MOST_LINES: Final = 40
BY_STAFF: Final = (Origin.PHONE, Origin.WALK_IN)

Form = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What to type instead. With `sure`, the same may stay once that value is ticked."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    sure: str | None = None


Faults = dict[str, Fault]


def contact(form: Form) -> Person | Faults:
    """A person of an agency: name, telephone, e-mail."""
    faults: Faults = {}
    name = person.read(_typed(form, "name"), directory.words())
    number = phone.read(_typed(form, "phone"), directory.words())
    if isinstance(name, Unclear):
        faults["name"] = Fault("bodies.unclear.name")
    if isinstance(number, Unclear):
        faults["phone"] = Fault("bodies.unclear.phone")
    address = _address(form)
    if isinstance(address, Fault):
        faults["email"] = address
    if isinstance(name, Unclear) or isinstance(number, Unclear) or isinstance(address, Fault):
        return faults
    return Person(name, PhoneNumber(number.e164, number.extension), address)


def particulars(form: Form) -> Particulars | Faults:
    """What a body is called and what it is."""
    faults: Faults = {}
    name = _name(form)
    category, province = _category(form), _province(form)
    keys = _keys(form.get("keys", ""))
    if not name:
        faults["body"] = Fault("bodies.unclear.body")
    if category is None:
        faults["category"] = Fault("bodies.unclear.category")
    elif category is AgencyCategory.PROVINCIAL and province is None:
        faults["province"] = Fault("bodies.unclear.province")
    if len("\n".join(keys)) > MOST_KEYS or len(keys) > MOST_LINES:
        faults["keys"] = Fault("bodies.unclear.keys")
    if category is None or faults:
        return faults
    return Particulars(name, category, province, tuple(key for key in keys if key != name))


def entry(form: Form, listed: AgencyAnswer | None) -> Submit | Faults:
    """A whole request of a listed agency, or of one that the form describes."""
    faults: Faults = {}
    body = listed or _new_body(form, faults)
    apps = frozenset(app for app in MeetingApp if app in form.getlist("apps"))
    origin = next((way for way in BY_STAFF if way == form.get("origin")), None)
    users = _users(form)
    someone = contact(form)
    if not apps:
        faults["apps"] = Fault("bodies.unclear.apps")
    if origin is None:
        faults["origin"] = Fault("bodies.unclear.origin")
    if isinstance(users, Fault):
        faults["users"] = users
    if isinstance(someone, dict):
        faults |= someone
    if isinstance(users, Fault) or isinstance(someone, dict) or not (body and origin) or faults:
        return faults
    return Submit(body, apps, users, someone, origin=origin)


def _new_body(form: Form, faults: Faults) -> AgencyAnswer | None:
    read = particulars(form)
    if isinstance(read, dict):
        faults |= read
        return None
    province = read.province if read.category is AgencyCategory.PROVINCIAL else None
    return AgencyAnswer(None, read.name, read.category, province)


def _typed(form: Form, name: str) -> str:
    return form.get(name, "").strip()[:LONGEST]


def _address(form: Form) -> str | Fault:
    found = email.read(_typed(form, "email"), directory.words())
    if isinstance(found, Unclear):
        return Fault("bodies.unclear.email")
    if found.suggestion and found.address not in form.getlist("sure"):
        return Fault("bodies.unclear.email_meant", {"email": found.suggestion}, found.address)
    return found.address


def _users(form: Form) -> int | Fault:
    found = count.read(_typed(form, "users"), directory.words())
    if isinstance(found, Unclear):
        return Fault("bodies.unclear.users")
    if found.n > MANY_USERS and str(found.n) not in form.getlist("sure"):
        return Fault("bodies.unclear.many", {"users": found.n}, str(found.n))
    return found.n


def _name(form: Form) -> str:
    return agency.match(_typed(form, "body"), directory.words()).name[:LONGEST_NAME]


def _category(form: Form) -> AgencyCategory | None:
    return next((kind for kind in AgencyCategory if kind == form.get("category")), None)


def _province(form: Form) -> str | None:
    return next((name for name in selection.provinces() if name == form.get("province")), None)


def _keys(text: str) -> list[str]:
    """Further names, one a line; what has no letter is none."""
    lines = text[: 2 * MOST_KEYS].splitlines()
    cleaned = (directory.cleaned(line[:LONGEST]) for line in lines)
    return list(dict.fromkeys(key for key in cleaned if directory.folded(key)))
