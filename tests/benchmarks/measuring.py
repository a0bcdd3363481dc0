"""CPU seconds, which a busy machine hardly changes; nothing here reads the clock on the wall."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from statistics import median

QUICK = "--quick" in sys.argv  # each figure out of few rounds: all is measured, and coarsely
FINDINGS = 1  # the exit code of a linter that finds something


def fewer(rounds: int) -> int:
    """How many of `rounds` are done."""
    return max(1, rounds // 20) if QUICK else rounds


def spent(action: Callable[[], object]) -> float:
    """CPU seconds of this process for `action`."""
    begin = time.process_time()
    action()
    return time.process_time() - begin


def spent_by(command: list[str], environment: Mapping[str, str] | None = None) -> float:
    """CPU seconds of a process and of those that it starts. Raises RuntimeError if it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, FINDINGS):
        raise RuntimeError(done.stderr.decode())
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def least(commands: Mapping[str, list[str]], rounds: int, environment: Mapping[str, str]) -> dict[str, float]:
    """The least that each command took of several rounds in turns; the first round fills caches."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(fewer(rounds) + 1):
        for name, command in commands.items():
            times[name].append(spent_by(command, environment))
    return {name: min(each[1:]) for name, each in times.items()}


def ratio(action: Callable[[], object], other: Callable[[], object], rounds: int) -> float:
    """How often the least time of `other` goes into that of `action`, both measured in turns."""
    mine, others = zip(*((spent(action), spent(other)) for _ in range(fewer(rounds))), strict=True)
    return min(mine) / min(others)


def microseconds(action: Callable[[], object], rounds: int = 2_000) -> float:
    """What `action` usually takes."""
    action()
    return median(spent(action) for _ in range(fewer(rounds))) * 1e6
