"""Every piece of advice that the shipped rules can give, ready to be executed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lossadvisor.facts import Answer, Metric
from lossadvisor.loading import load
from lossadvisor.model import Leaf, Rules
from lossadvisor.recommendation import Advice, as_logits, at_leaf, head_at, understood_metrics
from lossadvisor.tree import arrival, paths

RULES: Rules = load()
TYPICAL = {"classes": 5, "outputs": 3}
STYLES = ("sequential", "functional")


@dataclass(frozen=True, eq=False)
class Case:
    """One piece of advice with the leaf it comes from. `metrics` go one by one with `advice.metrics`."""

    name: str
    leaf: Leaf
    advice: Advice
    metrics: tuple[Metric, ...]

    def __str__(self) -> str:
        return self.name

    @property
    def from_logits(self) -> bool:
        return self.advice.loss_arguments.get("from_logits") is True

    @property
    def link(self) -> str:
        return RULES.losses[self.advice.pair.loss].link


def case(leaf: Leaf, answers: dict[str, Answer], *, name: str = "", judge: bool = True) -> Case:
    """The advice of `leaf` for `answers`; `judge=False` lets an unsound head through."""
    advice = at_leaf(RULES, leaf, answers, {}, judge=judge)
    head = head_at(leaf)
    if answers.get("output") == "logits":
        head = as_logits(RULES, head)
    metrics = tuple(RULES.metrics[name] for name in understood_metrics(RULES, head))
    return Case(name or " ".join(map(str, answers.values())), leaf, advice, metrics)


def low_paths() -> Iterator[dict[str, Answer]]:
    """Every path, with a higher number only where the tree forks there."""
    reached = set()
    for answers in paths(RULES):
        unnumbered = {name: answer for name, answer in answers.items() if name not in TYPICAL}
        place = (leaf_at(answers).where, *unnumbered.values())
        if place not in reached:
            reached.add(place)
            yield answers


def every_case() -> Iterator[Case]:
    """Every path in every form and style, numbers from the low end."""
    for answers in low_paths():
        leaf = leaf_at(answers)
        for output in forms(leaf):
            for style in STYLES:
                yield case(leaf, {**answers, "output": output, "style": style})


def typical_cases() -> Iterator[Case]:
    """Every path once more, with a usual number of classes or outputs; the forms and styles take turns."""
    seen = set()
    for answers in low_paths():
        answers = {**answers, **{name: number for name, number in TYPICAL.items() if name in answers}}
        if str(answers) in seen or not TYPICAL.keys() & answers:
            continue
        seen.add(str(answers))
        leaf = leaf_at(answers)
        output = forms(leaf)[len(seen) % len(forms(leaf))]
        yield case(leaf, {**answers, "output": output, "style": STYLES[len(seen) % 2]})


def distinct_heads() -> list[Case]:
    """Every combination of last layer, loss and metrics once, wherever in the tree it stands."""
    found: dict[str, Case] = {}
    for each in every_case():
        advice = each.advice
        key = f"{advice.units} {advice.activation} {advice.loss} {advice.loss_arguments} {advice.metrics}"
        found.setdefault(key, each)
    return list(found.values())


def leaves_with_answers() -> Iterator[tuple[Leaf, dict[str, Answer]]]:
    """Every leaf once, with answers that lead there and usual numbers."""
    seen = set()
    for answers in low_paths():
        usual = {**answers, "classes": TYPICAL["classes"]} if "classes" in answers else answers
        for given in (usual, answers):
            leaf = leaf_at(given)
            if leaf.where not in seen:
                seen.add(leaf.where)
                yield leaf, given


def leaf_at(answers: dict[str, Answer]) -> Leaf:
    stop = arrival(RULES, answers).stop
    assert isinstance(stop, Leaf)
    return stop


def forms(leaf: Leaf) -> tuple[str, ...]:
    """The forms of output a leaf has: logits only where its loss applies the leaf's own activation."""
    linked = RULES.losses[leaf.recommend.loss].link == leaf.recommend.activation
    return ("probabilities", "logits") if linked else ("probabilities",)
