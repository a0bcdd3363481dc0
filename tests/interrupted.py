"""Checks of many files that are ended from outside at random moments: `python -m tests.interrupted [RUNS]`.

Each run must end with all its processes, say nothing that is no message, and leave no draft of a file.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.programs import FIXABLE

FILES = 300
MOMENTS = 0.5  # seconds, in which a check of so many files begins, runs and ends
PATIENCE = 60  # for all to end, on the busiest machine
# whether all processes get the signal, as from a terminal, and the exit codes of a check that is ended by it
WAYS = {
    "SIGINT": (True, (130, -signal.SIGINT)),
    "SIGTERM": (False, (143, -signal.SIGTERM)),
    "SIGHUP": (True, (129, -signal.SIGHUP)),
    "SIGKILL": (False, (-signal.SIGKILL,)),
}
PROGRAM = [sys.executable, "-m", "lossadvisor"]


class Ended(NamedTuple):
    """How a run ended: `seconds` after the signal until the last process had closed its output."""

    code: int
    out: bytes
    err: bytes
    seconds: float


def written(folder: Path, files: int = FILES) -> Path:
    """A folder of programs that can be fixed."""
    folder.mkdir(exist_ok=True)
    for number in range(files):
        (folder / f"{number:04}.py").write_text(FIXABLE, "utf-8")
    return folder


def ended(folder: Path, way: str, delay: float | None, *options: str) -> Ended:
    """A check of `folder` by two processes that gets a signal after `delay` seconds, or its first word."""
    command = [*PROGRAM, "check", "--no-config", "--jobs", "2", *options, str(folder)]
    for number in (signal.SIGINT, signal.SIGHUP):  # ignored behind `&` and nohup, and inherited so
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)
    began = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert began.stdout is not None
    first = began.stdout.read(1) if delay is None else b""
    time.sleep(delay or 0)
    to_all, _ = WAYS[way]
    began.poll()
    if began.returncode is None:
        (os.killpg if to_all else os.kill)(began.pid, signal.Signals[way])
    at = time.monotonic()
    out, err = began.communicate(timeout=PATIENCE)  # the output is open as long as any process lives
    return Ended(began.returncode, first + out, err, time.monotonic() - at)


def faults(folder: Path, way: str, found: Ended, codes: tuple[int, ...] = ()) -> Iterator[str]:
    """What is wrong with how a run ended. Where `codes` are given, it may also have been done before."""
    if found.code not in (*WAYS[way][1], *codes):
        yield f"exit code {found.code}"
    starting = (
        found.code == -signal.SIGINT and b"lossadvisor/cli" not in found.err
    )  # Python has not let us begin
    if found.err and not starting:
        yield f"said {found.err.decode(errors='replace')[-2000:]}"
    drafts = [name for name in os.listdir(folder) if name.startswith(".")]
    if len(drafts) > (way == "SIGKILL"):  # it may strike while one has a name and has not taken its place
        yield f"left {drafts}"
    for path in folder.glob("*.py"):
        if path.stat().st_size < len(FIXABLE):
            yield f"{path.name} is cut short"


def main(runs: int) -> int:
    """As many runs of each kind; how many were wrong."""
    chance, wrong = random.Random(1), 0
    with tempfile.TemporaryDirectory() as room:
        for way in WAYS:
            seconds: list[float] = []
            for _ in range(runs):
                options = chance.choice([(), ("--fix",)])
                folder = written(Path(room) / "files")
                found = ended(folder, way, chance.uniform(0, MOMENTS), *options)
                seconds.append(found.seconds)
                said = list(faults(folder, way, found, codes=(0, 1)))
                wrong += bool(said)
                for each in said:
                    print(f"  {way} {' '.join(options)}: {each}")
            slow = sum(each > 1 for each in seconds)
            print(f"{way}: {runs} runs, the slowest ended after {max(seconds):.2f} s, {slow} after over 1 s")
        bad = 0
        for number in range(runs * 10):
            folder = written(Path(room) / "files")
            done = subprocess.run(
                [*PROGRAM, "check", "--no-config", "--jobs", "2", str(folder)],
                capture_output=True,
                timeout=PATIENCE,
            )
            if done.returncode != 1 or done.stderr:
                bad += 1
                print(f"  run {number}: exit code {done.returncode}, said {done.stderr.decode()}")
        print(f"left alone: {runs * 10} runs of {FILES} files, {bad} ended otherwise than they should")
    return wrong + bad


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)))
