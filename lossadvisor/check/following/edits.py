"""Repairs written into a program: from a verb and a place to changes of its text. Knows no rules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from msgspec.structs import replace

from lossadvisor.check.findings import Checked, Edit, Repair
from lossadvisor.check.seen import Place

from . import scope
from .places import Text
from .scope import Whole, called

Edits = tuple[Edit, ...]
WITH_ACTIVATION = re.compile(r"(Dense|Conv\dD|Conv\dDTranspose)$")
MODULES = {"loss": "losses", "metric": "metrics"}
NOWHERE_TO_GIVE = 99


def with_edits(checked: Checked, text: Text, tree: ast.Module) -> Checked:
    """What was found, each finding with the edits of those of its repairs that can be written."""
    findings, whole = [], Whole(tree)
    for each in checked.findings:
        ways = [made for made in (edits(text, whole, repair) for repair in each.repairs) if made]
        findings.append(replace(each, edits=ways[0], other_edits=tuple(ways[1:])) if ways else each)
    return replace(checked, findings=tuple(findings))


def edits(text: Text, whole: Whole, repair: Repair) -> Edits:
    """The changes that make one repair; none where that is not one local change."""
    node = text.node(repair.at)
    if node is None:
        return ()
    if repair.do == "name":
        return _named(text, node, repair.new)
    if repair.do == "enclose":
        return _enclosed(text, node)
    if repair.do == "give":
        return _given(text, node, repair.new, repair.takes)
    if repair.do == "swap":
        return _swapped(text, whole, node, repair)
    if repair.what == "activation":
        return _activated(text, whole, node, repair.new)
    if "(" in repair.new:
        return _object(text, whole, node, repair)
    if repair.what == "metric" and _is_read(whole, node):
        return ()  # what is logged would have another name
    return _string(text, node, repair.new)


def _is_read(whole: Whole, metric: ast.AST) -> bool:
    """Whether the program reads what is logged under the name of a metric that is given as a text."""
    name = getattr(metric, "value", None)
    return isinstance(name, str) and name in whole.words


def _string(text: Text, node: ast.AST | None, new: str) -> Edits:
    """Another text in a string literal, between the same quotes."""
    if node is None or not isinstance(getattr(node, "value", None), str):
        return ()
    written = text.of(node)
    quoted = len(written) > 1 and written[0] in "'\"" and written[-1] == written[0]
    if getattr(node, "lineno", 0) != getattr(node, "end_lineno", 0):
        return ()  # there may be comments between its parts
    if not quoted or written[:3] in ('"""', "'''"):
        return ()
    return (Edit(text.place(node), f"{written[0]}{new}{written[0]}"),)


def _named(text: Text, node: ast.AST, name: str) -> Edits:
    """A positional argument with its name in front."""
    place = text.place(node)
    if text.before(place).rstrip().endswith("("):
        return ()  # it stands in brackets of its own
    return (Edit(Place(place.line, place.column, place.line, place.column), f"{name}="),)


def _enclosed(text: Text, node: ast.AST) -> Edits:
    """What stands there as the one item of a list."""
    place = text.place(node)
    if text.before(place).rstrip().endswith("("):
        return ()  # it stands in brackets of its own
    begin, end = _inserted(place.line, place.column, "["), _inserted(place.end_line, place.end_column, "]")
    return (begin, end)


def _given(text: Text, call: ast.AST, written: str, takes: tuple[str, ...]) -> Edits:
    """One more argument of a call; one that is there already gets the new value, wherever it stands."""
    if not isinstance(call, ast.Call) or any(isinstance(each, ast.Starred) for each in call.args):
        return ()
    name, _, value = written.partition("=")
    if len(call.args) > len(takes):
        return ()  # one of them may be that argument, which would then be given twice
    for key, there in (*zip(takes, call.args, strict=False), *_keywords(call)):
        if key == name:
            return (Edit(text.place(there), value),) if isinstance(there, ast.Constant) else ()
    return _appended(text, call, written)


