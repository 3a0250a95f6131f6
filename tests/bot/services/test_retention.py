"""Each kind of data is kept as long as the privacy notice says, and no longer."""

import re
from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, insert, select, update

from bot.services import directory, retention, seeding, wording
from models.attachment import Attachment, AttachmentContent
from models.audit import AuditEntry
from models.base import Database
from models.contact import AgencyContact, Contact
from models.conversation import Conversation
from models.inbox import InboxEvent
from models.job import JobFile
from models.outbox import OutboxMessage
from models.registration import Registration, RegistrationEvent
from models.staff import FormKey, OneTimeCode, StaffSession, Watcher
from models.utterance import Utterance
from tests.bot.services.office import MORNING
from tests.bot.services.remembered import Cast, remember

DAYS = {rule.name: rule.days for rule in retention.KEPT}
_link, _person, _r = AgencyContact.__table__, Contact.__table__, Registration.__table__


@pytest.fixture
def cast(peopled: Database) -> Cast:
    found = remember(peopled)
    with peopled.write() as connection:
        by = {"staff_id": found.staff}
        values = {"token_digest": "t", "browser": "b", "created_at": MORNING, "seen_at": MORNING}
        session = values | {"confirmed_at": MORNING, "ends_at": MORNING}
        connection.execute(insert(StaffSession.__table__), session | by)
        connection.execute(insert(FormKey.__table__), {"key": "k", "sent_at": MORNING} | by)
        watching = {"registration_id": 1, "seen_at": MORNING}
        connection.execute(insert(Watcher.__table__), watching | by)
    return found


def after(name: str, *, short_of: int = 0) -> datetime:
    """A moment past the term of a kind of data, or some seconds short of it."""
    return MORNING + timedelta(days=DAYS[name], minutes=5, seconds=-short_of)


def count(database: Database, statement: object) -> int:
    with database.read() as connection:
        return connection.scalar(select(func.count()).select_from(statement)) or 0


def sweep(database: Database, *, now: datetime) -> dict[str, int]:
    """Let go of everything whose time has come; how many rows of each kind."""
    gone: Counter[str] = Counter()
    for name, number in retention.sweep(database, now=now):
        gone[name] += number
    return dict(+gone)


def full(database: Database) -> dict[str, int]:
    """How many rows of each kind still hold something."""
    inbox, outbox, talk = InboxEvent.__table__, OutboxMessage.__table__, Conversation.__table__
    kinds = {
        "heard": select(inbox).where(inbox.c.raw != "{}"),
        "told": select(outbox).where(outbox.c.messages != "[]"),
        "drafts": select(talk).where(talk.c.draft.is_not(None)),
        "utterances": select(Utterance.__table__),
        "files": select(AttachmentContent.__table__),
        "closed": select(_link).where(_link.c.name != "-"),
        "people": select(_person).where(_person.c.line_id.not_like("erased-%")),
        "sessions": select(StaffSession.__table__),
        "codes": select(OneTimeCode.__table__),
        "form_keys": select(FormKey.__table__),
        "watchers": select(Watcher.__table__),
        "job_files": select(JobFile.__table__),
    }
    return {name: count(database, statement.subquery()) for name, statement in kinds.items()}


def close_requests(database: Database, *, at: datetime = MORNING) -> None:
    with database.write() as connection:
        connection.execute(update(_r).values(status="expired", status_at=at))


def test_nothing_goes_before_its_time(peopled: Database, cast: Cast) -> None:
    before = full(peopled)

    assert sweep(peopled, now=MORNING) == {}
    assert full(peopled) == before


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("drafts", {"drafts": 0}),
        ("sessions", {"sessions": 0}),
        ("codes", {"codes": 0}),
        ("form_keys", {"form_keys": 0}),
        ("watchers", {"watchers": 0}),
        # What is still waiting to be handled or sent is not touched.
        ("heard", {"heard": 1}),
        ("told", {"told": 1}),
        ("utterances", {"utterances": 0}),
    ],
)
def test_each_kind_goes_when_its_time_has_come(
    peopled: Database, cast: Cast, name: str, left: dict[str, int]
) -> None:
    sweep(peopled, now=after(name, short_of=600))
    early = full(peopled)[name]

    sweep(peopled, now=after(name))

    assert early > left[name]
    assert full(peopled)[name] == left[name]


def test_who_speaks_for_an_open_request_is_kept(peopled: Database, cast: Cast) -> None:
    sweep(peopled, now=MORNING + timedelta(days=4_000))

    assert (full(peopled)["closed"], full(peopled)["files"]) == (2, 1)


