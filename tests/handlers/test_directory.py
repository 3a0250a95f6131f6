"""The index of agencies and provinces."""

from handlers import directory
from handlers.directory import AgencyEntry
from handlers.lexicon import Lexicon
from models.vocabulary import AgencyCategory


def entry(code: str, name: str, *keys: str) -> AgencyEntry:
    return AgencyEntry(code, name, AgencyCategory.STATE_ENTERPRISE, None, keys)


def test_index_keeps_bodies_apart_that_share_an_abbreviation(lexicon: Lexicon) -> None:
    entries = [entry("1", "กรมหนึ่งเดียว", "กนด."), entry("2", "กรมนานาดี", "ก.น.ด.", "KND")]

    found = directory.index(entries, lexicon.agency, lexicon.letters)

    assert found.written == {
        "กรมหนึ่งเดียว": (0,),
        "กรมนานาดี": (1,),
        "กนด": (0, 1),
        "knd": (1,),
    }
    assert found.heard == {"กรมหนึงเดียว": (0,), "กรมนานาดี": (1,)}
    assert (found.spoken, found.owners) == (("กรมนานาดี", "กรมหนึงเดียว"), (1, 0))


def test_index_knows_a_company_without_its_form(lexicon: Lexicon) -> None:
    entries = [entry("1", "บริษัท ขนส่ง จำกัด"), entry("2", "บริษัท ท่าอากาศยานไทย จำกัด (มหาชน)")]

    found = directory.index(entries, lexicon.agency, lexicon.letters)

    assert found.written.get("ขนส่ง") is None
    assert found.written["ท่าอากาศยานไทย"] == (1,)


def test_index_finds_official_names_with_and_without_their_form(lexicon: Lexicon) -> None:
    entries = [entry("1", "หอศิลป์ใหม่ (องค์การมหาชน)", "หศ."), entry("2", "กรมใด")]

    found = directory.index(entries, lexicon.agency, lexicon.letters)

    assert found.official == {"หอสิลไหมองการมหาชน": 0, "หอสิลไหม": 0}


def test_provinces_know_short_forms_only_as_written(lexicon: Lexicon) -> None:
    known = directory.provinces({"นราธิวาส": ["นธ"]}, ["จังหวัด"], lexicon.letters)

    assert (known.codes, set(known.names.values())) == ({"นธ": "นราธิวาส"}, {"นราธิวาส"})
    assert known.word.sub("", "จังหวัดนราธิวาส") == "นราธิวาส"
