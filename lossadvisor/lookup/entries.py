"""What there is to tell about each kind of entry in the rules: its facts, and what goes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from lossadvisor.interview.refusals import asked_below, way
from lossadvisor.interview.settings import matters
from lossadvisor.interview.walk import ends, leaves
from lossadvisor.rulebook import measures
from lossadvisor.rulebook.facts import (
    Activation,
    Entry,
    FitArgument,
    KerasClass,
    Labels,
    Layer,
    Loss,
    Metric,
    Space,
)
from lossadvisor.rulebook.findings import FindingRule
from lossadvisor.rulebook.heads import Head
from lossadvisor.rulebook.leaves import Fork, Node
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules, Task
from lossadvisor.rulebook.soundness import objections, within
from lossadvisor.rulebook.symptoms import OtherName, Symptom

from .findings import finding

Described: TypeAlias = tuple[dict[str, str], dict[str, tuple[str, ...]]]


def described(rules: Rules, entry: Entry) -> Described:
    """The facts of `entry`, and what they make it fit, by kind."""
    return DESCRIBERS[type(entry)](rules, entry)


def _activation(rules: Rules, entry: Activation) -> Described:
    facts = {
        "in Keras": f'activation="{entry.keras}"' if entry.keras != "linear" else "no activation argument",
        "emits": rules.spaces[entry.emits].says,
        "in hidden layers": entry.hidden or ("never" if entry.name == "linear" else "rarely"),
        "never recommended": entry.never,
    }
    losses = tuple(said for loss in rules.losses.values() for said in _fits(rules, entry, loss))
    return facts, {
        "losses": losses,
        "recommended for": tuple(_recommended(rules, activation=entry.name)),
        "an alternative for": tuple(_alternative(rules, activation=entry.name)),
    }


def _loss(rules: Rules, entry: Loss) -> Described:
    seeks = "where its labels lie" if entry.seeks == "labels" else rules.spaces[entry.seeks].says
    link = f"from_logits=True applies {entry.link}" if entry.link else "has no from_logits form"
    facts = {
        "in Keras": _home(entry, "losses"),
        "instead": entry.lacks,
        "accepts": rules.spaces[entry.accepts].says,
        "seeks": seeks,
        "estimates": entry.estimates,
        "logits": link,
        "as a metric": _as_metric(rules, entry),
        "never recommended": entry.never,
        "code": entry.python.strip(),
    }
    activations = tuple(
        said.replace(entry.name, activation.name, 1)
        for activation in rules.activations.values()
        for said in _fits(rules, activation, entry)
    )
    goes_with = {
        "activations": activations,
        "labels": entry.reads,
        "recommended for": tuple(_recommended(rules, loss=entry.name)),
        "an alternative for": tuple(_alternative(rules, loss=entry.name)),
    }
    return facts, goes_with


def _as_metric(rules: Rules, entry: Loss) -> str:
    metric = measures.as_metric(rules, entry)
    return f"{metric.name}, {_home(metric, 'metrics')}: {metric.says}" if metric else ""


def _fits(rules: Rules, activation: Activation, loss: Loss) -> Iterator[str]:
    """The loss's name once for each form in which it is sound behind the activation."""
    read = [labels for labels in loss.reads if _sound(rules, activation, loss, labels)]
    if read:
        yield loss.name if len(read) == len(loss.reads) else f"{loss.name} (labels: {', '.join(read)})"
    on_logits = Head(activation=activation.name, loss=loss.name, arguments={"from_logits": True})
    if loss.link and not objections(rules, on_logits):
        yield f"{loss.name} (from_logits=True)"


def _sound(rules: Rules, activation: Activation, loss: Loss, labels: str) -> bool:
    return not objections(rules, Head(activation=activation.name, loss=loss.name, labels=labels))


def _recommended(rules: Rules, activation: str = "", loss: str = "") -> Iterator[str]:
    for leaf in leaves(rules.tree):
        pair = leaf.recommend
        if pair.activation == activation or pair.loss == loss:
            yield f"{leaf.where}: {pair}"


def _alternative(rules: Rules, activation: str = "", loss: str = "") -> Iterator[str]:
    for leaf in leaves(rules.tree):
        for other in leaf.instead:
            if other.head.activation == activation or other.head.loss == loss:
                yield f"{leaf.where}: {other.head}, when {other.when}"


def _home(entry: KerasClass, kind: str) -> str:
    return "not built in, given as code" if entry.file else f"{entry.package}.{kind}.{entry.keras}"


def _fit_argument(rules: Rules, entry: FitArgument) -> Described:
    used = tuple(leaf.where for leaf in leaves(rules.tree) if entry.keras in leaf.fit)
    return {"in Keras": f"model.fit(x, y, {entry.keras}=…)"}, {"recommended for": used}


def _layer(rules: Rules, entry: Layer) -> Described:
    facts = {
        "in Keras": entry.code.replace("{more}", ""),
        "emits": rules.spaces[entry.emits].says if entry.emits else "what its activation does",
    }
    used = (leaf.where for leaf in leaves(rules.tree) if entry.name in (leaf.layer, leaf.after))
    return facts, {"recommended for": tuple(used)}


