"""Predictions that are read in a way that does not fit the head."""

from __future__ import annotations

from lossadvisor.check.following.run import Event, Run
from lossadvisor.check.following.values import NOTHING
from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.soundness import sought

from . import compiled
from .findings import Findings
from .heads import SeenHead, heads


def tell_decodings(rules: Rules, run: Run, findings: Findings) -> None:
    """Tell of an argmax over one unit, and of a threshold of 0.5 where the border is 0."""
    events = {event.number: event for event in run.events}
    for decoding in run.decodings:
        event = events.get(decoding.event)
        if event is None or event.outputs is None or len(event.outputs) != 1:
            continue
        run.world = event.world
        ways = heads(run, event.outputs[0])
        if decoding.kind == "argmax" and all(_is_one_number(way) for way in ways):
            findings.tell("argmax-of-one", decoding.node, {})
        if decoding.kind == "threshold" and _border_is_zero(rules, run, event, ways):
            findings.tell("threshold-on-logits", decoding.node, {})


def _is_one_number(way: SeenHead) -> bool:
    """Whether the model gives one number for each sample, not a map or a sequence of them."""
    return way.units == 1 and not way.reshaped and way.kind in ("Dense", "Activation", "Softmax")


def _border_is_zero(rules: Rules, run: Run, event: Event, ways: list[SeenHead]) -> bool:
    """Whether yes and no are told apart by the sign of what the model puts out."""
    seen = compiled.loss(run, rules, event.given.get("loss", NOTHING), event.node)
    if not seen.name or not all(way.activation in ("linear", "tanh") for way in ways):
        return False
    loss = rules.losses[seen.name]
    if seen.from_logits:
        return loss.link == "sigmoid"
    meant = sought(rules, loss, False, None)
    return meant is not None and meant.low is not None and meant.low < 0
