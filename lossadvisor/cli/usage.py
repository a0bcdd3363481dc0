"""Errors of the option parser in our own words: those of typer change from release to release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lossadvisor.errors import AdvisorError, shown, suggestion


def worded(error: Any, arguments: Sequence[str], commands: Sequence[str]) -> AdvisorError:
    """What is wrong with `arguments`, on one line with the way out."""
    if not arguments:
        return AdvisorError(f"a command is needed: {_listed(commands)}; see: lossadvisor --help")
    first = arguments[0]
    if first in commands:
        return AdvisorError(f"{_wrong(error, arguments[1:], first)}; see: lossadvisor {first} --help")
    if first.startswith("-"):
        return AdvisorError(f"{_wrong(error, arguments, 'lossadvisor')}; see: lossadvisor --help")
    near = suggestion(first, commands)
    if "did you mean" not in near:
        near = f"; for what you want to predict: lossadvisor find {shown(first)}"
    return AdvisorError(f"'{shown(first)}' is not a command{near}")


def _wrong(error: Any, arguments: Sequence[str], command: str) -> str:
    """Told by what the error holds, not by what it says."""
    option = getattr(error, "option_name", None)
    if option and hasattr(error, "possibilities"):
        near = suggestion(option, error.possibilities or ())
        return f"there is no option {shown(option)}{near if 'did you mean' in near else ''}"
    if option:
        with_value = any(each.startswith(f"{option}=") for each in arguments)
        return f"{option} takes no value" if with_value else f"{option} needs a value"
    words = list(_words(error, arguments))
    if getattr(error, "param", None) is not None:
        return _wrong_value(error.param, arguments, words, command)
    if words:
        return f"'{shown(words[-1])}' is an unexpected argument of {command}"
    return f"cannot understand: {shown(' '.join(error.format_message().split()), 100)}"


def _wrong_value(parameter: Any, arguments: Sequence[str], words: list[str], command: str) -> str:
    """What the option, or the word behind the command, takes instead."""
    names = [name for name in parameter.opts if name.startswith("-")]
    given = list(_values(names, arguments)) if names else words
    if not given:
        return f"{command} needs {'' if str(parameter.name).endswith('s') else 'a '}{parameter.name}"
    return f"{names[0] if names else command} takes {_takes(parameter.type)}, not '{shown(given[-1])}'"


def _takes(kind: Any) -> str:
    if choices := getattr(kind, "choices", ()):
        return _listed([str(each) for each in choices])
    least, most = getattr(kind, "min", None), getattr(kind, "max", None)
    return (
        "a whole number" + (f" from {least}" if least is not None else "") + (f" to {most}" if most else "")
    )


def _values(names: Sequence[str], arguments: Sequence[str]) -> Iterator[str]:
    """What is given to the option called one of `names`."""
    for previous, each in zip(("", *arguments), arguments, strict=False):
        if previous in names:
            yield each
        elif each.partition("=")[0] in names and "=" in each:
            yield each.partition("=")[2]


def _words(error: Any, arguments: Sequence[str]) -> Iterator[str]:
    """The arguments that are neither options nor their values."""
    parameters = getattr(getattr(error, "cmd", None), "params", ())
    taking = {name for each in parameters if not getattr(each, "is_flag", True) for name in each.opts}
    for previous, each in zip(("", *arguments), arguments, strict=False):
        if previous not in taking and not (each.startswith("-") and each != "-"):
            yield each


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"
