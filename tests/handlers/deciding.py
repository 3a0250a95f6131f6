"""
The dialogue alone: requests in memory, and a person who talks with it turn by turn.

No clock, database or LINE: `Talk` remembers between turns what the service would, and
words every answer with the real catalogue, so that labels and numbers can be typed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from bot.line import outbound
from bot.services import drafts
from handlers import press, router
from handlers.lexicon import Lexicon
from handlers.turn import (
    AppView,
    Article,
    Ask,
    Choice,
    Chosen,
    CountLookup,
    Draft,
    Effect,
    Facts,
    Followed,
    Guide,
    Heard,
    Input,
    Offer,
    Person,
    PhoneNumber,
    Plain,
    Press,
    Pressed,
    Remedy,
    RequestView,
    Review,
    Say,
    Shelf,
    Shown,
    Tell,
    Timeline,
    Timelines,
    Turn,
    Words,
)
from messages_th import Catalogue
from models.vocabulary import AppStatus, ContactRole, Device, MeetingApp, RegistrationStatus

# Tuesday 17 March 2563, half past nine in Thailand.
MORNING: Final = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)
HOME: Final = "https://example.go.th"
NOTICE: Final = f"{HOME}/privacy"
NOTICE_VERSION: Final = "2563-03"
LOOKUPS: Final = 10

WEATHER: Final = "GOV-091"
WEATHER_NAME: Final = "กรมอุตุนิยมวิทยา"
REFERENCE: Final = "WFH-63-00001-E"
SOMCHAI: Final = Person("สมชาย ใจดี", PhoneNumber("+66812345678"), "somchai@tmd.go.th")
CONTACT: Final = "สมชาย ใจดี 0812345678 somchai@tmd.go.th"
EXPRESS: Final = f"ลงทะเบียน {WEATHER_NAME} 450 คน teams webex {CONTACT}"

# All guides side by side, a card for each app.
SHELF: Final = "label.app.teams+label.app.webex+label.app.hangouts"

COMPLETE: Final[dict[str, str | int]] = {
    "notice": NOTICE_VERSION,
    "agency": WEATHER,
    "agency_name": WEATHER_NAME,
    "category": "government",
    "province": "-",
    "apps": "teams+webex",
    "users": 450,
    "name": SOMCHAI.name,
    "phone": SOMCHAI.phone.e164,
    "email": SOMCHAI.email,
}


def request(
    reference: str = REFERENCE,
    *,
    agency: tuple[str, str] = (WEATHER, WEATHER_NAME),
    status: RegistrationStatus = RegistrationStatus.SUBMITTED,
    role: ContactRole | None = None,
    **more: Any,
) -> RequestView:
    """A stored request for two apps and 450 users, as a stranger or a contact sees it."""
    view = RequestView(
        reference=reference,
        agency_code=agency[0],
        agency=agency[1],
        status=status,
        since=MORNING,
        submitted_at=MORNING,
        users=450,
        apps=(
            AppView(MeetingApp.TEAMS, AppStatus.WAITING, MORNING),
            AppView(MeetingApp.WEBEX, AppStatus.WAITING, MORNING),
        ),
        history=((RegistrationStatus.SUBMITTED, MORNING),),
        role=role,
        next_day=date(2020, 3, 20),
        person=SOMCHAI if role else None,
    )
    return replace(view, **more)


@dataclass
class Requests:
    """A registry in memory: the requests there are, newest first."""

    views: list[RequestView] = field(default_factory=list)

    def mine(self) -> Sequence[RequestView]:
        return [view for view in self.views if view.role]

    def of_agency(self, code: str) -> RequestView | None:
        return next((view for view in self.views if view.agency_code == code), None)

    def by_reference(self, reference: str) -> RequestView | None:
        return next((view for view in self.views if view.reference == reference), None)


def facts(*views: RequestView, **more: Any) -> Facts:
    """What a turn may know when these requests are stored."""
    known = {"home": HOME, "notice_version": NOTICE_VERSION, **more}
    return Facts(Requests(list(views)), **known)


def keys(says: Sequence[Say]) -> list[str]:
    """What was said, as the keys of the messages that head each bubble."""
    return [_key(say) for say in says]


def choices(says: Sequence[Say]) -> list[Choice]:
    """Every button of these bubbles, edit links and quiet ways included."""
    return [choice for say in says for choice in _choices(say)]


def name_of(pressed: Press) -> str:
    """A button by what it means: `apps:teams`, `agency:0`, `edit:users`, `submit`."""
    do = "" if pressed.do in ("answer", "option") else pressed.do
    return ":".join(part for part in (do, pressed.what, pressed.value) if part)


@dataclass
class Talk:
    """One person's chat. `taps` presses only what the newest answer shows."""

    lexicon: Lexicon
    catalogue: Catalogue
    requests: Requests = field(default_factory=Requests)
    draft: Draft | None = None
    version: int = 0
    misses: int = 0
    offered: tuple[Offer, ...] = ()
    lookups_left: int = LOOKUPS
    device: Device | None = None
    lessons: list[Shown | Chosen] = field(default_factory=list)
    now: int = int(MORNING.timestamp()) * 1000
    turn: Turn = field(default_factory=lambda: Turn(None, ()))
    effects: list[Effect] = field(default_factory=list)
    typed: int = 0
    tapped: int = 0

    def says(self, text: str, *, at: int | None = None) -> "Talk":
        """Type a text, now or as LINE's time `at` has it."""
        self.typed += 1
        return self.does(Heard(text, self._time(at)))

    def taps(self, name: str) -> "Talk":
        """Press the button of that name in the newest answer."""
        self.tapped += 1
        return self.does(Pressed(self.button(name), self._time(None)))

    def presses(self, data: str) -> "Talk":
        """Send what a button carries, whether or not any card shows it."""
        return self.does(Pressed(data, self._time(None)))

    def follows(self) -> "Talk":
        return self.does(Followed(self._time(None)))

    def button(self, name: str) -> str:
        """What the button of that name carries; it must be in the newest answer."""
        shown = {name_of(c.press): c.press for c in choices(self.turn.says) if c.press}
        assert name in shown, f"no button {name}, only {sorted(shown)}"
        return press.encode(shown[name])

    def does(self, heard: Input) -> "Talk":
        """One turn, kept as the service keeps it."""
        self.turn = router.step(self.draft, heard, self.facts(), self.lexicon)
        draft = self.turn.draft
        self.draft = drafts.load(drafts.dump(draft)) if draft else None
        self.version = max(self.version, self.turn.version)
        self.misses = self.turn.misses
        offered = outbound.offers(self.turn.says, self.catalogue, self.lexicon)
        self.offered = offered or self.offered
        self.effects += self.turn.effects
        self.device = self.turn.device or self.device
        self.lessons += [self.turn.lesson] if self.turn.lesson else []
        self.lookups_left -= sum(isinstance(e, CountLookup) for e in self.turn.effects)
        return self

    def facts(self) -> Facts:
        return Facts(
            self.requests,
            self.offered,
            self.misses,
            self.lookups_left,
            self.version,
            HOME,
            NOTICE_VERSION,
            self.device,
        )

    @property
    def keys(self) -> list[str]:
        """What the newest turn said."""
        return keys(self.turn.says)

    @property
    def answers(self) -> dict[str, str | int]:
        """What is answered of the open form."""
        return dict(self.draft.answers) if self.draft else {}

    @property
    def buttons(self) -> list[str]:
        """The names of the buttons of the newest answer."""
        return [name_of(c.press) for c in choices(self.turn.says) if c.press]

    def _time(self, at: int | None) -> int:
        self.now += 1_000
        return self.now if at is None else at


def _key(say: Say) -> str:
    match say:
        case Tell(words) | Ask(words):
            return words.key
        case Review(title) | Timeline(title):
            return title.key
        case Timelines(cards):
            return "+".join(card.title.key for card in cards)
        case Shelf(cards):
            return "+".join(card.title.key for card in cards if card.title)
        case Guide(app, task, device):
            return f"guide.{app}.{task}.{device}"
        case Remedy(trouble, symptom, app):
            return f"remedy.{trouble}.{symptom}.{app}"
        case Article():
            return say.key
        case Plain(of):
            return f"plain {_key(of)}"


def _choices(say: Say) -> Iterator[Choice]:
    match say:
        case Ask():
            yield from (*say.choices, *say.ways)
        case Review():
            yield from say.choices
            yield from (Choice(Words("edit"), row.press) for row in say.rows if row.press)
        case Timelines(cards):
            yield from (choice for card in cards for choice in card.choices)
        case Shelf(cards):
            yield from (choice for card in cards for choice in (*card.choices, *card.ways))
        case Guide():
            yield from (*say.choices, *say.ways)
        case Timeline() | Remedy() | Article():
            yield from say.choices
