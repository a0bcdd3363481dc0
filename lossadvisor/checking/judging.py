"""One reading of a program as findings: heads are judged by the facts, the rest is told as it was seen."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from ..model import Rules
from ..verdict import Verdict
from . import compiled, mends
from .compiled import SeenLoss, SeenMetric
from .heads import SeenHead, heads
from .names import KERAS_2
from .places import Text
from .program import compiles
from .records import Checked, Finding, Related, Severity, Unfollowed
from .run import Event, Run
from .values import NOTHING, Constant, Made, Ref, Unknown, Value, options
from .verdicts import Met, Raised, raised
from .vocabulary import meant
from .world import DictState, ListState

UNRESOLVED = "it cannot be told from this file"


def judged(rules: Rules, run: Run, text: str) -> Checked:
    """Everything there is to say about a program that was read."""
    return _Judge(rules, run, text).checked()


class _Judge:
    """Collects findings, so that each is told once."""

    def __init__(self, rules: Rules, run: Run, text: str) -> None:
        self.rules, self.run = rules, run
        self.text = Text(text)
        self.old = KERAS_2.search(text) is not None
        self.custom = "custom_object" in text
        self.source = text
        self.found: dict[tuple[str, object], Finding] = {}
        self.unfollowed: dict[tuple[str, object], Unfollowed] = {}

    def checked(self) -> Checked:
        calls = set()
        for event in compiles(self.run):
            calls.add(id(event.node))
            if event.world is not None:
                self.run.world = event.world
            self._event(event)
        self._decodings()
        for sighting in self.run.sightings:
            self._tell(sighting.kind, sighting.node, {"how": sighting.says})
        for kind, value in self.run.strings:
            self._name(kind, value)
        if self.run.exhausted:
            self._not_followed(ast.Constant(None), "the program", "it takes too long")
        ordered = sorted(self.found.values(), key=lambda each: (each.place, each.name))
        return Checked(tuple(ordered), tuple(self.unfollowed.values()), len(calls))

    # what is wrong with a compile() as a whole

    def _event(self, event: Event) -> None:
        third = event.given.get("third", NOTHING)
        if _are_metrics(self.run, third):
            place = event.node.args[2]
            edits = mends.named_argument(self.text, place, "metrics")
            self._tell(
                "metrics-taken-for-loss-weights", place, {"third": self.text.of(place)}, edits,
                severity="note" if self.old else None,
            )  # fmt: skip
        metrics = event.given.get("metrics", event.given.get("weighted_metrics", third))
        loss = event.given.get("loss", NOTHING)
        if event.outputs is None and loss != NOTHING:
            why = event.model.why if isinstance(event.model, Unknown) else ""
            self._not_followed(event.node, "the model", why or UNRESOLVED)
        if not event.labels and isinstance(event.model, Ref):
            if event.model.number in self.run.inside | self.run.loaded:
                return  # part of another model that is trained, or trained already: its loss is never used
        for output, each_loss, each_metrics in self._pairs(event, loss, metrics):
            self._head(event, output, each_loss, each_metrics)

    def _pairs(self, event: Event, loss: Value, metrics: Value) -> Iterator[tuple[Value | None, Value, Value]]:
        """Each output with its own loss and metrics."""
        outputs = event.outputs
        state = self.run.world.state(loss)
        names = self._names(event)
        many = outputs is not None and len(outputs) > 1
        if isinstance(state, DictState):
            yield from self._by_name(event, state, metrics, names)
            return
        items = self.run.world.items(loss)
        if items is not None:
            if outputs is not None and len(items) != len(outputs):
                words = {"losses": f"{len(items)} losses", "outputs": f"{len(outputs)} outputs"}
                self._tell("losses-and-outputs-differ", _keyword(event.node, "loss"), words)
                return
            for number, each in enumerate(items):
                yield outputs[number] if outputs else None, each, NOTHING if len(items) > 1 else metrics
            return
        if isinstance(state, ListState):
            return
        for number, output in enumerate(outputs or (None,)):
            yield output, loss, self._of_output(metrics, number, names) if many else metrics

    def _by_name(
        self, event: Event, losses: DictState, metrics: Value, names: list[str]
    ) -> Iterator[tuple[Value | None, Value, Value]]:
        outputs = event.outputs
        if outputs is None or not all(names) or losses.open:
            return
        missing = [str(key) for key in losses.items if key not in names]
        if missing and all(isinstance(key, str) for key in losses.items):
            words = {"losses": f"a loss for '{missing[0]}'", "outputs": f"outputs {', '.join(names)}"}
            self._tell("losses-and-outputs-differ", _keyword(event.node, "loss"), words)
        for number, name in enumerate(names):
            if name in losses.items:
                yield outputs[number], losses.items[name], self._of_output(metrics, number, names)

    def _names(self, event: Event) -> list[str]:
        """The name of each output, empty where it is not known."""
        state = self.run.world.state(event.model)
        names = getattr(state, "names", ())
        if names:
            return list(names)
        found = []
        for output in event.outputs or ():
            ways = {head.name for head in heads(self.run, output)}
            found.append(ways.pop() if len(ways) == 1 else "")
        return found

    def _of_output(self, metrics: Value, number: int, names: list[str]) -> Value:
        state = self.run.world.state(metrics)
        if isinstance(state, DictState):
            return state.items.get(names[number], NOTHING) if number < len(names) else NOTHING
        return NOTHING

    # what is wrong with one head

    def _head(self, event: Event, output: Value | None, loss: Value, metrics: Value) -> None:
        at = _keyword(event.node, "loss")
        losses = [compiled.loss(self.run, self.rules, each, at) for each in options(loss)]
        seen_metrics = compiled.metrics(self.run, self.rules, metrics, _keyword(event.node, "metrics"))
        for each in options(loss):
            self._name("loss", each)
        for each in self.run.world.items(metrics) or (metrics,):
            self._name("metric", each)
        for each_loss in losses:
            if each_loss.why and len(losses) == 1:
                self._not_followed(event.node, "the loss", each_loss.why)
        if not any(each.given for each in losses) and not event.starred:
            return
        ways = heads(self.run, output) if output is not None else [SeenHead()]
        unknown = [way for way in ways if way.activation is None]
        if output is not None and unknown and len(unknown) == len(ways):
            self._not_followed(event.node, "the last layer", unknown[0].why or UNRESOLVED)
        groups: dict[int, list[SeenHead]] = {}
        for way in ways:
            groups.setdefault(id(way.node), []).append(way)
        for group in groups.values():
            self._agreed(event, group, losses, seen_metrics)

    def _agreed(
        self, event: Event, ways: list[SeenHead], losses: list[SeenLoss], metrics: list[SeenMetric]
    ) -> None:
        """Tell what holds in all ways that are possible."""
        data = compiled.evidence(event)
        found: dict[tuple[str, int], list[tuple[Raised, Met]]] = {}
        count = 0
        for way in ways:
            for loss in losses:
                count += 1
                met = Met(self.rules, way, loss, metrics, data)
                for each in {(r.verdict.name, id(r.metric)): r for r in raised(met)}.items():
                    found.setdefault(each[0], []).append((each[1], met))
        for cases in found.values():
            if len(cases) == count:
                self._raise(event, *cases[0])
        if count == 1:
            self._counted(event, ways[0], losses[0], data)

    def _raise(self, event: Event, each: Raised, met: Met) -> None:
        nodes = {
            "layer": met.head.node,
            "loss": met.loss.node,
            "metric": each.metric.node if each.metric else None,
            "after": met.head.after_node,
            "call": event.node,
        }
        node = nodes[each.verdict.at] or event.node
        related = [
            Related(self.text.place(other), f"the {part} is given here")
            for part, other in (("layer", met.head.node), ("loss", met.loss.node))
            if other is not None and other is not node and part != each.verdict.at and hasattr(other, "lineno")
        ]
        edits = mends.edits(self.text, self.source, each, met)
        severity = each.verdict.evident if each.certain and each.verdict.evident else None
        self._tell(each.verdict.name, node, each.words, edits, severity, tuple(related))

    def _counted(self, event: Event, way: SeenHead, loss: SeenLoss, data: compiled.Data | None) -> None:
        """Units against classes, and labels that are labels no more."""
        if not loss.name or data is None or way.units is None or way.reshaped:
            return
        entry = self.rules.losses[loss.name]
        if data.scaled and entry.link:
            self._tell("labels-scaled", data.node or event.node, {"how": data.scaled})
        few = data.encoding == "integer" and entry.link == "softmax" and 1 < way.units < (data.classes or 0)
        other = data.encoding == "one-hot" and way.units != data.classes and way.units > 1
        if data.classes and (few or other):
            words = {"units": str(way.units), "classes": str(data.classes), "evidence": data.source}
            self._tell("classes-miscounted", way.layer or event.node, words)

    # what shows without a head

    def _decodings(self) -> None:
        for how, number, node in self.run.decodings:
            event = self.run.events[number]
            if event.outputs is None or len(event.outputs) != 1:
                continue
            if event.world is not None:
                self.run.world = event.world
            ways = heads(self.run, event.outputs[0])
            seen = compiled.loss(self.run, self.rules, event.given.get("loss", NOTHING), event.node)
            if how == "argmax" and all(way.units == 1 and not way.reshaped for way in ways):
                self._tell("argmax-of-one", node, {})
            on_logits = bool(seen.from_logits) or seen.name in ("hinge", "squared-hinge")
            linear = all(way.activation in ("linear", "tanh") and way.units == 1 for way in ways)
            if how == "threshold" and on_logits and linear:
                self._tell("threshold-on-logits", node, {})

    def _name(self, kind: str, value: Value) -> None:
        """A string that Keras does not know and that is near to one it does."""
        if not isinstance(value, Constant) or not isinstance(value.value, str) or value.node is None or self.custom:
            return
        near = meant(self.rules, kind, value.value)  # type: ignore[arg-type]
        if near:
            edits = mends.replaced_string(self.text, value.node, near)
            words = {"kind": kind, "wrong": value.value, "near": near}
            self._tell("unknown-name", value.node, words, edits)

    def _tell(
        self,
        name: str,
        node: ast.AST,
        words: dict[str, str],
        edits: Iterable[mends.Edit] = (),
        severity: Severity | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:
        verdict: Verdict = self.rules.findings[name]
        place = self.text.place(node)
        finding = Finding(
            name,
            severity or verdict.severity,
            place,
            filled(verdict.says, words),
            filled(verdict.because, words),
            filled(verdict.mend, words),
            related,
            tuple(edits),
        )
        self.found.setdefault((name, place), finding)

    def _not_followed(self, node: ast.AST, what: str, why: str) -> None:
        place = self.text.place(node)
        self.unfollowed.setdefault((what, place), Unfollowed(place, what, why))


def filled(text: str, words: dict[str, str]) -> str:
    """`text` with its {placeholders} filled."""
    return re.sub(r"\{([a-z-]+)\}", lambda found: words.get(found[1], found[1]), text)


def _are_metrics(run: Run, value: Value) -> bool:
    items = run.world.items(value) or (value,)
    return any(
        (isinstance(each, Constant) and isinstance(each.value, str))
        or (isinstance(each, Made) and each.kind == "metric")
        for each in items
    )


def _keyword(node: ast.Call, name: str) -> ast.AST:
    """Where an argument of compile() stands, else the call."""
    for keyword in node.keywords:
        if keyword.arg == name:
            return keyword.value
    if name == "loss" and len(node.args) > 1:
        return node.args[1]
    return node
