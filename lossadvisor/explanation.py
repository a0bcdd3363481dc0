"""What the rules say of one name, and what goes with it, derived from the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from .errors import AdvisorError, shown, squashed, suggestion
from .facts import Activation, Entry, Labels, Loss, Metric, Question, Space
from .model import Fork, Head, Node, Rules, Task
from .refusals import asked_below, way
from .soundness import objections, within
from .tree import leaves


class Explanation(Struct, frozen=True):
    """One entry of the rules. `lives` are its facts, `goes_with` what they make it fit, by kind."""

    schema: str
    kind: str
    name: str
    says: str
    aliases: tuple[str, ...]
    formula: str
    lives: dict[str, str]
    goes_with: dict[str, tuple[str, ...]]
    goes_wrong: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]


def explanation(rules: Rules, name: str) -> Explanation:
    """What `name` is. Raises AdvisorError with the nearest known name."""
    kind, entry = _entry_named(rules, name)
    lives, goes_with = _told(rules, entry)
    return Explanation(
        schema="lossadvisor/explanation/1",
        kind=kind,
        name=entry.name,
        says=entry.says,
        aliases=entry.aliases,
        formula=entry.formula,
        lives={key: text for key, text in lives.items() if text},
        goes_with={key: found for key, found in goes_with.items() if found},
        goes_wrong=tuple((trap.what, trap.because) for trap in entry.goes_wrong),
        sources=tuple(rules.sources[source].cites for source in entry.sources),
    )


def explainable(rules: Rules) -> Mapping[str, Mapping[str, Entry]]:
    """Everything that can be explained, by kind; where a name occurs twice, the first kind wins."""
    return {
        "activation": rules.activations,
        "loss": rules.losses,
        "metric": rules.metrics,
        "label encoding": rules.labels,
        "task": rules.tasks,
        "question": rules.questions,
        "space": rules.spaces,
    }


def _entry_named(rules: Rules, name: str) -> tuple[str, Entry]:
    wanted = squashed(name)
    for spellings in (_own_name, _other_names, _choice_names):
        for kind, entries in explainable(rules).items():
            for entry in entries.values():
                if wanted in map(squashed, spellings(entry)):
                    return kind, entry
    known = {
        each: entry.name
        for entries in explainable(rules).values()
        for entry in entries.values()
        for each in (*_other_names(entry), *_choice_names(entry), entry.name)
    }
    near = suggestion(name, known)
    if "did you mean" not in near:
        near = "; name an activation, a loss, a metric, a label encoding, a task or a question"
    raise AdvisorError(f"nothing is known about '{shown(name)}'{near}")


def _own_name(entry: Entry) -> tuple[str, ...]:
    return (entry.name,)


def _other_names(entry: Entry) -> tuple[str, ...]:
    return (*entry.aliases, getattr(entry, "keras", entry.name))


def _choice_names(entry: Entry) -> tuple[str, ...]:
    return tuple(entry.choices) if isinstance(entry, Question) else ()


def _told(rules: Rules, entry: Entry) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    if isinstance(entry, Activation):
        return _activation(rules, entry)
    if isinstance(entry, Loss):
        return _loss(rules, entry)
    if isinstance(entry, Metric):
        return _metric(rules, entry)
    if isinstance(entry, Labels):
        return _labels(rules, entry)
    if isinstance(entry, Task):
        return _task(rules, entry)
    if isinstance(entry, Question):
        return _question(rules, entry)
    assert isinstance(entry, Space)
    return _space(rules, entry)


def _activation(rules: Rules, entry: Activation) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    lives = {
        "in Keras": f'activation="{entry.keras}"' if entry.keras != "linear" else "no activation argument",
        "emits": rules.spaces[entry.emits].says,
        "in hidden layers": entry.hidden or ("never" if entry.name == "linear" else "rarely"),
    }
    losses = tuple(said for loss in rules.losses.values() for said in _fits(rules, entry, loss))
    return lives, {"losses": losses, "recommended for": tuple(_recommended(rules, activation=entry.name))}


def _loss(rules: Rules, entry: Loss) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    seeks = "where its labels lie" if entry.seeks == "labels" else rules.spaces[entry.seeks].says
    link = f"from_logits=True applies {entry.link}" if entry.link else "has no from_logits form"
    lives = {
        "in Keras": f"keras.losses.{entry.keras}",
        "accepts": rules.spaces[entry.accepts].says,
        "seeks": seeks,
        "estimates": entry.estimates,
        "logits": link,
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
    }
    return lives, goes_with


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


def _metric(rules: Rules, entry: Metric) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    logits = "cannot be read"
    if entry.logits is not None:
        changed = ", ".join(f"{key}={value!r}" for key, value in entry.logits.items())
        logits = f"read with {changed}" if changed else "read as they are"
    lives = {
        "in Keras": f"keras.metrics.{entry.keras}" if entry.keras != "accuracy" else '"accuracy"',
        "accepts": rules.spaces[entry.accepts].says,
        "logits": logits,
        "best value": "the lowest the labels allow" if entry.best == "lowest" else f"{entry.best:g}",
    }
    accepts = rules.spaces[entry.accepts]
    fitting = (each.name for each in rules.activations.values() if within(rules.spaces[each.emits], accepts))
    return lives, {"activations": tuple(fitting), "labels": entry.reads}


def _labels(rules: Rules, entry: Labels) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    lives = {
        "shape": entry.shape.replace("{units}", "units"),
        "dtype": entry.dtype,
        "lives in": rules.spaces[entry.hull].says,
        **{f"from {name}": each.code.strip() for name, each in entry.conversions.items()},
    }
    goes_with = {
        "losses": tuple(loss.name for loss in rules.losses.values() if entry.name in loss.reads),
        "metrics": tuple(metric.name for metric in rules.metrics.values() if entry.name in metric.reads),
    }
    return lives, goes_with


def _task(rules: Rules, entry: Task) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    node = next(branch.node for branch in rules.tree.branches if entry.name in branch.choices)
    asked = asked_below(node)
    goes_with = {
        "asks": tuple(name for name in rules.questions if name in asked),
        "answers": tuple(dict.fromkeys(str(leaf.recommend) for leaf in leaves(node))),
        "examples": tuple(f"{each.says}: {each.gives}" for each in entry.examples),
    }
    return {"example": entry.example, "units": str(entry.units)}, goes_with


def _question(rules: Rules, entry: Question) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    lives = {"asks": entry.asks, "on the command line": way(entry)}
    for name, choice in entry.choices.items():
        lives[name] = f"{choice.says} ({choice.example})" if choice.example else choice.says
    tasks = tuple(
        str(branch) for branch in rules.tree.branches if entry.setting or _asks(branch.node, entry.name)
    )
    return lives, {"tasks": tasks}


def _asks(node: Node, name: str) -> bool:
    return isinstance(node, Fork) and name in asked_below(node)


def _space(rules: Rules, entry: Space) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    goes_with = {
        "emitted by": tuple(each.name for each in rules.activations.values() if each.emits == entry.name),
        "accepted by": tuple(each.name for each in rules.losses.values() if each.accepts == entry.name),
        "sought by": tuple(each.name for each in rules.losses.values() if each.seeks == entry.name),
    }
    return {}, goes_with
