"""A recommendation as one JSON object, and the JSON Schema of it. Keys are only ever added."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from lossadvisor.advice.advice import Advice, Combination, Referral
from lossadvisor.advice.records import (
    AvoidAdvice,
    Decoding,
    InsteadAdvice,
    LabelAdvice,
    MetricAdvice,
    NearestAdvice,
    SeeAlsoAdvice,
)
from lossadvisor.rulebook.evidence import Trapped
from lossadvisor.rulebook.facts import Answer, Arguments
from lossadvisor.version import __version__

RECOMMENDATION = "lossadvisor/recommendation/1"
REFERRAL = "lossadvisor/referral/1"
COMBINATION = "lossadvisor/combination/1"


class Recommendation(Struct, frozen=True, tag_field="schema", tag=RECOMMENDATION):
    """What `--format json` prints for a recommendation."""

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
    loss_home: str
    layer_arguments: tuple[str, ...]
    after: str
    lacks: str
    warnings: tuple[str, ...]
    learn: str
    encode: str
    see_also: tuple[SeeAlsoAdvice, ...]
    unsure: dict[str, str]
    read: dict[str, str]
    hinted: dict[str, str]
    traps: tuple[Trapped, ...]


class Referred(Struct, frozen=True, tag_field="schema", tag=REFERRAL):
    """What `--format json` prints where no last layer is the answer."""

    version: str
    answers: dict[str, Answer]
    says: str
    because: tuple[str, ...]
    nearest: tuple[NearestAdvice, ...]
    sources: tuple[str, ...]
    command: str


class Combined(Struct, frozen=True, tag_field="schema", tag=COMBINATION):
    """What `--format json` prints for several outputs of one model."""

    version: str
    answers: dict[str, Answer]
    heads: dict[str, Recommendation]
    because: tuple[str, ...]
    sources: tuple[str, ...]
    code: str
    command: str


def record(found: Advice | Referral | Combination) -> Recommendation | Referred | Combined:
    """What answers led to, with its code, as it is printed."""
    if isinstance(found, Referral):
        return Referred(__version__, **_shared(found, Referred))
    if isinstance(found, Combination):
        shared = _shared(found, Combined)
        shared["heads"] = {name: _recommendation(head) for name, head in found.heads.items()}
        return Combined(__version__, **shared)
    return _recommendation(found)


def _recommendation(advice: Advice) -> Recommendation:
    return Recommendation(__version__, **_shared(advice, Recommendation))


def _shared(found: Struct, printed: type[Struct]) -> dict[str, Any]:
    return {name: getattr(found, name) for name in printed.__struct_fields__[1:]}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what a recommendation is printed as."""
    (printed,), definitions = msgspec.json.schema_components(
        [Recommendation | Referred | Combined], ref_template="#/$defs/{name}"
    )
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "$id": RECOMMENDATION, **printed, "$defs": definitions}
