"""`python -m tests.simulations --kept FILE` trains for long, keeps each repetition, and prints the table.

A second call with the same file goes on where the first was cut off. `--write` puts it into the README.
"""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path

import msgspec

from lossadvisor.trying.backends import engine
from lossadvisor.trying.engines import one_by_one
from lossadvisor.trying.records import Setup

from .problems import PROBLEMS
from .repeating import Pair, repeated
from .table import Line, lines, sentences, table

LINES = Path(__file__).parents[1] / "cases" / "simulated.json"
README = Path(__file__).parents[2] / "README.md"
PART = re.compile(r"(<!-- simulated -->\n)(.*?)(<!-- end of simulated -->)", re.DOTALL)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kept", type=Path, required=True)
    asked.add_argument("--repetitions", type=int, default=100)
    asked.add_argument("--rows", type=int, default=200)
    asked.add_argument("--splits", type=int, default=10)
    asked.add_argument("--epochs", type=int, default=0)
    asked.add_argument("--only", default="", help="problems whose name holds this")
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    os.environ.setdefault("KERAS_BACKEND", "jax")
    pairs = _kept(given.kept)
    done = {(each.problem, each.repetition) for each in pairs}
    setup = Setup(splits=given.splits, epochs=given.epochs, engine=engine(None))
    for repetition in range(given.repetitions):
        for made in PROBLEMS:
            if given.only in made.name and (made.name, repetition) not in done:
                pairs += _keep(given.kept, list(repeated(made, repetition, given.rows, setup, one_by_one)))
    found = lines(pairs)
    print(markdown(found))
    if given.write:
        LINES.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
        text = README.read_text("utf-8")
        README.write_text(PART.sub(lambda part: part[1] + markdown(found) + part[3], text), "utf-8")


def markdown(found: list[Line]) -> str:
    """What stands in the README."""
    return f"\n{table(found)}\n\n{sentences(found)}\n\n"


def measured() -> list[Line]:
    """The lines as they were measured."""
    return msgspec.json.decode(LINES.read_bytes(), type=list[Line])


def _kept(path: Path) -> list[Pair]:
    if not path.exists():
        return []
    return [msgspec.json.decode(line, type=Pair) for line in path.read_bytes().splitlines()]


def _keep(path: Path, pairs: list[Pair]) -> list[Pair]:
    with path.open("ab") as file:
        file.writelines(msgspec.json.encode(each) + b"\n" for each in pairs)
    return pairs


if __name__ == "__main__":
    main()
