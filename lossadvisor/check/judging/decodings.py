"""Predictions that are read in a way that does not fit the head."""

from __future__ import annotations

from lossadvisor.check.seen import Decoding, Head, Seen
from lossadvisor.rulebook.contract import LINEAR
from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.soundness import sought

from .cases import loss_of
from .findings import Findings

CHANCES = ("softmax", "sigmoid")


def add_decodings(rules: Rules, seen: Seen, findings: Findings) -> None:
    """Add what does not fit: an argmax over one unit, a border that is another, shares made of shares."""
    for decoding in seen.decodings:
        if decoding.kind == "argmax" and all(_is_one_number(head) for head in decoding.heads):
            findings.add("argmax-of-one", decoding.at, {})
        if decoding.kind == "threshold" and _border_is_zero(rules, decoding):
            findings.add("threshold-on-logits", decoding.at, {})
        if decoding.kind == "rows" and all(map(_is_one_of_many, decoding.heads)):
            findings.add("shares-split-at-half", decoding.at, {"units": str(decoding.heads[0].units)})
        if decoding.kind == "squeezed" and all(head.activation in CHANCES for head in decoding.heads):
            words = {"call": f"{decoding.by}()", "activation": str(decoding.heads[0].activation)}
            findings.add("chances-squeezed-again", decoding.at, words)


def _is_one_of_many(head: Head) -> bool:
    """Whether a row is shared out among three or more, so that none of them need reach a half."""
    return head.activation == "softmax" and (head.units or 0) > 2 and not head.reshaped and not head.after


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
