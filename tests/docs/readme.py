"""The parts of the README that the program prints itself: `python -m tests.docs.readme` writes them anew.

A part stands between `<!-- begin: COMMAND -->` and `<!-- end -->`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.docs import interview

README = Path(__file__).parents[2] / "README.md"
PART = re.compile(r"(<!-- begin: (.+?) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
KERAS = "python -m tests.keras.articles"


def parts(text: str) -> Iterator[tuple[str, str]]:
    """Each command that the README shows, with what stands below it."""
    for match in PART.finditer(text):
        yield match[2], match[3]


def printed(command: str) -> str:
    """What belongs below `command`: its output, fenced as fits."""
    if command == "lossadvisor ask --plain":
        return f"\n```console\n{interview.transcript()}```\n\n"
    if command == KERAS:
        return f"\n{_output([sys.executable, *command.split()[1:]])}\n"
    output = _output([sys.executable, "-m", *command.split()])
    if command.endswith("--format mermaid"):
        return f"\n```mermaid\n{output}```\n\n"
    return f"\n```console\n$ {command}\n{output}```\n\n"


def _output(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    text = README.read_text(encoding="utf-8")
    README.write_text(PART.sub(lambda m: m[1] + printed(m[2]) + m[4], text), encoding="utf-8")


if __name__ == "__main__":
    main()