def _keywords(call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """The arguments of a call that are given by name, also those in a dict that is written there."""
    for keyword in call.keywords:
        if keyword.arg is not None:
            yield keyword.arg, keyword.value
        elif isinstance(keyword.value, ast.Dict):
            for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, value


def _is_open(call: ast.Call) -> bool:
    """Whether a call may be given arguments by name that are not written there."""
    spread = [each.value for each in call.keywords if each.arg is None]
    return any(
        not isinstance(each, ast.Dict)
        or any(not isinstance(key, ast.Constant) or not isinstance(key.value, str) for key in each.keys)
        for each in spread
    )


def _appended(text: Text, call: ast.Call, written: str) -> Edits:
    """One more argument at the end of a call."""
    if _is_open(call):
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


def _swapped(text: Text, whole: Whole, node: ast.AST, repair: Repair) -> Edits:
    """Another class in a call, or another name in a string."""
    if isinstance(node, ast.Constant):
        return _string(text, node, repair.new)
    function = node.func if isinstance(node, ast.Call) else node
    place = text.place(function)
    if isinstance(function, ast.Name) and function is not node:
        return _of_keras(text, whole, node, place, repair)
    if not isinstance(function, ast.Attribute):
        return ()
    if not scope.is_module(whole, function.value, MODULES.values()):
        return ()  # an attribute of something of the program's own
    start = place.end_column - len(function.attr)
    return (Edit(Place(place.end_line, start, place.end_line, place.end_column), repair.new),)


def _activated(text: Text, whole: Whole, layer: ast.AST, new: str) -> Edits:
    """Another activation of a layer, or one where it has none and nobody counts on that."""
    if not isinstance(layer, ast.Call):
        return ()
    written = _activation(layer)
    plain = written is None or (isinstance(written, ast.Constant) and written.value in (None, "linear"))
    if plain and whole.reads_logits:
        return ()
    if written is None:
        return _appended(text, layer, f'activation="{new}"') if WITH_ACTIVATION.search(called(layer)) else ()
    if isinstance(written, ast.Constant) and written.value is None:
        return (Edit(text.place(written), f'"{new}"'),)
    return _string(text, written, new)


def _activation(layer: ast.Call) -> ast.expr | None:
    """Where an activation is written in the call that makes its layer."""
    for keyword in layer.keywords:
        if keyword.arg == "activation":
            return keyword.value
    position = {"Activation": 0, "Dense": 1}.get(called(layer), NOWHERE_TO_GIVE)
    return layer.args[position] if len(layer.args) > position else None


def _object(text: Text, whole: Whole, node: ast.AST, repair: Repair) -> Edits:
    """An object in the place of a string, where nothing else can get the string: an object has a state.

    It keeps the name of the string where the program reads what is logged under that.
    """
    if not isinstance(node, ast.Constant) or not whole.in_compile(node):
        return ()
    if _is_read(whole, node):
        name, _, rest = repair.new.partition("(")
        repair = replace(repair, new=f'{name}(name="{node.value!s}", {rest}')
    return _of_keras(text, whole, node, text.place(node), repair)


def _of_keras(text: Text, whole: Whole, at: ast.AST, place: Place, repair: Repair) -> Edits:
    """A class of Keras, with its call if there is one in `repair`, in the place of what stands at `place`."""
    name, bracket, rest = repair.new.partition("(")
    way = scope.way(whole, at, MODULES[repair.what], name) if repair.what in MODULES else None
    if way is None:
        return ()
    edit = Edit(place, f"{way.text}{bracket}{rest}")
    if way.before is None:
        return (edit,)
    before = text.place(way.before)
    indent = text.before(before)
    if indent.strip():
        return ()  # something stands before it in its line
    return (_inserted(before.line, 1, f"{indent}{way.add}\n"), edit)
