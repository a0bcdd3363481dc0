"""How fast the program is, as ratios of CPU seconds in one run: `python -m tests.benchmarks.speed`.

Each process is measured in turns with `python -c pass`. Figures are printed beside what they should be, and
judged by nobody; with --quick they are out of fewer rounds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from lossadvisor.advice.recommending import advice
from lossadvisor.rulebook import loading
from lossadvisor.rulebook.answers import normalised
from lossadvisor.rulebook.rules import Rules
from tests.benchmarks.large import write_rules
from tests.benchmarks.measuring import least, microseconds, ratio, spent

API = 'from lossadvisor import recommend; recommend(task="multilabel", classes=672)'
CLI = "import sys; from lossadvisor.cli.app import main; main()"
BARE = "import typer; app = typer.Typer(); app.command()(lambda: None); app()"
QUESTION = """
import sys, lossadvisor.cli.prompts as prompts
from lossadvisor.interview.interview import interview
from lossadvisor.rulebook.loading import load
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
import lossadvisor.cli
with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
    keys.send_text("\\x03")
    try:
        interview(load(), {}, prompts.TerminalPrompter())
    except KeyboardInterrupt:
        pass
"""


def main() -> None:
    print("whole processes, against python -c pass")
    for name, times, limit in process_ratios():
        print(f"  {name:<44}{times:6.2f}   {f'at most {limit}' if limit else ''}")
    print("in process, rules loaded")
    for name, figure, limit in in_process():
        print(f"  {name:<44}{figure:6.0f}   {limit}")
    print("a rule folder of 10,000 leaves, against one of 1,000 and the shipped one")
    for name, figure, limit in large_folders():
        print(f"  {name:<44}{figure:6.2f}   {limit}")


def process_ratios(rounds: int = 20) -> list[tuple[str, float, float]]:
    """Name, least time as a multiple of bare Python's, and the limit."""
    arguments = ["recommend", "--task", "multilabel", "--classes", "672", "--format", "json"]
    commands = {
        "pass": [sys.executable, "-c", "pass"],
        "recommend --format json": [sys.executable, "-c", CLI, *arguments],
        "recommend(...) in Python": [sys.executable, "-c", API],
        "ask, to the first question": [sys.executable, "-c", QUESTION],
        "typer's hello world, for comparison": [sys.executable, "-c", BARE],
    }
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    limits = {"recommend --format json": 8, "recommend(...) in Python": 5, "ask, to the first question": 20}
    times = least(commands, rounds, compiled)
    bare = times.pop("pass")
    return [(name, each / bare, limits.get(name, 0)) for name, each in times.items()]


def in_process() -> list[tuple[str, float, str]]:
    """Name, figure and limit of what happens once the rules are there."""
    rules = loading.load()
    given = {"task": "multilabel", "classes": 672}
    without = microseconds(lambda: advice(rules, normalised(rules, given)))
    with_code = microseconds(lambda: advice(rules, normalised(rules, given)).code)
    return [
        ("a recommendation, µs", without, "at most 50"),
        ("a recommendation with code, µs", with_code, "at most 150"),
        *_batch(),
    ]


def _batch() -> list[tuple[str, float, str]]:
    few, few_memory = _batch_run(2_000)
    many, many_memory = _batch_run(42_000)
    return [
        ("--batch, lines a CPU second", 40_000 / (many - few), "at least 5000"),
        ("--batch, more memory for 20 times the lines, MB", many_memory - few_memory, "flat"),
    ]


def _batch_run(count: int) -> tuple[float, float]:
    """CPU seconds and peak megabytes of a --batch of `count` lines."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.jsonl"
        with path.open("w") as file:
            for number in range(count):
                file.write(json.dumps({"task": "multilabel", "classes": 2 + number % 1000}) + "\n")
        code = (
            "import resource, sys; from lossadvisor.cli.app import run; "
            f"run(['recommend', '--batch', {str(path)!r}]); "
            "usage = resource.getrusage(resource.RUSAGE_SELF); "
            "print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss, file=sys.stderr)"
        )
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
        seconds, kilobytes = done.stderr.split()
        return float(seconds), int(kilobytes) / 1024


def large_folders() -> list[tuple[str, float, str]]:
    """How load time grows with ten times the leaves, and what a recommendation then costs."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        small = write_rules(Path(folder) / "small", 1_000)
        large = write_rules(Path(folder) / "large", 10_000)
        figures = []
        for kind in ("from YAML", "from the cache"):
            first = spent(lambda: loading.load(small))
            second = spent(lambda: loading.load(large))
            figures.append((f"load time {kind}, ten times the leaves", second / first, "about 10"))
        return [
            *figures,
            ("a recommendation, against the shipped rules", _slower(loading.load(large)), "about 1"),
        ]


def _slower(large: Rules) -> float:
    rules = loading.load()
    shipped = {
        "task": "multiclass",
        "classes": 672,
        "labels": "one-hot",
        "data": "imbalanced",
        "goal": "decisions",
    }
    grown = {"task": "grown", "q0": "c9", "q1": "c9", "q2": "c9", "q3": "c9"}

    def asked(where: Rules, given: dict[str, str | int]) -> None:
        for _ in range(200):
            advice(where, normalised(where, given))

    return ratio(lambda: asked(large, grown), lambda: asked(rules, shipped), rounds=20)


if __name__ == "__main__":
    main()
