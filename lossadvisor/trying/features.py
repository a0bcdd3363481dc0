"""Features as numbers: what is learned of them, such as means and categories, is learned where it trains."""

from __future__ import annotations

from typing import Any

from lossadvisor.errors import AdvisorError

from .records import Column, Problem
from .splits import Parts

MOST_CATEGORIES = 30  # of one column; rarer ones share a column
MOST_WORDS = 200
TOLD = {
    "numbers": "numbers are standardized, with the median where one is missing",
    "categories": f"categories become columns of 0 and 1, at most {MOST_CATEGORIES} each",
    "dates": "dates become year, month, day, weekday and hour",
    "text": f"texts become tf-idf weights of {MOST_WORDS} words at most",
}


class Features:
    """The features of every part, once for all rivals of a split."""

    def __init__(self, problem: Problem, parts: Parts) -> None:
        made = _array(problem, parts) if problem.x is not None else _columns(problem, parts)
        self.train, self.val, self.test = made


def _array(problem: Problem, parts: Parts) -> list[Any]:
    """One array; its columns are standardized, pictures brought to 0 to 1 by the largest that trains."""
    import numpy as np

    x = np.asarray(problem.x, "float32")
    known = x[parts.train]
    if x.ndim == 2:
        centre, spread = known.mean(axis=0), known.std(axis=0)
        return [(x[rows] - centre) / np.where(spread > 0, spread, 1) for rows in parts]
    largest = max(float(np.abs(known).max()), 1e-9)
    return [x[rows] / largest for rows in parts]


def _columns(problem: Problem, parts: Parts) -> list[Any]:
    import numpy as np

    made = [_prepared(each, parts) for each in problem.columns]
    if not made:
        why = f": {'; '.join(problem.notes)}" if problem.notes else ""
        raise AdvisorError(f"{problem.place}: no column is left to predict {problem.name} from{why}")
    return [np.hstack(each).astype("float32") for each in zip(*made, strict=True)]


def _prepared(column: Column, parts: Parts) -> list[Any]:
    """The columns that one becomes, of each part."""
    values = [column.values[rows] for rows in parts]
    if column.kind == "categories":
        return _categories(values)
    if column.kind == "text":
        return _words(values)
    return _numbers(values)


def _numbers(values: list[Any]) -> list[Any]:
    """Standardized numbers, with a column that says where one is missing if any is."""
    import numpy as np

    known = values[0].reshape(len(values[0]), -1)
    gaps = np.isnan(known).any(axis=0)
    with np.errstate(all="ignore"):
        middle = np.array(
            [np.median(each[~np.isnan(each)]) if (~np.isnan(each)).any() else 0 for each in known.T]
        )
    filled = np.where(np.isnan(known), middle, known)
    centre, spread = filled.mean(axis=0), filled.std(axis=0)
    made = []
    for part in values:
        part = part.reshape(len(part), -1)
        full = np.where(np.isnan(part), middle, part)
        scaled = (full - centre) / np.where(spread > 0, spread, 1)
        made.append(np.hstack([scaled, np.isnan(part)[:, gaps]]))
    return made


def _categories(values: list[Any]) -> list[Any]:
    from sklearn.preprocessing import OneHotEncoder

    encoder = OneHotEncoder(
        handle_unknown="infrequent_if_exist", max_categories=MOST_CATEGORIES, sparse_output=False
    )
    encoder.fit(values[0].reshape(-1, 1))
    return [encoder.transform(part.reshape(-1, 1)) for part in values]


def _words(values: list[Any]) -> list[Any]:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(max_features=MOST_WORDS, sublinear_tf=True)
    try:
        words.fit(values[0])
    except ValueError:  # no word occurs
        return [np.zeros((len(part), 1)) for part in values]
    return [words.transform(part).toarray() for part in values]
