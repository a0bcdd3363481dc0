"""What fit() is given beside inputs and labels: weights of classes, and callbacks that watch."""

from __future__ import annotations

from collections.abc import Iterator

from lossadvisor.check.findings import Severity
from lossadvisor.check.seen import Logged, Model, Training, Watch, Weights
from lossadvisor.rulebook.contract import MINUS_ONE_ONE, MULTI_HOT
from lossadvisor.rulebook.rules import Rules

from .findings import Findings
from .shapes import is_of_places
from .vocabulary import entry_named, snake

BEFORE_VALIDATION = "val_"
NUMBERED = "_0123456789"
LEARNING_RATE = ("lr", "learning_rate")  # logged by the callback that lowers it
USUAL = ("loss", "acc", "accuracy")  # names that no callback of a program gives to something else
UP, DOWN = "max", "min"


def add_training(rules: Rules, model: Model, keras_2: bool, logs_acc: bool, findings: Findings) -> None:
    """Add what is wrong with the calls of fit() of a model.

    Where `logs_acc`, the program may be for a Keras that logs accuracy under that name.
    """
    of_places = [is_of_places(rules, each.shape, each.heads) for each in model.outputs]
    for fit in model.fits:
        if fit.class_weight is not None:
            refused = _refused(model, fit, fit.class_weight, of_places)
            _add_class_weight(model, fit.class_weight, refused, keras_2, findings)
        if fit.sample_weight is not None and fit.sample_axes == 1 and any(of_places):
            findings.add("sample-weight-misplaced", fit.sample_weight, {})
        if model.logged is not None:
            for watch in fit.watches:
                _add_watch(rules, model.logged, fit, watch, logs_acc, findings)


# Weights of classes


def _add_class_weight(
    model: Model, weights: Weights, refused: str, keras_2: bool, findings: Findings
) -> None:
    if refused:
        severity: Severity | None = "note" if keras_2 else None
        findings.add("class-weight-refused", weights.at, {"form": refused}, severity=severity)
        return
    how = _passed_over(model, weights)
    if how:
        findings.add("class-weight-passed-over", weights.at, {"keys": how})


def _refused(model: Model, fit: Training, weights: Weights, of_places: list[bool]) -> str:
    """Why fit() stops with such weights; empty where it does not."""
    if weights.form:
        return f"as a {weights.form}"
    if fit.sample_weight is not None:
        return "beside sample_weight"
    if len(model.outputs) > 1:
        return f"for {len(model.outputs)} outputs"
    if of_places and all(of_places):
        return "for a label of each place"
    return ""


def _passed_over(model: Model, weights: Weights) -> str:
    """Why some of the weights find no samples, or those of another class; empty where they do not."""
    labels = next((each.labels.encoding for each in model.outputs if each.labels), "")
    keys = weights.keys or ()
    if keys and all(isinstance(key, str) for key in keys):
        return "with texts for keys"
    if labels == MULTI_HOT:
        return "on rows of several yes and no"
    if labels == MINUS_ONE_ONE and keys and -1 not in keys:
        return "on labels of -1 and 1, with no key -1"
    return ""


# Callbacks


def _add_watch(
    rules: Rules, logged: tuple[Logged, ...], fit: Training, watch: Watch, logs_acc: bool, findings: Findings
) -> None:
    validation = watch.monitor.startswith(BEFORE_VALIDATION)
    name = watch.monitor.removeprefix(BEFORE_VALIDATION)
    found = [each for each in logged if _is_named(rules, each, name)]
    words = {"callback": watch.callback, "monitor": watch.monitor}
    if not found and watch.others and name not in USUAL:
        return
    if (not found and name not in LEARNING_RATE) or (validation and fit.validated is False):
        shown = ", ".join(_shown(rules, logged, validated=fit.validated is not False))
        old = logs_acc and any(_usual(rules, each).replace("accuracy", "acc") == name for each in logged)
        severity: Severity | None = "note" if old else None
        findings.add("monitor-not-logged", watch.at, {**words, "logged": shown}, severity=severity)
        return
    if any(_is_of_classes(rules, each) for each in found):
        findings.add("monitor-of-several-numbers", watch.at, words)
        return
    ways = {way for each in found if (way := _way(rules, each))}
    if watch.mode in (UP, DOWN) and len(ways) == 1 and watch.mode not in ways:
        findings.add("monitor-wrong-way", watch.at, {**words, "mode": watch.mode, "way": ways.pop()})


def _is_of_classes(rules: Rules, logged: Logged) -> bool:
    """Whether a metric gives a number for each class, as it is not told to average them."""
    entry = next((each for each in rules.metrics.values() if each.keras == logged.keras), None)
    return bool(entry and entry.averaged_by and entry.averaged_by not in logged.given)


def _is_named(rules: Rules, logged: Logged, name: str) -> bool:
    """Whether a metric may be logged under `name`; one without a name of its own may have a number."""
    usual = _usual(rules, logged)
    return usual == name or (
        logged.numbered and name.startswith(usual) and not name[len(usual) :].strip(NUMBERED)
    )


def _usual(rules: Rules, logged: Logged) -> str:
    """The name of what is logged, as Keras gives it to an object that has none."""
    if not logged.numbered:
        return logged.name
    entry = next((each for each in rules.metrics.values() if each.keras == logged.keras), None)
    return logged.name + ((entry.logged_as if entry else "") or snake(logged.keras))


def _shown(rules: Rules, logged: tuple[Logged, ...], *, validated: bool) -> Iterator[str]:
    for each in logged:
        yield _usual(rules, each)
    if validated:
        yield f"and these with {BEFORE_VALIDATION}"


def _way(rules: Rules, logged: Logged) -> str:
    """Whether more or less of it is better; empty where that is not known."""
    if logged.keras == "loss":
        return DOWN
    if logged.keras.lower() in ("accuracy", "acc"):
        return UP
    name = entry_named(rules, "metric", logged.keras)
    best = rules.metrics[name].best if name else None
    return "" if best is None else UP if best in (1, "highest") else DOWN
