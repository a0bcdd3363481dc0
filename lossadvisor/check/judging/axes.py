"""Probabilities over another axis than that of the classes."""

from __future__ import annotations

from lossadvisor.check.seen import LAST_AXIS, Head, Loss, Model, Output
from lossadvisor.rulebook.rules import Rules

from .findings import Findings
from .vocabulary import entry_named


def add_axes(rules: Rules, model: Model, findings: Findings) -> None:
    """Add each last layer whose probabilities do not sum to 1 where the loss takes them for a sample's."""
    for output in model.outputs:
        heads = output.heads
        if output.losses and heads and all(_is_beside(rules, output, each) for each in heads):
            axis = heads[0].axis or 0
            shown = axis % len(output.shape) if output.shape else axis
            words = {"activation": str(heads[0].activation), "axis": str(shown)}
            findings.add("probabilities-over-another-axis", heads[0].at or model.at, words)


def _is_beside(rules: Rules, output: Output, head: Head) -> bool:
    """Whether what runs over an axis gives shares of a whole, and all losses look for them in the last."""
    name = entry_named(rules, "activation", head.activation) if head.activation and not head.after else None
    if not name or not _is_another(head.axis, output.shape):
        return False
    return all(_takes(rules, each) == rules.activations[name].emits for each in output.losses)


def _takes(rules: Rules, loss: Loss) -> str:
    """The space that a loss takes along the last axis; empty for one of another."""
    name = entry_named(rules, "loss", loss.keras) if loss.keras and loss.axis == LAST_AXIS else None
    return rules.losses[name].accepts if name else ""


def _is_another(axis: int | None, shape: tuple[int | None, ...] | None) -> bool:
    """Whether an axis is surely not the last."""
    if axis is None or axis == LAST_AXIS:
        return False
    if axis > 0:
        return shape is not None and axis < len(shape) - 1
    return axis == 0 or shape is None or -axis <= len(shape)
