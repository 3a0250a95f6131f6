"""
Learn from the examples which runs of letters speak for which intent. Offline only.

Needs scikit-learn, which the running bot does without. The same examples give the same
bytes: sentences come in a fixed order, every draw has a seed, weights are rounded.
"""

import itertools
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from handlers import weights
from handlers.features import runs
from handlers.intent import Intent
from messages_th.examples import Examples, expanded

SEED: Final = 2563
FOLDS: Final = 5
# Tried by cross-validation; each changes what is right first by less than one in a hundred.
SOFTNESS: Final = 1.0
PATTERN_SHARE: Final = 6.0  # what all sentences of a pattern weigh together, in examples
ECHO_WEIGHT: Final = 0.5  # of a sentence with a slip, and of one with courtesies around it
FEWEST: Final = 2  # examples a run of letters must occur in
MOST_RUNS: Final = 20_000  # that are kept: the heaviest
LARGEST: Final = 127  # a rounded weight
NEVER: Final = -9.0  # the bias of an intent without examples, which others can only be above
# Of what is answered without asking, this share must be right, on sentences not learned from.
# They are harder than what people type: each stands among its examples for being unlike them.
RIGHT_ENOUGH: Final = 0.92
WORTH_OFFERING: Final = 0.4  # the right one is among the three nearly as often as not
OFFERED: Final = 3
NEIGHBOURS: Final = 100  # texts of about one likelihood, looked at together
# Not told apart from what follows: courtesy alone is what these are.
ALL_COURTESY: Final = frozenset({Intent.GREET, Intent.THANKS})

Matrix = Any
Scores = Any


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence as it is compared, whose intent is known; `group` is the example it comes from."""

    essence: str
    intent: str
    group: int
    weight: float

    @property
    def is_whole(self) -> bool:
        """Whether an editor wrote it just so."""
        return self.weight == 1.0


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned; `scores` of a text are `share · Σ rows + bias` over its runs."""

    intents: tuple[str, ...]
    runs: tuple[str, ...]
    rows: Any
    bias: Any

    def scores(self, essences: Sequence[str]) -> Scores:
        return _matrix(essences, self.runs) @ self.rows + self.bias


@dataclass(frozen=True, slots=True)
class Lesson:
    """A model that is ready to be written, and what cross-validation says of it."""

    model: Model
    sharpness: float
    answer_from: float
    choose_from: float
    right_first: float
    right_in_three: float


def samples(
    examples: Mapping[str, Examples],
    before: Sequence[str],
    after: Sequence[str],
    essence: Callable[[str], str],
) -> list[Sample]:
    """Every sentence to learn from: as written, with a slip, with courtesies, and from patterns."""
    draw = random.Random(SEED)
    number = itertools.count()
    found = []
    for intent, one in examples.items():
        for sentence in one.sentences:
            told, group = essence(sentence), next(number)
            found.append(Sample(told, intent, group, 1.0))
            found.append(Sample(_with_a_slip(told, draw), intent, group, ECHO_WEIGHT))
            if intent not in ALL_COURTESY:
                wrapped = draw.choice(before) + sentence + draw.choice((*after, *[""] * len(after)))
                found.append(Sample(essence(wrapped), intent, group, ECHO_WEIGHT))
        for pattern in one.patterns:
            meant, group = [essence(sentence) for sentence in expanded(pattern)], next(number)
            weight = min(ECHO_WEIGHT, PATTERN_SHARE / len(meant))
            found += [Sample(told, intent, group, weight) for told in meant]
    return found


def learn(known: Sequence[Sample]) -> Lesson:
    """A model of all samples, with the thresholds that cross-validation chose."""
    intents = tuple(str(intent) for intent in Intent)
    apart, scores = _scored_apart(known, intents)
    right = np.array([intents.index(sample.intent) for sample in apart])
    sharpness = _sharpness(scores, right)
    likely = _softmax(scores * sharpness)
    places = np.argsort(-likely, axis=1)
    is_first = places[:, 0] == right
    is_offered = (places[:, :OFFERED] == right[:, None]).any(axis=1)
    return Lesson(
        model=_fitted(known, intents),
        sharpness=sharpness,
        answer_from=_least(likely.max(axis=1), is_first, RIGHT_ENOUGH),
        choose_from=_least_near(likely.max(axis=1), is_offered, WORTH_OFFERING),
        right_first=float(is_first.mean()),
        right_in_three=float(is_offered.mean()),
    )


