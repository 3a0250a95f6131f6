"""What is struck, what is left, and that no column of running text is forgotten."""

import re

import pytest
from sqlalchemy import JSON, LargeBinary, String, insert, literal, select

from bot.services import redacting
from models.base import Base, Database
from models.outbox import OutboxMessage
from models.registration import RegistrationEvent
from tests.bot.services.office import CHIANG_MAI, Office, submit

PHONE = "+66899999123"
# Columns of text that hold no running text, or that tell of others than the public.
NOT_FREE = {
    "agencies": "names of bodies",
    "agency_contacts": "erased as rows, by erasing",
    "agency_tags": "words about bodies",
    "alarms": "names of alarms",
    "attachment_contents": "erased as rows, by erasing",
    "audience": "numbers and words of closed sets",
    "audit": "holds no personal values; the database lets nobody change it",
    "broadcast_chunks": "random keys, what LINE said of a call",
    "broadcasts": "sentences for everybody",
    "buckets": "names of buckets",
    "canned_reasons": "sentences for everybody",
    "contacts": "erased as rows, by erasing",
    "counters": "names of counters",
    "figures": "names of figures",
    "form_keys": "random keys, numbers of requests",
    "job_files": "erased as rows, by erasing",
    "notice_errands": "numbers and words of closed sets",
    "one_time_codes": "digests; erased as rows, by erasing",
    "passkeys": "of members of staff",
    "segments": "facts about bodies",
    "saved_views": "searched by itself, for its percent signs",
    "staff": "of members of staff",
    "staff_sessions": "of members of staff",
    "wordings": "sentences for everybody",
}
CLOSED_SETS = re.compile(
    r"(state|status|from_status|kind|channel|importance|change|actor|category|app|origin|role"
    r"|draft_form|device|media_type|digest|chosen|\w*_key|\w*_token|\w*_id|lane|reference"
    r"|notice_version)"
)


def test_every_column_of_running_text_is_looked_through() -> None:
    free = {
        f"{table.name}.{name}" for table, names in redacting.FREE_TEXT.items() for name in names
    }
    texts = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        if table.name not in NOT_FREE
        for column in table.columns
        if isinstance(column.type, (String, JSON, LargeBinary))
        and not CLOSED_SETS.fullmatch(column.name)
    }

    # Intents are words of a closed set, the fields asked for too, errors of jobs are keys.
    assert texts - free == {"jobs.error", "registrations.wanted", "utterances.offered"}
    assert free <= texts


@pytest.mark.parametrize(
    "text",
    [
        "0899999123", "089-999-9123", "08 9999 9123", "08\u00a09999\u00a09123", "089.999.9123",
        "+66899999123", "+66 89 999 9123", "66899999123", "๐๘๙๙๙๙๙๑๒๓", "๐๘๙-๙๙๙-๙๑๒๓",
    ],
)  # fmt: skip
def test_a_telephone_is_found_in_any_grouping(text: str) -> None:
    found = redacting.spelling(PHONE)

    assert re.sub(found.pattern, "-", f"โทร {text} ค่ะ") == "โทร - ค่ะ"
    assert any(piece in text for piece in found.pieces)


@pytest.mark.parametrize(
    "text", ["0899999124", "089-999-912", "99999123", "10899999123", "08999991234"]
)
def test_another_number_is_none(text: str) -> None:
    assert re.search(redacting.spelling(PHONE).pattern, text) is None


def test_a_name_is_found_however_it_is_spaced_or_escaped() -> None:
    pattern = redacting.spelling("สมชาย ใจดี").pattern

    escaped = "สมชาย ใจดี".encode("unicode_escape").decode()
    for text in ("สมชาย ใจดี", "สมชาย  ใจดี", "สมชาย\u00a0ใจดี", escaped):
        assert re.search(pattern, text), text
    assert re.search(pattern, "สมชาย มั่นคง") is None


def test_values_are_struck_wherever_they_stand(peopled: Database) -> None:
    with peopled.write() as connection:
        office = Office(connection)
        office.do(1, submit())
        event = RegistrationEvent.__table__
        connection.execute(
            event.update().values(
                reason="โทร 089-999-9123", details={"note": "Somchai@X.TH", "n": 1}
            )
        )
        values = {
            "lane": "U2",
            "channel": "push",
            "importance": "must",
            "retry_key": "k",
            "messages": '[{"type":"text","text":"ถึง SOMCHAI@x.th"}]',
            "state": "sent",
            **dict.fromkeys(("created_ms", "deadline_ms", "next_ms"), 1),
        }
        connection.execute(insert(OutboxMessage.__table__), values)

        struck = redacting.redact(connection, [PHONE, "somchai@x.th"])

        assert struck == 3
        assert connection.execute(select(event.c.reason, event.c.details)).one() == (
            "โทร -",
            {"note": "-", "n": 1},
        )
        assert connection.scalars(select(OutboxMessage.__table__.c.messages)).all() == [
            '[{"type":"text","text":"ถึง -"}]'
        ]


def test_what_is_kept_of_chosen_requests_is_struck_and_nothing_else(peopled: Database) -> None:
    event = RegistrationEvent.__table__
    with peopled.write() as connection:
        office = Office(connection)
        office.do(1, submit())
        office.do(2, submit(CHIANG_MAI))
        connection.execute(event.update().values(reason="โทร 089-999-9123"))

        redacting.redact_requests(connection, [PHONE], select(literal(2)))

        reasons = select(event.c.reason).order_by(event.c.registration_id)
        assert connection.scalars(reasons).all() == ["โทร 089-999-9123", "โทร -"]


@pytest.mark.parametrize("values", [[], ["ก"], ["กข"]])
def test_what_is_too_short_strikes_nothing(peopled: Database, values: list[str]) -> None:
    with peopled.write() as connection:
        assert redacting.redact(connection, values) == 0
