"""
Whatever anybody does, in whatever order, the dialogue answers and its answers stay clean.

Hypothesis plays a person who types, taps old and forged buttons, sends pictures and
repeats, while the stored requests change. Every step is put to the same promises, and in
the end the open form must be finished by answering what is asked, or cancelled by a word.
"""

import unicodedata
from copy import copy
from dataclasses import replace
from typing import Final

import orjson
import phonenumbers
import pytest
from email_validator import validate_email
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.line import limits, outbound
from bot.services import drafts
from handlers import filing, outcome
from handlers import form as forms
from handlers import questions as q
from handlers.lexicon import Lexicon
from handlers.press import LONGEST, encode
from handlers.turn import (
    Amend,
    AskToJoin,
    Attachment,
    Draft,
    Effect,
    Followed,
    Heard,
    Input,
    Person,
    Press,
    Pressed,
    Received,
    Submit,
    Submitted,
    Withdraw,
    Withdrawn,
)
from messages_th import Catalogue
from models.vocabulary import AgencyCategory, ContactRole, MeetingApp, RegistrationStatus
from tests.handlers.deciding import (
    CONTACT,
    EXPRESS,
    REFERENCE,
    WEATHER_NAME,
    Requests,
    Talk,
    request,
)

MOST_USERS: Final = 10_000_000
MOST_TURNS: Final = 30  # to finish any form; the longest has eight questions
UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

FITTING: Final = {
    "agency": [WEATHER_NAME, "กพร", "โรงเรียนบ้านหนองน้ำใส", "กองทุนทดสอบลมแล้ง", "ม.เชียงใหม่"],
    "category": ["1", "5", "รัฐวิสาหกิจ"],
    "province": ["ขอนแก่น", "กทม", "เชียงใหม"],
    "apps": ["teams", "1,3", "ทั้งหมด", "7", "เว็บเอ็กซ์"],
    "users": ["450", "๓๕๐ คน", "100-150", "120,000", "สองหมื่นห้า", "0", "หลายคน"],
    "name": [CONTACT, "สมชาย ใจดี", "มาลี 02 141 7010 ต่อ 22", "somchai@gmial.com"],
    "phone": ["0812345678", "0 2141 7010 ต่อ 123", "191"],
    "email": ["somchai@tmd.go.th", "a@gmial.com", "ไม่มี"],
    None: ["ใช่", "ไม่", "ส่งคำขอ", "แก้ไขจำนวน 500", "เบอร์ผิด เป็น 0899999999"],
}
ALWAYS: Final = [
    *("ลงทะเบียน", "เมนู", "ยกเลิก", "ย้อนกลับ", "ข้าม", "แก้ไข", "สถานะ", "ช่วยเหลือ", "เจ้าหน้าที่"),
    *("เริ่มใหม่", "ทำต่อ", "สรุป", "ถอนคำขอ", "แก้จำนวน", "แก้ผู้ประสานงาน", "เปลี่ยนโปรแกรม"),
    *("คู่มือ", "คู่มือ teams ไอโฟน", "ใช้ฟรีไหม", f"สถานะ {WEATHER_NAME}", REFERENCE, EXPRESS),
    *("สวัสดีค่ะ", "ขอบคุณ", "1", "2", "3", "9", "ใช่", "ไม่ใช่", WEATHER_NAME),
]
HOSTILE: Final = [
    *("", "\x00", "\ud800", "\u200b\u200d\ufeff", "\u202eกรม\u202c", "😀" * 40, "ก" + "้" * 300),
    *("ก" * 5_000, "กรม " * 1_250, "9" * 5_000, "1\n" * 2_500, "a@" * 2_000, "(" * 3_000),
    *("กรม\x00อุตุ\ud83dนิยม", "สมชาย\u200b \u202eใจดี", "{agency}", "%7C|%00", "<b>กรม</b>"),
    *("0812345678\x00@gmail.com", "-1", "1e9", "٣٥٠", "¼", "²", "ﷺ" * 200),
]
ANYTHING: Final = st.text(st.characters(exclude_categories=()), max_size=60)
DOING: Final = [
    *("answer", "option", "edit", "back", "cancel", "submit", "start", "resume", "menu", "help"),
    *("human", "status", "status_of", "guide", "change", "decide", "drop", "\ud800"),
]
NAMING: Final = [
    *("", "agency", "apps", "users", "email", "fax", "registration", "join", "withdraw"),
    *("amend_users", "amend_contact", "teams", "accept"),
]
VALUES: Final = [
    "",
    "0",
    "1",
    "99",
    "teams",
    "provincial",
    "50",
    "GOV-091",
    REFERENCE,
    "install.ios",
]
SPARE: Final = ["กรมการแพทย์", "กรมประมง", "กรมศุลกากร", "กรมธนารักษ์", "กรมที่ดิน", "กรมป่าไม้"]


