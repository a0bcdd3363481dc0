"""The fix of a finding as an edit of the program, where it is one unambiguous local change."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import lru_cache

from .places import Text
from .records import Edit, Place
from .verdicts import Met, Raised
from .vocabulary import snake

Edits = tuple[Edit, ...]
LAYERS_WITH_ACTIVATION = r"(Dense|Conv\dD|Conv\dDTranspose)$"
KERAS = r"^\s*(?:import keras\s*$|from tensorflow import (?:.*\W)?keras\b|import tensorflow\.keras as keras)"
METRICS = r"^\s*from (?:tensorflow\.)?keras import (?:.*\W)?metrics\b(?! as)"
ROOTS = (  # how a program calls Keras; compiled where they are needed, which is seldom
    (KERAS, "keras."),
    (r"^\s*import tensorflow as tf\b", "tf.keras."),
    (METRICS, ""),
)
QUOTES = "\"'"
SIBLINGS = {
    "CategoricalAccuracy": "SparseCategoricalAccuracy",
    "TopKCategoricalAccuracy": "SparseTopKCategoricalAccuracy",
    "categorical_accuracy": "sparse_categorical_accuracy",
    "top_k_categorical_accuracy": "sparse_top_k_categorical_accuracy",
    "categorical_crossentropy": "sparse_categorical_crossentropy",
    "CategoricalCrossentropy": "SparseCategoricalCrossentropy",
}
SIBLING = SIBLINGS | {sparse: plain for plain, sparse in SIBLINGS.items()}


class Fixing:
    """A finding with all that its fix depends on."""

    __slots__ = ("each", "met", "source", "text")

    def __init__(self, text: Text, source: str, each: Raised, met: Met) -> None:
        self.text, self.source, self.each, self.met = text, source, each, met

    @property
    def metric(self) -> ast.AST | None:
        """Where the metric at fault is written."""
        return self.each.metric.node if self.each.metric else None


def edits(text: Text, source: str, each: Raised, met: Met) -> Edits:
    """The edits that fix a finding; none where a person must choose."""
    fix = FIXES.get(each.rule.name)
    return fix(Fixing(text, source, each, met)) if fix else ()


def replaced_string(text: Text, node: ast.AST | None, new: str) -> Edits:
    """Another text in a string literal, between the same quotes."""
    if node is None or not isinstance(getattr(node, "value", None), str):
        return ()
    written = text.of(node)
    if (
        len(written) < 2
        or written[0] not in "'\""
        or written[-1] != written[0]
        or written[:3] in ('"""', "'''")
    ):
        return ()
    return (Edit(text.place(node), f"{written[0]}{new}{written[0]}"),)


def named_argument(text: Text, node: ast.AST, name: str) -> Edits:
    """A positional argument with its name in front."""
    place = text.place(node)
    if text.before(place).endswith("("):
        return ()  # it stands in brackets of its own
    return (Edit(Place(place.line, place.column, place.line, place.column), f"{name}="),)


def _argument(text: Text, call: ast.AST | None, written: str) -> Edits:
    """One more argument at the end of a call."""
    if not isinstance(call, ast.Call) or any(keyword.arg is None for keyword in call.keywords):
        return ()
    last = max(
        [*call.args, *(each.value for each in call.keywords)],
        key=lambda n: (n.end_lineno, n.end_col_offset),
        default=None,
    )
    if last is None:
        place = text.place(call)
        return (
            Edit(Place(place.end_line, place.end_column - 1, place.end_line, place.end_column - 1), written),
        )
    place = text.place(last)
    if text.between(place, text.place(call)).count(")") != 1:
        return ()  # it stands in brackets of its own
    return (Edit(Place(place.end_line, place.end_column, place.end_line, place.end_column), f", {written}"),)


def _renamed(text: Text, call: ast.AST | None) -> Edits:
    """The class of a call, or a string, by the name of its sibling that reads the other labels."""
    if isinstance(call, ast.Constant) and isinstance(call.value, str):
        return replaced_string(text, call, SIBLING[call.value]) if call.value in SIBLING else ()
    function = call.func if isinstance(call, ast.Call) else call
    if not isinstance(function, ast.Attribute) or function.attr not in SIBLING:
        return ()
    place = text.place(function)
    start = place.end_column - len(function.attr)
    return (Edit(Place(place.end_line, start, place.end_line, place.end_column), SIBLING[function.attr]),)


def _literal(node: ast.AST | None) -> ast.expr | None:
    """Where an activation is written in the call that makes its layer."""
    if not isinstance(node, ast.Call):
        return None
    for keyword in node.keywords:
        if keyword.arg == "activation":
            return keyword.value
    name = _called(node)
    position = 0 if name == "Activation" else 1 if name == "Dense" else 99
    return node.args[position] if len(node.args) > position else None


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _activation(to: Callable[[Fixing], str]) -> Callable[[Fixing], Edits]:
    """The activation by another one."""

    def fix(this: Fixing) -> Edits:
        new = to(this)
        return replaced_string(this.text, _literal(this.met.head.node), new) if new else ()

    return fix


