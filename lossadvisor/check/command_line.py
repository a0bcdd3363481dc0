"""A head that is named on the command line, as the waist has it, and what of it cannot be judged untold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.errors import AdvisorError, shown, suggestion
from lossadvisor.interview.walk import leaves
from lossadvisor.rulebook.contract import INTEGER
from lossadvisor.rulebook.libraries import libraries
from lossadvisor.rulebook.measures import no_loss
from lossadvisor.rulebook.rules import Rules

from .findings import Checked
from .judging.cases import Case, encoding, loss_of
from .judging.judgement import judged
from .judging.vocabulary import entry_named, gone, is_base_class, snake, spellings
from .reports import HEAD, FileReport
from .seen import NOWHERE, Head, Kind, Labels, Loss, Metric, Model, Name, Output, Place, Seen, Unfollowed

PATH = "the head"
ACCURACY = ("accuracy", "acc")
BY_SHAPE = ("crossentropy", "ce")  # what Keras resolves by the shapes of labels and output
UNITS = (1, 2, 10)  # that are tried where nobody says how many there are
CALLED = re.compile(r"(?:\w+\.)*(?P<name>[\w-]+)(?:\((?P<arguments>.*)\))?")
WITH_LOGITS = "_with_logits"  # in names of TensorFlow
LOGITS = re.compile(r"from_logits\s*=\s*True")
FLAT = ("(batch,)", "(batch, 1)")  # shapes of labels with one number for each sample
SAY_UNITS, SAY_LABELS = "say --units N", "say --labels NAME"


class Spoken(Struct, frozen=True):
    """A head in words, as it was typed."""

    activation: str
    loss: str
    units: int | None = None
    labels: str | None = None
    metrics: tuple[str, ...] = ()
    from_logits: bool = False


class _Head(Struct, frozen=True):
    """The same with names that are known; `loss` is empty where shapes that nobody told decide on it."""

    seen: Head
    loss: str
    from_logits: bool
    metrics: tuple[Metric, ...]
    unjudged: tuple[str, ...]
    names: tuple[Name, ...]


def report(rules: Rules, spoken: Spoken) -> FileReport:
    """What is wrong with a head, and what of it was not judged because it was not told.

    Raises AdvisorError for a name that neither Keras nor the rules know.
    """
    labels = _labels(rules, spoken.labels)
    head = _head(rules, spoken, labels)
    if not head.loss:
        why = SAY_UNITS if spoken.units is None else SAY_LABELS
        untold = Unfollowed(NOWHERE, f"'{spoken.loss}', which Keras picks by shapes", why)
        return FileReport(PATH, HEAD, Checked((), (untold,), 1))
    found = _judged(rules, head, spoken.units, labels)
    rest = (*found.unfollowed, *_untold(rules, head, spoken.units, labels, found), *_unjudged(head))
    return FileReport(PATH, HEAD, replace(found, unfollowed=rest))


def _head(rules: Rules, spoken: Spoken, labels: str | None) -> _Head:
    name, logits = _called("--loss", spoken.loss)
    loss = _by_shape(rules, spoken.units, labels) if name.lower() in BY_SHAPE else _entry(rules, "loss", name)
    from_logits = spoken.from_logits or logits or name.endswith(WITH_LOGITS)
    if from_logits and loss and not rules.losses[loss].link:
        raise AdvisorError(f"--from-logits: {loss} has no form for logits; leave it out")
    metrics = tuple(_metric(rules, number, each) for number, each in enumerate(spoken.metrics))
    return _Head(
        _activation(rules, spoken.activation, spoken.units),
        loss,
        from_logits,
        tuple(each for each in metrics if each.keras),
        tuple(each.written for each in metrics if not each.keras),
        tuple(_gone(name, metrics)),
    )


def _given(rules: Rules, labels: str) -> Labels:
    """Labels of an encoding, as low as all such labels are."""
    return Labels(labels, None, "as given", lowest=rules.labels[labels].down_to)


def _judged(rules: Rules, head: _Head, units: int | None, labels: str | None) -> Checked:
    seen = Output(
        (replace(head.seen, units=units),),
        (Loss(head.loss, head.from_logits, origin="rules"),),
        head.metrics,
        labels=_given(rules, labels) if labels else None,
    )
    return judged(rules, Seen((Model(NOWHERE, (seen,), head.names),), compiles=1))


def _gone(loss: str, metrics: Iterable[Metric]) -> Iterator[Name]:
    """The names that Keras took once, and takes no longer."""
    of_metrics = (Name("metric", each.written, each.at or NOWHERE) for each in metrics)
    return (each for each in (Name("loss", loss, NOWHERE), *of_metrics) if gone(each.kind, each.text))


def _untold(
    rules: Rules, head: _Head, units: int | None, labels: str | None, found: Checked
) -> Iterator[Unfollowed]:
    """What would be found were the units or the labels such as they may be."""
    if head.seen.activation is None:
        return
    known = {each.name for each in found.findings}
    if units is None:
        of_units = _names(_judged(rules, head, each, labels) for each in UNITS) - known
        known |= of_units
        yield from _depends(of_units, "the number of units", SAY_UNITS)
    if labels is None:
        tried = (units,) if units else (None, *UNITS)
        all_ways = (_judged(rules, head, each, way) for each in tried for way in rules.labels)
        yield from _depends(_names(all_ways) - known, "how the labels are written", SAY_LABELS)
    elif units and _is_unclear(rules, head, units, labels):
        why = "one unit can only learn labels of 0 and 1; if yours are 0 and 1, say --labels zero-one"
        yield Unfollowed(NOWHERE, f"whether {labels} labels are read", why)


def _names(ways: Iterable[Checked]) -> set[str]:
    return {each.name for found in ways for each in found.findings}


def _depends(names: set[str], what: str, way_out: str) -> Iterator[Unfollowed]:
    if names:
        yield Unfollowed(NOWHERE, ", ".join(sorted(names)), f"that depends on {what}: {way_out}")


def _is_unclear(rules: Rules, head: _Head, units: int, labels: str) -> bool:
    """Whether class numbers beside one unit may be a yes or no, or several classes."""
    loss = loss_of(rules, Loss(head.loss, head.from_logits, origin="rules"))
    case = Case(rules, replace(head.seen, units=units), loss, [], Labels(labels, None, ""))
    return labels == INTEGER and encoding(case, units) is None


def _unjudged(head: _Head) -> Iterator[Unfollowed]:
    for name in head.unjudged:
        yield Unfollowed(NOWHERE, f"the metric {name}", "these rules do not know which labels it reads")


def _called(option: str, typed: str) -> tuple[str, bool]:
    """The name in `keras.losses.Hinge()`, and whether it is called for logits."""
    found = CALLED.fullmatch(typed.strip())
    if found is None:
        return typed, False
    arguments = (found["arguments"] or "").strip()
    logits = option == "--loss" and bool(LOGITS.fullmatch(arguments))
    if arguments and not logits:
        raise AdvisorError(f"{option} takes a name without arguments, not '{shown(typed)}'")
    return found["name"], logits


def _by_shape(rules: Rules, units: int | None, labels: str | None) -> str:
    """What Keras makes of "crossentropy" beside such shapes; empty where that is not told."""
    if units == 1:
        return _entry(rules, "loss", "binary_crossentropy")
    if units is None or labels is None:
        return ""
    sparse = "sparse_" if rules.labels[labels].shape in FLAT else ""
    return _entry(rules, "loss", f"{sparse}categorical_crossentropy")


def _entry(rules: Rules, kind: Kind, name: str) -> str:
    entries = rules.losses if kind == "loss" else rules.activations
    found = name if name in entries else entry_named(rules, kind, name)
    if found is None:
        _judge_metric_for_loss(rules, kind, name)
        raise _unknown(f"--{kind}", name, (*entries, *spellings(rules, kind)))
    return found


def _judge_metric_for_loss(rules: Rules, kind: Kind, name: str) -> None:
    """Say what to train on where somebody names a metric that cannot be learned from."""
    metric = entry_named(rules, "metric", name) if kind == "loss" else None
    if metric and (why := no_loss(rules, metric, leaves(rules.tree))):
        raise AdvisorError(f"--loss: {why}")


def _unknown(option: str, name: str, known: Iterable[str]) -> AdvisorError:
    if is_base_class(name):
        return AdvisorError(f"{option}: '{name}' is only a base class; name one of these")
    return AdvisorError(f"{option}: no entry is called '{shown(name)}'{suggestion(name, known)}")


def _activation(rules: Rules, typed: str, units: int | None) -> Head:
    """The activation, which may be named by the layer that is one."""
    name, _ = _called("--activation", typed)
    layer = libraries(rules).activation(name) if name not in rules.activations else ""
    return Head(rules.activations[_entry(rules, "activation", layer or name)].keras, units)


def _metric(rules: Rules, number: int, typed: str) -> Metric:
    """A metric as a string; its number is its place, so that each is judged for itself.

    It has no name in Keras where the rules do not say what it reads.
    """
    at = Place(1, 1, 1, 1, f"metric {number + 1}")
    name, _ = _called("--metrics", typed)
    if name == "Accuracy" and name != typed:  # the class is another thing than the string
        return Metric(name, f"{name}()", at, False)
    if name.lower() in ACCURACY:
        return Metric(name, name, at, True)
    now = gone("metric", name) or name
    found = now if now in rules.metrics else entry_named(rules, "metric", now)
    if found is not None:
        return Metric(found, name, at, True, origin="rules")
    known = {*spellings(rules, "metric"), *spellings(rules, "loss")}
    if not is_base_class(name) and (now in known or now in map(snake, known)):
        return Metric("", name, at, True)
    raise _unknown("--metrics", name, (*rules.metrics, *known))


def _labels(rules: Rules, labels: str | None) -> str | None:
    if labels is None:
        return None
    for name, entry in rules.labels.items():
        if labels in (name, *entry.aliases):
            return name
    raise AdvisorError(
        f"--labels: '{shown(labels)}' is not a label encoding{suggestion(labels, rules.labels)}"
    )
