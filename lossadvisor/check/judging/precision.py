"""Shares and chances that are computed in too few bits."""

from __future__ import annotations

from lossadvisor.check.seen import Head, Model
from lossadvisor.rulebook.rules import Rules

from .findings import Findings
from .vocabulary import entry_named


def add_precision(rules: Rules, model: Model, findings: Findings) -> None:
    """Add each last layer that gives probabilities in 16 bits."""
    for output in model.outputs:
        heads = output.heads
        if output.losses and heads and all(each.narrow and _is_between(rules, each) for each in heads):
            findings.add(
                "shares-in-float16", heads[0].at or model.at, {"activation": str(heads[0].activation)}
            )


def _is_between(rules: Rules, head: Head) -> bool:
    """Whether what comes out lies between 0 and 1."""
    name = entry_named(rules, "activation", head.activation) if head.activation and not head.after else None
    space = rules.spaces[rules.activations[name].emits] if name else None
    return space is not None and (space.low, space.high) == (0, 1)
