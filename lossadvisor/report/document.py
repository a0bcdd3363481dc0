"""A recommendation as one JSON object, and the JSON Schema of it. Keys are only ever added."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from ..advice import (
    Advice,
    AvoidAdvice,
    Decoding,
    InsteadAdvice,
    LabelAdvice,
    MetricAdvice,
)
from ..facts import Answer, Arguments
from ..version import __version__

RECOMMENDATION = "lossadvisor/recommendation/1"
ERROR = "lossadvisor/error/1"


class Recommendation(Struct, frozen=True):
    """What `--format json` prints for a recommendation."""

    schema: str
    version: str
    answers: dict[str, Answer]
    assumed: dict[str, Answer]
    activation: str
    loss: str
    loss_arguments: Arguments
    units: int
    labels: LabelAdvice
    metrics: tuple[MetricAdvice, ...]
    because: tuple[str, ...]
    avoid: tuple[AvoidAdvice, ...]
    instead: tuple[InsteadAdvice, ...]
    sources: tuple[str, ...]
    code: str
    command: str
    decoding: Decoding
    notes: tuple[str, ...]
    prepare: str
    fit: Arguments
    hidden: str


class Failure(Struct, frozen=True):
    """What `--format json` prints where there is no recommendation."""

    schema: str
    error: str
    line: int | UnsetType = UNSET


def record(advice: Advice) -> Recommendation:
    """`advice` with its code, as it is printed."""
    shared = {name: getattr(advice, name) for name in Recommendation.__struct_fields__[2:]}
    return Recommendation(schema=RECOMMENDATION, version=__version__, **shared)


def encoded(value: object) -> str:
    """Any record on one line of JSON."""
    return msgspec.json.encode(value, enc_hook=str).decode()


def pretty(value: object) -> str:
    """Any record as JSON to read, with a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2).decode() + "\n"


def failure(error: Exception, line: int | UnsetType = UNSET) -> Failure:
    """An error; `line` is the number of the line it stands in, from 1."""
    return Failure(ERROR, str(error).encode(errors="backslashreplace").decode(), line)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a recommendation."""
    schema = msgspec.json.schema(Recommendation)
    properties = schema["$defs"]["Recommendation"]["properties"]
    properties["schema"]["const"] = RECOMMENDATION
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": RECOMMENDATION, **schema}
