"""The nine experiments of the article that the project grew from, run with the advice of this program.

`python -m tests.keras.articles` prints the table for the README. Data, hidden layer, optimizer, epochs and
scaling are the article's; last layer, loss, labels and metrics are what the advice says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import keras
import numpy as np
from sklearn.datasets import make_blobs, make_circles, make_regression

from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.overlays import as_alternative, as_avoided

from .cases import Case, case, leaf_at
from .measuring import score_name
from .running import PARTS, Namespace, untrained

SGD = "optimizer=keras.optimizers.SGD(learning_rate=0.01, momentum=0.9)"
HALF = 500
HALVES = (slice(0, HALF), slice(HALF, None))
Data = tuple[np.ndarray, np.ndarray]


class Row(NamedTuple):
    """One experiment, training and test half: our metric, then the article's measure, ours beside its own."""

    loss: str
    head: str
    metric: str
    read: tuple[float, float]
    measure: str
    ours: tuple[float, float]
    article: tuple[float, float]
    note: str = ""


@dataclass(frozen=True)
class Experiment:
    """`instead` or `avoid` names the pair at the leaf where it is not the recommendation."""

    loss: str
    data: Callable[[], Data]
    answers: dict[str, Answer]
    hidden: int
    epochs: int
    article: tuple[float, float]
    instead: str = ""
    avoid: str = ""
    note: str = ""


def regression_data() -> Data:
    """Standardised inputs. The targets come as they are: standardizing them is part of the advice."""
    x, y = make_regression(n_samples=1000, n_features=20, noise=0.1, random_state=1)
    return (x - x.mean(axis=0)) / x.std(axis=0), y.reshape(-1, 1)


def circles() -> Data:
    x, y = make_circles(n_samples=1000, noise=0.1, random_state=1)
    return x, y.reshape(-1, 1)


def blobs() -> Data:
    return make_blobs(n_samples=1000, centers=3, n_features=2, cluster_std=2, random_state=2)


def one_hot_blobs() -> Data:
    x, y = blobs()
    return x, keras.utils.to_categorical(y)


CLASSES: dict[str, Answer] = {"task": "multiclass", "classes": 3}
ANY: dict[str, Answer] = {"task": "regression", "outputs": 1, "range": "any", "data": "plain"}
BINARY: dict[str, Answer] = {"task": "binary", "labels": "zero-one", "data": "plain"}
NO_NEGATIVES = "as the article has it, and invalid: half of the standardised targets are negative"
MISREAD = "the article's metric splits at 0.5 and never matches a label of -1"

# The last two numbers are what the article prints: mean squared error of standardised targets, or accuracy.
EXPERIMENTS = (
    Experiment("MSE", regression_data, {**ANY, "goal": "mean"}, 25, 100, (0.000, 0.001)),
    Experiment(
        "MSLE", regression_data, {**ANY, "goal": "mean"}, 25, 100, (0.165, 0.184),
        avoid="linear with mean-squared-logarithmic-error", note=NO_NEGATIVES,
    ),
    Experiment("MAE", regression_data, {**ANY, "goal": "median"}, 25, 100, (0.002, 0.002)),
    Experiment("binary crossentropy", circles, {**BINARY, "goal": "probabilities"}, 50, 200, (0.836, 0.852)),
    Experiment("hinge", circles, {**BINARY, "goal": "margin"}, 50, 200, (0.792, 0.740), note=MISREAD),
    Experiment(
        "squared hinge", circles, {**BINARY, "goal": "margin"}, 50, 200, (0.682, 0.646),
        instead="linear with squared-hinge", note=MISREAD,
    ),
    Experiment(
        "categorical crossentropy", one_hot_blobs, {**CLASSES, "labels": "one-hot", "data": "plain"}, 50, 100,
        (0.840, 0.822),
    ),
    Experiment(
        "sparse categorical crossentropy", blobs, {**CLASSES, "labels": "integer", "data": "plain"}, 50, 100,
        (0.832, 0.818),
    ),
    Experiment(
        "KL divergence", one_hot_blobs, {**CLASSES, "labels": "soft"}, 50, 100, (0.822, 0.822),
        instead="softmax with kl-divergence",
    ),
)  # fmt: skip


