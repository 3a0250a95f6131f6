import pytest

from simulator.errors import Refusal
from simulator.rules import requests

USER, OTHER, GROUP = "U" + "a" * 32, "U" + "b" * 32, "C" + "a" * 32


def malformed(name):
    return f"The property, '{name}', in the request body is invalid (line: -, column: -)"


def refused(check, body):
    with pytest.raises(Refusal) as caught:
        check(body)
    return caught.value.status, caught.value.message, list(caught.value.details)


def one_error(text, name):
    return 400, "The request body has 1 error(s)", [{"message": text, "property": name}]


def test_to_of_a_multicast_is_told_as_given():
    assert requests.user_ids({"to": [USER, OTHER, USER]}) == [USER, OTHER, USER]
    assert requests.user_ids({"to": [USER] * 500}) == [USER] * 500


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({}, one_error("May not be empty", "to")),
        ({"to": []}, one_error("Size must be between 1 and 500", "to")),
        ({"to": [USER] * 501}, one_error("Size must be between 1 and 500", "to")),
        ({"to": USER}, (400, malformed("to"), [])),
        ({"to": [USER, GROUP]}, (400, malformed("to[1]"), [])),
        ({"to": [5, USER]}, (400, malformed("to[0]"), [])),
        ({"to": [USER, None]}, (400, malformed("to[1]"), [])),
        ({"to": [USER, ""]}, (400, malformed("to[1]"), [])),
        ({"to": [USER.upper()]}, (400, malformed("to[0]"), [])),
        ({"to": ["", USER + "\n"]}, (400, malformed("to[0]"), [])),
    ],
)
def test_a_bad_to_of_a_multicast_is_refused(body, complaint):
    assert refused(requests.user_ids, body) == complaint


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({}, one_error("May not be empty", "to")),
        ({"to": ""}, one_error("May not be empty", "to")),
        ({"to": [USER]}, (400, malformed("to"), [])),
        ({"to": "somchai"}, (400, malformed("to"), [])),
    ],
)
def test_a_bad_to_of_a_push_is_refused(body, complaint):
    assert refused(requests.chat_id, body) == complaint


def test_to_of_a_push_is_a_person_or_a_group():
    assert [requests.chat_id({"to": to}) for to in (USER, GROUP)] == [USER, GROUP]


@pytest.mark.parametrize("given", ["true", 1, None])
def test_whether_it_is_silent_is_true_or_false(given):
    body = {"notificationDisabled": given}

    assert refused(requests.refuse_bad_options, body) == (
        400,
        malformed("notificationDisabled"),
        [],
    )


@pytest.mark.parametrize(
    ("units", "complaint"),
    [
        ("wfh", (400, malformed("customAggregationUnits"), [])),
        (["a", "b"], one_error("Size must be between 0 and 1", "customAggregationUnits")),
        ([""], (400, malformed("customAggregationUnits[0]"), [])),
        (["x" * 31], (400, malformed("customAggregationUnits[0]"), [])),
        (["แจ้ง"], (400, malformed("customAggregationUnits[0]"), [])),
        ([5], (400, malformed("customAggregationUnits[0]"), [])),
    ],
)
def test_at_most_one_plain_name_of_a_unit(units, complaint):
    assert refused(requests.refuse_bad_units, {"customAggregationUnits": units}) == complaint


def test_good_options_pass():
    requests.refuse_bad_options({})
    requests.refuse_bad_options({"notificationDisabled": True})
    for units in ([], ["x" * 30], ["WFH_2563"]):
        requests.refuse_bad_units({"customAggregationUnits": units})
