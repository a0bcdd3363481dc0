"""`[tool.lossadvisor]` of the nearest pyproject.toml that has it: how a check is done in a project."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from typing import Any, Literal, TypeAlias, get_args

from msgspec import Struct

from lossadvisor import regular
from lossadvisor.check.findings import SEVERITIES, Severity
from lossadvisor.errors import AdvisorError, shown, suggestion

FailOn: TypeAlias = Literal["note", "warning", "error", "never"]
LISTS = ("select", "ignore", "exclude")
TEXT = "baseline"
FLAGS = ("exit-zero-unreadable",)
CHOICES: dict[str, tuple[str, ...]] = {"severity": SEVERITIES, "fail-on": get_args(FailOn)}
MOST_BYTES = 1_000_000
MOST_DOTS = 50
TEXTS = re.compile(rb'"[^"\n]*"|\'[^\'\n]*\'')


class Configuration(Struct, frozen=True):
    """What a project wants. `folder` holds the file that says so; what to exclude counts from it.

    `baseline` is the path of a file with findings that are known.
    """

    file: str = ""
    folder: str = "."
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    severity: Severity | None = None
    fail_on: FailOn | None = None
    exit_zero_unreadable: bool = False
    baseline: str = ""


def configuration(path: str, known: Iterable[str]) -> Configuration:
    """What the nearest pyproject.toml above `path` says, nothing where none does. Raises AdvisorError."""
    folder = os.path.abspath(path)
    while True:
        file = os.path.join(folder, "pyproject.toml")
        table = _table(file)
        if table is not None:
            return _read(file, folder, table, list(known))
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return Configuration()


def _table(file: str) -> dict[str, Any] | None:
    """The table of ours in a file; None where there is no file or no such table."""
    try:
        content = regular.content(file, MOST_BYTES)
    except OSError:
        return None
    if b"lossadvisor" not in content:  # reading TOML takes longer than reading a small program
        return None
    if len(content) > MOST_BYTES:
        raise AdvisorError(f"{file}: larger than {MOST_BYTES // 1_000_000} MB, too large for a settings file")
    tools = toml(file, content).get("tool")
    table = tools.get("lossadvisor") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise AdvisorError(f"{file}: tool.lossadvisor must be a table of keys")
    return table


def _refuse_long_keys(file: str, content: bytes) -> None:
    """Raise AdvisorError for keys of many parts, which take Python's reader the square of their number."""
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.count(b".") > MOST_DOTS and TEXTS.sub(b"", line).count(b".") > MOST_DOTS:
            raise AdvisorError(f"{file}:{number}: more than {MOST_DOTS} dots in one line, outside of strings")


def toml(file: str, content: bytes) -> dict[str, Any]:
    """What stands in a file of TOML. Raises AdvisorError."""
    _refuse_long_keys(file, content)
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise AdvisorError(f"{file}: not TOML: {' '.join(str(error).split())}") from error


def _read(file: str, folder: str, table: dict[str, Any], known: list[str]) -> Configuration:
    where = f"{file}: [tool.lossadvisor]"
    keys = (*LISTS, *CHOICES, *FLAGS, TEXT)
    for key, value in table.items():
        if key not in keys:
            raise AdvisorError(f"{where} has no key '{shown(key)}'{suggestion(key, keys)}")
        if key in CHOICES and value not in CHOICES[key]:
            raise AdvisorError(f"{where} {key} is one of {', '.join(CHOICES[key])}, not {shown(value)!r}")
        if key in FLAGS and not isinstance(value, bool):
            raise AdvisorError(f"{where} {key} is true or false, not {shown(value)!r}")
        if key == TEXT and not (isinstance(value, str) and value):
            raise AdvisorError(f"{where} {key} is the name of a file, not {shown(value)!r}")
        if key in LISTS and not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            raise AdvisorError(f'{where} {key} is a list of texts such as ["..."], not {shown(value)!r}')
    for key in ("select", "ignore"):
        check_names(table.get(key, ()), known, f"{where} {key}")
    select, ignore, exclude = (tuple(table.get(key, ())) for key in LISTS)
    severity, fail_on = (table.get(key) for key in CHOICES)
    zero = table.get("exit-zero-unreadable", False)
    baseline = os.path.join(folder, table[TEXT]) if TEXT in table else ""
    return Configuration(file, folder, select, ignore, exclude, severity, fail_on, zero, baseline)


def check_names(names: Iterable[str], known: list[str], where: str) -> None:
    """Raise AdvisorError for the first name that is not a finding."""
    for name in names:
        if name not in known:
            raise AdvisorError(f"{where}: '{shown(name)}' is not a finding{suggestion(name, known)}")
