"""
The questions that forms are made of, each written once.

A question's `take` turns what a reader understood into answers. Answers are plain
strings and numbers, so that a draft outlives the release that wrote it.
"""

from collections.abc import Mapping
from itertools import combinations
from typing import Any, Final

from handlers.answers import agency, appwish, count, email, person, phone, province
from handlers.answers.agency import AgencyMatch
from handlers.answers.appwish import AppWish
from handlers.answers.count import Count
from handlers.answers.email import Email
from handlers.answers.phone import Phone
from handlers.answers.reading import Unclear
from handlers.lexicon import AgencyEntry, Lexicon
from handlers.question import Answered, Answers, Button, Question, Reading, Which
from handlers.turn import AgencyAnswer, Answer, Option, Person, PhoneNumber, Words
from models.vocabulary import AgencyCategory, MeetingApp

# Above this a number is more often a slip than an agency: asked once more.
MANY_USERS: Final = 100_000
# A shorter name is an abbreviation: no body is entered under one.
SHORTEST_NEW_NAME: Final = 8
LATER: Final = "later"  # the answer of whoever has no letter yet
USUAL_USERS: Final = (50, 100, 200, 500, 1000, 2000)


def _take_agency(match: AgencyMatch, answers: Answers) -> Reading:
    if match.exact:
        return Answered(_listed(match.candidates[0]))
    if not match.name:
        return Unclear("unclear.agency")
    unlisted = Option(
        Words("choice.agency_new", {"agency": match.name}),
        _unlisted(match),
    )
    if not match.candidates:
        retype = Words("ask.agency_new", {"agency": match.name})
        return Which(retype, (unlisted,))
    listed = tuple(
        Option(Words("choice.agency", {"agency": entry.name}), _listed(entry))
        for entry in match.candidates
    )
    is_short = len(match.name) < SHORTEST_NEW_NAME
    none = Option(Words("choice.agency_none"), {}) if is_short else unlisted
    return Which(Words("ask.agency_which", {"agency": match.name}), (*listed, none))


def _listed(entry: AgencyEntry) -> dict[str, Answer | None]:
    return {
        "agency": entry.code,
        "agency_name": entry.name,
        "category": str(entry.category),
        "province": entry.province or "-",
    }


def _unlisted(match: AgencyMatch) -> dict[str, Answer | None]:
    return {
        "agency": "-",
        "agency_name": match.name,
        "category": str(match.category) if match.category else None,
        "province": match.province,
    }


def _take_category(found: Unclear, answers: Answers) -> Reading:
    return found


def _take_province(found: str | Unclear, answers: Answers) -> Reading:
    return found if isinstance(found, Unclear) else Answered({"province": found})


def _take_apps(found: AppWish | frozenset[MeetingApp] | Unclear, answers: Answers) -> Reading:
    if isinstance(found, Unclear):
        return found
    wish = found if isinstance(found, AppWish) else AppWish(found)
    chosen = wish.upon(apps_of(answers) if "apps" in answers else frozenset())
    return Answered({"apps": _apps_code(chosen)}) if chosen else Unclear("unclear.app")


def _take_users(found: Count | Unclear, answers: Answers) -> Reading:
    if isinstance(found, Unclear):
        return _ask_range(found) if "min" in found.values else found
    if found.n <= MANY_USERS:
        return Answered({"users": found.n})
    sure = Option(Words("choice.users_sure", {"users": found.n}), {"users": found.n})
    return Which(Words("ask.users_sure", {"users": found.n}), (sure,))


def _ask_range(found: Unclear) -> Which:
    ends = (found.values["min"], found.values["max"])
    options = tuple(Option(Words("choice.users", {"users": n}), {"users": n}) for n in ends)
    return Which(Words("ask.users_range", {"min": ends[0], "max": ends[1]}), options)


def _take_name(found: str | Unclear, answers: Answers) -> Reading:
    return found if isinstance(found, Unclear) else Answered({"name": found})


def _take_phone(found: Phone | Unclear, answers: Answers) -> Reading:
    if isinstance(found, Unclear):
        return found
    return Answered({"phone": found.e164, "extension": found.extension})


