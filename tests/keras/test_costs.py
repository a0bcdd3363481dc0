"""What mistakes cost: the answers that are advised, beside the usual ones, on problems where costs differ.

Each test makes its own data. What is held is the order, with a margin.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import keras
import numpy as np
import pytest

from .running import Namespace
from .test_known_truth import advised, learned

NEAR = np.array([[0, 1, 9], [1, 0, 9], [3, 3, 0]])  # two near classes, and one that is far from both
LETTERS, NUMBERS = 5, 6
PAIRS = LETTERS * NUMBERS
SAMPLES = 600


def predictions(left: Namespace, x: np.ndarray) -> np.ndarray:
    return np.asarray(left["model"].predict(x, verbose=0, batch_size=4096))


def three_classes(rows: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    centres, truth = 0.5 * np.random.default_rng(0).normal(size=(3, 8)), rng.integers(3, size=rows)
    return (centres[truth] + rng.normal(size=(rows, 8))).astype("float32"), truth


def rare(rows: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """About 1 in 16 is a yes, and none is sure."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(rows, 8)).astype("float32")
    chance = 1 / (1 + np.exp(4.3 - 1.5 * (x[:, :1] + x[:, 1:2])))
    return x, (rng.uniform(size=chance.shape) < chance).astype("int32")


def paid(truth: np.ndarray, answers: np.ndarray, alarm: float, miss: float) -> float:
    """The mean cost of a yes or no."""
    found = answers.reshape(truth.shape)
    return float(np.mean(alarm * found * (1 - truth) + miss * (1 - found) * truth))


@cache
def costs_of_classes() -> dict[str, float]:
    """The mean cost of three ways to answer where two of three classes are near each other."""
    (x, truth), (unseen, right) = three_classes(4000, 1), three_classes(10000, 2)
    table = ";".join(",".join(map(str, row)) for row in NEAR)
    said = advised(task="multiclass", classes=3, costs=table)
    honest = learned(said, x, truth, epochs=5)
    weighted = learned(said, x, truth, epochs=0)
    weights = dict(enumerate(NEAR.sum(axis=1) / NEAR.sum(axis=1).mean()))
    weighted["model"].fit(x, truth, epochs=5, batch_size=64, verbose=0, class_weight=weights)
    expected = predictions(honest, unseen)
    ways = {
        "least expected": np.asarray(honest["decode"](expected)),
        "most probable": expected.argmax(axis=-1),
        "weights": predictions(weighted, unseen).argmax(axis=-1),
    }
    return {way: float(NEAR[right, answers].mean()) for way, answers in ways.items()}


def test_the_answer_of_least_expected_cost_is_the_cheapest() -> None:
    found = costs_of_classes()
    assert found["least expected"] < 0.75 * found["most probable"]
    assert found["least expected"] < 0.95 * found["weights"]
    assert found["weights"] < 0.9 * found["most probable"]


@pytest.mark.parametrize("costs", ["1,20", "20,1"])
def test_the_threshold_by_costs_is_cheaper_than_one_half(costs: str) -> None:
    alarm, miss = map(float, costs.split(","))
    (x, truth), (unseen, right) = rare(8000, 1), rare(20000, 2)
    left = learned(advised(task="binary", data="imbalanced", costs=costs), x, truth, epochs=5)
    found = predictions(left, unseen)
    assert paid(right, left["decode"](found), alarm, miss) < 0.6 * paid(right, found > 0.5, alarm, miss)


def test_weights_by_rarity_are_wrong_where_the_common_class_is_dear() -> None:
    (x, truth), (unseen, right) = rare(8000, 1), rare(20000, 2)
    said = advised(task="binary", data="imbalanced", goal="decisions")
    left = learned(said, x, truth, epochs=5)
    assert paid(right, predictions(left, unseen) > 0.5, 20, 1) > 2 * paid(right, np.zeros_like(right), 20, 1)


def test_a_threshold_by_costs_is_cheaper_for_labels_too() -> None:
    def tagged(rows: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
        rng = np.random.default_rng(seed)
        x = rng.normal(size=(rows, 8)).astype("float32")
        chance = 1 / (1 + np.exp(2 - 1.5 * x[:, :4]))
        return x, (rng.uniform(size=chance.shape) < chance).astype("float32")

    (x, truth), (unseen, right) = tagged(6000, 1), tagged(20000, 2)
    left = learned(advised(task="multilabel", classes=4, costs="1,10"), x, truth, epochs=5)
    found = predictions(left, unseen)
    assert paid(right, np.asarray(left["decode"](found)), 1, 10) < 0.75 * paid(right, found > 0.5, 1, 10)


class Named(NamedTuple):
    """What a letter and a number cost, by how they are told: a wrong letter 5, a wrong number 1."""

    two_outputs: float
    weighted_outputs: float
    one_softmax: float
    one_by_costs: float


LETTER, NUMBER = np.divmod(np.arange(PAIRS), NUMBERS)
PAIR_COSTS = 5.0 * (LETTER[:, None] != LETTER) + (NUMBER[:, None] != NUMBER)


def named(own_look: float, seed: int) -> Named:
    rng = np.random.default_rng(seed)
    letters, numbers = 0.6 * rng.normal(size=(LETTERS, 10)), 0.6 * rng.normal(size=(NUMBERS, 10))
    own = own_look * rng.normal(size=(PAIRS, 10))

    def drawn(rows: int) -> tuple[np.ndarray, np.ndarray]:
        pair = rng.integers(PAIRS, size=rows)
        seen = letters[pair // NUMBERS] + numbers[pair % NUMBERS] + own[pair] + rng.normal(size=(rows, 10))
        return seen.astype("float32"), pair

    (x, pair), (unseen, right) = drawn(SAMPLES), drawn(8000)

    def cost(answers: np.ndarray) -> float:
        return float(PAIR_COSTS[right, answers].mean())

    def told(
        units: tuple[int, ...], labels: list[np.ndarray], weights: list[float] | None = None
    ) -> list[np.ndarray]:
        keras.utils.set_random_seed(seed)
        into = keras.Input((10,))
        hidden = keras.layers.Dense(32, "relu")(into)
        model = keras.Model(into, [keras.layers.Dense(each, "softmax")(hidden) for each in units])
        model.compile("adam", ["sparse_categorical_crossentropy"] * len(units), loss_weights=weights)
        model.fit(x, labels, epochs=38, batch_size=32, verbose=0)
        found = model.predict(unseen, verbose=0, batch_size=4096)
        return found if len(units) > 1 else [np.asarray(found).reshape(-1, *units)]

    parts = [pair // NUMBERS, pair % NUMBERS]
    plain, weighted = (told((LETTERS, NUMBERS), parts, weights) for weights in (None, [5.0, 1.0]))
    (one,) = told((PAIRS,), [pair])
    joined = (letter.argmax(-1) * NUMBERS + number.argmax(-1) for letter, number in (plain, weighted))
    return Named(*map(cost, joined), cost(one.argmax(-1)), cost(np.argmin(one @ PAIR_COSTS, axis=-1)))


def test_outputs_for_the_parts_are_cheaper_where_parts_look_alike_in_all_names() -> None:
    found = named(0.0, seed=0)
    assert found.two_outputs + 0.02 < found.one_by_costs < found.one_softmax - 0.03
    assert abs(found.weighted_outputs - found.two_outputs) < 0.05


def test_one_softmax_is_cheaper_where_each_pair_has_a_look_of_its_own() -> None:
    found = named(0.6, seed=0)
    assert found.one_by_costs < found.one_softmax < found.two_outputs - 0.1
    assert abs(found.weighted_outputs - found.two_outputs) < 0.05