class Conversation(RuleBasedStateMachine):
    """One person, everything they may do, and what must hold after each of it."""

    def __init__(self, lexicon: Lexicon, catalogue: Catalogue) -> None:
        super().__init__()
        self.talk = Talk(lexicon, catalogue)
        self.codes = {entry.code for entry in lexicon.agencies.entries} | {"-"}
        self.provinces = {*lexicon.provinces.names.values(), "-"}
        self.pressed: list[str] = []
        self.heard: list[Input] = []

    # ---- what may happen ---------------------------------------------------------------

    @initialize()
    def adds_the_account(self) -> None:
        self._does(Followed(self._now()))

    @rule(choice=st.integers(0, 9))
    def answers(self, choice: int) -> None:
        fitting = FITTING[self._question()]
        self._does(Heard(fitting[choice % len(fitting)], self._now()))

    @rule(text=st.sampled_from(ALWAYS))
    def says_something_sensible(self, text: str) -> None:
        self._does(Heard(text, self._now()))

    @rule(text=st.sampled_from(HOSTILE) | ANYTHING)
    def says_anything(self, text: str) -> None:
        self._does(Heard(text, self._now()))

    @rule(text=st.sampled_from(ALWAYS), ago=st.integers(1, 5_000))
    def says_something_that_arrives_late(self, text: str, ago: int) -> None:
        self._does(Heard(text, self._now() - ago))

    @precondition(lambda self: self.talk.buttons)
    @rule(choice=st.integers(0, 20))
    def taps_a_button(self, choice: int) -> None:
        names = self.talk.buttons
        self.pressed.append(self.talk.button(names[choice % len(names)]))
        self._does(Pressed(self.pressed[-1], self._now()))

    @precondition(lambda self: self.pressed)
    @rule(choice=st.integers(0, 50))
    def taps_an_old_button(self, choice: int) -> None:
        self._does(Pressed(self.pressed[choice % len(self.pressed)], self._now()))

    @rule(
        do=st.sampled_from(DOING),
        what=st.sampled_from(NAMING),
        value=st.sampled_from(VALUES),
        ahead=st.integers(-2, 1),
    )
    def forges_a_button(self, do: str, what: str, value: str, ahead: int) -> None:
        version = max(0, self.talk.version + ahead)
        self._does(Pressed(encode(Press(do, what, value, version)), self._now()))

    @rule(data=ANYTHING)
    def forges_anything(self, data: str) -> None:
        self._does(Pressed(data, self._now()))

    @rule(kind=st.sampled_from(Attachment))
    def sends_something_else(self, kind: Attachment) -> None:
        self._does(Received(kind, self._now()))

    @rule()
    def follows_again(self) -> None:
        self._does(Followed(self._now()))

    @rule(choice=st.integers(0, 3))
    def something_is_delivered_again(self, choice: int) -> None:
        self._does(self.heard[-1 - choice % len(self.heard)])

    @rule(
        role=st.sampled_from([None, *ContactRole]),
        status=st.sampled_from(RegistrationStatus),
    )
    def an_agency_has_a_request(self, role: ContactRole | None, status: RegistrationStatus) -> None:
        others = [view for view in self.talk.requests.views if view.reference != REFERENCE]
        self.talk.requests = Requests([request(role=role, status=status), *others])

    # ---- what must hold ----------------------------------------------------------------

    def _does(self, heard: Input) -> None:
        before = self.talk.version
        self.heard.append(heard)

        self.talk.does(heard)

        turn = self.talk.turn
        assert turn.says or turn.effects
        assert turn.version >= before or turn.draft is None
        self._is_worded(turn.says)
        if turn.draft is not None:
            kept = orjson.loads(orjson.dumps(drafts.dump(turn.draft)))
            assert drafts.load(kept) == turn.draft == self.talk.draft
            self._is_clean(turn.draft)
        for effect in turn.effects:
            self._is_carried_out(effect)

    def _is_worded(self, says: tuple[object, ...]) -> None:
        messages = outbound.render(says, self.talk.catalogue)  # type: ignore[arg-type]
        assert len(messages) <= limits.MESSAGES
        assert bool(messages) == bool(says)
        assert orjson.dumps(messages)
        assert all(len(offer.data) <= LONGEST for offer in self.talk.offered)

    def _is_clean(self, draft: Draft) -> None:
        answers = draft.answers
        if "agency" in answers:
            assert answers["agency"] in self.codes
            assert _is_plain(str(answers["agency_name"]))
        assert answers.get("category", "government") in set(AgencyCategory)
        assert answers.get("province", "-") in self.provinces
        assert answers.get("apps", "teams") in {button.code for button in q.APPS.buttons}
        users = answers.get("users", 1)
        assert type(users) is int
        assert 1 <= users <= MOST_USERS
        assert _is_plain(str(answers.get("name", "สมชาย")))
        _is_telephone(str(answers.get("phone", "+6621417010")), answers.get("extension"))
        _is_address(str(answers.get("email", "somchai@tmd.go.th")))

    def _is_carried_out(self, effect: Effect) -> None:
        match effect:
            case Submit():
                assert effect.apps
                assert effect.apps <= set(MeetingApp)
                assert 1 <= effect.users <= MOST_USERS
                assert effect.agency.code in {*self.codes, None} - {"-"}
                assert _is_plain(effect.agency.name)
                assert (effect.agency.province or "-") in self.provinces
                assert effect.notice
                _is_person(effect.person)
                self._stores(effect)
            case AskToJoin(_, person):
                _is_person(person)
            case Amend(reference, _, users, apps, person):
                assert self.talk.requests.by_reference(reference)
                assert [users, apps, person].count(None) == 2
                assert users is None or 1 <= users <= MOST_USERS
            case Withdraw(reference):
                self._withdraws(reference)

    def _stores(self, effect: Submit) -> None:
        reference = f"WFH-63-{len(self.talk.requests.views) + 100:05d}-A"
        agency = (effect.agency.code or reference, effect.agency.name)
        view = request(reference, agency=agency, role=ContactRole.MAIN)
        self.talk.requests.views.insert(0, view)
        self._is_worded(outcome.word(Submitted(view)))

    def _withdraws(self, reference: str) -> None:
        views = self.talk.requests.views
        view = self.talk.requests.by_reference(reference)
        assert view is not None
        gone = replace(view, status=RegistrationStatus.WITHDRAWN)
        views[views.index(view)] = gone
        self._is_worded(outcome.word(Withdrawn(gone)))

    # ---- how it must end ---------------------------------------------------------------

    def teardown(self) -> None:
        self._can_be_cancelled(copy(self.talk))
        if self.talk.draft is None:
            self._does(Heard("ลงทะเบียน", self._now()))
        for _ in range(MOST_TURNS):
            if self.talk.draft is None:
                break
            self._answers_what_is_asked()
        assert self.talk.draft is None
        assert self.talk.turn.effects

    def _can_be_cancelled(self, talk: Talk) -> None:
        is_open = filing.opened(talk.draft) is not None

        if talk.draft is not None and talk.draft.editing:
            talk.says("ยกเลิก")  # an edit is dropped first
        talk.says("ยกเลิก")

        assert talk.draft is None
        assert talk.turn.effects == ()
        assert talk.keys[-1] == "menu.text"
        assert (talk.keys[0] == "form.nothing_open") is not is_open

    def _answers_what_is_asked(self) -> None:
        name = self._question()
        if name == "category":
            self._does(Heard("ทำต่อ", self._now()))
            self._does(Pressed(self.talk.button("category:government"), self._now()))
            return
        taken = {view.agency for view in self.talk.requests.views}
        free = next(agency for agency in SPARE if agency not in taken)
        fitting = {"agency": free, None: "ส่งคำขอ"}
        self._does(Heard(fitting.get(name) or FITTING[name][0], self._now()))

    def _question(self) -> str | None:
        filed = filing.opened(self.talk.draft)
        question = forms.current(filed.form, filed.draft) if filed else None
        return question.name if question else None

    def _now(self) -> int:
        self.talk.now += 1_000
        return self.talk.now


def _is_plain(text: str) -> bool:
    """Worth storing: something is written, and nothing in it is invisible."""
    return bool(text.strip()) and not UNSEEN & {unicodedata.category(char) for char in text}


def _is_telephone(e164: str, extension: object) -> None:
    assert e164.startswith("+66")
    assert phonenumbers.is_valid_number(phonenumbers.parse(e164))
    assert extension is None or str(extension).isdecimal()


def _is_address(email: str) -> None:
    assert validate_email(email, check_deliverability=False).normalized == email


def _is_person(person: Person) -> None:
    assert _is_plain(person.name)
    _is_telephone(person.phone.e164, person.phone.extension)
    _is_address(person.email)


@pytest.mark.slow
def test_any_conversation_is_answered_stays_clean_and_can_be_ended(
    lexicon: Lexicon, catalogue: Catalogue
) -> None:
    run_state_machine_as_test(
        lambda: Conversation(lexicon, catalogue),  # type: ignore[arg-type]
        settings=settings(max_examples=200, stateful_step_count=30),
    )
