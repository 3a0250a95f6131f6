"""Every entry of the books has its key, and goes back to its place."""

from dataclasses import replace

from messages_th import load, load_lexicon
from messages_th.entries import lines, of_guides, of_lexicon, worded_lexicon

CATALOGUE = load()


def test_worded_as_they_are_the_books_stay_as_they_are() -> None:
    worded = CATALOGUE.worded(CATALOGUE.entries())

    assert worded.texts == CATALOGUE.texts
    assert worded.guides == CATALOGUE.guides
    assert worded.articles == CATALOGUE.articles
    assert worded.troubles == CATALOGUE.troubles
    assert list(of_lexicon(worded.words())) == list(of_lexicon(CATALOGUE.words()))


def test_a_guide_takes_its_steps_its_tip_and_its_link() -> None:
    guide = CATALOGUE.guide("teams", "install", "ios")
    assert guide.link is not None
    prefix = "guide.teams.install.ios"

    worded = CATALOGUE.worded(
        {
            f"{prefix}.steps": "เปิด App Store\n\n แตะ “รับ” \n",
            f"{prefix}.tip": "",
            f"{prefix}.link.label": "ไป App Store",
        }
    )

    assert worded.guide("teams", "install", "ios") == replace(
        guide,
        steps=("เปิด App Store", "แตะ “รับ”"),
        tip=None,
        link=replace(guide.link, label="ไป App Store"),
    )
    assert worded.guide("teams", "install", "mac") == CATALOGUE.guide("teams", "install", "mac")


def test_what_an_app_is_called_changes_in_all_its_guides_and_no_other() -> None:
    worded = CATALOGUE.worded({"guide.hangouts.name": "Google Meet"})

    names = {key.partition(".")[0]: guide.name for key, guide in worded.guides.items()}

    assert names == {
        "hangouts": "Google Meet",
        "teams": "Microsoft Teams",
        "webex": "Cisco Webex Meetings",
    }


def test_a_remedy_for_one_app_leaves_that_for_all_alone() -> None:
    before = CATALOGUE.symptom("sound", "silent")

    after = CATALOGUE.worded({"remedy.sound.silent.teams.steps": "ปิดแล้วเปิดแอป"}).symptom(
        "sound", "silent"
    )

    assert after.remedy == before.remedy
    assert after.by_app["webex"] == before.by_app["webex"]
    assert after.by_app["teams"].steps == ("ปิดแล้วเปิดแอป",)


def test_a_list_of_words_takes_the_place_of_the_old_one() -> None:
    worded = worded_lexicon(load_lexicon(), {"words.commands.help": "ช่วยที\nงงไปหมด"})

    assert worded["commands"]["help"] == ["ช่วยที", "งงไปหมด"]
    assert worded["commands"]["status"] == load_lexicon()["commands"]["status"]


def test_without_words_of_the_office_the_lexicon_is_the_very_same() -> None:
    assert worded_lexicon(load_lexicon(), {"button.menu": "เมนู"}) is load_lexicon()


def test_no_two_entries_have_the_same_key() -> None:
    shared = set(CATALOGUE.texts) & {key for key, _ in of_guides(CATALOGUE.guides)}

    assert shared == set()


def test_lines_are_what_stands_on_them() -> None:
    assert lines(" หนึ่ง \r\n\r\nสอง\n") == ["หนึ่ง", "สอง"]
