"""What contacts are told when their time with an app is nearly over."""

from datetime import date

from handlers import talk
from handlers.turn import Ask, RequestView, Say, Value, Words
from models.vocabulary import MeetingApp


def soon(view: RequestView, app: MeetingApp, ends: date) -> tuple[Say, ...]:
    """The reminder: until when it may be used, and whom to ask."""
    values: dict[str, Value] = {
        "app": Words(f"label.app.{app}"),
        "agency": view.agency,
        "reference": view.reference,
        "day": ends,
    }
    return (Ask(Words("expiry.soon", values), choices=(talk.STATUS, talk.HUMAN)),)