def _metric(rules: Rules, entry: Metric) -> Described:
    logits = "cannot be read"
    if entry.logits is not None:
        changed = ", ".join(f"{key}={value!r}" for key, value in entry.logits.items())
        logits = f"read with {changed}" if changed else "read as they are"
    facts = {
        "in Keras": _home(entry, "metrics") if entry.keras != "accuracy" else '"accuracy"',
        "accepts": rules.spaces[entry.accepts].says,
        "logits": logits,
        "best value": f"{entry.best:g}"
        if isinstance(entry.best, float)
        else f"the {entry.best} the labels allow",
        "as a loss": _as_loss(rules, entry),
        **_of_other_labels(rules, entry),
        "code": entry.python.strip(),
    }
    accepts = rules.spaces[entry.accepts]
    fitting = (each.name for each in rules.activations.values() if within(rules.spaces[each.emits], accepts))
    return facts, {"activations": tuple(fitting), "labels": entry.reads}


def _as_loss(rules: Rules, entry: Metric) -> str:
    loss = measures.as_loss(rules, entry)
    if loss is None:
        return measures.no_loss(rules, entry.name, leaves(rules.tree))
    return f"{loss.name}, {_home(loss, 'losses')}: {loss.says}; it estimates {loss.estimates}"


def _of_other_labels(rules: Rules, entry: Metric) -> dict[str, str]:
    """How the same is told of labels of each kind, if there is more than one form."""
    known = list(measures.forms(rules, entry.name))
    if len(known) == 1:
        return {}
    found: dict[str, str] = {}
    for form in sorted(known, key=lambda each: each.each):
        new = [labels for labels in form.reads if labels not in found] if not form.each else form.reads
        said = f"{_written(form)}{', a class of ours' if form.file else ''}"
        for labels in new:
            found[labels] = (
                f"{found[labels]}; {said} for each class" if form.each and labels in found else said
            )
    grouped: dict[str, list[str]] = {}
    for labels, said in found.items():
        grouped.setdefault(said, []).append(labels)
    return {f"for {', '.join(labels)}": said for said, labels in grouped.items()}


def _written(metric: Metric) -> str:
    """The call that makes it, with words in the place of what is filled in."""
    given = (f"{key}={_value(value)}" for key, value in metric.arguments.items())
    return f"{metric.keras}({', '.join(given)})"


def _value(value: object) -> str:
    said = str(value)
    return said.strip("${}") if said.startswith(("$", "{")) else repr(value)


def _labels(rules: Rules, entry: Labels) -> Described:
    facts = {
        "shape": entry.shape.replace("{units}", "units"),
        "dtype": entry.dtype,
        "lies in": rules.spaces[entry.hull].says,
        **{f"from {name}": each.code.strip() for name, each in entry.conversions.items()},
    }
    goes_with = {
        "losses": tuple(loss.name for loss in rules.losses.values() if entry.name in loss.reads),
        "metrics": tuple(metric.name for metric in rules.metrics.values() if entry.name in metric.reads),
    }
    return facts, goes_with


def _task(rules: Rules, entry: Task) -> Described:
    node = next(branch.node for branch in rules.tree.branches if entry.name in branch.choices)
    asked = asked_below(node)
    goes_with = {
        "asks": tuple(name for name in rules.questions if name in asked),
        "answers": tuple(dict.fromkeys(str(leaf.recommend) for leaf in leaves(node))),
        "examples": tuple(f"{each.says}: {each.gives or 'not one head'}" for each in entry.examples),
    }
    facts = {"example": entry.example, "units": "" if entry.units is None else str(entry.units)}
    return facts, goes_with


def _question(rules: Rules, entry: Question) -> Described:
    facts = {"asks": entry.asks, "on the command line": way(entry), "such as": entry.example}
    for name, choice in entry.choices.items():
        facts[name] = f"{choice.says} ({choice.example})" if choice.example else choice.says
    tasks = tuple(str(branch) for branch in rules.tree.branches if _uses(rules, branch.node, entry))
    return facts, {"tasks": tasks}


def _uses(rules: Rules, node: Node, entry: Question) -> bool:
    """Whether a task asks a question, or a setting changes any of its ends."""
    return _asks(node, entry.name) or (
        entry.setting and any(matters(rules, entry, end) for end in ends(node))
    )


def _asks(node: Node, name: str) -> bool:
    return isinstance(node, Fork) and name in asked_below(node)


def _space(rules: Rules, entry: Space) -> Described:
    goes_with = {
        "emitted by": (
            *(each.name for each in rules.activations.values() if each.emits == entry.name),
            *(each.name for each in rules.layers.values() if each.emits == entry.name),
        ),
        "accepted by": tuple(each.name for each in rules.losses.values() if each.accepts == entry.name),
        "sought by": tuple(each.name for each in rules.losses.values() if each.seeks == entry.name),
    }
    return {}, goes_with


def _symptom(rules: Rules, entry: Symptom) -> Described:
    return {}, {}  # it has causes instead


def _other_name(rules: Rules, entry: OtherName) -> Described:
    return {}, {"nearest": tuple(f"lossadvisor explain {name}" for name in entry.nearest)}


DESCRIBERS: dict[type[Entry], Callable[[Rules, Any], Described]] = {
    Activation: _activation,
    Loss: _loss,
    Metric: _metric,
    Labels: _labels,
    Layer: _layer,
    FitArgument: _fit_argument,
    Task: _task,
    Question: _question,
    Space: _space,
    FindingRule: finding,
    Symptom: _symptom,
    OtherName: _other_name,
}
