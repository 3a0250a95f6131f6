import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.services import alarms
from bot.services.alarms import OWN, SHARED, Change, Growing, Known, Level, Sight, judge
from models.base import Database

ROOT = Path(__file__).resolve().parents[3]
NOON = 1_584_421_200_000
CALM = Sight()
RULES = {rule.name: rule for rule in (*SHARED, *OWN)}


def raised(sight: Sight, known: dict[str, Known] | None = None) -> list[str]:
    return [
        change.name
        for change in judge((*SHARED, *OWN), sight, known or {})
        if change.after.is_raised
    ]


@pytest.mark.parametrize(
    ("sight", "names"),
    [
        (CALM, []),
        (Sight(waiting_seconds=10), []),
        (Sight(waiting_seconds=10.1), ["queue slow"]),
        (Sight(waiting_seconds=60.1), ["queue slow", "queue stuck"]),
        (Sight(uncertain=1, dead=1), ["messages uncertain", "dead letters"]),
        (Sight(dead=1), ["dead letters"]),
        (Sight(quota_used=449, quota_limit=500), []),
        (Sight(quota_used=450, quota_limit=500), ["quota nearly used up"]),
        (Sight(quota_used=500, quota_limit=500), ["quota nearly used up", "quota used up"]),
        (Sight(quota_used=0, quota_limit=0), ["quota nearly used up", "quota used up"]),
        (Sight(quota_used=10**9), []),
        (Sight(quota_refusals=1), ["quota used up"]),
        (Sight(access_refusals=1), ["line refuses our token"]),
        (Sight(bad_signatures=19), []),
        (Sight(bad_signatures=20), ["webhook signatures wrong"]),
        (Sight(free_bytes=1_000_000_000), []),
        (Sight(free_bytes=999_999_999), ["disk nearly full"]),
        (Sight(worker_silent_seconds=60), []),
        (Sight(worker_silent_seconds=61), ["worker silent"]),
        (Sight(is_line_down=True), ["line down"]),
        (Sight(is_database_down=True), ["database down"]),
    ],
)
def test_each_alarm_is_raised_by_what_it_is_for(sight: Sight, names: list[str]) -> None:
    assert raised(sight) == names


def test_every_alarm_has_been_raised_above() -> None:
    worst = Sight(61, 1, 1, 1, 1, 1, 1, 20, True, True, 0, 61)

    assert raised(worst) == list(RULES)


def test_an_alarm_is_told_when_it_changes_and_not_in_between() -> None:
    rules = [RULES["queue slow"]]
    up, down = Known(True), Known(False)

    assert judge(rules, Sight(waiting_seconds=12), {"queue slow": up}) == ()
    assert judge(rules, CALM, {"queue slow": up}) == (
        Change("queue slow", Level.ERROR, up, down, 0.0),
    )
    assert judge(rules, CALM, {"queue slow": down}) == ()


def test_what_grows_is_told_again_each_time_and_what_shrinks_is_only_noted() -> None:
    rules = [RULES["dead letters"]]
    three = {"dead letters": Known(True, 3)}

    assert judge(rules, Sight(dead=3), three) == ()
    assert judge(rules, Sight(dead=5), three) == (
        Change("dead letters", Level.ERROR, Known(True, 3), Known(True, 5), 5),
    )
    (shrunk,) = judge(rules, Sight(dead=2), three)
    assert shrunk.after == Known(False, 2)
    assert raised(Sight(dead=3), {"dead letters": shrunk.after}) == ["dead letters"]


@pytest.mark.both
def test_of_several_processes_one_tells(database: Database) -> None:
    sight = Sight(waiting_seconds=12, dead=2)
    first = judge(SHARED, sight, alarms.standing(database))
    second = judge(SHARED, sight, alarms.standing(database))

    told = [alarms.keep(database, changes, now_ms=NOON) for changes in (first, second)]
    calm = judge(SHARED, replace(sight, waiting_seconds=1), alarms.standing(database))
    taken_back = [alarms.keep(database, calm, now_ms=NOON + 1) for _ in range(2)]

    assert [[change.name for change in changes] for changes in told] == [
        ["queue slow", "dead letters"],
        [],
    ]
    assert [[change.name for change in changes] for changes in taken_back] == [["queue slow"], []]
    assert alarms.standing(database) == {
        "queue slow": Known(False),
        "dead letters": Known(True, 2),
    }


def test_every_alarm_is_explained() -> None:
    page = (ROOT / "docs" / "watching.md").read_text("utf-8")
    explained = re.findall(r"^\| ([a-z ]+) \| (error|critical) \|", page, re.MULTILINE)

    assert explained == [(rule.name, str(rule.level)) for rule in RULES.values()]


def test_names_fit_their_column() -> None:
    assert all(len(rule.name) <= 40 for rule in RULES.values())
    assert len(RULES) == len(SHARED) + len(OWN)
    assert [rule.name for rule in SHARED if isinstance(rule, Growing)] == [
        "messages uncertain",
        "dead letters",
    ]
