"""What contacts are told when the office has done something."""

import pytest

from handlers import notices, status, talk
from handlers.turn import AppView, Ask, Choice, Press, Say, Tell, Words
from models.vocabulary import (
    AppStatus,
    Change,
    ContactRole,
    MeetingApp,
    RegistrationStatus,
    Wanted,
)
from tests.handlers.deciding import MORNING, REFERENCE, WEATHER_NAME, request
from tests.handlers.deciding import keys as heads

S = RegistrationStatus
ABOUT = {"reference": REFERENCE, "agency": WEATHER_NAME}
AGAIN = (status.begin("registration"), talk.HUMAN)


def stood(state: RegistrationStatus, **more: object):
    return request(status=state, role=ContactRole.MAIN, **more)


def test_what_is_asked_for_is_named_with_the_way_to_give_it() -> None:
    view = stood(S.NEED_INFO, wanted=(Wanted.USERS, Wanted.NOTE), reason="ขอยืนยัน")

    (card,) = notices.decided(view)

    fields = (Words("label.wanted.users"), Words("label.wanted.note"))
    assert card == Ask(
        Words("notice.need_info", {**ABOUT, "fields": fields, "note": "ขอยืนยัน"}),
        choices=(
            Choice(Words("button.start.info"), Press("start", "info", REFERENCE), primary=True),
            talk.HUMAN,
        ),
    )


@pytest.mark.parametrize(
    ("state", "key"), [(S.REJECTED, "rejected"), (S.WITHDRAWN, "withdrawn_by_office")]
)
def test_an_end_says_why_and_what_can_be_done(state: RegistrationStatus, key: str) -> None:
    (card,) = notices.decided(stood(state, reason="ซ้ำ"))

    assert card == Ask(Words(f"notice.{key}", {**ABOUT, "reason": "ซ้ำ"}), choices=AGAIN)


@pytest.mark.parametrize(("state", "key"), [(S.APPROVED, "approved"), (S.SCREENING, "reopened")])
def test_good_news_comes_with_the_status_card(state: RegistrationStatus, key: str) -> None:
    view = stood(state)

    assert notices.decided(view) == (Tell(Words(f"notice.{key}", ABOUT)), status.card(view))


def test_a_merged_request_leads_on_to_the_other() -> None:
    into = request("WFH-63-00002-G", role=ContactRole.MAIN)

    says = notices.merged(stood(S.MERGED), into)

    told = Tell(Words("notice.merged", {**ABOUT, "into": "WFH-63-00002-G"}))
    assert says == (told, status.card(into))


@pytest.mark.parametrize(
    ("is_granted", "note", "keys"),
    [
        (True, "", ["notice.amendment_granted"]),
        (False, "เกินสิทธิ์", ["notice.amendment_refused", "notice.amendment_note"]),
    ],
)
def test_a_change_that_was_asked_for_is_answered(
    is_granted: bool, note: str, keys: list[str]
) -> None:
    view = stood(S.APPROVED)

    *told, card = notices.amendment(view, Change.USERS, is_granted=is_granted, note=note)

    assert card == status.card(view)
    assert [say.words.key for say in told if isinstance(say, Tell)] == keys
    assert told[0] == Tell(Words(keys[0], {**ABOUT, "change": Words("label.wanted.users")}))


@pytest.mark.parametrize("state", sorted(notices.OF_APPS))
def test_every_answer_of_a_provider_is_told(state: AppStatus) -> None:
    item = AppView(MeetingApp.TEAMS, state, MORNING)

    says = notices.app(stood(S.FORWARDED), item, note="รหัส 12")

    words = Words(notices.OF_APPS[state], {**ABOUT, "app": Words("label.app.teams")})
    asks: list[Say] = [say for say in says if isinstance(say, Ask)]
    assert [say.words for say in asks if isinstance(say, Ask)] == [words]
    assert Tell(Words("notice.app_note", {"note": "รหัส 12"})) in says


@pytest.mark.parametrize(
    ("is_welcome", "keys"),
    [
        (True, ["notice.join_accepted", "status.title"]),
        (False, ["notice.join_declined_by_office"]),
    ],
)
def test_who_asked_to_join_is_answered(is_welcome: bool, keys: list[str]) -> None:
    assert heads(notices.joined(stood(S.SCREENING), is_welcome=is_welcome)) == keys
