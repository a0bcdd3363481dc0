"""One reading of a program as findings: heads are judged by the facts, the rest is told as it was seen."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from lossadvisor.check.following.names import is_keras_2
from lossadvisor.check.following.run import Event, Exhausted, Run
from lossadvisor.check.following.values import NOTHING, Constant, KerasObject, Ref, Unknown, Value, options
from lossadvisor.rulebook.rules import Rules

from . import compiled, fixes
from .compiled import SeenLoss, SeenMetric
from .decoded import tell_decodings
from .findings import Findings
from .heads import SeenHead, heads
from .pairing import argument, metrics_of, pairs
from .places import Text
from .records import Checked, Related
from .verdicts import Met, Raised, raised
from .vocabulary import Kind, meant

UNTOLD = "it cannot be told from this file"


def judged(rules: Rules, run: Run, text: str) -> Checked:
    """Everything there is to say about a program that was read."""
    findings = Findings(rules, Text(text))
    judge = _Judge(rules, run, text, findings)
    calls = {id(event.node) for event in run.compiles()}
    try:
        for event in run.compiles():
            run.world = event.world
            run.tick()
            judge.compile(event)
        tell_decodings(rules, run, findings)
    except (Exhausted, RecursionError):
        run.exhausted = True
    for sighting in run.sightings:
        findings.tell(sighting.kind, sighting.node, {})
    for value in run.activations:
        judge.name("activation", value)
    if run.exhausted:
        findings.not_followed(ast.Constant(None), "the program", "it takes too long")
    return findings.checked(len(calls))


class _Judge:
    """Goes from a compile() to its heads, and from these to findings."""

    def __init__(self, rules: Rules, run: Run, text: str, findings: Findings) -> None:
        self._rules, self._run, self._source, self._findings = rules, run, text, findings
        self._own_names = "custom_object" in text  # so a string that Keras does not know may be the program's

    def compile(self, event: Event) -> None:
        """What is wrong at one compile()."""
        loss, metrics = event.given.get("loss", NOTHING), metrics_of(event)
        self._third_argument(event)
        for each in options(loss):
            self.name("loss", each)
        for each in self._run.world.items(metrics) or (metrics,):
            self.name("metric", each)
        if event.outputs is None and loss != NOTHING:
            why = event.model.why if isinstance(event.model, Unknown) else ""
            self._findings.not_followed(event.node, "the model", why or UNTOLD)
        if not self._is_in_vain(event):
            for output, each_loss, each_metrics in pairs(self._run, event, self._findings):
                self._output(event, output, each_loss, each_metrics)

    def name(self, kind: Kind, value: Value) -> None:
        """A string that Keras does not know and that is near to one it does."""
        written = isinstance(value, Constant) and isinstance(value.value, str) and value.node
        if not written or self._own_names:
            return
        assert isinstance(value, Constant)
        near = meant(self._rules, kind, str(value.value))
        if near:
            edits = fixes.replaced_string(self._findings.text, written, near)
            words = {"kind": kind, "wrong": str(value.value), "near": near}
            self._findings.tell("unknown-name", written, words, edits)

    def _third_argument(self, event: Event) -> None:
        written = event.node.args
        if len(written) < 3 or any(isinstance(each, ast.Starred) for each in written[:3]):
            return  # it comes out of a list or dict, where it cannot be named
        if not _are_metrics(self._run, event.given.get("third", NOTHING)):
            return
        place, text = written[2], self._findings.text
        old = is_keras_2(self._source)
        self._findings.tell(
            "metrics-taken-for-loss-weights",
            place,
            {"third": text.of(place)},
            fixes.named_argument(text, place, "metrics"),
            "note" if old else None,
        )

    def _is_in_vain(self, event: Event) -> bool:
        """Whether the loss is never used: a part of another model that is trained, or weights from a file."""
        run = self._run
        known = isinstance(event.model, Ref) and event.model.number in run.inside | run.loaded
        return known and not event.labels

    def _output(self, event: Event, output: Value | None, loss: Value, metrics: Value) -> None:
        run, rules = self._run, self._rules
        at = argument(event.node, "loss")
        losses = [compiled.loss(run, rules, each, at) for each in options(loss)]
        seen_metrics = compiled.metrics(run, rules, metrics, argument(event.node, "metrics"))
        if len(losses) == 1 and losses[0].why:
            self._findings.not_followed(event.node, "the loss", losses[0].why)
        if not any(each.given for each in losses) and not event.starred:
            return
        ways = heads(run, output) if output is not None else [SeenHead()]
        if output is not None and all(way.activation is None for way in ways):
            self._findings.not_followed(event.node, "the last layer", ways[0].why or UNTOLD)
        groups: dict[int, list[SeenHead]] = {}
        for way in ways:
            groups.setdefault(id(way.node), []).append(way)
        for group in groups.values():
            self._agreed(event, group, losses, seen_metrics)

    def _agreed(
        self, event: Event, ways: list[SeenHead], losses: list[SeenLoss], metrics: list[SeenMetric]
    ) -> None:
        """Tell what holds in all ways in which one layer may be the head."""
        data = compiled.evidence(event)
        found: dict[tuple[str, int], list[tuple[Raised, Met]]] = {}
        cases = [Met(self._rules, way, loss, metrics, data) for way in ways for loss in losses]
        for met in cases:
            for each in {(r.rule.name, id(r.metric)): r for r in raised(met)}.items():
                found.setdefault(each[0], []).append((each[1], met))
        for same in found.values():
            if len(same) == len(cases):
                self._tell(event, *same[0])
        if len(cases) == 1:
            self._labels(event, cases[0])

    def _tell(self, event: Event, each: Raised, met: Met) -> None:
        text = self._findings.text
        node = _node_at(each, met) or event.node
        edits = fixes.edits(text, self._source, each, met)
        related = tuple(_related(text, each, met, node))
        self._findings.tell(each.rule.name, node, each.words, edits, each.severity, related)

    def _labels(self, event: Event, met: Met) -> None:
        """Units against classes, and class labels that were scaled."""
        data, way = met.data, met.head
        if not met.loss.name or data is None or way.units is None or way.reshaped:
            return
        link = self._rules.losses[met.loss.name].link
        if data.scaled and link:
            self._findings.tell("labels-scaled", data.node or event.node, {"how": data.scaled})
        few = data.encoding == "integer" and link == "softmax" and 1 < way.units < (data.classes or 0)
        other = data.encoding == "one-hot" and way.units != data.classes and way.units > 1
        if data.classes and (few or other):
            words = {"units": str(way.units), "classes": str(data.classes), "evidence": data.source}
            self._findings.tell("classes-miscounted", way.layer or event.node, words)


def _node_at(each: Raised, met: Met) -> ast.AST | None:
    """The part of the program that the rule is about."""
    parts = {"layer": met.head.node, "loss": met.loss.node, "after": met.head.after_node}
    if each.rule.at == "metric":
        return each.metric.node if each.metric else None
    return parts.get(each.rule.at)


def _related(text: Text, each: Raised, met: Met, node: ast.AST) -> Iterator[Related]:
    for part, other in (("layer", met.head.node), ("loss", met.loss.node)):
        if other is not None and other is not node and part != each.rule.at and hasattr(other, "lineno"):
            yield Related(text.place(other), f"the {part} is given here")


def _are_metrics(run: Run, value: Value) -> bool:
    return any(
        (isinstance(each, Constant) and isinstance(each.value, str))
        or (isinstance(each, KerasObject) and each.kind == "metric")
        for each in run.world.items(value) or (value,)
    )
