"""Judges rules that could be read: every name known, every recommended head sound."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from lossadvisor.errors import squashed, suggestion

from . import fragments, mentions
from .answers import answer
from .complaints import Complaints
from .findings import FILLED
from .leaves import Bundle, End, Fork, Leaf, Node, Stop
from .overlays import as_alternative, as_logits, head_at, understood_metrics, with_changes
from .placeholders import DERIVED, placeholders, size, sizing_question
from .releases import is_release
from .rules import Rules
from .soundness import objections
from .yamlfile import Trail

Complain = Callable[[Trail, str], None]


def judge(rules: Rules, complaints: Complaints) -> None:
    """Complain about unknown names and unsound heads."""
    for file, trail, name, known, kind in mentions.of_facts(rules):
        if name not in known:
            near = suggestion(name, known)
            complaints.add(file, trail, f"there is no {kind} called '{name}'{near}")
    for file, trail, says in fragments.faults(rules):
        complaints.add(file, trail, says)
    _judge_aliases(rules, complaints)
    _judge_findings(rules, complaints)
    _judge_releases(rules, complaints)
    if complaints.found:
        return  # soundness is arithmetic on facts, and some of these are missing
    for end, asked in _ends_with_questions(rules.tree, {}):
        if isinstance(end, Leaf):
            _judge_leaf(rules, end, asked, complaints)
        else:
            _judge_end(rules, end, asked, complaints)


def _judge_end(rules: Rules, end: Stop | Bundle, asked: Collection[str], complaints: Complaints) -> None:
    for trail, name, known, kind in mentions.of_end(rules, end):
        if name not in known:
            says = f"there is no {kind} called '{name}'{suggestion(str(name), known)}"
            complaints.add_at(end.where, trail, says)
    named = [name for name in asked if rules.questions[name].kind == "heads"]
    if isinstance(end, Bundle) and end.bundle not in named:
        says = f"'{end.bundle}' is no question on the way here that asks for heads"
        complaints.add_at(end.where, ("bundle",), says)


def _judge_findings(rules: Rules, complaints: Complaints) -> None:
    """A name in braces, in what a finding says, is something that a program fills in."""
    for rule in rules.findings.values():
        for key in ("says", "because", "fix_says"):
            for name in placeholders(getattr(rule, key)):
                if name not in FILLED:
                    says = f"'{{{name}}}' stands for nothing{suggestion(name, FILLED)}"
                    complaints.add("findings.yaml", (rule.name, key.replace("_", "-")), says)


def _judge_releases(rules: Rules, complaints: Complaints) -> None:
    for file, trail, release in mentions.releases(rules):
        if release and not is_release(release):
            complaints.add(file, trail, f"'{release}' is no release of Keras; write one as \"3.16\"")


def _judge_aliases(rules: Rules, complaints: Complaints) -> None:
    """No two things of a kind answer to one name."""
    for kind in ("activations", "labels", "losses", "metrics", "tasks"):
        owners: dict[str, str] = {}
        for entry in getattr(rules, kind).values():
            for name in {squashed(name) for name in (entry.name, *entry.aliases)}:
                if owners.setdefault(name, entry.name) != entry.name:
                    says = f"'{name}' already stands for {owners[name]}"
                    place = (f"{kind}.yaml", (entry.name, "aliases"))
                    file, trail = place if kind != "tasks" else (f"tasks/{entry.name}.yaml", ("aliases",))
                    complaints.add(file, trail, says)


def _ends_with_questions(
    node: Node, asked: dict[str, tuple[str, ...]]
) -> Iterator[tuple[End, dict[str, tuple[str, ...]]]]:
    """Every end once, with the questions on the way and the choices that lead there."""
    if not isinstance(node, Fork):
        yield node, asked
        return
    for branch in node.branches:
        yield from _ends_with_questions(branch.node, {**asked, node.ask: branch.choices})


def _judge_leaf(rules: Rules, leaf: Leaf, asked: dict[str, tuple[str, ...]], complaints: Complaints) -> None:
    def complain(trail: Trail, says: str) -> None:
        complaints.add_at(leaf.where, trail, says)

    faults = [*_unknown_names(rules, leaf, asked), *fragments.leaf_faults(leaf)]
    for trail, says in faults:
        complain(trail, says)
    if faults:
        return
    if not leaf.metrics:
        complain(("metrics",), "no metric is named; name one that tells the truth here")
    _judge_answers(rules, leaf, complain)
    _judge_encodings(rules, leaf, asked.get("labels", ()), complain)
    _judge_placeholders(rules, leaf, complain)
    _judge_head(rules, leaf, complain, ("recommend",))
    for number, other in enumerate(leaf.instead):
        _judge_head(rules, as_alternative(leaf, other), complain, ("instead", number))
    for kind, changes in (("given", leaf.given), ("since", leaf.since)):
        for name, change in changes.items():
            _judge_head(rules, with_changes(leaf, (change,)), complain, (kind, name))


def _judge_encodings(rules: Rules, leaf: Leaf, asked: tuple[str, ...], complain: Complain) -> None:
    """What people may have must have a line to what the leaf takes."""
    known = {leaf.labels, *rules.labels[leaf.labels].conversions}
    for labels in asked:
        if labels in rules.labels and labels not in known:
            complain(("labels",), f"labels.yaml has no line from {labels} to {leaf.labels}")


def _judge_placeholders(rules: Rules, leaf: Leaf, complain: Complain) -> None:
    """A name in braces, in what a leaf says, is that of a question or of something derived from answers."""
    said: list[tuple[Trail, str]] = [(("because",), text) for text in leaf.because]
    said += [(("given", name), change.because) for name, change in leaf.given.items()]
    for trail, text in said:
        for name in placeholders(text):
            if name not in rules.questions and name not in DERIVED:
                complain(trail, f"'{{{name}}}' stands for nothing; name a question, or units")


def _judge_answers(rules: Rules, leaf: Leaf, complain: Complain) -> None:
    """Predictions must be read back, by the leaf's own expression or by its labels'."""
    labels = rules.labels[leaf.labels]
    missing = [] if leaf.answers or labels.answers else ["'answers'"]
    missing += [] if labels.answers_say else ["'answers-say'"]
    if missing:
        complain(
            ("labels",), f"{leaf.labels} lacks {' and '.join(missing)} in labels.yaml, to read predictions"
        )


def _judge_head(rules: Rules, leaf: Leaf, complain: Complain, trail: Trail) -> None:
    head = head_at(leaf, _usual_units(rules, leaf))
    for objection in objections(rules, head):
        complain(trail, f"{leaf.recommend} is unsound: {objection.says}")
    if rules.losses[head.loss].link == head.activation and not understood_metrics(
        rules, as_logits(rules, head)
    ):
        complain(trail, f"{leaf.recommend} has no metric left on logits; add one with a 'logits' form")


def _usual_units(rules: Rules, leaf: Leaf) -> int:
    """A number of units at which nothing is missed for want of units: that is judged when it is known."""
    name = sizing_question(leaf.units)
    if not name:
        return int(leaf.units)
    asked = rules.questions[name]
    given = answer(asked, asked.example) if asked.example else int(asked.least or 1)
    needed = (rules.metrics[metric].least_units for metric in leaf.metrics)
    return max(size(leaf.units, {name: given}), rules.labels[leaf.labels].least_units, *needed)


def _misplaced_layers(rules: Rules, leaf: Leaf) -> Iterator[tuple[Trail, str]]:
    """A layer with weights takes the activation, so it has a place for more; what follows it has none."""
    if leaf.layer in rules.layers and "{more}" not in rules.layers[leaf.layer].code:
        yield ("layer",), f"'{leaf.layer}' holds no weights, so it can only come 'after'"
    if leaf.after in rules.layers and "{more}" in rules.layers[leaf.after].code:
        yield ("after",), f"'{leaf.after}' holds weights, so it can only be the 'layer'"


def _unknown_names(rules: Rules, leaf: Leaf, asked: Collection[str]) -> Iterator[tuple[Trail, str]]:
    for trail, name, known, kind in mentions.of_leaf(rules, leaf):
        if name is not None and name not in known:
            yield trail, f"there is no {kind} called '{name}'{suggestion(name, known)}"
    sizes = [name for name in asked if rules.questions[name].kind in ("whole", "wholes", "decimals")]
    if isinstance(leaf.units, str) and sizing_question(leaf.units) not in sizes:
        yield ("units",), f"'{leaf.units}' is no question on the way here that asks for a number"
    for release in leaf.since:
        if not is_release(release):
            yield ("since", release), f"'{release}' is no release of Keras; write one as \"3.16\""
    yield from _misplaced_layers(rules, leaf)
    for metric in leaf.metrics:
        if metric in rules.metrics and rules.metrics[metric].keras == "accuracy":
            yield ("metrics",), f"'{metric}' is a string that Keras resolves by itself; name a metric"
