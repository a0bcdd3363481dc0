"""The losses and metrics that come as code: where they are least, their labels, and that they can be kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path

import keras
import numpy as np
import pytest

from .cases import RULES

Rows = np.ndarray
ARGUMENTS: dict[str, dict[str, object]] = {
    "quantile": {"quantiles": [0.25, 0.75]},
    "tweedie": {"power": 1.3},
    "weighted-binary-crossentropy": {"weights": [2.0, 5.0]},
    "pinball": {"quantiles": [0.25, 0.75]},
}
LOSSES = ("quantile", "gaussian-nll", "censored-nll", "gamma", "tweedie", "weighted-binary-crossentropy",
          "discrete-hazards", "candidate-crossentropy")  # fmt: skip
METRICS = ("grade-error", "candidate-accuracy", "pinball", "error-of-mean", "error-or-excess",
           "angular-error", "concordance")  # fmt: skip


def made(name: str, **arguments: object) -> Callable[..., object]:
    """The object out of the file beside the rules."""
    entry = RULES.losses.get(name) or RULES.metrics[name]
    namespace: dict[str, type] = {}
    exec(compile(entry.python, entry.file, "exec"), namespace)
    return namespace[entry.keras](**arguments)


def cost(loss: Callable[..., object], y: Rows, row: list[float]) -> float:
    """The loss where every sample is given the same `row` of predictions."""
    return float(loss(y, np.tile(np.array(row, dtype="float32"), (len(y), 1))))


def neighbours(row: list[float], steps: tuple[float, ...]) -> Iterator[list[float]]:
    for unit in range(len(row)):
        for step in (*steps, *(-step for step in steps)):
            yield [value + step * (number == unit) for number, value in enumerate(row)]


def check_least(
    loss: Callable[..., object], y: Rows, row: list[float], steps: tuple[float, ...] = (0.1, 0.4)
) -> None:
    least = cost(loss, y, row)
    for other in neighbours(row, steps):
        assert cost(loss, y, other) > least, f"{other} is better than {row}"


def amounts(many: int = 1001) -> Rows:
    return np.random.default_rng(0).exponential(2.0, size=many).astype("float32") + 0.05


def predicted(name: str) -> tuple[Rows, Rows]:
    """Labels and predictions that suit a loss or a metric, two units."""
    rng = np.random.default_rng(1)
    guess = rng.uniform(0.1, 0.9, size=(64, 2)).astype("float32")
    if name in (
        "weighted-binary-crossentropy",
        "grade-error",
        "candidate-crossentropy",
        "candidate-accuracy",
    ):
        return (rng.uniform(size=(64, 2)) < 0.4).astype("float32"), guess
    if name in ("discrete-hazards", "concordance", "censored-nll", "error-or-excess"):
        return rng.integers(2, size=(64, 2)).astype("float32"), guess
    if name == "angular-error":
        return rng.normal(size=(64, 2)).astype("float32"), guess
    if name in ("gamma", "tweedie"):
        return rng.uniform(0.5, 2, size=(64, 2)).astype("float32"), guess
    return rng.uniform(0.5, 2, size=(64, 1)).astype("float32"), guess


def test_quantile_is_least_at_the_quantiles() -> None:
    y = amounts()
    check_least(made("quantile", quantiles=(0.1, 0.5, 0.9)), y, np.quantile(y, [0.1, 0.5, 0.9]).tolist())


def test_gaussian_nll_is_least_at_the_mean_and_the_logarithm_of_the_variance() -> None:
    y = amounts()
    check_least(made("gaussian-nll"), y, [float(y.mean()), float(np.log(y.var()))])


def test_gaussian_nll_is_the_likelihood_itself() -> None:
    y = amounts()
    density = np.exp(-((y - 1) ** 2) / (2 * 4)) / np.sqrt(2 * np.pi * 4)
    assert cost(made("gaussian-nll"), y, [1.0, np.log(4.0)]) == pytest.approx(
        -np.log(density).mean(), rel=1e-4
    )


@pytest.mark.parametrize("away", [-30.0, -8.0, -4.5, -3.9, -1.0, 0.0, 2.0, 9.0])
def test_censored_nll_is_the_chance_to_lie_below_and_keeps_its_slope(away: float) -> None:
    """Far out too, where the chance itself has no digits left in single precision."""
    loss, below = made("censored-nll"), np.array([[away, 0.0]], dtype="float32")
    chance = math.erfc(-away / math.sqrt(2)) / 2
    assert cost(loss, below, [0.0, 0.0]) == pytest.approx(-math.log(chance), rel=2e-3, abs=1e-5)
    if away < 2:
        slope = cost(loss, below, [0.1, 0.0]) - cost(loss, below, [-0.1, 0.0])
        assert slope > 0.01, "a mean further down costs less"
    known = np.array([[away, 1.0]], dtype="float32")
    assert cost(loss, known, [0.0, 0.0]) == pytest.approx(away**2 / 2 + math.log(2 * math.pi) / 2, rel=1e-5)


@pytest.mark.parametrize("arguments", [{"power": 1.1}, {"power": 1.5}, {"power": 1.9}])
def test_tweedie_is_least_at_the_mean_though_many_amounts_are_0(arguments: dict[str, float]) -> None:
    y = amounts() * (np.arange(1001) % 2)
    check_least(made("tweedie", **arguments), y, [float(y.mean())])


def test_gamma_is_least_at_the_mean() -> None:
    y = amounts()
    check_least(made("gamma"), y, [float(y.mean())])


def test_gamma_counts_an_error_by_its_ratio() -> None:
    """Ten times the amount and ten times the prediction cost the same, but for a constant."""
    y = amounts()
    gamma = made("gamma")
    apart = [
        cost(gamma, scale * y, [scale * 3.0]) - cost(gamma, scale * y, [scale * 2.0]) for scale in (1, 10)
    ]
    assert apart[0] == pytest.approx(apart[1], rel=1e-3)


def seen_until(many: int, hazard: float) -> Rows:
    """Intervals and events where each interval has the same hazard, and watching ends at any time."""
    rng = np.random.default_rng(2)
    happens = rng.geometric(hazard, size=many) - 1
    watched = rng.integers(-1, 4, size=many)  # the last interval a sample would be seen through
    event = happens <= watched
    return np.stack([np.where(event, happens, watched), event], axis=-1).astype("float32")


def test_discrete_hazards_is_least_at_the_events_among_those_at_risk() -> None:
    y = seen_until(4000, 0.3)
    at_risk = np.array([(y[:, 0] >= number).sum() for number in range(4)])
    events = np.array([((y[:, 0] == number) & (y[:, 1] == 1)).sum() for number in range(4)])
    check_least(made("discrete-hazards"), y, (events / at_risk).tolist(), (0.05, 0.15))


def test_the_hazard_comes_out_right_though_most_samples_are_only_seen_so_long() -> None:
    y = seen_until(40000, 0.3)
    assert y[:, 1].mean() < 0.6
    check_least(made("discrete-hazards"), y, [0.3] * 4, (0.06, 0.2))


def test_weights_of_1_give_the_built_in_crossentropy() -> None:
    y, guess = predicted("weighted-binary-crossentropy")
    own = made("weighted-binary-crossentropy", weights=(1.0, 1.0))
    assert float(own(y, guess)) == pytest.approx(float(keras.losses.BinaryCrossentropy()(y, guess)), rel=1e-4)


def test_weighted_crossentropy_is_least_at_the_share_pulled_up_by_the_weight() -> None:
    y = np.repeat([[1.0, 1.0], [0.0, 0.0]], [200, 800], axis=0).astype("float32")
    own = made("weighted-binary-crossentropy", weights=(1.0, 4.0))
    check_least(own, y, [0.2, 4 * 0.2 / (4 * 0.2 + 0.8)], (0.05, 0.1))


def test_weighted_crossentropy_from_logits_is_the_same_loss() -> None:
    y, guess = predicted("weighted-binary-crossentropy")
    arguments = {"weights": (2.0, 5.0)}
    logits = np.log(guess / (1 - guess))
    from_logits = made("weighted-binary-crossentropy", from_logits=True, **arguments)
    assert float(from_logits(y, logits)) == pytest.approx(
        float(made("weighted-binary-crossentropy", **arguments)(y, guess)), rel=1e-4
    )


def test_candidates_cost_what_their_shares_add_up_to() -> None:
    shares = [[0.5, 0.3, 0.2]]
    loss = made("candidate-crossentropy")
    for row, within in (([[1, 0, 0]], 0.5), ([[0, 1, 1]], 0.5), ([[1, 0, 1]], 0.7), ([[1, 1, 1]], 1.0)):
        assert float(loss(np.array(row, "float32"), np.array(shares, "float32"))) == pytest.approx(
            -math.log(within), abs=1e-6
        )


def test_candidates_from_logits_cost_the_same() -> None:
    scores = np.random.default_rng(3).normal(size=(64, 4)).astype("float32")
    y = np.maximum(np.eye(4)[np.arange(64) % 4], np.random.default_rng(4).uniform(size=(64, 4)) < 0.3)
    shares = np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True)
    from_logits = made("candidate-crossentropy", from_logits=True)(y.astype("float32"), scores)
    assert float(from_logits) == pytest.approx(
        float(made("candidate-crossentropy")(y.astype("float32"), shares.astype("float32"))), rel=1e-5
    )


def test_an_answer_among_the_candidates_counts_as_right() -> None:
    rows = [[1, 1, 0], [0, 1, 0], [0, 0, 1]]
    assert read("candidate-accuracy", rows, [[0.2, 0.7, 0.1]] * 3) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    "name", ["quantile", "gaussian-nll", "gamma", "tweedie", "weighted-binary-crossentropy"]
)
def test_labels_in_a_column_and_in_a_row_cost_the_same(name: str) -> None:
    y = predicted(name)[0][:, :1]
    units = 2 if name == "gaussian-nll" else 1
    guess = predicted(name)[1][:, :units]
    one = {"quantile": {"quantiles": [0.3]}, "weighted-binary-crossentropy": {"weights": [3.0]}}
    loss = made(name, **one.get(name, {}))
    rows = [keras.ops.convert_to_numpy(loss.call(*map(keras.ops.convert_to_tensor, (each, guess))))
            for each in (y, y[:, 0])]  # fmt: skip
    assert rows[0].shape == (64,)
    assert rows[1] == pytest.approx(rows[0])


@pytest.mark.parametrize("name", ["pinball", "error-of-mean"])
def test_metrics_read_labels_in_a_column_and_in_a_row_alike(name: str) -> None:
    y, guess = predicted(name)
    found = []
    for each in (y, y[:, 0]):
        metric = made(name, **ARGUMENTS.get(name, {}))
        metric.update_state(each, guess)
        found.append(float(metric.result()))
    assert found[0] == pytest.approx(found[1])


@pytest.mark.parametrize("name", LOSSES)
def test_arguments_of_a_loss_survive_its_configuration(name: str) -> None:
    loss = made(name, **ARGUMENTS.get(name, {}))
    again = keras.losses.deserialize(keras.losses.serialize(loss))
    assert again.get_config() == loss.get_config()
    assert {key: again.get_config()[key] for key in ARGUMENTS.get(name, {})} == ARGUMENTS.get(name, {})
    assert float(again(*predicted(name))) == pytest.approx(float(loss(*predicted(name))))


@pytest.mark.parametrize("name", METRICS)
def test_arguments_of_a_metric_survive_its_configuration(name: str) -> None:
    metric = made(name, **ARGUMENTS.get(name, {}))
    again = keras.metrics.deserialize(keras.metrics.serialize(metric))
    for each in (metric, again):
        each.update_state(*predicted(name))
    assert {key: again.get_config()[key] for key in ARGUMENTS.get(name, {})} == ARGUMENTS.get(name, {})
    assert float(again.result()) == pytest.approx(float(metric.result()))


@pytest.mark.parametrize(
    ("loss", "metric"),
    [
        ("quantile", "pinball"),
        ("gaussian-nll", "error-of-mean"),
        ("discrete-hazards", "concordance"),
        ("weighted-binary-crossentropy", "grade-error"),
        ("gamma", "angular-error"),
        ("tweedie", None),
    ],
)
def test_a_saved_model_says_the_same_and_trains_on(loss: str, metric: str | None, tmp_path: Path) -> None:
    y, x = predicted(loss)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, activation="sigmoid")])
    metrics = [made(metric, **ARGUMENTS.get(metric, {}))] if metric else []
    model.compile("sgd", made(loss, **ARGUMENTS.get(loss, {})), metrics=metrics)
    model.fit(x, y, epochs=1, verbose=0)
    said = model.evaluate(x, y, verbose=0, return_dict=True)
    assert np.isfinite(list(said.values())).all()
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    assert again.evaluate(x, y, verbose=0, return_dict=True) == pytest.approx(said, rel=1e-4)
    again.fit(x, y, epochs=1, verbose=0)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("quantile", {"quantiles": (0.0, 0.5)}),
        ("quantile", {"quantiles": (50,)}),
        ("tweedie", {"power": 1}),
        ("tweedie", {"power": 2.0}),
        ("weighted-binary-crossentropy", {"weights": (1.0, 0.0)}),
        ("weighted-binary-crossentropy", {"weights": (-1.0,)}),
    ],
)
def test_arguments_that_mean_nothing_are_refused(name: str, arguments: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="lie"):
        made(name, **arguments)


def test_gaussian_nll_refuses_any_other_number_of_units() -> None:
    with pytest.raises(ValueError, match="2 units"):
        cost(made("gaussian-nll"), amounts(), [1.0, 1.0, 1.0])


def read(name: str, y: object, predictions: object, **arguments: object) -> float:
    metric = made(name, **arguments)
    metric.update_state(np.array(y, dtype="float32"), np.array(predictions, dtype="float32"))
    return float(metric.result())


def test_grade_error_counts_grades() -> None:
    grades = {0: [0, 0, 0], 1: [1, 0, 0], 3: [1, 1, 1]}
    assert read("grade-error", [grades[0], grades[3]], [[0.9, 0.2, 0.1], [0.9, 0.2, 0.1]]) == 1.5
    assert read("grade-error", [grades[1]], [[0.6, 0.4, 0.3]]) == 0


def test_pinball_is_the_loss() -> None:
    y, guess = predicted("pinball")
    loss = made("quantile", **ARGUMENTS["quantile"])
    assert read("pinball", y, guess, **ARGUMENTS["pinball"]) == pytest.approx(float(loss(y, guess)), rel=1e-5)


def test_error_of_mean_looks_at_the_first_unit_only() -> None:
    assert read("error-of-mean", [1.0, 2.0], [[2.0, 9.0], [4.0, -9.0]]) == 1.5


@pytest.mark.parametrize(
    ("one", "other", "degrees"),
    [([1, 0], [5, 0], 0), ([1, 0], [0, 2], 90), ([3, 0], [-1, 0], 180), ([0, 0, 1], [0, 1, 1], 45)],
)
def test_angular_error_is_the_angle(one: list[float], other: list[float], degrees: float) -> None:
    assert read("angular-error", [one], [other]) == pytest.approx(degrees, abs=0.05)
    assert read("period-error", [one], [other], period=24) == pytest.approx(degrees / 15, abs=0.05)


TIMES = [[0, 1], [1, 1], [2, 1], [1, 0]]  # the last one was only seen through interval 1
EARLY, MIDDLE, LATE = [0.9, 0.9, 0.9], [0.5, 0.5, 0.5], [0.1, 0.1, 0.1]


@pytest.mark.parametrize(
    ("predictions", "share"),
    [
        ([EARLY, MIDDLE, LATE, LATE], 1.0),
        ([LATE, MIDDLE, EARLY, EARLY], 0.0),
        ([MIDDLE, MIDDLE, MIDDLE, MIDDLE], 0.5),
        ([EARLY, MIDDLE, LATE, EARLY], 3.5 / 5),  # a tie with the first, wrong beside the second
    ],
)
def test_concordance_is_the_share_of_known_pairs_in_the_right_order(
    predictions: object, share: float
) -> None:
    assert read("concordance", TIMES, predictions) == pytest.approx(share)


def test_concordance_leaves_out_pairs_of_which_nobody_knows_the_order() -> None:
    only_seen_so_long = [[0, 0], [2, 0]]
    assert read("concordance", only_seen_so_long, [EARLY, LATE]) == 0
    seen_for_less = [[0, 0], [1, 1]]
    assert read("concordance", [*seen_for_less, [2, 1]], [LATE, EARLY, LATE]) == 1


def test_concordance_adds_up_over_batches() -> None:
    metric = made("concordance")
    right, wrong = [EARLY, MIDDLE, LATE, LATE], [LATE, MIDDLE, EARLY, EARLY]
    for predictions in (right, wrong):
        metric.update_state(np.array(TIMES, dtype="float32"), np.array(predictions, dtype="float32"))
    assert float(metric.result()) == pytest.approx(0.5)
    metric.reset_state()
    metric.update_state(np.array(TIMES, dtype="float32"), np.array(right, dtype="float32"))
    assert float(metric.result()) == 1
