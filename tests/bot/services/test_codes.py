"""One-time codes: one a subject, for a while, once; only a digest is kept."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.services import codes
from bot.services.codes import Code, Found
from handlers.answers.onetimecode import ALPHABET, LENGTH
from models.base import Database
from models.staff import OneTimeCode
from models.vocabulary import CodePurpose
from tests.bot.services.colleagues import MORNING, hire

AN_HOUR = timedelta(hours=1)


def drawn(database: Database, subject: int = 7, purpose: CodePurpose = CodePurpose.AGENCY) -> Code:
    with database.write() as connection:
        return codes.draw(connection, purpose, subject, made_by=1, good_for=AN_HOUR, now=MORNING)


@pytest.fixture
def staffed(database: Database) -> Database:
    hire(database)
    return database


def found(database: Database, code: Code, *, later: timedelta = timedelta()) -> Found | None:
    with database.read() as connection:
        return codes.find(connection, code.text, now=MORNING + later)


def test_a_code_is_found_and_only_its_digest_is_kept(staffed: Database) -> None:
    code = drawn(staffed)

    with staffed.read() as connection:
        kept = connection.scalar(select(OneTimeCode.code_digest))
    assert found(staffed, code) == Found(1, CodePurpose.AGENCY, 7, is_over=False)
    assert (len(kept), code.text in kept) == (64, False)
    assert code.ends_at == MORNING + AN_HOUR


def test_codes_are_drawn_from_what_nobody_misreads(staffed: Database) -> None:
    texts = [drawn(staffed, subject).text for subject in range(50)]

    assert {len(text) for text in texts} == {LENGTH}
    assert set("".join(texts)) <= set(ALPHABET)
    assert not any(text.isalpha() or text.isdigit() for text in texts)
    assert len(set(texts)) == 50


def test_a_code_is_over_once_used_or_late(staffed: Database) -> None:
    code = drawn(staffed)
    known = found(staffed, code)
    assert known is not None

    late = found(staffed, code, later=AN_HOUR)
    with staffed.write() as connection:
        codes.spend(connection, known, now=MORNING)

    assert [one.is_over for one in (known, late, found(staffed, code)) if one] == [
        *(False, True, True)
    ]


def test_a_new_code_ends_the_one_before_it(staffed: Database) -> None:
    first, other = drawn(staffed), drawn(staffed, purpose=CodePurpose.STAFF)
    second = drawn(staffed)

    assert found(staffed, first) is None
    assert [one and one.purpose for one in (found(staffed, second), found(staffed, other))] == [
        *(CodePurpose.AGENCY, CodePurpose.STAFF)
    ]