def _loss(this: Fixing, new: str) -> Edits:
    return replaced_string(this.text, this.met.loss.node, new)


def _link(this: Fixing) -> str:
    loss = this.met.loss.name
    return this.met.rules.losses[loss].link if loss else ""


def _from_logits_off(this: Fixing) -> Edits:
    call, head = this.met.loss.node, this.met.head
    if not isinstance(call, ast.Call) or head.activation != _link(this):
        return ()
    for keyword in call.keywords:
        if keyword.arg == "from_logits" and isinstance(keyword.value, ast.Constant):
            return (Edit(this.text.place(keyword.value), "False"),)
    return ()


def _from_logits_on(this: Fixing) -> Edits:
    loss, layer = this.met.loss.node, this.met.head.node
    if isinstance(loss, ast.Call) and this.met.loss.name:
        return _argument(this.text, loss, "from_logits=True")
    if not isinstance(layer, ast.Call) or not re.search(LAYERS_WITH_ACTIVATION, _called(layer)):
        return ()
    written = _literal(layer)
    if written is None:
        return _argument(this.text, layer, f'activation="{_link(this)}"')
    if isinstance(written, ast.Constant):
        return (Edit(this.text.place(written), f'"{_link(this)}"'),)
    return ()


def _threshold(this: Fixing) -> Edits:
    metric = this.each.metric
    hinge = this.each.rule.name == "accuracy-on-margins"
    if metric is None or (hinge and (this.met.data is None or this.met.data.encoding != "zero-one")):
        return ()  # labels of -1 would never be matched
    if not metric.string:
        return _argument(this.text, metric.node, "threshold=0.0")
    root = _root(this.source)
    if root is None or not isinstance(metric.node, ast.Constant):
        return ()
    written = f"{root}metrics.BinaryAccuracy(threshold=0.0)"
    return (Edit(this.text.place(metric.node), written),)


@lru_cache(maxsize=2)
def _root(source: str) -> str | None:
    for pattern, root in ROOTS:
        if re.search(pattern, source, re.MULTILINE):
            return root
    return None


def _metric_arguments(this: Fixing) -> Edits:
    metric = this.each.metric
    written = this.each.words.get("arguments", "")
    return _argument(this.text, metric.node, written) if metric and not metric.string and written else ()


def _metric_string(new: str) -> Callable[[Fixing], Edits]:
    """The metric by another string."""
    return lambda this: replaced_string(this.text, this.metric, new)


def _single_label(this: Fixing) -> str:
    data = this.met.data
    known = data is not None and data.encoding in ("one-hot", "integer")
    return "softmax" if known or this.met.loss.name.startswith("sparse") else ""


def _by_labels(this: Fixing) -> Edits:
    encoding = this.met.data.encoding if this.met.data else ""
    if encoding == "one-hot":
        return _loss(this, "categorical_crossentropy")
    return _activation(lambda _: "sigmoid")(this) if encoding == "multi-hot" else ()


def _other_loss(this: Fixing) -> Edits:
    """The loss's sibling, where that one fits."""
    fits = this.each.words.get("instead", "").split(", or ")[0]
    edits = _renamed(this.text, this.met.loss.node)
    return edits if edits and fits == f'loss="{snake(edits[0].text.strip(QUOTES))}"' else ()


def _binary_loss(this: Fixing) -> Edits:
    return _loss(this, "binary_crossentropy") if this.met.head.activation == "sigmoid" else ()


FIXES: dict[str, Callable[[Fixing], Edits]] = {
    "softmax-of-one": _activation(lambda this: "sigmoid" if _link(this) == "sigmoid" else ""),
    "activation-and-from-logits": _from_logits_off,
    "logits-without-from-logits": _from_logits_on,
    "activation-gives-no-probability": _activation(_link),
    "sigmoid-for-one-of-many": _activation(_single_label),
    "softmax-with-binary-crossentropy": _by_labels,
    "one-unit-for-classes": _binary_loss,
    "labels-not-read": _other_loss,
    "accuracy-on-logits": _threshold,
    "accuracy-on-margins": _threshold,
    "metric-on-logits": _metric_arguments,
    "accuracy-on-regression": _metric_string("mae"),
    "accuracy-on-several-numbers": _metric_string("mae"),
    "accuracy-on-many-labels": _metric_string("binary_accuracy"),
    "metric-reads-other-labels": lambda this: _renamed(this.text, this.metric),
}
