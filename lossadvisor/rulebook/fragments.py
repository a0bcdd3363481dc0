"""Judges the fragments of Python that rule files hold: what is put together from them must compile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from keyword import iskeyword
from typing import Literal

from .facts import Arguments, KerasClass, Labels, Metric
from .leaves import Leaf
from .rules import Rules
from .yamlfile import Trail

Kind = Literal["exec", "eval", "name"]
PLACEHOLDER = re.compile(r"\{[a-z][a-z-]*\}")


def faults(rules: Rules) -> Iterator[tuple[str, Trail, str]]:
    """What is wrong with the fragments among the facts: file, place and reason."""
    for file, trail, text, kind in _fragments(rules):
        if why := flaw(text, kind):
            yield file, trail, why


def leaf_faults(leaf: Leaf) -> Iterator[tuple[Trail, str]]:
    """What is wrong with the fragments at a leaf: place and reason."""
    for trail, text, kind in _leaf_fragments(leaf):
        if why := flaw(text, kind):
            yield trail, why


@lru_cache(maxsize=4096)
def flaw(text: str, kind: Kind) -> str:
    """Why `text` is no Python of its kind; empty where it is."""
    if kind == "name":
        return "" if text.isidentifier() and not iskeyword(text) else f"'{text}' is no name in Python"
    try:
        compile(PLACEHOLDER.sub("2", text.strip()), "rules", kind)
    except SyntaxError as error:
        return f"is no Python: {error.msg}, in its line {error.lineno or 1}"
    except (ValueError, RecursionError, MemoryError) as error:
        return f"is no Python: {type(error).__name__}"
    return ""


def _fragments(rules: Rules) -> Iterator[tuple[str, Trail, str, Kind]]:
    for labels in rules.labels.values():
        for trail, text, kind in _label_fragments(labels):
            yield "labels.yaml", (labels.name, *trail), text, kind
    for activation in rules.activations.values():
        if activation.applied or activation.name in {loss.link for loss in rules.losses.values()}:
            yield "activations.yaml", (activation.name, "applied"), activation.applied, "eval"
    for layer in rules.layers.values():
        yield "layers.yaml", (layer.name, "code"), layer.code.replace("{more}", ""), "eval"
        yield "layers.yaml", (layer.name, "hidden"), layer.hidden or "0", "eval"
    yield from _named(rules)


def _named(rules: Rules) -> Iterator[tuple[str, Trail, str, Kind]]:
    """What has a name in Keras, or a file of its own."""
    for file in ("activations", "fit", "losses", "metrics"):
        for entry in getattr(rules, file).values():
            yield f"{file}.yaml", (entry.name, "keras"), entry.keras, "name"
            if isinstance(entry, KerasClass):
                yield f"{file}.yaml", (entry.name, "file"), entry.python, "exec"
            if isinstance(entry, Metric):
                for key in (*entry.arguments, *(entry.logits or ())):
                    yield f"{file}.yaml", (entry.name, "arguments"), key, "name"


def _label_fragments(labels: Labels) -> Iterator[tuple[Trail, str, Kind]]:
    yield ("made",), labels.made, "exec"
    yield ("shaped",), labels.shaped, "exec"
    if labels.answers:
        yield ("answers",), labels.answers, "eval"
    for name, conversion in labels.conversions.items():
        yield ("from", name, "code"), conversion.code, "exec"
        if conversion.back:
            yield ("from", name, "back"), conversion.back, "eval"


def _leaf_fragments(leaf: Leaf) -> Iterator[tuple[Trail, str, Kind]]:
    yield ("data",), leaf.data, "exec"
    yield ("back",), leaf.back or "0", "eval"
    yield from _around(leaf.arguments, leaf.prepare, leaf.fit, leaf.answers, ())
    for kind, changes in (("given", leaf.given), ("since", leaf.since)):
        for name, each in changes.items():
            place = (kind, name)
            yield (*place, "layer"), f"call({each.layer})", "eval"
            yield from _around(each.arguments, each.prepare, each.fit or {}, "", place)
    for number, other in enumerate(leaf.instead):
        yield from _around(
            other.arguments, other.prepare, other.fit or {}, other.answers, ("instead", number)
        )
    for number, avoided in enumerate(leaf.avoid):
        yield from _around(avoided.arguments, avoided.prepare, avoided.fit or {}, "", ("avoid", number))


def _around(
    arguments: Arguments, prepare: str | None, fit: Arguments, answers: str | None, place: Trail
) -> Iterator[tuple[Trail, str, Kind]]:
    for key in arguments:
        yield (*place, "arguments"), key, "name"
    yield (*place, "prepare"), prepare or "", "exec"
    for key, value in fit.items():
        yield (*place, "fit"), key, "name"
        yield (*place, "fit"), str(value), "eval"
    if answers:
        yield (*place, "answers"), answers, "eval"
