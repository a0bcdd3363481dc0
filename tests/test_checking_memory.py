"""No file, however it is made, takes more memory to be checked than a laptop has to spare."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.endless import END, KERAS
from tests.programs import FIXABLE, code, notebook

MILLION = 1_000_000
SMALL, LARGE = 200, 400  # MB, for files of 1 MB and of 64 MB
PEAK = """
import sys; from lossadvisor.cli.app import run
run(["check", "--no-config", "--format", "json", *sys.argv[1:]])
for line in open("/proc/self/status"):  # getrusage would tell what the process that started this one took
    if line.startswith("VmHWM"):
        print(line.split()[1], file=sys.stderr)
"""


def full(part: str, begin: str = "", end: str = "\n") -> bytes:
    """A program of a million letters, most of them one part again and again."""
    count = (MILLION - len(KERAS + begin + end + END)) // len(part)
    return (KERAS + begin + part * count + end + END).encode()


def numbered(line: str, count: int, begin: str = "") -> bytes:
    return (KERAS + begin + "".join(line.replace("#", str(n)) for n in range(count)) + "\n" + END).encode()


PROGRAMS: dict[str, Callable[[], bytes]] = {
    "names": lambda: full("a,"),
    "statements": lambda: full("a\n"),
    "lists in lists": lambda: full("[],", "x = [", "]\n"),
    "what does not parse": lambda: full("a, ", "", "!\n"),
    "as many statements as are read": lambda: (KERAS + "a\n" * 59_000 + END).encode(),
    "a long list taken apart again and again": lambda: (
        KERAS + "a = [" + "1, " * 9_000 + "]\n" + "x = [" + "*a, " * 1_000 + "]\n" + END
    ).encode(),
    "texts put together": lambda: (
        KERAS + f"a = '{'a' * 4_000}'\n" + "for b in range(16):\n    x = [" + "a + a, " * 9_000 + "]\n" + END
    ).encode(),
    "breaks": lambda: numbered("    if c: x# = 2; break\n", 10_000, "for a in range(16):\n"),
    "compile() calls on the way": lambda: numbered(
        "if c: x# = m.compile('adam', 'mse')\n", 8_000, "".join(f"n{n} = 1\n" for n in range(9_000))
    ),
}  # fmt: skip
OUTPUTS: dict[str, tuple[str, int]] = {
    "small lists": ("[],", 20 * MILLION),
    "numbers": ("1.5,", 15 * MILLION),
    "small texts": ('"ab",', 12 * MILLION),
    "one text": ("a", 60 * MILLION),
    "one text with a wide letter": ("a", 60 * MILLION),
}


def peak(file: Path, *options: str) -> float:
    """The most memory in MB that a check of the file takes."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *options, str(file)], capture_output=True, text=True, timeout=600
    )
    return int(done.stderr.splitlines()[-1]) / 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak of a process")
class TestOnLinux:
    @pytest.mark.parametrize("kind", PROGRAMS)
    def test_a_program_of_a_megabyte_takes_little_memory(self, kind, tmp_path):
        (tmp_path / "a.py").write_bytes(PROGRAMS[kind]())
        assert peak(tmp_path / "a.py") < SMALL

    @pytest.mark.parametrize("kind", OUTPUTS)
    def test_a_notebook_of_sixty_megabytes_takes_little_memory(self, kind, tmp_path):
        part, count = OUTPUTS[kind]
        begin, end = ('"\U0001f600' if "wide" in kind else '"', '"') if "one" in kind else ("[", "0]")
        cell = notebook(code(FIXABLE)).decode()
        with (tmp_path / "a.ipynb").open("w", encoding="utf-8") as file:
            file.write(f'{{"x": {begin}')
            for _ in range(100):
                file.write(part * (count // 100))
            file.write(f"{end}, {cell[1:]}")
        assert peak(tmp_path / "a.ipynb", *(["--fix"] if "wide" in kind else [])) < LARGE