def _take_email(found: Email | Unclear, answers: Answers) -> Reading:
    if isinstance(found, Unclear):
        return found
    if found.suggestion is None:
        return Answered({"email": found.address})
    ways = (found.suggestion, found.address)
    options = tuple(Option(Words("choice.email", {"email": a}), {"email": a}) for a in ways)
    return Which(Words("ask.email_meant", {"email": found.suggestion}), options)


def _read_category(text: str, lexicon: Lexicon) -> Unclear:
    # The five are offered as buttons, and whatever is offered is understood before a form
    # reads: a text that gets here was none of them.
    return Unclear("unclear.category")


def _apps_code(apps: frozenset[MeetingApp]) -> str:
    return "+".join(str(app) for app in MeetingApp if app in apps)


def _app_buttons() -> tuple[Button, ...]:
    everything = tuple(MeetingApp)
    some = [chosen for size in (1, 2) for chosen in combinations(everything, size)]
    return tuple(
        Button(code, Words(f"choice.apps.{code}"), {"apps": code})
        for code in (_apps_code(frozenset(chosen)) for chosen in (*some, everything))
    )


def needs_province(answers: Answers) -> bool:
    """Only bodies in the provinces are asked for theirs; the directory knows its own."""
    return answers.get("category") == AgencyCategory.PROVINCIAL


AGENCY: Final = Question("agency", 1, agency.match, _take_agency, also=("agency_name",))
CATEGORY: Final = Question(
    "category",
    1,
    _read_category,
    _take_category,
    buttons=tuple(
        Button(str(c), Words(f"label.category.{c}"), {"category": str(c)}) for c in AgencyCategory
    ),
)
PROVINCE: Final = Question("province", 1, province.read, _take_province, when=needs_province)
APPS: Final = Question("apps", 2, appwish.read, _take_apps, buttons=_app_buttons())
USERS: Final = Question(
    "users",
    3,
    count.read,
    _take_users,
    buttons=tuple(
        Button(str(n), Words("choice.users", {"users": n}), {"users": n}) for n in USUAL_USERS
    ),
)
CONTACT: Final = (
    Question("name", 4, person.read, _take_name, group="contact"),
    Question("phone", 4, phone.read, _take_phone, also=("extension",), group="contact"),
    Question("email", 4, email.read, _take_email, group="contact"),
)


# ---- answers, read back -----------------------------------------------------------------


def known(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Stored answers without those whose words are not of this release."""
    kept = {name: value for name, value in answers.items() if _is_known(name, value)}
    if "agency_name" not in kept:
        kept.pop("agency", None)
    return kept


def _is_known(name: str, value: Any) -> bool:
    if value is None:
        return True
    match name:
        case "category":
            return value in set(AgencyCategory)
        case "apps":
            return set(str(value).split("+")) <= set(MeetingApp)
        case "users":
            return type(value) is int
    return type(value) is str


def agency_of(answers: Mapping[str, Any]) -> AgencyAnswer:
    """The agency that complete answers name."""
    is_listed = answers["agency"] != "-"
    has_province = answers.get("province", "-") != "-" and needs_province(answers)
    return AgencyAnswer(
        code=str(answers["agency"]) if is_listed else None,
        name=str(answers["agency_name"]),
        category=AgencyCategory(answers["category"]),
        province=str(answers["province"]) if has_province else None,
    )


def apps_of(answers: Mapping[str, Any]) -> frozenset[MeetingApp]:
    """The apps that complete answers name."""
    return frozenset(MeetingApp(code) for code in str(answers["apps"]).split("+"))


def person_of(answers: Mapping[str, Any]) -> Person:
    """The contact that complete answers name."""
    return Person(str(answers["name"]), phone_of(answers), str(answers["email"]))


def phone_of(answers: Mapping[str, Any]) -> PhoneNumber:
    """The phone number that complete answers name."""
    extension = answers.get("extension")
    return PhoneNumber(str(answers["phone"]), str(extension) if extension else None)


def answers_of(person: Person) -> dict[str, Answer]:
    """A person as answers, to be shown and changed in a form."""
    answers: dict[str, Answer] = {
        "name": person.name,
        "phone": person.phone.e164,
        "email": person.email,
    }
    return answers | ({"extension": person.phone.extension} if person.phone.extension else {})
