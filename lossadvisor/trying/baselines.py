"""What needs no network: the best constant answer, and a linear model and boosted trees of scikit-learn."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from .features import Features
from .judging import scored
from .pixels import MOST_SHOWN, flat, places
from .records import Job, Problem, Score
from .splits import Parts

MOST_TRIED = 50  # classes that are tried as the constant answer
QUANTILES = "quantiles"
STEP = 0.05  # steps of quantiles that are tried as the constant


def predicted(
    problem: Problem, judges: Mapping[str, Score], job: Job, cut: Parts, features: Features
) -> tuple[Any, Any]:
    """Answers and chances for the rows that judge; chances are None where there are none."""
    import numpy as np

    known = np.concatenate([cut.train, cut.val])
    if job.rival.role == "constant":
        target = problem.target
        return _constant(problem, judges, places(target, known), places(target, cut.test))
    x = np.concatenate([features.train, features.val])
    if problem.target.kind == "pixels":
        x, known, test = _colors(problem, x, known, features.test, cut.test)
    else:
        x, test = x.reshape(len(x), -1), features.test.reshape(len(features.test), -1)
    from threadpoolctl import threadpool_limits

    with warnings.catch_warnings(), threadpool_limits(1):  # many threads wait for each other on small data
        warnings.simplefilter("ignore")  # of an end before all has converged
        return _learned(problem, judges, job, x, test, known)


def _colors(problem: Problem, x: Any, known: Any, test: Any, rows: Any) -> tuple[Any, Any, Any]:
    """What a pixel tells by itself: colors of some that train with their places, and of all that judge."""
    import numpy as np

    target, channels = problem.target, x.shape[-1]
    there, colors = places(target, known), flat(target, known, x, channels)
    some = np.linspace(0, len(there) - 1, min(len(there), MOST_SHOWN)).astype(int)
    return colors[some], there[some], flat(target, rows, test, channels)


def _learned(
    problem: Problem, judges: Mapping[str, Score], job: Job, x: Any, test: Any, known: Any
) -> tuple[Any, Any]:
    import numpy as np

    truth, is_linear = problem.target.truth[known], job.rival.name == "linear model"
    if problem.target.levels:
        model = _classifier(is_linear, job.seed).fit(x, truth)
        chances = np.zeros((len(test), len(problem.target.levels)))
        chances[:, model.classes_] = model.predict_proba(test)
        return model.predict(test), chances
    if problem.target.kind == "numbers":
        return _regressor(is_linear, job.seed).fit(x, truth).predict(test), None
    if problem.target.kind == "labels":
        columns = [_of_label(is_linear, job.seed, x, each, test) for each in truth.T]
        chances = np.stack(columns, axis=1)
        return (chances > 0.5).astype("int32"), chances
    levels = levels_in(judges)
    return _quantiles(is_linear, job.seed, levels, x, truth, test), None


def _classifier(is_linear: bool, seed: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression

    return (
        LogisticRegression(max_iter=1000) if is_linear else HistGradientBoostingClassifier(random_state=seed)
    )


def _regressor(is_linear: bool, seed: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingRegressor
    from sklearn.linear_model import Ridge

    return Ridge() if is_linear else HistGradientBoostingRegressor(random_state=seed)


def _of_label(is_linear: bool, seed: int, x: Any, truth: Any, test: Any) -> Any:
    """The chance of one label; where all rows agree, that."""
    import numpy as np

    if len(np.unique(truth)) < 2:
        return np.full(len(test), float(truth[0]))
    return _classifier(is_linear, seed).fit(x, truth).predict_proba(test)[:, 1]


def _quantiles(is_linear: bool, seed: int, levels: Any, x: Any, truth: Any, test: Any) -> Any:
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingRegressor
    from sklearn.linear_model import QuantileRegressor

    made = []
    for level in levels:
        model = (
            QuantileRegressor(quantile=level, alpha=0)
            if is_linear
            else HistGradientBoostingRegressor(loss="quantile", quantile=level, random_state=seed)
        )
        made.append(model.fit(x, truth).predict(test))
    return np.stack(made, axis=1)


def _constant(problem: Problem, judges: Mapping[str, Score], known: Any, test: Any) -> tuple[Any, Any]:
    """The answer that the first judge of answers likes best on rows that train, and the shares of classes."""
    import numpy as np

    target = problem.target
    truth = target.truth[known]
    if target.kind == "labels":
        shares = truth.mean(axis=0)
        return np.tile((shares > 0.5).astype("int32"), (len(test), 1)), np.tile(shares, (len(test), 1))
    judge = next((each for each in judges.values() if each.takes == "answers"), None)
    best = min(_tried(problem, judges, truth), key=lambda answer: _worth(problem, judge, truth, answer))
    chances = None
    if target.levels:
        counts = np.bincount(truth, minlength=len(target.levels))
        chances = np.tile(counts / counts.sum(), (len(test), 1))
    return np.tile(best, (len(test), *([1] if np.ndim(best) else []))), chances


def _tried(problem: Problem, judges: Mapping[str, Score], truth: Any) -> Iterator[Any]:
    """Answers that may be the best constant."""
    import numpy as np

    if problem.target.levels:
        counts = np.bincount(truth)
        yield from np.argsort(-counts, kind="stable")[:MOST_TRIED]
        return
    if problem.target.kind == QUANTILES:
        yield np.quantile(truth, levels_in(judges))
        return
    yield truth.mean()
    yield from np.quantile(truth, np.arange(STEP, 1, STEP))


def _worth(problem: Problem, judge: Score | None, truth: Any, answer: Any) -> float:
    import numpy as np

    if judge is None:
        return 0.0
    same = np.tile(answer, (len(truth), *([1] if np.ndim(answer) else [])))
    value = scored(judge, truth, same, None, len(problem.target.levels))
    return value if judge.is_lowest else -value


def levels_in(judges: Mapping[str, Score]) -> Any:
    """The quantiles that are predicted, from the judge that works with them."""
    return next(each.numbers[QUANTILES] for each in judges.values() if QUANTILES in each.numbers)
