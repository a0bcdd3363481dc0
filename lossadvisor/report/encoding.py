"""Records as JSON, and errors among them."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, Struct, UnsetType

ERROR = "lossadvisor/error/1"


class Failure(Struct, frozen=True):
    """What `--format json` prints where there is no recommendation."""

    schema: str
    error: str
    line: int | UnsetType = UNSET


def encoded(value: object) -> str:
    """Any record on one line of JSON."""
    return msgspec.json.encode(value, enc_hook=str).decode()


def pretty(value: object) -> str:
    """Any record as JSON to read, with a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2).decode() + "\n"


def failure(error: Exception, line: int | UnsetType = UNSET) -> Failure:
    """An error; `line` is the number of the line it stands in, from 1."""
    return Failure(ERROR, str(error).encode(errors="backslashreplace").decode(), line)
