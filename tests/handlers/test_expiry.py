"""What contacts are told when their time with an app is nearly over."""

from datetime import UTC, date, datetime

from handlers import expiry, talk
from handlers.turn import Ask, RequestView, Words
from models.vocabulary import MeetingApp, RegistrationStatus

MORNING = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)


def test_the_reminder_names_app_agency_request_and_day() -> None:
    view = RequestView(
        reference="WFH-63-00001-E",
        agency_code="GOV-091",
        agency="กรมอุตุนิยมวิทยา",
        status=RegistrationStatus.ACTIVE,
        since=MORNING,
        submitted_at=MORNING,
        users=450,
        apps=(),
        history=(),
    )

    assert expiry.soon(view, MeetingApp.TEAMS, date(2020, 3, 31)) == (
        Ask(
            Words(
                "expiry.soon",
                {
                    "app": Words("label.app.teams"),
                    "agency": "กรมอุตุนิยมวิทยา",
                    "reference": "WFH-63-00001-E",
                    "day": date(2020, 3, 31),
                },
            ),
            choices=(talk.STATUS, talk.HUMAN),
        ),
    )
