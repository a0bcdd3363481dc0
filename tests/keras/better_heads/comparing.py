"""A problem with a known truth, the heads that try it, and who comes off best."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lossadvisor.advice.recommending import advice
from lossadvisor.rulebook.answers import normalised
from tests.shipped import RULES

from .training import Body, Head, Judge, Split, mlp, scores

NOISE = 2.0  # standard errors of the difference between two heads on the same seeds
TESTED = 2000

Drawn = tuple[Any, ...]  # x, y, truth, and perhaps what is known of each row


class Problem(NamedTuple):
    """`draws` makes rows; `judge` is small where answers are good. `constant` is the best single answer.

    `before` is the rival that was advised before this was measured, where it was another.
    """

    name: str
    answers: dict[str, object]
    draws: Callable[[np.random.Generator, int], Drawn]
    judge: Judge
    constant: Callable[[Any], Any]
    rivals: tuple[Head, ...]
    rows: int = 800
    says: str = "decode(predictions)"
    body: Body = mlp
    epochs: int = 30
    before: str = ""


class Outcome(NamedTuple):
    """The scores of each head by seed; the one that is advised comes first."""

    problem: str
    heads: dict[str, np.ndarray]
    nothing: float
    before: str

    @property
    def advised(self) -> np.ndarray:
        return next(iter(self.heads.values()))

    def formerly(self) -> Outcome:
        """The same with the head in front that was advised before this was measured."""
        first = self.heads[self.before] if self.before else self.advised
        return self._replace(heads={"before": first, **self.heads})

    @property
    def best(self) -> str:
        return min(self.heads, key=lambda name: float(self.heads[name].mean()))

    @property
    def behind(self) -> np.ndarray:
        return self.advised - self.heads[self.best]

    @property
    def within_noise(self) -> bool:
        return bool(self.behind.mean() <= NOISE * deviation(self.behind))

    @property
    def behind_by(self) -> float:
        """The part of the best head's score by which the advised one is worse."""
        return float(self.behind.mean() / max(self.heads[self.best].mean(), 1e-12))

    @property
    def lost(self) -> float:
        """The share of what the best head gains over a constant that the advised one does not gain."""
        return float(self.behind.mean() / max(self.nothing - self.heads[self.best].mean(), 1e-12))


def deviation(each: np.ndarray) -> float:
    """The standard error of the mean."""
    return float(each.std(ddof=1) / np.sqrt(len(each)))


def head(
    name: str,
    layer: str,
    loss: str,
    *,
    y: str = "",
    says: str = "predictions",
    fit: dict[str, str] | None = None,
) -> Head:
    """A head that others use: its last layer, its loss, the lines that make its `y`, and how it is read."""
    lines = [*LOSSES, y, f"model.add(keras.layers.{layer})", f'model.compile("adam", loss={loss})']
    return Head(name, "\n".join(lines), fit or {}, says)


LOSSES = ("import keras", "import numpy as np", "from keras import ops")


def advised(says: str = "decode(predictions)", name: str = "", **answers: object) -> Head:
    given = {each.replace("_", "-"): value for each, value in answers.items()}
    return Head(name or "advised", advice(RULES, normalised(RULES, given)).code, {}, says)


def outcome(problem: Problem, seeds: int) -> Outcome:
    splits = [split(problem, seed) for seed in range(seeds)]
    ours = advised(problem.says, "advised", **problem.answers)
    found = {
        each.name: scores(each, splits, problem.body, problem.judge, problem.epochs)
        for each in (ours, *problem.rivals)
    }
    nothing = np.mean([_of_constant(problem, each) for each in splits])
    return Outcome(problem.name, found, float(nothing), problem.before)


def _of_constant(problem: Problem, one: Split) -> float:
    y = one.y[one.test]
    answer = np.asarray(problem.constant(one.y[one.train]))
    return problem.judge(np.broadcast_to(answer, (len(y), *answer.shape)), y, one.truth[one.test])


def split(problem: Problem, seed: int) -> Split:
    stopped = max(problem.rows // 3, 50)
    rng = np.random.default_rng([seed, *problem.name.encode()])
    x, y, truth, *known = problem.draws(rng, problem.rows + stopped + TESTED)
    return Split(
        np.asarray(x, "float32"), y, np.asarray(truth), problem.rows, stopped, known[0] if known else {}
    )
