"""How the predictions of a head become answers, and where the threshold between them comes from."""

from __future__ import annotations

from lossadvisor.rulebook import contract, costs
from lossadvisor.rulebook.heads import Head
from lossadvisor.rulebook.leaves import Leaf
from lossadvisor.rulebook.placeholders import Values, filled
from lossadvisor.rulebook.rules import Rules

from .head_advice import THRESHOLD
from .records import Decoding


def decoding_at(rules: Rules, leaf: Leaf, head: Head, given: str, known: Values) -> Decoding:
    """How predictions are read at `leaf`, and turned back into labels as they were `given`."""
    labels = rules.labels[leaf.labels]
    conversion = labels.conversions.get(given)
    link = rules.losses[head.loss].link if head.from_logits else ""
    expression = leaf.answers or labels.answers
    threshold = ""
    if THRESHOLD in expression:
        threshold = filled(str(labels.threshold if leaf.threshold == "" else leaf.threshold), known)
        if link == contract.SIGMOID:  # it keeps the order, so it is spared
            link, threshold = "", costs.log_odds(threshold)
    return Decoding(
        says=filled(labels.answers_say, known),
        link=rules.activations[link].applied if link else "",
        answers=filled(expression, known),
        back=filled(leaf.back or conversion.back, known) if conversion else "",
        threshold=threshold,
        chosen_by=filled(leaf.choose.by, known) if threshold and leaf.choose else "",
        place=filled(leaf.choose.place, known) if threshold and leaf.choose else "",
    )
