"""What is learned from examples: the sentences, the thresholds, and the bytes that are written."""

import random
from collections import Counter
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import training
from bot.training import Lesson, Model, Sample
from handlers import weights
from handlers.features import runs
from handlers.intent import Intent
from messages_th.examples import Examples

BEFORE = ("hello ", "please ")
AFTER = (" thanks", " now")


def examples(*sentences: str, patterns: tuple[str, ...] = ()) -> Examples:
    return Examples("what it means", sentences, patterns)


def samples(known: Mapping[str, Examples]) -> list[Sample]:
    return training.samples(known, BEFORE, AFTER, str.strip)


# ---- sentences -----------------------------------------------------------------------------


def test_samples_are_each_sentence_as_written_with_a_slip_and_with_courtesies() -> None:
    whole, slip, wrapped = samples({"status": examples(" how far ")})

    assert whole == Sample("how far", "status", 0, 1.0)
    assert slip == Sample(slip.essence, "status", 0, 0.5)
    assert slip.essence in slips("how far")
    assert wrapped == Sample(wrapped.essence, "status", 0, 0.5)
    assert wrapped.essence in {
        f"{before}{' how far '}{after}".strip() for before in BEFORE for after in (*AFTER, "")
    }


def slips(sentence: str) -> set[str]:
    """The sentence with one of its inner letters left out, doubled, or behind its neighbour."""
    places = range(1, len(sentence) - 1)
    return {
        changed
        for at in places
        for one, two in [sentence[at : at + 2]]
        for changed in (
            sentence[:at] + two + sentence[at + 2 :],
            sentence[:at] + one + one + two + sentence[at + 2 :],
            sentence[:at] + two + one + sentence[at + 2 :],
        )
    }


def test_samples_wrap_no_courtesy_in_courtesies() -> None:
    found = samples({"greet": examples("good day"), "thanks": examples("many thanks")})

    told = [(one.intent, one.group, one.weight) for one in found]
    assert told == [
        *(("greet", 0, 1.0), ("greet", 0, 0.5)),
        *(("thanks", 1, 1.0), ("thanks", 1, 0.5)),
    ]


def test_samples_of_a_pattern_weigh_no_more_together_than_a_few_sentences() -> None:
    few, many = "(share|show) it", "(a|b|c|d|e) (f|g|h|i|j)"

    found = samples({"guide.share": examples(patterns=(few, many))})

    assert [(one.essence, one.group, one.weight) for one in found[:2]] == [
        ("share it", 0, 0.5),
        ("show it", 0, 0.5),
    ]
    assert {(one.group, one.weight) for one in found[2:]} == {(1, 6 / 25)}
    assert len({one.essence for one in found[2:]}) == 25
    assert [one for one in found if one.is_whole] == []


def test_samples_of_one_example_stay_together_whatever_is_made_of_it() -> None:
    known = {
        "status": examples("how far", "any news", patterns=("(is|was) it done",)),
        "greet": examples("good day"),
    }

    groups = Counter((one.intent, one.group) for one in samples(known))

    assert groups == {("status", 0): 3, ("status", 1): 3, ("status", 2): 2, ("greet", 3): 2}


def test_samples_are_the_same_every_time() -> None:
    known = {"status": examples(*(f"sentence of number {at}" for at in range(50)))}

    assert samples(known) == samples(known)


@given(st.text("abc", min_size=4), st.integers())
def test_a_slip_is_one_letter_inside_the_sentence(sentence: str, seed: int) -> None:
    assert training._with_a_slip(sentence, random.Random(seed)) in slips(sentence)


@pytest.mark.parametrize("sentence", ["", "a", "abc"])
def test_a_word_too_short_to_be_known_by_the_rest_has_no_slip(sentence: str) -> None:
    assert training._with_a_slip(sentence, random.Random(1)) == sentence


# ---- thresholds ----------------------------------------------------------------------------


def test_least_is_where_all_that_is_likelier_is_right_often_enough() -> None:
    likely = np.array([0.15, 0.25, 0.25, 0.55, 0.75])
    is_right = np.array([False, False, True, True, True])

    found = [training._least(likely, is_right, share) for share in (0.6, 0.75, 0.9, 1.0)]

    assert found == [0.0, 0.16, 0.26, 0.26]


def test_least_is_certainty_where_nothing_is_right_often_enough() -> None:
    likely = np.array([0.2, 0.9, 0.999])

    assert training._least(likely, np.array([True, True, False]), 0.9) == 1.0


