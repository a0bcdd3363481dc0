"""How fast `check` is, as ratios of CPU seconds in one run: `python -m tests.benchmarks.checking`.

What is compared is measured in turns. Figures are printed beside what they should be, and judged by nobody;
with --quick they are out of fewer rounds.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lossadvisor.check import candidates, onefile, program
from lossadvisor.check.reports import Source, Wanted
from lossadvisor.rulebook.loading import load
from tests.benchmarks.corpus import BUILDER, PLAIN, numbered, written
from tests.benchmarks.measuring import fewer, least, ratio, spent

SMALL = Path(__file__).parent.parent / "cases" / "check" / "accuracy_for_house_prices.py"
RUFF = ["ruff", "check", "--isolated", "--select", "F", "--no-cache", "--exit-zero", "--quiet"]
CLI = "import sys; from lossadvisor.cli.app import main; main()"
PEAK = """
import sys; from lossadvisor.cli.app import run
run(["check", "--no-config", "--jobs", {jobs!r}, {folder!r}])
for line in open("/proc/self/status"):  # getrusage would tell what the process that started this one took
    if line.startswith("VmHWM"):
        print(line.split()[1], file=sys.stderr)
"""
ONE_MODEL = """
def build_{number}(deep=False):
    model = keras.Sequential([keras.Input((8,))])
    model.add(layers.Dense(32, activation="relu"))
    if deep:
        model.add(layers.Dense(16, activation="relu"))
    model.add(layers.Dense({number}, activation="softmax"))
    model.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


model_{number} = build_{number}(deep=config["deep"])
model_{number}.fit(x, y_{number}, epochs=3, verbose=0)
"""
TRAIN_TWO = """
import numpy as np
import models_{other}
from models_{one} import build_{one}

x, y = np.load("x.npy"), np.load("y.npy")
for model in (build_{one}(3), models_{other}.build_{other}(4)):
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, epochs=3, verbose=0)
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for title, measured in (
            ("a folder of 1,000 Python files, of which 200 have a compile()", in_a_folder),
            ("a project of 600 files, of which half import two others", in_a_project),
            ("a program of more lines, in process, against half as many", by_lines),
            ("memory at its peak, MB", by_files),
            ("whole processes, against python -c pass", alone),
        ):
            print(title)
            for name, figure, limit in measured(Path(folder)):
                print(f"  {name:<58}{figure:7.2f}   {limit}")


def in_a_folder(room: Path) -> Iterator[tuple[str, float, str]]:
    """Time of a whole run against linters on the same files."""
    folder = written(room / "mixed", 1_000)
    check = [sys.executable, "-c", CLI, "check", "--no-config", "--fail-on", "never"]
    times = in_turns({
        "check": [*check, str(folder)],
        "check, one process": [*check, "--jobs", "1", str(folder)],
        "ruff": [*RUFF, str(folder)],
        "pyflakes": [sys.executable, "-m", "pyflakes", str(folder)],
    })  # fmt: skip
    yield "against pyflakes", times["check"] / times["pyflakes"], "at most 1"
    yield "against pyflakes, one process each", times["check, one process"] / times["pyflakes"], ""
    yield "against ruff check --select F", times["check"] / times["ruff"], "at most 6"
    yield "against ruff, one process", times["check, one process"] / times["ruff"], "at most 6"
    yield "files without compile(, in process, against reading them", skipping(folder), "at most 2"


def in_a_project(room: Path) -> Iterator[tuple[str, float, str]]:
    """Time of a whole run where programs import two files, against the same programs as one file each."""
    apart, joined = room / "apart", room / "joined"
    apart.mkdir()
    joined.mkdir()
    for number in range(300):
        other = (7 * number) % 300
        one, two = (numbered(BUILDER + PLAIN, each) for each in (number, other))
        train = TRAIN_TWO.format(one=number, other=other)
        (apart / f"models_{number}.py").write_text(one, "utf-8")
        (apart / f"train_{number}.py").write_text(train, "utf-8")
        whole = re.sub(r"(?:import models_|from models_).*", "", train).replace(f"models_{other}.", "")
        (joined / f"train_{number}.py").write_text(one + two + whole, "utf-8")
    check = [sys.executable, "-c", CLI, "check", "--no-config", "--fail-on", "never"]
    times = in_turns({"apart": [*check, str(apart)], "joined": [*check, str(joined)]})
    yield "against the same programs as one file each", times["apart"] / times["joined"], "at most 2"


def in_turns(commands: dict[str, list[str]], rounds: int = 5) -> dict[str, float]:
    """CPU seconds of each command, with its modules compiled."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return least(commands, rounds, environment)


def skipping(folder: Path) -> float:
    """Checking files that neither compile a model nor train one in a loop, against reading them."""
    rules, wanted = load(), Wanted()
    trains = (b"compile(", *candidates.LOOPS)
    paths = [
        path for path in sorted(folder.glob("*.py")) if not any(word in path.read_bytes() for word in trains)
    ]
    return ratio(
        lambda: [onefile.report(rules, Source(str(path), "python"), wanted) for path in paths],
        lambda: [path.open("rb").read() for path in paths],
        rounds=10,
    )


def by_lines(room: Path) -> Iterator[tuple[str, float, str]]:
    """How time grows with the lines of one program."""
    for before, times in growth([25, 50, 100, 200]):
        yield f"{2 * before} models, against {before}", times, "about 2"


def growth(sizes: list[int], rounds: int = 5) -> Iterator[tuple[int, float]]:
    """Each size but the last, and how much longer a program of the next one takes."""
    rules = load()
    texts = [large(size) for size in sizes]
    times: list[list[float]] = [[] for _ in sizes]
    for _ in range(fewer(rounds)):
        for text, found in zip(texts, times, strict=True):
            found.append(spent(lambda text=text: program.checked(rules, text)))
    best = [min(found) for found in times]
    yield from ((size, then / now) for size, now, then in zip(sizes, best, best[1:], strict=False))


def large(models: int) -> str:
    """A program of so many models."""
    head = "import keras\nfrom keras import layers\n"
    return head + "".join(ONE_MODEL.format(number=number) for number in range(2, models + 2))


def by_files(room: Path) -> Iterator[tuple[str, float, str]]:
    """How memory grows with the number of files: of one that does all, and of one that others work for."""
    if not Path("/proc/self/status").exists():
        return
    few, many = written(room / "few", 200), written(room / "many", 2_000)
    for jobs, name in (("1", "one process alone"), ("2", "one that tells what two others find")):
        small, big = peak(few, jobs), peak(many, jobs)
        yield f"{name}, at 200 files", small, ""
        yield f"{name}, more for ten times the files", big - small, "flat"


def peak(folder: Path, jobs: str) -> float:
    """Peak megabytes of a check."""
    code = PEAK.format(jobs=jobs, folder=str(folder))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return int(done.stderr.split()[-1]) / 1024


def alone(room: Path) -> Iterator[tuple[str, float, str]]:
    """One small file, and none at all that compiles a model, each as a whole process."""
    small, without = room / "small.py", room / "without.py"
    small.write_text(SMALL.read_text("utf-8"), "utf-8")
    without.write_text(numbered(PLAIN, 1), "utf-8")
    check = [sys.executable, "-c", CLI, "check", "--no-config", "--fail-on", "never"]
    times = in_turns({
        "pass": [sys.executable, "-c", "pass"],
        "small": [*check, str(small)],
        "without": [*check, str(without)],
    }, 20)  # fmt: skip
    yield "check of one small file", times["small"] / times["pass"], "at most 9"
    yield "check of one file without compile(", times["without"] / times["pass"], ""


if __name__ == "__main__":
    main()
