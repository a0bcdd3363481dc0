"""From a leaf and the answers that led there to the advice, in the form that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec.structs import replace

from .advice import Advice, AvoidAdvice, Decoding, InsteadAdvice, LabelAdvice, MetricAdvice
from .errors import AdvisorError
from .facts import Answer, Question
from .model import Alternative, Avoided, Fork, Head, Leaf, Pair, Rules, Walk
from .soundness import metric_arguments, objections
from .tree import arrival


def advice(rules: Rules, answers: Mapping[str, Answer]) -> Advice:
    """The recommendation that normalised `answers` lead to.

    Raises AdvisorError where they lead nowhere, or where the rules' head is unsound.
    """
    reached = arrival(rules, answers)
    assert isinstance(reached.stop, Leaf)
    given, assumed = _with_settings(rules, answers, reached)
    return at_leaf(rules, reached.stop, given, assumed)


def at_leaf(
    rules: Rules,
    leaf: Leaf,
    answers: dict[str, Answer],
    assumed: dict[str, Answer],
    *,
    judge: bool = True,
) -> Advice:
    """The recommendation of `leaf`. `judge=False` lets an unsound head through, to be shown failing."""
    head, metrics, notes = _head(rules, leaf, answers.get("output") == "logits", judge)
    units = leaf.units if isinstance(leaf.units, int) else int(answers[leaf.units])
    stored = str(answers.get("labels", rules.labels[leaf.labels].derived_from or leaf.labels))
    return Advice(
        answers=answers,
        assumed=assumed,
        activation=rules.activations[head.activation].keras,
        loss=rules.losses[head.loss].keras,
        loss_arguments=head.arguments,
        units=units,
        labels=_label_advice(rules, leaf, stored, units),
        metrics=_sized(metrics, units),
        because=tuple(_filled(line, units) for line in _because(rules, leaf, head)),
        avoid=_avoid_advice(leaf, head),
        instead=_instead_advice(rules, leaf, units),
        sources=_cited(rules, leaf.sources),
        decoding=_decoding(rules, leaf, head, stored),
        notes=notes,
        pair=Pair(f"{head.activation} with {head.loss}"),
        hidden=_hidden_layers(rules),
        prepare=_filled(leaf.prepare, units),
        fit=leaf.fit,
        made=rules.labels[stored if stored in rules.labels else leaf.labels].made,
        data=leaf.data,
        rules="" if rules.shipped else rules.folder,
    )


def as_alternative(leaf: Leaf, other: Alternative) -> Leaf:
    """`leaf` with `other` in its place, so that the alternative has code of its own."""
    return replace(
        leaf,
        recommend=other.head,
        arguments=other.arguments,
        units=leaf.units if other.units is None else other.units,
        labels=other.labels or leaf.labels,
        metrics=leaf.metrics if other.metrics is None else other.metrics,
        answers=leaf.answers if other.answers is None else other.answers,
        prepare=leaf.prepare if other.prepare is None else other.prepare,
        fit=leaf.fit if other.prepare is None else {},
    )


def as_avoided(leaf: Leaf, avoided: Avoided) -> Leaf:
    """`leaf` with the head that is warned of in its place. A metric alone keeps the leaf's head."""
    return replace(
        leaf,
        recommend=avoided.head or leaf.recommend,
        arguments=avoided.arguments if avoided.head else leaf.arguments,
        units=leaf.units if avoided.units is None else avoided.units,
        labels=avoided.labels or leaf.labels,
        fit=leaf.fit if avoided.fit is None else avoided.fit,
        prepare=leaf.prepare if avoided.prepare is None else avoided.prepare,
    )


def head_at(leaf: Leaf, units: int | None = None) -> Head:
    """The head a leaf recommends, as `soundness` judges it."""
    return Head(
        activation=leaf.recommend.activation,
        loss=leaf.recommend.loss,
        arguments=leaf.arguments,
        units=leaf.units if isinstance(leaf.units, int) else units,
        labels=leaf.labels,
        metrics=leaf.metrics,
    )


def _with_settings(
    rules: Rules, answers: Mapping[str, Answer], reached: Walk
) -> tuple[dict[str, Answer], dict[str, Answer]]:
    given = reached.answers
    assumed = {turn.question: turn.answer for turn in reached.turns if turn.assumed}
    for question in rules.settings():
        answer = answers.get(question.name)
        if answer is None and question.default is not None and matters(rules, question, reached.stop):
            answer = assumed[question.name] = question.default
        if answer is not None:
            given[question.name] = answer
    return given, assumed


@lru_cache(maxsize=4096)
def _head(
    rules: Rules, leaf: Leaf, logits: bool, judge: bool
) -> tuple[Head, tuple[MetricAdvice, ...], tuple[str, ...]]:
    """The leaf's head in the wanted form, its metrics, and notes on those that have no such form."""
    head = head_at(leaf)
    if logits:
        head = as_logits(rules, head)
    kept = understood_metrics(rules, head)
    dropped = [rules.metrics[name] for name in head.metrics if name not in kept] if logits else []
    faults = objections(rules, replace(head, metrics=tuple(kept)) if logits else head)
    if judge and faults:
        raise AdvisorError(f"{leaf.where}: {leaf.recommend} is unsound: {faults[0].says}")
    metrics = tuple(
        MetricAdvice(metric.keras, metric_arguments(rules, metric, head) or metric.arguments, metric.says)
        for metric in (rules.metrics[name] for name in kept)
    )
    notes = [f"{metric.name} is left out: {metric.keras} cannot read logits" for metric in dropped]
    notes += filter(None, [rules.labels[leaf.labels].note])
    return head, metrics, tuple(notes)


