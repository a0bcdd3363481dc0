"""What stands on the command line before it is parsed: by that the options are made that can be parsed."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Sequence
from pathlib import Path

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.answers import normalised
from lossadvisor.rulebook.contract import TASK
from lossadvisor.rulebook.rules import Rules

from .once import once

COMPLETION = "_LOSSADVISOR_COMPLETE"
LINES = ("COMP_WORDS", "_TYPER_COMPLETE_ARGS")  # where bash has the line that is completed, and other shells


def completing() -> bool:
    """Whether a shell asks what may come next."""
    return COMPLETION in os.environ


def so_far() -> list[str]:
    """What stands on the line that a shell completes, without the name of the program."""
    line = next((os.environ[name] for name in LINES if name in os.environ), "")
    return line.split()[1:]


def rules_folder(arguments: Sequence[str]) -> Path | None:
    """The folder after --rules, needed before the options that its questions make can be parsed."""
    found = _values(arguments, "--rules")
    once("--rules", found)
    return Path(found[-1]) if found else None


def task(rules: Rules, arguments: Sequence[str], flags: Collection[str]) -> str | None:
    """The task that `arguments` name, by the option or by a word; None where there is none.

    `flags` are the options that take no value.
    """
    said = _values(arguments, f"--{TASK}")[-1:] or [" ".join(_words(arguments, flags))]
    try:
        return str(normalised(rules, {TASK: said[0]})[TASK])
    except AdvisorError:
        return None


MINUS = "\u2212"
NUMBERS = re.compile(r"-(?:\d|\.\d|inf\b|nan\b)")


def with_numbers(arguments: Sequence[str]) -> list[str]:
    """`arguments` with a minus sign before numbers, as in `loss -3`, so that none is taken for an option."""
    return [f"{MINUS}{each[1:]}" if NUMBERS.match(each) else each for each in arguments]


def unmarked(text: str) -> str:
    """A text with the hyphens that it was typed with."""
    return text.replace(MINUS, "-")


def _values(arguments: Sequence[str], option: str) -> list[str]:
    """Every value that is given to `option`."""
    found = []
    for place, each in enumerate(arguments):
        if each.startswith(f"{option}="):
            found.append(each.partition("=")[2])
        elif each == option and place + 1 < len(arguments):
            found.append(arguments[place + 1])
    return found


def _words(arguments: Sequence[str], flags: Collection[str]) -> list[str]:
    """The arguments that are neither options nor their values."""
    found = []
    before = ""
    for each in arguments:
        takes_it = before.startswith("-") and "=" not in before and before not in flags
        if not takes_it and not each.startswith("-"):
            found.append(each)
        before = "" if takes_it else each
    return found
