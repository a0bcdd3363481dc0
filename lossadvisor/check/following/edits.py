"""Repairs written into a program: from a verb and a place to changes of its text. Knows no rules."""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from lossadvisor.check.findings import Checked, Edit, Repair
from lossadvisor.check.seen import Place

from .places import Text

Edits = tuple[Edit, ...]
WITH_ACTIVATION = re.compile(r"(Dense|Conv\dD|Conv\dDTranspose)$")
KERAS = (
    r"^[ \t]*(?:import keras[ \t]*$|from tensorflow import (?:.*\W)?keras\b"
    r"|import tensorflow\.keras as keras)"
)
METRICS = r"^[ \t]*from (?:tensorflow\.)?keras import (?:.*\W)?metrics\b(?! as)"
ROOTS = (  # how a program calls Keras; compiled where they are needed, which is seldom
    (KERAS, "keras."),
    (r"^[ \t]*import tensorflow as tf\b", "tf.keras."),
    (METRICS, ""),
)
NOWHERE_TO_GIVE = 99


def with_edits(checked: Checked, text: Text, source: str) -> Checked:
    """What was found, each finding with the edits of those of its repairs that can be written."""
    from msgspec.structs import replace

    findings = []
    for each in checked.findings:
        ways = [made for made in (edits(text, source, repair) for repair in each.repairs) if made]
        findings.append(replace(each, edits=ways[0], other_edits=tuple(ways[1:])) if ways else each)
    return replace(checked, findings=tuple(findings))


def edits(text: Text, source: str, repair: Repair) -> Edits:
    """The changes that make one repair; none where that is not one local change."""
    node = text.node(repair.at)
    if node is None:
        return ()
    if repair.do == "name":
        return _named(text, node, repair.new)
    if repair.do == "give":
        return _given(text, node, repair.new)
    if repair.do == "swap":
        return _swapped(text, node, repair.new)
    if repair.what == "activation":
        return _activated(text, node, repair.new)
    if "(" in repair.new:
        return _object(text, source, node, repair.new)
    return _string(text, node, repair.new)


def _string(text: Text, node: ast.AST | None, new: str) -> Edits:
    """Another text in a string literal, between the same quotes."""
    if node is None or not isinstance(getattr(node, "value", None), str):
        return ()
    written = text.of(node)
    quoted = len(written) > 1 and written[0] in "'\"" and written[-1] == written[0]
    if not quoted or written[:3] in ('"""', "'''"):
        return ()
    return (Edit(text.place(node), f"{written[0]}{new}{written[0]}"),)


def _named(text: Text, node: ast.AST, name: str) -> Edits:
    """A positional argument with its name in front."""
    place = text.place(node)
    if text.before(place).endswith("("):
        return ()  # it stands in brackets of its own
    return (Edit(Place(place.line, place.column, place.line, place.column), f"{name}="),)


def _given(text: Text, call: ast.AST, written: str) -> Edits:
    """One more argument of a call; one that is there already gets the new value."""
    if not isinstance(call, ast.Call):
        return ()
    name, _, value = written.partition("=")
    for keyword in call.keywords:
        if keyword.arg == name:
            constant = isinstance(keyword.value, ast.Constant)
            return (Edit(text.place(keyword.value), value),) if constant else ()
    if call.args:
        return ()  # one of them may be that argument, which would then be given twice
    return _appended(text, call, written)


def _appended(text: Text, call: ast.Call, written: str) -> Edits:
    """One more argument at the end of a call."""
    if any(keyword.arg is None for keyword in call.keywords):
        return ()
    last = max(
        [*call.args, *(each.value for each in call.keywords)],
        key=lambda n: (n.end_lineno, n.end_col_offset),
        default=None,
    )
    if last is None:
        place = text.place(call)
        return (_inserted(place.end_line, place.end_column - 1, written),)
    place = text.place(last)
    if text.between(place, text.place(call)).count(")") != 1:
        return ()  # it stands in brackets of its own
    return (_inserted(place.end_line, place.end_column, f", {written}"),)


def _inserted(line: int, column: int, text: str) -> Edit:
    return Edit(Place(line, column, line, column), text)


def _swapped(text: Text, node: ast.AST, new: str) -> Edits:
    """Another class in a call, or another name in a string."""
    if isinstance(node, ast.Constant):
        return _string(text, node, new)
    function = node.func if isinstance(node, ast.Call) else node
    if not isinstance(function, ast.Attribute):
        return ()
    place = text.place(function)
    start = place.end_column - len(function.attr)
    return (Edit(Place(place.end_line, start, place.end_line, place.end_column), new),)


def _activated(text: Text, layer: ast.AST, new: str) -> Edits:
    """Another activation of a layer, or one where it has none."""
    if not isinstance(layer, ast.Call):
        return ()
    written = _activation(layer)
    if written is None:
        return _appended(text, layer, f'activation="{new}"') if WITH_ACTIVATION.search(_called(layer)) else ()
    if isinstance(written, ast.Constant) and written.value is None:
        return (Edit(text.place(written), f'"{new}"'),)
    return _string(text, written, new)


def _activation(layer: ast.Call) -> ast.expr | None:
    """Where an activation is written in the call that makes its layer."""
    for keyword in layer.keywords:
        if keyword.arg == "activation":
            return keyword.value
    position = {"Activation": 0, "Dense": 1}.get(_called(layer), NOWHERE_TO_GIVE)
    return layer.args[position] if len(layer.args) > position else None


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _object(text: Text, source: str, node: ast.AST, new: str) -> Edits:
    """A metric as an object in the place of a string, where the program has a name for Keras."""
    root = _root(source)
    if root is None or not isinstance(node, ast.Constant):
        return ()
    return (Edit(text.place(node), f"{root}metrics.{new}"),)


@lru_cache(maxsize=2)
def _root(source: str) -> str | None:
    for pattern, root in ROOTS:
        if re.search(pattern, source, re.MULTILINE):
            return root
    return None
