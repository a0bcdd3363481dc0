"""Predictions that are read in a way that does not fit the head."""

from __future__ import annotations

from lossadvisor.check.seen import Decoding, Head, Seen
from lossadvisor.rulebook.contract import LINEAR
from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.soundness import sought

from .cases import loss_of
from .findings import Findings


def add_decodings(rules: Rules, seen: Seen, findings: Findings) -> None:
    """Add an argmax over one unit, and a threshold of 0.5 where the border is 0."""
    for decoding in seen.decodings:
        if decoding.kind == "argmax" and all(_is_one_number(head) for head in decoding.heads):
            findings.add("argmax-of-one", decoding.at, {})
        if decoding.kind == "threshold" and _border_is_zero(rules, decoding):
            findings.add("threshold-on-logits", decoding.at, {})


def _is_one_number(head: Head) -> bool:
    """Whether the model gives one number for each sample, not a map or a sequence of them."""
    return head.units == 1 and not head.reshaped and head.kind in ("Dense", "Activation", "Softmax")


def _border_is_zero(rules: Rules, decoding: Decoding) -> bool:
    """Whether yes and no are told apart by the sign of what the model puts out."""
    if not all(head.activation in (LINEAR, "tanh") for head in decoding.heads):
        return False
    seen = loss_of(rules, decoding.losses[0])
    if not seen.name:
        return False
    loss = rules.losses[seen.name]
    if seen.from_logits:
        return loss.link == "sigmoid"
    meant = sought(rules, loss, False, None)
    return meant is not None and meant.low is not None and meant.low < 0
