"""Records as JSON, and errors among them."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, Struct, UnsetType

from lossadvisor.errors import printable

ERROR = "lossadvisor/error/1"


class Failure(Struct, frozen=True):
    """What `--format json` prints where there is no recommendation."""

    schema: str
    error: str
    line: int | UnsetType = UNSET


def encoded(value: object) -> str:
    """Any record on one line of JSON."""
    return _printable(msgspec.json.encode(value, enc_hook=plain_value).decode())


def pretty(value: object) -> str:
    """Any record as JSON to read, with a newline at the end."""
    whole = msgspec.json.format(msgspec.json.encode(value, enc_hook=plain_value), indent=2).decode()
    return "\n".join(map(_printable, whole.split("\n"))) + "\n"


def plain_value(value: object) -> object:
    """What JSON has no form for: a number that code counts as the one that is assumed, all else as text."""
    return int(value) if isinstance(value, int) else str(value)


def _printable(line: str) -> str:
    """The same JSON with what a terminal or a log would act on as escapes of JSON."""
    if not line.isprintable():
        line = "".join(each if each == printable(each) else _escape(each) for each in line)
    return line.replace("##[", "##\\u005b")


def _escape(letter: str) -> str:
    units = letter.encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def failure(error: Exception, line: int | UnsetType = UNSET) -> Failure:
    """An error; `line` is the number of the line it stands in, from 1."""
    return Failure(ERROR, str(error).encode(errors="backslashreplace").decode(), line)