@lru_cache(maxsize=1)
def table_rows() -> tuple[Row, ...]:
    """The nine experiments, run."""
    return tuple(row(each) for each in EXPERIMENTS)


def row(experiment: Experiment) -> Row:
    advised = case_of(experiment)
    left = ran(experiment, advised)
    name = score_name(advised.advice, advised.advice.metrics[0])
    head = f"{advised.advice.activation}, {advised.advice.loss}"
    measure, ours = articles_measure(experiment, left)
    return Row(
        experiment.loss, head, name, read(left, name), measure, ours, experiment.article, experiment.note
    )


def read(left: Namespace, metric: str) -> tuple[float, float]:
    """What the advised metric says of both halves."""
    train, test = (
        float(left["model"].evaluate(left["x"][half], left["y"][half], verbose=0, return_dict=True)[metric])
        for half in HALVES
    )
    return train, test


def articles_measure(experiment: Experiment, left: Namespace) -> tuple[str, tuple[float, float]]:
    """What the article measures, without the string that misreads it: on answers that are decoded rightly."""
    predictions, y = left["model"].predict(left["x"], verbose=0), left["y"]
    if experiment.data is regression_data:
        each, measure = (predictions - y) ** 2, "mean squared error"
    else:
        answers = left["decode"](predictions)
        each, measure = (_classes(answers) == _classes(y)), "accuracy"
    train, test = (float(each[half].mean()) for half in HALVES)
    return measure, (train, test)


def _classes(labels: np.ndarray) -> np.ndarray:
    return labels.argmax(axis=-1) if labels.ndim == 2 and labels.shape[1] > 1 else labels


def case_of(experiment: Experiment) -> Case:
    """The recommendation of the leaf, or what stands beside it under `instead` or `avoid`."""
    leaf = leaf_at(experiment.answers)
    settled = {**experiment.answers, "output": "probabilities", "style": "sequential"}
    if experiment.instead:
        other = next(each for each in leaf.instead if each.head == experiment.instead)
        leaf = as_alternative(leaf, other)
    if experiment.avoid:
        avoided = next(each for each in leaf.avoid if each.head == experiment.avoid)
        leaf = as_avoided(leaf, avoided)
    return case(leaf, settled, judge=not experiment.avoid)


def ran(experiment: Experiment, advised: Case) -> Namespace:
    """The code of the advice behind the article's hidden layer, trained with the article's optimizer."""
    keras.utils.set_random_seed(1)
    x, y = experiment.data()
    hidden = keras.layers.Dense(experiment.hidden, activation="relu", kernel_initializer="he_uniform")
    model = keras.Sequential([keras.Input(shape=x.shape[1:]), hidden])
    x = x.astype("float32")
    left: Namespace = {"model": model, "x": x}
    for part, half in zip(PARTS, (HALVES[0], HALVES[1], HALVES[1]), strict=True):
        left |= {f"x_{part}": x[half], f"y_{part}": y[half]}
    code = untrained(advised.advice).replace('optimizer="adam"', SGD)
    exec(compile(code, experiment.loss, "exec"), left)
    left["y"] = np.concatenate([left["y_train"], left["y_test"]])
    model.fit(left["x_train"], left["y_train"], epochs=experiment.epochs, verbose=0)
    return left


def markdown(rows: tuple[Row, ...]) -> str:
    lines = [
        "| Loss | Last layer and loss | Our metric | Train / test "
        "| The article's measure | Ours | The article | Note |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {each.loss} | {each.head} | {each.metric} | {_pair(each.read)} "
        f"| {each.measure} | {_pair(each.ours)} | {_pair(each.article)} | {each.note} |"
        for each in rows
    ]
    return "\n".join(lines)


def _pair(figures: tuple[float, float]) -> str:
    return f"{figures[0]:.3f} / {figures[1]:.3f}"


if __name__ == "__main__":
    print(markdown(table_rows()))
