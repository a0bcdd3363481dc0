"""The command line as a test runs it: in this process, or as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import yaml

from lossadvisor.cli import app as cli

CASES = Path(__file__).parent / "cases"
PROGRAM = [sys.executable, "-c", "from lossadvisor.cli.app import main; main()"]


class Ran(NamedTuple):
    code: int
    out: str
    err: str


def ran(*arguments: str) -> Ran:
    """One command in this process, its output caught."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = cli.run(arguments)
    return Ran(code, out.getvalue(), err.getvalue())


def piped(*arguments: str, stdin: bytes | int = b"", env: Mapping[str, str] | None = None) -> Ran:
    """One command as a process without a terminal. `stdin` is what it reads, or a file descriptor."""
    fed = {"stdin": stdin} if isinstance(stdin, int) else {"input": stdin}
    done = subprocess.run(
        [*PROGRAM, *arguments], capture_output=True, env={**os.environ, **(env or {})}, timeout=60, **fed
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def cases(name: str) -> list:
    """The cases in `tests/cases/NAME.yaml`."""
    return yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))


def refused(done: Ran) -> str:
    """The one line on stderr with which a command was refused."""
    assert done.code == 2, done
    assert done.out == ""
    assert done.err.endswith("\n")
    assert done.err.count("\n") == 1, done.err
    assert "Traceback" not in done.err
    return done.err.rstrip("\n")
