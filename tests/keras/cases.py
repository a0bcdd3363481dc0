"""Every piece of advice that the shipped rules can give, ready to be executed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lossadvisor.advice.advice import Advice
from lossadvisor.advice.head_advice import kept_metrics
from lossadvisor.advice.recommending import at_leaf
from lossadvisor.interview.settings import changed, with_costs
from lossadvisor.interview.walk import arrival
from lossadvisor.rulebook.costs import like
from lossadvisor.rulebook.facts import Answer, Metric
from lossadvisor.rulebook.leaves import Leaf
from lossadvisor.rulebook.overlays import as_logits, head_at
from tests.shipped import HEADS, RULES, STYLES, has_logits, leaf_at, named, settings_of

USUAL = {"classes": 5, "outputs": 3}  # of other whole numbers the question's example is the usual one
NUMBERS = {
    name: USUAL.get(name) or int(question.example)
    for name, question in RULES.questions.items()
    if question.is_number
}


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
    head = head_at(changed(RULES, leaf, answers)[0])
    logits = answers.get("output") == "logits"
    if logits:
        head = as_logits(RULES, head)
    metrics = tuple(RULES.metrics[name] for name in kept_metrics(RULES, head, leaf, logits))
    return Case(name or named(answers), leaf, advice, metrics)


@cache
def low_paths() -> tuple[dict[str, Answer], ...]:
    """Every path to a head, with a higher number only where the tree forks there."""
    reached: dict[tuple[Answer, ...], dict[str, Answer]] = {}
    for answers in HEADS:
        unnumbered = {name: answer for name, answer in answers.items() if name not in NUMBERS}
        place = (leaf_at(answers).where, *unnumbered.values())
        reached.setdefault(place, answers)
    return tuple(reached.values())


def usual_numbers(answers: dict[str, Answer]) -> dict[str, Answer]:
    """`answers` with usual numbers, as far as these lead to a head too."""
    usual = {**answers, **{name: number for name, number in NUMBERS.items() if name in answers}}
    if not isinstance(end := arrival(RULES, usual).stop, Leaf):
        return answers
    if "grades" in usual:
        usual["classes"] = answers["classes"]
    if "costs" in usual:
        usual["costs"] = like(RULES.questions["costs"].example, with_costs(RULES, end, usual))
    return usual


@cache
def every_case() -> tuple[Case, ...]:
    """Every path in every form and style, numbers from the low end."""
    return tuple(
        case(leaf, {**answers, "output": output, "style": style})
        for answers in low_paths()
        for leaf in (leaf_at(answers),)
        for output in forms(leaf)
        for style in STYLES
    )


def typical_cases() -> Iterator[Case]:
    """Every path once more, with usual numbers; the forms and styles take turns."""
    seen = set()
    for low in low_paths():
        answers = usual_numbers(low)
        if str(answers) in seen or not NUMBERS.keys() & answers:
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
        layers = (advice.units, advice.activation, advice.layer, advice.after)
        key = f"{layers} {advice.loss} {advice.loss_arguments} {advice.metrics} {advice.labels.encoding}"
        found.setdefault(key, each)
    return list(found.values())


def leaves_with_answers() -> Iterator[tuple[Leaf, dict[str, Answer]]]:
    """Every leaf once, with answers that lead there and usual numbers, but one output where that will do."""
    seen = set()
    for answers in low_paths():
        single = {name: answers[name] for name in ("outputs", "channels", "points") if name in answers}
        usual = {**usual_numbers(answers), **single}
        for given in (usual, answers):
            leaf = leaf_at(given)
            if leaf.where not in seen:
                seen.add(leaf.where)
                yield leaf, given


def settled_cases() -> Iterator[Case]:
    """Every leaf with each answer to each setting that changes something there, apart from the forms."""
    for leaf, answers in leaves_with_answers():
        for setting in settings_of(answers):
            said = {**answers, **setting, "output": "probabilities", "style": "sequential"}
            (name, value), *_ = setting.items()
            yield case(leaf, said, name=f"{leaf.where} --{name} {value}")


def forms(leaf: Leaf) -> tuple[str, ...]:
    """The forms of output a leaf has: logits only where its loss applies the leaf's own activation."""
    return ("probabilities", "logits") if has_logits(leaf) else ("probabilities",)
