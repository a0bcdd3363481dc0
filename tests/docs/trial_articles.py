"""The article's nine experiments as trials on its three data sets: `python -m tests.docs.trial_articles`.

Each of its losses is a head of `try`, beside what is recommended, on the same rows and from the same start.
"""

from __future__ import annotations

import csv
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from lossadvisor.trying.rounding import Rounding, rounding
from lossadvisor.trying.trial import Told, Trial
from tests.docs.readme import README

KEPT = Path(__file__).parents[1] / "cases" / "trial_articles.json"
PART = re.compile(r"(<!-- trials of the article -->\n)(.*?)(<!-- end of these trials -->)", re.DOTALL)
HEAD = ("Data", "Judge", "Head", "Mean", "Worse than the first by", "Better in")


class Set(NamedTuple):
    """Data of the article by their name in tests/keras/articles.py, and how they are tried."""

    file: str
    made_by: str
    options: str


SETS = (
    Set(
        "regression.csv",
        "regression_data",
        "--task regression --head 'linear with mean-absolute-error' "
        "--head 'linear with mean-squared-logarithmic-error'",
    ),
    Set(
        "circles.csv",
        "circles",
        "--task binary --judge accuracy --head 'linear with hinge' --head 'linear with squared-hinge'",
    ),
    Set("blobs.csv", "blobs", "--task multiclass --judge accuracy --head 'softmax with kl-divergence'"),
)


def command(each: Set) -> str:
    """What was asked for."""
    return f"lossadvisor try {each.file} --target y {each.options}"


def trained(each: Set) -> Trial:
    """One of the trials, done anew, without its single runs."""
    from tests.keras import articles

    made: Callable[[], tuple[Any, Any]] = getattr(articles, each.made_by)
    x, y = made()
    with tempfile.TemporaryDirectory() as folder:
        with Path(folder, each.file).open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow([*(f"x{number}" for number in range(x.shape[1])), "y"])
            writer.writerows([*row, label] for row, label in zip(x.tolist(), y.ravel().tolist(), strict=True))
        asked = [sys.executable, "-m", *shlex.split(command(each))]
        more = ["--store", str(Path(folder, "runs.sqlite")), "--format", "json"]
        done = subprocess.run(
            [*asked, *more], capture_output=True, cwd=folder, env=dict(os.environ), check=True
        )
    return replace(msgspec.json.decode(done.stdout, type=Trial), runs=())


def kept() -> list[Trial]:
    """The trials as they were done."""
    return msgspec.json.decode(KEPT.read_bytes(), type=list[Trial])


def markdown(trials: Sequence[Trial]) -> str:
    """What stands in the README."""
    lines = [HEAD, ("---",) * len(HEAD), *(row for trial in trials for row in _rows(trial))]
    return "\n" + "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n\n"


def _rows(trial: Trial) -> Iterator[tuple[str, ...]]:
    digits = rounding([each.compared for each in trial.rivals])
    for each in trial.rivals:
        if each.role not in ("constant", "plain") and each.compared.mean is not None:
            mean = digits.mean(each.compared.mean)
            yield trial.place.removesuffix(".csv"), trial.judge, each.name, mean, *_beside(each, digits)


def _beside(each: Told, digits: Rounding) -> tuple[str, str]:
    """How a head did beside the recommended one; in bold where its interval does not hold 0."""
    found = each.compared
    if each.role == "recommended":
        return "", ""
    says = digits.difference(found)
    return (says if found.says == "no difference" else f"**{says}**"), f"{found.won} of {found.splits}"


def main() -> None:
    made = [trained(each) for each in SETS]
    KEPT.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n")
    text = README.read_text("utf-8")
    README.write_text(PART.sub(lambda part: part[1] + markdown(made) + part[3], text), "utf-8")


if __name__ == "__main__":
    main()
