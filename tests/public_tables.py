"""Which task is proposed for public labels: `python -m tests.public_tables` prints a line for each.

Needs scikit-learn, statsmodels and vega_datasets, in which the tables come; nothing is fetched. The right
tasks were written down before any evidence was.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from lossadvisor.data.arrays import labels_of
from lossadvisor.data.proposals import proposals, settled_task
from lossadvisor.rulebook.loading import load

# package, table, columns, and the tasks of which each is right
TABLES = """
sklearn iris target: multiclass
sklearn wine target: multiclass
sklearn breast_cancer target: binary
sklearn digits target: multiclass
sklearn diabetes target: regression positive
sklearn linnerud target: regression several-outputs
statsmodels anes96 vote: binary
statsmodels anes96 PID: ordinal
statsmodels anes96 selfLR: ordinal
statsmodels anes96 educ: ordinal
statsmodels anes96 age: regression
statsmodels cancer cancer: count
statsmodels ccard AVGEXP: positive regression
statsmodels co2 co2: regression
statsmodels committee BILLS104: count
statsmodels copper WORLDCONSUMPTION: regression positive
statsmodels cpunish EXECUTIONS: count
statsmodels elnino JAN: regression
statsmodels engel foodexp: positive regression
statsmodels fair affairs: positive regression
statsmodels fair rate_marriage: ordinal
statsmodels fair religious: ordinal
statsmodels grunfeld invest: positive regression
statsmodels heart survival,censors: survival
statsmodels interest_inflation Dp: regression
statsmodels longley TOTEMP: regression positive count
statsmodels macrodata realgdp: regression positive
statsmodels macrodata infl: regression
statsmodels modechoice choice: binary
statsmodels modechoice mode: multiclass
statsmodels nile volume: regression
statsmodels randhie mdvis: count
statsmodels randhie hlthg: binary
statsmodels scotland YES: proportion bounded regression
statsmodels spector GRADE: binary
statsmodels stackloss STACKLOSS: regression
statsmodels statecrime murder: regression positive
statsmodels strikes duration: positive regression survival
statsmodels sunspots SUNACTIVITY: positive regression
vega cars Origin: multiclass
vega cars Miles_per_Gallon: regression positive
vega cars Cylinders: ordinal multiclass count
vega seattle_weather weather: multiclass
vega seattle_weather precipitation: positive
vega seattle_weather temp_max: regression
vega barley yield: regression positive
vega barley variety: multiclass
vega burtin Gram_Staining: binary
vega stocks price: positive regression
vega la_riots type: multiclass
vega crimea wounds: count
vega us_employment nonfarm: regression positive count
made class-numbers: multiclass
made hundred-classes: multiclass
made one-hot: multiclass
made reviews: binary
made signed: binary
made tags: multilabel
made tag-lists: multilabel
made masks: segmentation
made class-maps: segmentation
made pictures: reconstruction
made soils: proportion
made stars: ordinal
made risk: ordinal
made visits: count
made claims: positive
made steps: sequence
made shares: proportion
made angles: bounded
made some-missing: missing-labels
"""


def labels(package: str, table: str, column: str) -> Any:
    """The labels of one line, as the package has them."""
    if package == "sklearn":
        from sklearn import datasets

        return getattr(datasets, f"load_{table}")().target
    if package == "made":
        return made()[table]
    if package == "statsmodels":
        from statsmodels import datasets

        frame = getattr(datasets, table).load_pandas().data
    else:
        from vega_datasets import local_data

        frame = getattr(local_data, table)()
    return frame[column.split(",")] if "," in column else frame[column]


def made() -> dict[str, Any]:
    """Labels in the shapes in which data sets for Keras are handed out."""
    import numpy as np

    rng = np.random.default_rng(0)
    many = 2000
    shares = rng.dirichlet([2, 3, 4], many)
    gaps = rng.normal(size=(many, 4))
    gaps[rng.random((many, 4)) < 0.3] = np.nan
    return {
        "class-numbers": rng.integers(0, 10, (many, 1)),
        "hundred-classes": rng.integers(0, 100, (many, 1)),
        "one-hot": np.eye(10)[rng.integers(0, 10, many)],
        "reviews": rng.integers(0, 2, many),
        "signed": rng.choice([-1, 1], many),
        "tags": (rng.random((many, 90)) < 0.03).astype("float32"),
        "tag-lists": [sorted({*rng.integers(0, 20, rng.integers(0, 4)).tolist()}) for _ in range(many)],
        "masks": rng.integers(0, 2, (50, 16, 16)),
        "class-maps": rng.integers(0, 21, (50, 16, 16, 1)),
        "pictures": rng.integers(0, 256, (50, 28, 28, 1)),
        "soils": shares,
        "stars": rng.choice([1, 2, 3, 4, 5], many, p=[0.1, 0.1, 0.2, 0.3, 0.3]),
        "risk": rng.choice(["low", "medium", "high"], many).tolist(),
        "visits": rng.poisson(3, many),
        "claims": rng.gamma(0.8, 900, many),
        "steps": rng.integers(0, 12, (many, 40)),
        "shares": rng.beta(2, 3, many),
        "angles": rng.uniform(0, 360, many),
        "some-missing": gaps,
    }


def lines() -> Iterator[tuple[str, str, set[str], tuple[str, ...], str]]:
    """Each line with its right tasks, those that are proposed, and the one that is settled."""
    rules = load()
    for line in TABLES.strip().splitlines():
        place, _, right = line.partition(": ")
        package, table, *columns = place.split()
        column = columns[0] if columns else table
        found = labels_of(labels(package, table, column), column)
        fitting = proposals(rules, found)
        yield place, found.name, {*right.split()}, tuple(each.task for each in fitting), settled_task(fitting)


def main() -> int:
    first = among = wrong = number = 0
    for place, _, right, tasks, settled in lines():
        number += 1
        first += bool(tasks) and tasks[0] in right
        among += bool(right & {*tasks})
        is_wrong = bool(settled) and settled not in right
        wrong += is_wrong
        mark = "first" if tasks[:1] and tasks[0] in right else "among" if right & {*tasks} else "missed"
        print(f"{mark:7}{place:38} {', '.join(tasks)}{f' (settled: {settled})' if settled else ''}")
    print(f"{number} targets: first {first}, among {among}, settled wrongly {wrong}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