def matters(rules: Rules, setting: Question, leaf: Fork | Leaf) -> bool:
    """Whether a setting changes anything at `leaf`: logits do only where the loss has a form for them."""
    if setting.name != "output" or not isinstance(leaf, Leaf):
        return True
    return rules.losses[leaf.recommend.loss].link == leaf.recommend.activation


def as_logits(rules: Rules, head: Head) -> Head:
    """`head` without its activation, which the loss then applies. Raises AdvisorError where it cannot."""
    loss = rules.losses[head.loss]
    if loss.link != head.activation:
        raise AdvisorError(
            f"{head.activation} with {head.loss} has no form for logits; leave out --output logits"
        )
    return replace(head, activation="linear", arguments={**head.arguments, "from_logits": True})


def understood_metrics(rules: Rules, head: Head) -> list[str]:
    """The head's metrics that have a form for what it puts out."""
    return [name for name in head.metrics if metric_arguments(rules, rules.metrics[name], head) is not None]


def _sized(metrics: tuple[MetricAdvice, ...], units: int) -> tuple[MetricAdvice, ...]:
    return tuple(
        MetricAdvice(
            metric.metric,
            {k: units if v == "{units}" else v for k, v in metric.arguments.items()},
            metric.says,
        )
        if "{units}" in metric.arguments.values()
        else metric
        for metric in metrics
    )


def _label_advice(rules: Rules, leaf: Leaf, stored: str, units: int) -> LabelAdvice:
    labels = rules.labels[leaf.labels]
    conversions = _conversion_lines(labels.name, rules)
    return LabelAdvice(
        encoding=labels.name,
        says=_filled(labels.says, units),
        shape=_filled(labels.shape, units),
        dtype=labels.dtype,
        given=stored,
        convert=_filled("\n".join(filter(None, (conversions.get(stored, "").strip(), labels.shaped))), units),
        conversions={name: _filled(line, units) for name, line in conversions.items()},
        shaped=_filled(labels.shaped, units),
    )


@lru_cache(maxsize=256)
def _conversion_lines(labels: str, rules: Rules) -> dict[str, str]:
    return {name: each.code for name, each in rules.labels[labels].conversions.items()}


def _because(rules: Rules, leaf: Leaf, head: Head) -> tuple[str, ...]:
    """The leaf's reasons, and one more where the head has been turned into logits."""
    link = rules.losses[head.loss].link
    if not head.from_logits or leaf.recommend.activation != link:
        return leaf.because
    said = f"Logits are wanted, so the loss applies the {link} itself and the layer has no activation."
    return (*leaf.because, said)


@lru_cache(maxsize=4096)
def _avoid_advice(leaf: Leaf, head: Head) -> tuple[AvoidAdvice, ...]:
    return tuple(
        AvoidAdvice(avoided_name(each), each.shows, each.because)
        for each in leaf.avoid
        if not (each.head and head.from_logits and each.head == f"{head.activation} with {head.loss}")
    )


def avoided_name(avoided: Avoided) -> str:
    """What is warned of, in the words of the rule file."""
    if avoided.metric:
        return "the accuracy string" if avoided.metric == "accuracy" else avoided.metric
    extras = [f"{name}={value!r}" for name, value in avoided.arguments.items()]
    if avoided.units is not None:
        extras.append(f"{avoided.units} unit{'s' if avoided.units != 1 else ''}")
    if avoided.labels:
        extras.append(f"{avoided.labels} labels")
    if avoided.fit:
        extras.append(" and ".join(avoided.fit))
    return f"{avoided.head}" + (f" ({', '.join(extras)})" if extras else "")


def _instead_advice(rules: Rules, leaf: Leaf, units: int) -> tuple[InsteadAdvice, ...]:
    return tuple(
        InsteadAdvice(
            activation=rules.activations[other.head.activation].keras,
            loss=rules.losses[other.head.loss].keras,
            loss_arguments=other.arguments,
            units=units if other.units is None else other.units,
            labels=other.labels or leaf.labels,
            when=other.when,
            price=other.price,
        )
        for other in leaf.instead
    )


@lru_cache(maxsize=4096)
def _cited(rules: Rules, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(rules.sources[name].cites for name in names)


@lru_cache(maxsize=4096)
def _decoding(rules: Rules, leaf: Leaf, head: Head, stored: str) -> Decoding:
    labels = rules.labels[leaf.labels]
    conversion = labels.conversions.get(stored)
    link = rules.losses[head.loss].link if head.from_logits else ""
    return Decoding(
        says=labels.answers_say,
        link=rules.activations[link].applied if link else "",
        answers=leaf.answers or labels.answers,
        back=conversion.back if conversion else "",
    )


@lru_cache(maxsize=64)
def _hidden_layers(rules: Rules) -> str:
    """Which activations hidden layers take, from what the activations say of themselves."""
    fit = [f"{each.name} ({each.hidden})" for each in rules.activations.values() if each.hidden]
    return f"{', '.join(fit)}; never linear, which would make two layers one"


def _filled(text: str, units: int) -> str:
    return text.replace("{units}", str(units)) if "{units}" in text else text