def test_least_near_looks_at_the_neighbours_only() -> None:
    many = training.NEIGHBOURS
    likely = np.array([0.1] * many + [0.3] * many + [0.9] * many)
    is_right = np.array([False] * many + [True, False] * (many // 2) + [True] * many)

    found = [training._least_near(likely, is_right, share) for share in (0.0, 0.5, 0.51)]

    assert found == [0.0, 0.11, 0.31]
    assert training._least(likely, is_right, 0.51) == 0.11


def test_least_near_is_certainty_where_nothing_is_right_often_enough() -> None:
    assert training._least_near(np.array([0.2, 0.4]), np.array([False, False]), 0.5) == 1.0


# ---- the weights that are written ----------------------------------------------------------

HEAD = {"digest": "made up", "thai": ["กข"], "latin": ["th"]}


def lesson(rows: list[list[float]], names: list[str], *, sharpness: float = 2.0) -> Lesson:
    model = Model(("status", "oos"), tuple(names), np.array(rows), np.array([0.123456, -0.5]))
    return Lesson(model, sharpness, 0.7, 0.2, 0.9, 0.95)


def test_written_is_what_the_bot_reads() -> None:
    told = training.written(lesson([[1.27, 0.0], [-0.4, 0.006]], ["ab", "bc"]), **HEAD)

    found = weights.parse(told)
    assert found == weights.Weights(
        intents=("status", "oos"),
        rows=found.rows,
        unit=float(np.float32(0.02)),
        bias=(0.2469, -1.0),
        answer_from=0.7,
        choose_from=0.2,
        digest="made up",
        thai=frozenset({"กข"}),
        latin=frozenset({"th"}),
    )
    assert found.reasons("status", frozenset({"ab", "bc"}), 9) == [("ab", 127), ("bc", -40)]
    assert found.reasons("oos", frozenset({"ab", "bc"}), 9) == [("bc", 1), ("ab", 0)]


def test_written_keeps_the_heaviest_runs_in_their_order() -> None:
    heavy = [f"{at:05d}" for at in range(training.MOST_RUNS)]
    names = sorted([*heavy, "00000a", "zz"])
    rows = [[0.1, 0.0] if name in {"00000a", "zz"} else [0.5, -1.0] for name in names]

    found = weights.parse(training.written(lesson(rows, names), **HEAD))

    assert list(found.rows) == heavy


def test_scores_that_are_written_are_those_that_were_learned() -> None:
    taught = samples(
        {
            "status": examples("how far is it", "how far are you", "how far", "so how far"),
            "oos": examples("it rains today", "will it rain", "rain again", "so much rain"),
            "greet": examples("good day", "a good day", "good evening", "good"),
        }
    )
    model = training._fitted(taught, ("oos", "status", "greet"))
    told = Lesson(model, 3.0, 0.7, 0.2, 1.0, 1.0)

    found = weights.parse(training.written(told, **HEAD))

    for sentence in ("how far then", "rain", "tomorrow"):
        powers = np.exp(model.scores([sentence])[0] * 3.0)
        likely = dict(zip(model.intents, powers / powers.sum(), strict=True))
        assert found.likelihoods(runs(sentence)) == pytest.approx(likely, abs=0.02)


def test_an_intent_without_examples_is_never_likely_and_puts_no_other_out_of_place() -> None:
    taught = samples(
        {
            "greet": examples("good day", "a good day", "good evening", "good"),
            "status": examples("how far is it", "how far are you", "how far", "so how far"),
            "oos": examples("it rains today", "will it rain", "rain again", "so much rain"),
        }
    )

    model = training._fitted(taught, ("oos", "help", "status", "thanks", "greet"))

    scores = model.scores(["it will rain", "how far", "good"])
    assert scores.argmax(axis=1).tolist() == [0, 2, 4]
    assert scores.argmin(axis=1).tolist() == [1, 1, 1]


def test_a_run_of_one_example_alone_is_not_learned() -> None:
    told = [("xyz", "status"), ("xyzz", "status"), ("ab", "oos"), ("cab", "oos"), ("ca", "help")]
    groups = (0, 0, 1, 2, 3)  # the second is the first with a slip
    taught = [Sample(*one, group, 1.0) for one, group in zip(told, groups, strict=True)]

    model = training._fitted(taught, ("status", "oos", "help"))

    assert model.runs == ("^c", "^ca", "ab", "ab$", "b$", "ca")


# ---- the whole -----------------------------------------------------------------------------


def test_learn_chooses_thresholds_by_sentences_it_has_not_seen() -> None:
    subjects = {
        Intent.STATUS: "how far is my request",
        Intent.GUIDE_SHARE: "show the screen to others",
        Intent.INFO_COST: "what price must we pay",
        Intent.OOS: "does it rain or snow today",
    }
    known = {
        str(intent): examples(
            *(f"{one} {two}" for one in words.split() for two in words.split() if one != two)
        )
        for intent, words in subjects.items()
    }

    first, second = (training.learn(samples(known)) for _ in range(2))

    assert training.written(first, **HEAD) == training.written(second, **HEAD)
    assert first.model.intents == tuple(Intent)
    assert 0.0 <= first.choose_from <= first.answer_from <= 1.0
    assert 1.0 <= first.sharpness <= 12.0
    assert 0.9 < first.right_first <= first.right_in_three <= 1.0