def test_details_and_files_go_two_years_after_the_last_request(
    peopled: Database, cast: Cast
) -> None:
    close_requests(peopled)
    sweep(peopled, now=after("closed", short_of=600))
    early = full(peopled)

    gone = sweep(peopled, now=after("closed"))

    assert (early["closed"], early["files"]) == (2, 1)
    assert (full(peopled)["closed"], full(peopled)["files"]) == (0, 0)
    assert (gone["closed"], gone["files"]) == (2, 1)


def test_a_newer_request_keeps_the_contacts(peopled: Database, cast: Cast) -> None:
    close_requests(peopled)
    close_requests(peopled, at=MORNING + timedelta(days=100))

    sweep(peopled, now=after("closed"))

    assert full(peopled)["closed"] == 2


def test_people_without_a_part_go_when_they_blocked_us_or_are_long_silent(
    peopled: Database, cast: Cast
) -> None:
    with peopled.write() as connection:
        rows = [
            {"line_id": "Ublocked", "created_at": MORNING, "blocked_at": MORNING},
            {"line_id": "Ulively", "created_at": MORNING, "blocked_at": None},
        ]
        connection.execute(insert(_person), rows)
        event = {
            "event_id": "e",
            "lane": "Ulively",
            "kind": "message",
            "at_ms": 0,
            "received_ms": int(after("silent").timestamp() * 1000) - 1,
            "raw": "{}",
            "state": "done",
        }
        connection.execute(insert(InboxEvent.__table__), event)

    sweep(peopled, now=after("blocked"))
    after_a_year = full(peopled)["people"]
    sweep(peopled, now=after("silent"))

    # Two speak for agencies, a third never said anything, the lively one said something.
    assert after_a_year == 4
    assert full(peopled)["people"] == 3


def test_a_sweep_done_again_finds_nothing_and_says_nothing(peopled: Database, cast: Cast) -> None:
    gone = sweep(peopled, now=after("utterances"))

    again = sweep(peopled, now=after("utterances"))

    entries = AuditEntry.__table__
    swept = select(entries).where(entries.c.action == "privacy.swept").subquery()
    assert (gone != {}, again) == (True, {})
    assert count(peopled, swept) == 1


def test_a_sweep_takes_more_than_one_batch(peopled: Database, cast: Cast) -> None:
    many = retention.BATCH * 2 + 5
    with peopled.write() as connection:
        rows = [
            {"key": f"key {number}", "staff_id": cast.staff, "sent_at": MORNING}
            for number in range(many)
        ]
        connection.execute(insert(FormKey.__table__), rows)

    gone = sweep(peopled, now=after("form_keys"))

    assert gone["form_keys"] == many + 1
    assert count(peopled, FormKey.__table__) == 0


def test_a_sweep_broken_off_says_what_it_did_and_goes_on_next_time(
    peopled: Database, cast: Cast
) -> None:
    steps = retention.sweep(peopled, now=after("heard"))
    first = next(steps)
    steps.close()

    again = sweep(peopled, now=after("heard"))

    entries = AuditEntry.__table__
    swept = select(entries.c.details).where(entries.c.action == "privacy.swept")
    with peopled.read() as connection:
        told = connection.scalars(swept.order_by(entries.c.id)).all()
    assert first == ("heard", 5)
    assert told == [{"heard": 5}, again]
    assert "heard" not in again


def test_whose_part_went_is_struck_from_the_history_of_those_requests(
    peopled: Database, cast: Cast
) -> None:
    close_requests(peopled)

    sweep(peopled, now=after("closed"))

    event = RegistrationEvent.__table__
    with peopled.read() as connection:
        reasons = connection.scalars(select(event.c.reason).where(event.c.reason.is_not(None)))
        assert reasons.all() == ["โทรหา- แล้ว"]


def test_the_demo_of_2563_is_whole_years_later(database: Database) -> None:
    directory.sync(database, now=MORNING)
    seeding.seed_demo(database)
    before = full(database)

    sweep(database, now=MORNING + timedelta(days=3_650))

    assert before["closed"] == before["people"] > 0
    assert full(database) == before


def test_a_file_that_went_is_still_known_to_have_been_there(peopled: Database, cast: Cast) -> None:
    close_requests(peopled)

    sweep(peopled, now=after("files"))

    file = Attachment.__table__
    with peopled.read() as connection:
        assert connection.execute(select(file.c.state, file.c.name)).all() == [("erased", "-")]


def test_the_privacy_notice_tells_the_same_terms() -> None:
    told = wording.shipped().text("notice.how_long.body").replace("\u00a0", " ")

    terms = {int(number) for number in re.findall(r"(\d+) วัน", told)}
    years = {int(number) * 365 for number in re.findall(r"(\d+) ปี", told)}
    public = ("heard", "told", "drafts", "closed", "files", "blocked", "silent")
    assert terms | years == {DAYS[name] for name in public}
