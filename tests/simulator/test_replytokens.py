import pytest

from simulator.replytokens import ReplyTokens

MINUTE = 60_000


@pytest.fixture
def tokens():
    known = ReplyTokens()
    known.issue("t", chat="U1", now=0)
    return known


def test_a_token_is_good_for_a_minute_from_its_delivery(tokens):
    tokens.deliver("t", now=5_000)

    assert tokens.chat_of("t", now=5_000 + MINUTE) == "U1"
    assert tokens.chat_of("t", now=5_001 + MINUTE) is None


def test_a_token_serves_once(tokens):
    tokens.deliver("t", now=0)
    tokens.use("t")

    assert tokens.is_used("t")
    assert tokens.chat_of("t", now=1) is None


def test_a_redelivery_gives_another_minute_but_not_after_a_use(tokens):
    tokens.deliver("t", now=0)
    tokens.deliver("t", now=5 * MINUTE)
    assert tokens.chat_of("t", now=6 * MINUTE) == "U1"

    tokens.use("t")
    tokens.deliver("t", now=7 * MINUTE)
    assert tokens.chat_of("t", now=7 * MINUTE) is None


def test_no_token_outlives_twenty_minutes_from_its_event(tokens):
    tokens.deliver("t", now=int(19.5 * MINUTE))

    assert tokens.chat_of("t", now=20 * MINUTE) == "U1"
    assert tokens.chat_of("t", now=20 * MINUTE + 1) is None


def test_an_unknown_or_undelivered_token_is_no_token(tokens):
    assert tokens.chat_of("t", now=1) is None
    assert tokens.chat_of("00000000000000000000000000000000", now=0) is None
