"""Whatever a turn decides is carried out, about requests and beside them."""

from handlers.turn import CountLookup, DraftNotice, NoticeRefused, NoticesSet, SetNotices, Submitted
from tests.bot.services.office import WEATHER, Office, submit


def test_each_kind_of_effect_finds_who_carries_it_out(office: Office) -> None:
    assert isinstance(office.do(1, submit(WEATHER)), Submitted)
    assert office.do(1, SetNotices(are_wanted=False)) == NoticesSet(are_wanted=False)
    assert office.do(1, DraftNotice("ก", "ข", "everyone")) == NoticeRefused(
        "broadcast.refused.role"
    )
    assert office.do(1, CountLookup()) is None


def test_an_event_has_its_effect_once(office: Office) -> None:
    office.do(1, submit(WEATHER), event=7)
    office.do(1, SetNotices(are_wanted=False), event=8)

    assert office.do(1, SetNotices(are_wanted=False), event=8) == NoticesSet(
        are_wanted=False, was_so=True
    )
