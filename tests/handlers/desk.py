"""What a bound member of staff may ask, in memory; and their chat, turn by turn."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from handlers.facts import DayView, NoticeView, Queue
from handlers.turn import Facts, RequestView, Words
from models.vocabulary import BroadcastState, RegistrationStatus
from tests.handlers.deciding import Requests, Talk, request

DAY = DayView(date(2020, 3, 17), 3, 2, 1, 4, 84, 46_426)


def notice(state: BroadcastState = BroadcastState.DRAFT, **more: object) -> NoticeView:
    """A notice to 84 people, by a colleague."""
    view = NoticeView(
        id=7,
        version=3,
        state=state,
        title="ปิดปรับปรุงระบบ",
        author="วิภา",
        reach=(Words("label.app.teams"),),
        people=84,
    )
    return replace(view, **more)  # type: ignore[arg-type]


@dataclass
class Desk:
    """An office with one waiting request, and these notices."""

    views: Sequence[RequestView] = field(default_factory=lambda: [request()])
    name: str = "วิภา"
    may_announce: bool = True
    shown: Sequence[NoticeView] = ()

    def queue(self, oldest: int) -> Queue:
        return Queue({RegistrationStatus.SUBMITTED: 12}, 2, tuple(self.views[:oldest]))

    def today(self) -> DayView:
        return DAY

    def case(self, reference: str) -> RequestView | None:
        return Requests(list(self.views)).by_reference(reference)

    def notices(self) -> Sequence[NoticeView]:
        return self.shown

    def notice(self, notice_id: int) -> NoticeView | None:
        return next((view for view in self.shown if view.id == notice_id), None)


@dataclass
class OfficersTalk(Talk):
    """The chat of a bound member of staff."""

    desk: Desk = field(default_factory=Desk)

    def facts(self) -> Facts:
        return replace(super().facts(), desk=self.desk)
