"""The form of a notice is read, whatever stands in it."""

from datetime import UTC, datetime

import pytest
from werkzeug.datastructures import MultiDict

from bot.console import noticeforms
from bot.services.conditions import Conditions, Scope
from bot.services.notices import Content
from models.vocabulary import AgencyCategory, AppStatus, MeetingApp, RegistrationStatus

NOW = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)


def test_what_is_ticked_becomes_conditions() -> None:
    form = MultiDict(
        [
            *(("scope", "everyone"), ("categories", "independent"), ("apps", "webex")),
            *(("apps", "teams"), ("statuses", "active"), ("app_statuses", "waiting")),
            *(("provinces", "เชียงใหม่"), ("tags", " นำร่อง "), ("agencies", "7")),
        ]
    )

    assert noticeforms.read(form, now=NOW).content.conditions == Conditions(
        scope=Scope.EVERYONE,
        categories=frozenset({AgencyCategory.INDEPENDENT}),
        apps=frozenset({MeetingApp.WEBEX, MeetingApp.TEAMS}),
        statuses=frozenset({RegistrationStatus.ACTIVE}),
        app_statuses=frozenset({AppStatus.WAITING}),
        provinces=frozenset({"เชียงใหม่"}),
        tags=frozenset({"นำร่อง"}),
        agencies=frozenset({7}),
    )


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        *(("scope", "all"), ("categories", "x"), ("apps", "zoom"), ("statuses", "nope")),
        *(("provinces", "ดาวอังคาร"), ("agencies", "-1"), ("agencies", "๗"), ("tags", "ก" * 41)),
    ],
)
def test_what_is_not_on_the_page_reaches_nobody(name: str, typed: str) -> None:
    form = MultiDict([("agencies", "7"), (name, typed)])

    conditions = noticeforms.read(form, now=NOW).content.conditions

    assert conditions == Conditions(agencies=noticeforms.NOBODYS)


def test_what_is_left_blank_asks_for_nothing() -> None:
    form = MultiDict([("tags", " "), ("place", "other")])

    assert noticeforms.read(form, now=NOW).content == Content()


@pytest.mark.parametrize(
    ("day", "clock", "sent"),
    [
        ("18/3/2563", "09:00", "2020-03-18T02:00:00+00:00"),
        ("18 มี.ค. 2563", "9.30", "2020-03-18T02:30:00+00:00"),
        ("2020-03-18", "23:59", "2020-03-18T16:59:00+00:00"),
    ],
)
def test_a_moment_is_read_as_thais_write_it(day: str, clock: str, sent: str) -> None:
    found = noticeforms.moment(day, clock, now=NOW)

    assert found is not None
    assert datetime.fromtimestamp(found / 1000, UTC).isoformat() == sent


@pytest.mark.parametrize(
    ("day", "clock"),
    [("", ""), ("18/3/2563", ""), ("", "09:00"), ("18/3/2563", "24:00"), ("18/3/2563", "9:60")],
)
def test_a_moment_that_is_none_is_none(day: str, clock: str) -> None:
    assert noticeforms.moment(day, clock, now=NOW) is None


def test_a_moment_in_vain_is_kept_as_it_was_typed() -> None:
    form = MultiDict({"when": "later", "day": "พรุ่งนี้", "clock": "เช้า"})

    typed = noticeforms.read(form, now=NOW)

    assert (typed.is_unread, typed.day, typed.clock) == (True, "พรุ่งนี้", "เช้า")
    assert typed.content.send_ms is None


def test_fields_show_the_moment_that_was_kept() -> None:
    assert noticeforms.written(1_584_497_700_000) == ("18/3/2563", "09:15")
    assert noticeforms.written(None) == ("", "")


@pytest.mark.parametrize(
    ("link", "place"),
    [(None, ""), ("guide:teams", "guide:teams"), ("status", "status"), ("https://x", "other")],
)
def test_a_link_stands_under_its_place(link: str | None, place: str) -> None:
    assert noticeforms.place(link) == place


@pytest.mark.parametrize(
    ("typed", "number"), [("12", 12), ("", 0), ("-1", 0), ("๑", 0), ("9" * 10, 0)]
)
def test_numbers_that_were_meddled_with_are_none(typed: str, number: int) -> None:
    assert noticeforms.number(typed) == number
    assert noticeforms.version({"version": typed}) == number
