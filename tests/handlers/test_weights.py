"""Weights are written, read back, and added up for all intents at once."""

from math import exp

import pytest

from handlers import weights
from handlers.weights import UNTRAINED, Weights

HEAD = {
    "intents": ["greet", "oos"],
    "unit": 0.5,
    "bias": [0.25, -0.25],
    "answer_from": 0.8,
    "choose_from": 0.2,
    "digest": "0123456789abcdef",
    "thai": ["สวั"],
    "latin": ["^he"],
}
ROWS = {"^ส": [127, -127], "สว": [2, -4], "$": [0, 0]}


@pytest.fixture
def small() -> Weights:
    return weights.parse(weights.dump(HEAD, ROWS))


def test_weights_are_read_as_they_were_written(small: Weights) -> None:
    assert small.intents == ("greet", "oos")
    assert list(small.rows) == ["^ส", "สว", "$"]
    assert (small.unit, small.bias) == (0.5, (0.25, -0.25))
    assert (small.answer_from, small.choose_from, small.digest) == (0.8, 0.2, "0123456789abcdef")
    assert (small.thai, small.latin) == (frozenset({"สวั"}), frozenset({"^he"}))


def test_likelihoods_are_those_of_the_linear_model(small: Weights) -> None:
    runs = frozenset({"^ส", "สว", "unknown", "unknown too"})

    likely = small.likelihoods(runs)

    share = 0.5 / 2  # the unit, over the root of four runs
    greet, other = exp(0.25 + share * (127 + 2)), exp(-0.25 + share * (-127 - 4))
    assert likely == pytest.approx(
        {"greet": greet / (greet + other), "oos": other / (greet + other)}
    )


def test_nothing_known_leaves_what_is_likely_beforehand(small: Weights) -> None:
    likely = small.likelihoods(frozenset({"?"}))

    assert likely["greet"] == pytest.approx(exp(0.5) / (1 + exp(0.5)))
    assert small.likelihoods(frozenset()) == likely


def test_many_runs_never_run_over_into_the_next_intent() -> None:
    rows = {str(number): [-128, 127] for number in range(2_000)}
    many = weights.parse(weights.dump(HEAD, rows))

    assert many.likelihoods(frozenset(rows)) == pytest.approx({"greet": 0.0, "oos": 1.0})


def test_reasons_are_the_runs_that_spoke_most_for_an_intent(small: Weights) -> None:
    runs = frozenset({"^ส", "สว", "$", "unknown"})

    assert small.reasons("greet", runs, 2) == [("^ส", 127), ("สว", 2)]
    assert small.reasons("oos", runs, 1) == [("$", 0)]


def test_weights_cut_short_are_refused() -> None:
    with pytest.raises(ValueError, match="cut short"):
        weights.parse(weights.dump(HEAD, ROWS)[:-1])


def test_untrained_weights_understand_nothing() -> None:
    assert UNTRAINED.likelihoods(frozenset({"สว"})) == {"oos": 1.0}
