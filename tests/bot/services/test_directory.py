"""The directory in the database: brought up to date, and read as a lexicon."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

import messages_th
from bot.services import directory
from bot.services.directory import Directory
from handlers import weights
from handlers.answers import agency as agencies
from handlers.answers import command, normalise
from handlers.lexicon import AgencyEntry, build
from models.agency import Agency
from models.base import Database
from models.vocabulary import AgencyCategory
from tests.bot.services.office import MORNING, later

_a = Agency.__table__
PATTAYA = "เมืองพัทยา"


@pytest.fixture
def synced(database: Database) -> Database:
    directory.sync(database, now=MORNING)
    return database


def rows(database: Database) -> list[tuple[object, ...]]:
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(select(_a).order_by(_a.c.id))]


def test_sync_stores_every_listed_body(synced: Database) -> None:
    with synced.read() as connection:
        found = directory.entries(connection)

    assert [entry.code for entry in found] == [row["code"] for row in directory.read_list()]
    assert found[90] == AgencyEntry(
        code="GOV-091",
        name="กรมอุตุนิยมวิทยา",
        category=AgencyCategory.GOVERNMENT,
        province=None,
        keys=(
            "อต.",
            "TMD",
            "Thai Meteorological Department",
            "กรมอุตุ",
            "กรมอุตุฯ",
            "อุตุนิยมวิทยา",
            "อุตุ",
        ),
    )


def test_listed_is_what_sync_stores(synced: Database) -> None:
    with synced.read() as connection:
        assert directory.listed() == directory.entries(connection)


def test_shipped_knows_the_list_and_what_was_learned_without_a_database() -> None:
    lexicon = directory.shipped()

    match = agencies.match("กรมอุตุ", lexicon)

    assert [entry.code for entry in match.candidates] == ["GOV-091"]
    assert lexicon.weights == weights.parse(messages_th.load_weights())


def test_sync_a_second_time_writes_nothing(synced: Database) -> None:
    before = rows(synced)

    directory.sync(synced, now=later(days=1))

    assert rows(synced) == before


def test_sync_corrects_what_the_list_says_otherwise(synced: Database) -> None:
    before = rows(synced)
    with synced.write() as connection:
        changed = update(_a).where(_a.c.code == "GOV-091")
        connection.execute(changed.values(category="independent", keys="", province="ตาก"))

    directory.sync(synced, now=later(days=1))

    assert rows(synced) == before


def test_sync_takes_over_a_body_that_a_contact_had_named(database: Database) -> None:
    named = {
        "code": "NEW-00001",
        "name": "เมือง พัทยา",
        "folded": directory.folded(PATTAYA),
        "category": AgencyCategory.GOVERNMENT,
        "created_at": MORNING - timedelta(days=1),
    }
    with database.write() as connection:
        connection.execute(insert(_a), named)

    directory.sync(database, now=MORNING)

    assert [row[:3] + row[4:6] for row in rows(database) if row[0] == 1] == [
        (1, "PROV-485", PATTAYA, AgencyCategory.PROVINCIAL, "ชลบุรี")
    ]
    assert len(rows(database)) == len(directory.read_list())


def test_folded_is_one_for_two_spellings_of_a_name() -> None:
    assert directory.folded("อบต. บ้านใหม่") == directory.folded("อบตบ้านไหม่")
    assert directory.folded("อบต. บ้านใหม่") != directory.folded("อบต. บ้านเก่า")


def test_the_list_names_each_body_once() -> None:
    listed = directory.read_list()

    twice = {
        column: [value for value, times in Counter(r[column] for r in listed).items() if times > 1]
        for column in ("code", "name", "folded")
    }
    assert twice == {"code": [], "name": [], "folded": []}


def test_the_list_repeats_no_alias_and_keeps_to_the_vocabulary() -> None:
    with directory.LISTED.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))

    repeated = [
        row["id"]
        for row in listed
        if any(
            times > 1
            for key, times in Counter(
                [row["name_th"], row["abbr_th"], *row["aliases"].split(";")]
            ).items()
            if key
        )
    ]
    assert repeated == []
    assert {row["category"] for row in listed} == set(AgencyCategory)
    assert len({row["province"] for row in listed} - {""}) == 77


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("กรมอุตุ", "GOV-091"),
        ("สดช.", "GOV-092"),
        ("ONDE", "GOV-092"),
        ("ดีอีเอส", "GOV-089"),
        ("MDES", "GOV-089"),
        ("ก.ล.ต.", "IND-320"),
        ("กลต", "IND-320"),
        ("กสทช", "IND-318"),
        ("ปตท", "SOE-189"),
        ("สตช.", "GOV-183"),
        ("ม.เชียงใหม่", "GOV-334"),
        ("ม.ขอนแก่น", "GOV-335"),
    ],
)
def test_the_list_knows_what_bodies_are_called_every_day(typed: str, code: str) -> None:
    entries = [
        AgencyEntry(
            row["code"],
            row["name"],
            AgencyCategory(row["category"]),
            row["province"],
            tuple(row["keys"].split("\n")),
        )
        for row in directory.read_list()
    ]
    lexicon = build(messages_th.load_lexicon(), entries)

    match = agencies.match(typed, lexicon)

    assert (match.exact, [entry.code for entry in match.candidates]) == (True, [code])


def test_directory_learns_of_new_bodies_within_seconds(synced: Database) -> None:
    seconds = [100.0]
    bodies = Directory(synced, messages_th.load_lexicon, seconds=lambda: seconds[0])
    first = bodies.lexicon()
    name = "อบต.ดอนสมมติ"
    with synced.write() as connection:
        values = {
            "code": "NEW-00001",
            "name": name,
            "folded": normalise.key(name, first),
            "category": AgencyCategory.PROVINCIAL,
            "created_at": MORNING,
        }
        connection.execute(insert(_a), values)

    at_once = bodies.lexicon()
    seconds[0] += directory.LOOK_AGAIN_SECONDS
    afterwards = bodies.lexicon()

    assert at_once is first
    assert agencies.match(name, first).exact is False
    assert [entry.code for entry in agencies.match(name, afterwards).candidates] == ["NEW-00001"]


def test_directory_keeps_what_was_learned_when_bodies_are_added(synced: Database) -> None:
    seconds = [100.0]
    learned = replace(weights.UNTRAINED, digest="made up")
    words = messages_th.load_lexicon()
    bodies = Directory(synced, lambda: words, learned, seconds=lambda: seconds[0])
    first = bodies.lexicon()
    with synced.write() as connection:
        connection.execute(delete(_a).where(_a.c.code == "PROV-485"))

    seconds[0] += directory.LOOK_AGAIN_SECONDS
    afterwards = bodies.lexicon()

    assert afterwards is not first
    assert [first.weights, afterwards.weights] == [learned, learned]


def test_directory_learns_new_words_within_seconds(synced: Database) -> None:
    seconds = [100.0]
    texts = [messages_th.load()]
    bodies = Directory(synced, lambda: texts[-1].words(), seconds=lambda: seconds[0])
    first = bodies.lexicon()
    texts.append(messages_th.load({"words.commands.greet": "สวัสดี\nโย่วจ้า"}))

    seconds[0] += directory.LOOK_AGAIN_SECONDS
    afterwards = bodies.lexicon()

    said = [command.command("โย่วจ้า", lexicon) for lexicon in (first, afterwards)]
    assert said == [None, "greet"]


def test_directory_builds_nothing_anew_when_nothing_was_added(synced: Database) -> None:
    seconds = [100.0]
    bodies = Directory(synced, messages_th.load_lexicon, seconds=lambda: seconds[0])
    first = bodies.lexicon()

    seconds[0] += 10 * directory.LOOK_AGAIN_SECONDS

    assert bodies.lexicon() is first
