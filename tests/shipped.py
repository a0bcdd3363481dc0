"""The shipped rules and everything they can be asked: tests loop over these before they write an example."""

from __future__ import annotations

from collections.abc import Iterator

from lossadvisor.facts import Answer
from lossadvisor.loading import load
from lossadvisor.model import Leaf, Rules
from lossadvisor.tree import arrival, leaves, paths

RULES: Rules = load()
LEAVES: list[Leaf] = list(leaves(RULES.tree))
PATHS: list[dict[str, Answer]] = list(paths(RULES))
STYLES = ("sequential", "functional")


def leaf_at(answers: dict[str, Answer]) -> Leaf:
    stop = arrival(RULES, answers).stop
    assert isinstance(stop, Leaf)
    return stop


def has_logits(leaf: Leaf) -> bool:
    return RULES.losses[leaf.recommend.loss].link == leaf.recommend.activation


def _every_form() -> Iterator[dict[str, Answer]]:
    for answers in PATHS:
        for output in ("probabilities", "logits") if has_logits(leaf_at(answers)) else ("probabilities",):
            for style in STYLES:
                yield {**answers, "output": output, "style": style}


FORMS: list[dict[str, Answer]] = list(_every_form())


def named(answers: dict[str, Answer]) -> str:
    """Answers as the name of a test."""
    return " ".join(map(str, answers.values()))
