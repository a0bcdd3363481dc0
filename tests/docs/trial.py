"""The trial that the README shows: `python -m tests.docs.trial` trains it anew, which takes a minute.

What the README says is drawn from the JSON of that trial, so a test can tell it without training.
"""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec
from msgspec.structs import replace

from lossadvisor.report.outlines.plain import rendered
from lossadvisor.trying.telling import outline
from lossadvisor.trying.trial import Trial
from tests.docs.readme import README

KEPT = Path(__file__).parents[1] / "cases" / "trial.json"
PICTURE = README.parent / ".github" / "trial.svg"
COMMAND = "lossadvisor try diabetes.csv --target target --task regression"
PART = re.compile(r"(<!-- trial -->\n)(.*?)(<!-- end of trial -->)", re.DOTALL)


def kept() -> Trial:
    """The trial as it was trained."""
    return msgspec.json.decode(KEPT.read_bytes(), type=Trial)


def shown() -> str:
    """What stands in the README."""
    return f"\n```console\n$ {COMMAND} --page diabetes.html\n{rendered(outline(kept()))}```\n\n"


def trained() -> Trial:
    """The trial, trained on the table that comes with scikit-learn."""
    from sklearn.datasets import load_diabetes

    data = load_diabetes()
    with tempfile.TemporaryDirectory() as folder:
        with Path(folder, "diabetes.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow([*data.feature_names, "target"])
            writer.writerows([*row, label] for row, label in zip(data.data, data.target, strict=True))
        command = [sys.executable, "-m", *COMMAND.split(), "--store", "runs.sqlite", "--format", "json"]
        done = subprocess.run(command, capture_output=True, cwd=folder, env=dict(os.environ), check=True)
    return msgspec.json.decode(done.stdout, type=Trial)


def main() -> None:
    from lossadvisor.trying.page import STYLE
    from lossadvisor.trying.pictures import differences

    made = trained()
    light = replace(made, runs=tuple(replace(each, curves={}) for each in made.runs))
    KEPT.write_bytes(msgspec.json.format(msgspec.json.encode(light), indent=1) + b"\n")
    colors = STYLE[: STYLE.index("body {")].replace(":root", "svg")
    drawn = differences([each.compared for each in made.rivals[1:]], made.judge)
    PICTURE.write_text(drawn.replace(">", f"><style>{colors}</style>", 1), encoding="utf-8")
    text = README.read_text(encoding="utf-8")
    README.write_text(PART.sub(lambda found: found[1] + shown() + found[3], text), encoding="utf-8")


if __name__ == "__main__":
    main()
