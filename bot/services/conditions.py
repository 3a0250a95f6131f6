"""
Whom a notice is for, as conditions: within a kind any of them, between the kinds all of them.

Pure. All must hold for one and the same body: who speaks for two is meant when one of them
fits whole, not when each of them fits by half.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, TypedDict

from models.vocabulary import AgencyCategory, AppStatus, MeetingApp, RegistrationStatus


class BodyFacts(TypedDict):
    """
    What conditions may ask about a body: where its open request stands, or else its newest,
    and how far the provider of each app is that it still asks for.
    """

    category: str
    province: str | None
    status: str | None
    apps: list[list[str]]  # app, status
    tags: list[str]


class Scope(StrEnum):
    """Whether only those who speak for a body are meant, or whoever wrote to us."""

    REGISTERED = "registered"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Conditions:
    """
    Which people are meant. A kind that is empty asks for nothing; `statuses` are of requests,
    `app_statuses` of an app with its provider (of one of `apps`, if there are any), `agencies`
    the numbers of bodies. A condition about bodies leaves out who speaks for none, whatever
    the scope.
    """

    scope: Scope = Scope.REGISTERED
    categories: frozenset[AgencyCategory] = field(default_factory=frozenset)
    apps: frozenset[MeetingApp] = field(default_factory=frozenset)
    statuses: frozenset[RegistrationStatus] = field(default_factory=frozenset)
    app_statuses: frozenset[AppStatus] = field(default_factory=frozenset)
    provinces: frozenset[str] = field(default_factory=frozenset)
    agencies: frozenset[int] = field(default_factory=frozenset)
    tags: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_about_bodies(self) -> bool:
        """Whether anything is asked about bodies, beyond that there is one."""
        return any(getattr(self, kind) for kind in KINDS)

    def to_json(self) -> dict[str, Any]:
        """The same as plain data; equal conditions come out equal."""
        kinds = {kind: sorted(getattr(self, kind)) for kind in KINDS}
        return {"scope": str(self.scope)} | {kind: list for kind, list in kinds.items() if list}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Conditions":
        """
        Conditions from plain data.

        ValueError for what nobody knows: a condition that is passed over reaches more people.
        """
        strange = set(data) - {"scope", *KINDS}
        if strange:
            raise ValueError(f"unknown conditions: {sorted(strange)}")
        kinds = {kind: _set(read, data.get(kind, ())) for kind, read in KINDS.items()}
        return cls(scope=Scope(data.get("scope", Scope.REGISTERED)), **kinds)


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a condition is not a word")
    return value


# The kinds of condition about bodies, and what makes a value of each.
KINDS: Final[Mapping[str, Any]] = {
    "categories": AgencyCategory,
    "apps": MeetingApp,
    "statuses": RegistrationStatus,
    "app_statuses": AppStatus,
    "provinces": _word,
    "agencies": int,
    "tags": _word,
}


def fit_person(bodies: Sequence[BodyFacts], conditions: Conditions) -> bool:
    """Whether somebody is meant who speaks for these bodies; `agencies` are not looked at."""
    if conditions.scope is Scope.EVERYONE and not conditions.is_about_bodies:
        return True
    return any(fit_body(body, conditions) for body in bodies)


def fit_body(body: BodyFacts, conditions: Conditions) -> bool:
    """Whether those who speak for this body are meant; `agencies` are not looked at."""
    return (
        _is_one(body["category"], conditions.categories)
        and _is_one(body["status"], conditions.statuses)
        and _is_one(body["province"], conditions.provinces)
        and (not conditions.tags or not conditions.tags.isdisjoint(body["tags"]))
        and _fits_apps(body["apps"], conditions)
    )


def _is_one(value: str | None, wanted: frozenset[Any]) -> bool:
    return not wanted or value in wanted


def _fits_apps(apps: Iterable[Sequence[str]], conditions: Conditions) -> bool:
    """The app and how far it is must be of the same one."""
    if not conditions.apps and not conditions.app_statuses:
        return True
    return any(
        _is_one(app, conditions.apps) and _is_one(status, conditions.app_statuses)
        for app, status in apps
    )


def _set(read: Any, values: Any) -> frozenset[Any]:
    if not isinstance(values, list | tuple):
        raise ValueError("conditions of a kind are not a list")
    return frozenset(read(value) for value in values)
