"""The parts of the README that the program prints itself: `python -m tests.docs.readme` writes them anew.

A part stands between `<!-- begin: COMMAND -->` and `<!-- end -->`. A block of code below
`<!-- file: NAME -->` is the file of that name for the commands.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.docs import interview

README = Path(__file__).parents[2] / "README.md"
PART = re.compile(r"(<!-- begin: (.+?) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
FILE = re.compile(r"<!-- file: (.+?) -->\n\n```\w+\n(.*?)```", re.DOTALL)
FOUND = 1  # the exit code of a check that finds something
KERAS = "python -m tests.keras.articles"
RUNS = "lossadvisor run "  # a program that uses Keras, and findings go to stderr


def parts(text: str) -> Iterator[tuple[str, str]]:
    """Each command that the README shows, with what stands below it."""
    for match in PART.finditer(text):
        yield match[2], match[3]


def files(text: str) -> dict[str, str]:
    """The files that the README shows, by name."""
    return {match[1]: match[2] for match in FILE.finditer(text)}


def needs_keras(command: str) -> bool:
    """Whether a command is only run where Keras is."""
    return command == KERAS or command.startswith(RUNS)


def printed(command: str) -> str:
    """What belongs below `command`: its output, fenced as fits."""
    if command == "lossadvisor ask --plain":
        return f"\n```console\n{interview.transcript()}```\n\n"
    if command == KERAS:
        return f"\n{_output([sys.executable, *command.split()[1:]])}\n"
    output = _output([sys.executable, "-m", *command.split()])
    if "--diff" in command:
        return f"\n```diff\n{output}```\n\n"
    if command.endswith("--format mermaid"):
        return f"\n```mermaid\n{output}```\n\n"
    return f"\n```console\n$ {command}\n{output}```\n\n"


def _output(command: list[str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files(README.read_text(encoding="utf-8")).items():
            Path(folder, name).write_text(text, encoding="utf-8")
        backend = {"KERAS_BACKEND": os.environ.get("KERAS_BACKEND", "jax")}  # which the tests bring along
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=folder, env={**os.environ, **backend}
        )
    if done.returncode not in (0, FOUND) or "Traceback" in done.stderr:
        raise RuntimeError(done.stderr)
    return done.stdout + (done.stderr if RUNS.split()[1] in command else "")


def main() -> None:
    text = README.read_text(encoding="utf-8")
    README.write_text(PART.sub(lambda m: m[1] + printed(m[2]) + m[4], text), encoding="utf-8")


if __name__ == "__main__":
    main()