def written(lesson: Lesson, **head: Any) -> bytes:
    """The lesson as `handlers.weights` reads it: the heaviest runs, weights as whole units."""
    rows = lesson.model.rows * lesson.sharpness
    heaviest = np.argsort(-np.abs(rows).max(axis=1), kind="stable")[:MOST_RUNS]
    kept = np.sort(heaviest)
    unit = float(np.float32(np.abs(rows[kept]).max() / LARGEST))
    whole = np.rint(rows[kept] / unit).astype(int)
    told = {
        "intents": lesson.model.intents,
        "unit": unit,
        "bias": [round(float(value), 4) for value in lesson.model.bias * lesson.sharpness],
        "answer_from": lesson.answer_from,
        "choose_from": lesson.choose_from,
    }
    names = [lesson.model.runs[place] for place in kept]
    return weights.dump(
        {**told, **head}, dict(zip(names, (row.tolist() for row in whole), strict=True))
    )


def _scored_apart(known: Sequence[Sample], intents: Sequence[str]) -> tuple[list[Sample], Scores]:
    """Sentences as written, each with the scores of a model that has not seen its example."""
    groups = [sample.group for sample in known]
    apart: list[Sample] = []
    scores: list[Any] = []
    for learned, left in GroupKFold(FOLDS).split(known, groups=groups):
        model = _fitted([known[place] for place in learned], intents)
        whole = [known[place] for place in left if known[place].is_whole]
        apart += whole
        scores.append(model.scores([sample.essence for sample in whole]))
    return apart, np.vstack(scores)


def _fitted(known: Sequence[Sample], intents: Sequence[str]) -> Model:
    """A model of samples of three intents or more; those of which there are none stay unlikely."""
    names = tuple(sorted(_common(known)))
    machine = LinearSVC(C=SOFTNESS, random_state=SEED)
    machine.fit(
        _matrix([sample.essence for sample in known], names),
        [intents.index(sample.intent) for sample in known],
        sample_weight=[sample.weight for sample in known],
    )
    rows = np.zeros((len(names), len(intents)))
    bias = np.full(len(intents), NEVER)
    rows[:, machine.classes_] = machine.coef_.T
    bias[machine.classes_] = machine.intercept_
    return Model(tuple(intents), names, rows, bias)


def _common(known: Sequence[Sample]) -> Iterator[str]:
    seen: defaultdict[str, set[int]] = defaultdict(set)
    for sample in known:
        for run in runs(sample.essence):
            seen[run].add(sample.group)
    return (run for run, groups in seen.items() if len(groups) >= FEWEST)


def _matrix(essences: Sequence[str], names: Sequence[str]) -> Matrix:
    """A row for each text: its known runs, each with one over the root of how many it has."""
    places = {name: place for place, name in enumerate(names)}
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for essence in essences:
        told = runs(essence)
        found = sorted(places[run] for run in told if run in places)
        columns += found
        values += [1 / len(told) ** 0.5] * len(found)
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(essences), len(names)))


def _with_a_slip(essence: str, draw: random.Random) -> str:
    """The sentence with one letter left out, doubled, or changed for its neighbour."""
    if len(essence) < 4:
        return essence
    at = draw.randrange(1, len(essence) - 1)
    head, one, two, tail = essence[:at], essence[at], essence[at + 1], essence[at + 2 :]
    return head + draw.choice((two, one + one + two, two + one)) + tail


def _sharpness(scores: Scores, right: Any) -> float:
    """The factor at which the likelihoods of the right intents are greatest."""
    choices = [step / 4 for step in range(4, 49)]
    rows = np.arange(len(right))
    return max(choices, key=lambda by: float(np.log(_softmax(scores * by)[rows, right]).mean()))


def _softmax(scores: Scores) -> Any:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _least(likely: Any, is_right: Any, share: float) -> float:
    """The least likelihood, in hundredths, from which on this share of the texts is right."""
    for step in range(100):
        taken = likely >= step / 100
        if taken.any() and is_right[taken].mean() >= share:
            return step / 100
    return 1.0


def _least_near(likely: Any, is_right: Any, share: float) -> float:
    """The likelihood, in hundredths, above the last one next to which too few texts are right."""
    order = np.argsort(likely, kind="stable")
    is_enough = False
    for step in range(100, 0, -1):
        above = order[likely[order] >= (step - 1) / 100][:NEIGHBOURS]
        if not len(above):
            continue
        if is_right[above].mean() < share:
            return step / 100 if is_enough else 1.0
        is_enough = True
    return 0.0
