"""The recommended head beside that of usual tables, on real data: `python -m tests.docs.trial_tables`.

Needs the extra `try`, and statsmodels, vega_datasets and palmerpenguins, inside which tables come. It
prints the table of the README as it goes, and with `--write` puts it there. Trainings are kept, so that a
second call goes on where the first was cut off.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec.structs import replace

from lossadvisor.rulebook.cache import cache_folder
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.rules import Rules
from lossadvisor.trying.backends import engine
from lossadvisor.trying.comparing import Compared
from lossadvisor.trying.engines import one_by_one
from lossadvisor.trying.opening import opened_for
from lossadvisor.trying.records import Setup, Wanted
from lossadvisor.trying.rivals import leaf_of
from lossadvisor.trying.rounding import rounding
from lossadvisor.trying.schedule import jobs
from lossadvisor.trying.store import Store
from lossadvisor.trying.trial import Trial, trial, tried
from tests.docs.readme import README

CASES = Path(__file__).parents[1] / "cases"
TABLES, KEPT = CASES / "trial_tables.yaml", CASES / "trial_tables.json"
PART = re.compile(r"(<!-- trial tables -->\n)(.*?)(<!-- end of trial tables -->)", re.DOTALL)
HEAD = ("Data", "Rows", "Task", "Recommended", "Usual tables", "Judge", "Usual tables are worse by")


class Table(msgspec.Struct, forbid_unknown_fields=True):
    """One table, and what is predicted of it."""

    name: str
    package: str
    target: str
    task: str
    file: str = ""
    load: str = ""
    without: tuple[str, ...] = ()
    share: tuple[str, ...] = ()
    every: int = 1
    answers: dict[str, str] = {}

    def rows(self) -> list[dict[str, Any]]:
        """The rows as the package has them, with the target among them."""
        found = list(_loaded(self) if self.load else _read(_inside(self.package, self.file)))[:: self.every]
        for row in found:
            if self.share:
                part, whole = (float(row[each]) for each in self.share)
                row[self.target] = part / whole
            for name in (*self.without, *self.share):
                del row[name]
        return found


class Line(msgspec.Struct, frozen=True):
    """One line of the table that is printed."""

    name: str
    package: str
    rows: int
    task: str
    judge: str
    recommended: Compared
    usual: Compared


def tables(path: Path = TABLES) -> list[Table]:
    return msgspec.convert(yaml.safe_load(path.read_text("utf-8")), list[Table])


def _loaded(table: Table) -> Iterator[dict[str, Any]]:
    from sklearn import datasets

    data = getattr(datasets, table.load)()
    names = [str(each) for each in data.feature_names]
    for row, label in zip(data.data, data.target, strict=True):
        said = label if table.task == "regression" else str(data.target_names[label])
        yield {**dict(zip(names, row.tolist(), strict=True)), table.target: said}


def _inside(package: str, file: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"pip install {package}")
    return Path(spec.submodule_search_locations[0], file)


def _read(path: Path) -> Iterator[dict[str, Any]]:
    text = path.read_text("utf-8-sig")
    if path.suffix == ".json":
        yield from json.loads(text)
        return
    first = text.splitlines()[0]
    separator = max(",;\t", key=first.count)
    for row in csv.DictReader(text.splitlines(), delimiter=separator):
        yield {name.strip("'\""): None if cell == "NA" else cell for name, cell in row.items()}


def tested(rules: Rules, table: Table, splits: int, store: Store, folder: str) -> Trial:
    """The trial of the two heads on a table."""
    rows = table.rows()
    path = os.path.join(folder, re.sub(r"\W+", "-", table.name) + ".csv")
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    wanted, setup = Wanted((path,), table.target), Setup(splits=splits, engine=engine(None))
    opened = opened_for(rules, {"task": table.task, **table.answers}, wanted)
    usual = str(leaf_of(rules, opened.advice).blog[-1].head)
    heads = [each for each in opened.rivals[1:] if each.role == "blog" or each.name == usual]
    beside = min(heads, key=lambda each: each.role != "blog")  # one that is an alternative too is called so
    opened = replace(opened, rivals=(opened.rivals[0], beside))
    runs = tried(opened, setup, one_by_one, lambda runs, todo: runs, store)
    return trial(opened, wanted, setup, runs, len(jobs(opened.rivals, setup)))


def lines(asked: Sequence[str], splits: int, store: Store) -> Iterator[Line]:
    """A line for each table that is asked for, or for all of them."""
    rules = load()
    with tempfile.TemporaryDirectory() as folder:
        for table in tables():
            if asked and table.name not in asked:
                continue
            made = tested(rules, table, splits, store, folder)
            recommended, usual = (each.compared for each in made.rivals)
            yield Line(
                table.name, table.package, made.rows, table.task, made.judge, recommended, usual
            )  # fmt: skip


def row(line: Line) -> tuple[str, ...]:
    """One line in words; a difference whose interval holds 0 is none."""
    digits = rounding([line.recommended, line.usual])
    heads = (each.name.removesuffix(" (as in tables)") for each in (line.recommended, line.usual))
    scores = (
        digits.mean(each.mean) if each.mean is not None else "-" for each in (line.recommended, line.usual)
    )
    recommended, usual = (f"{score}, {head}" for score, head in zip(scores, heads, strict=True))
    said = digits.difference(line.usual)
    shown = said if line.usual.says == "no difference" else f"**{said}**"
    return f"{line.name} ({line.package})", f"{line.rows:,}", line.task, recommended, usual, line.judge, shown


def markdown(found: Sequence[Line]) -> str:
    """The whole table, with what it comes to below."""
    rows = [HEAD, ("---",) * len(HEAD), *map(row, found)]
    says = [each.usual.says for each in found]
    splits = max((each.usual.splits for each in found), default=0)
    summary = (
        f"Usual tables are worse on {says.count('worse')} of {len(found)}, better on {says.count('better')}, "
        f"and on {says.count('no difference')} no difference is shown in {splits} splits."
    )
    return "\n" + "".join(f"| {' | '.join(cells)} |\n" for cells in rows) + f"\n{summary}\n\n"


def kept() -> list[Line]:
    return msgspec.json.decode(KEPT.read_bytes(), type=list[Line])


def write(found: Iterable[Line]) -> None:
    """Keep the lines, and draw the table of the README from them."""
    KEPT.write_bytes(msgspec.json.format(msgspec.json.encode(list(found)), indent=1) + b"\n")
    text = README.read_text("utf-8")
    README.write_text(PART.sub(lambda old: old[1] + markdown(kept()) + old[3], text), "utf-8")


def main(given: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--tables", default="", help="names of some, with commas between")
    parser.add_argument("--splits", type=int, default=10)
    parser.add_argument("--store", default=os.path.join(cache_folder() or ".", "trials", "runs.sqlite"))
    parser.add_argument("--write", action="store_true", help="keep the table, in the README too")
    asked = parser.parse_args(given)
    found = []
    for line in lines([each for each in asked.tables.split(",") if each], asked.splits, Store(asked.store)):
        print(" | ".join(row(line)), flush=True)
        found.append(line)
    print(markdown(found))
    if asked.write:
        write(found)


if __name__ == "__main__":
    main(sys.argv[1:])
