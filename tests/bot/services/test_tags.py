"""Words on a body: put, taken off, found again, and moved with the body."""

import pytest

from bot.services import tags, uniting
from bot.services.decisions import NotPossible
from bot.services.officer import Officer
from bot.services.tags import Tagged
from bot.services.uniting import United
from models.base import Database
from models.vocabulary import Role
from tests.bot.services.colleagues import audited, hire
from tests.bot.services.office import later

pytestmark = pytest.mark.both

AT = later(days=1)


@pytest.fixture
def officer(peopled: Database) -> Officer:
    return Officer(hire(peopled), "สมศรี", Role.OFFICER)


def put(database: Database, officer: Officer, tag: str, code: str = "GOV-091"):
    return tags.put(database, code, tag, officer=officer, now=AT)


def take(database: Database, officer: Officer, tag: str, code: str = "GOV-091"):
    return tags.take(database, code, tag, officer=officer, now=AT)


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("  นำร่อง ", "นำร่อง"),
        ("รอบ\u200bแรก", "รอบแรก"),
        ("a,b", "a b"),
        ("x\ny", "x y"),
        (" , ", ""),
        ("ก" * 50, "ก" * 40),
    ],
)
def test_a_tag_is_read_as_one_short_line(written: str, tag: str) -> None:
    assert tags.read(written) == tag


def test_a_tag_is_put_on_once(peopled: Database, officer: Officer) -> None:
    done = [put(peopled, officer, tag) for tag in ("นำร่อง", "กลุ่ม 1", "นำร่อง")]

    assert done[0] == Tagged(("นำร่อง",))
    assert done[1] == done[2] == Tagged(("กลุ่ม 1", "นำร่อง"))
    assert audited(peopled) == [("agency.tagged", "agency 1", officer.id)] * 2


def test_a_tag_is_spelt_as_it_was_first(peopled: Database, officer: Officer) -> None:
    put(peopled, officer, "VIP", "PROV-421")

    assert put(peopled, officer, "vip") == Tagged(("VIP",))
    assert tags.every(peopled) == ("VIP",)


def test_a_tag_is_taken_off_once(peopled: Database, officer: Officer) -> None:
    put(peopled, officer, "ก")
    put(peopled, officer, "ข")

    done = [take(peopled, officer, "ก") for _ in range(2)]

    assert done == [Tagged(("ข",))] * 2
    assert [action for action, *_ in audited(peopled)] == [
        "agency.tagged",
        "agency.tagged",
        "agency.untagged",
    ]


def test_a_body_has_only_so_many(peopled: Database, officer: Officer) -> None:
    for number in range(tags.MOST):
        put(peopled, officer, f"ป้าย {number}")

    assert put(peopled, officer, "อีกป้าย") == NotPossible("bodies.refused.tags")
    assert isinstance(put(peopled, officer, "ป้าย 0"), Tagged)


def test_a_body_that_is_none_has_no_tags(peopled: Database, officer: Officer) -> None:
    gone = NotPossible("bodies.refused.gone")
    assert put(peopled, officer, "ก", "GOV-999") == gone
    assert take(peopled, officer, "ก", "GOV-999") == gone


def test_tags_move_with_a_body(peopled: Database, officer: Officer) -> None:
    put(peopled, officer, "ก", "PROV-421")
    put(peopled, officer, "ข", "PROV-421")
    put(peopled, officer, "ข", "GOV-091")

    united = uniting.unite(peopled, "PROV-421", into="GOV-091", officer=officer, now=AT)

    assert united == United("GOV-091")
    with peopled.read() as connection:
        assert tags.of_body(connection, 1) == ("ก", "ข")
        assert tags.of_body(connection, 2) == ()
    assert put(peopled, officer, "ค", "PROV-421") == NotPossible("bodies.refused.gone")
