"""Functions of R and of keras3 that are more than a call of one thing in Keras."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lossadvisor.check.unreadable import UNREAD

from .calls import OTHERS, matched
from .code import Code, joined, listed
from .tree import Argument

if TYPE_CHECKING:
    from tree_sitter import Node

    from .writing import Value, Writer

Special = Callable[["Writer", "Node", list[Argument], "Value | None"], "Value | None"]
FITTED = ("x", "y", "epochs", "batch_size", "validation_data", "validation_split")
MODEL, TENSOR = "model", "tensor"


def _value(code: Code, kind: str = "") -> Value:
    from .writing import Value

    return Value(code, kind)


def combined(writer: Writer, call: Node, given: list[Argument], piped: Value | None) -> Value | None:
    """c() and list(): a dict with names, a list without; c() of one value is that value."""
    if piped or any(bool(each.name) != bool(given[0].name) for each in given):
        return None
    parts = [writer.value(each.value).code for each in given]
    if given and given[0].name:
        pairs = [joined([f"{each.name!r}: ", part]) for each, part in zip(given, parts, strict=True)]
        return _value(listed(pairs, "{", "}").of(writer.place(call)))
    if len(parts) == 1 and call.children[0].text == b"c":
        return _value(parts[0])
    return _value(listed(parts, "[", "]").of(writer.place(call)))


def sequential(writer: Writer, call: Node, given: list[Argument], piped: Value | None) -> Value | None:
    """keras_model_sequential(): its layers, or the shape of what goes in, come first without a name."""
    named = {each.name: each for each in given}
    if piped or len(named) < len(given) or named.keys() - {"", "input_shape", "layers", "name"}:
        return None
    first = named.get("")
    if first and first.value.type == "call" and first.value.children[0].text == b"list":
        named["layers"] = first
    elif first:
        named["input_shape"] = first
    layers = writer.value(named["layers"].value).code if "layers" in named else Code("")
    model = writer.kept(joined(["keras.Sequential(", layers, ")"]).of(writer.place(call)), call, MODEL)
    if "input_shape" in named:
        shape = writer.argument("input_shape", named["input_shape"].value)
        writer.say([model.code.text, ".add(keras.Input(shape=", shape, "))"], call)
    return model


def entered(writer: Writer, call: Node, given: list[Argument], piped: Value | None) -> Value | None:
    """layer_input() and keras_input()."""
    found = None if piped else matched(OTHERS["layer_input"], given)
    if found is None:
        return None
    made = joined(["keras.Input", writer.keywords(writer.as_named(found))]).of(writer.place(call))
    return writer.kept(made, call, TENSOR)


def model(writer: Writer, call: Node, given: list[Argument], piped: Value | None) -> Value | None:
    """keras_model(inputs, outputs): layers that are put onto it make something else."""
    found = None if piped else matched(OTHERS["keras_model"], given)
    if found is None:
        return None
    made = joined(["keras.Model", writer.keywords(writer.as_named(found))]).of(writer.place(call))
    return writer.kept(made, call, "")


def _onto(
    function: str, writer: Writer, call: Node, given: list[Argument], piped: Value | None
) -> tuple[Value, dict[str, Argument]] | None:
    """The model that a function is called on, and what else it is given."""
    found = matched(OTHERS[function], [Argument("", call), *given] if piped else given)
    owner = found.pop("object", None) if found else None
    if found is None or owner is None:
        return None
    return piped or writer.value(owner.value), found


def compiled(writer: Writer, call: Node, given: list[Argument], piped: Value | None) -> Value | None:
    """compile(), which gives the model: one metric is a list of one."""
    on = _onto("compile", writer, call, given, piped)
    if on is None:
        return None
    onto, found = on
    parts = []
    for parameter, each in found.items():
        code = writer.argument(parameter, each.value)
        if parameter == "metrics" and code.text[:1] not in "[{N":
            code = joined(["[", code, "]"])
        parts.append(joined([f"{parameter}=", code]))
    made = joined([onto.code, ".compile", listed(parts, "(", ")")]).of(writer.place(call))
    writer.say([made], call)
    return onto


def fitted(writer: Writer, call: Node, given: list[Argument], piped: Value | None) -> Value | None:
    """fit(): of its settings, those that say what goes in; the others are something unknown."""
    on = _onto("fit", writer, call, given, piped)
    if on is None:
        return None
    onto, found = on
    parts = [
        joined([f"{name}=", writer.argument(name, each.value) if name in FITTED else f"{UNREAD}()"])
        for name, each in found.items()
        if name.isidentifier()
    ]
    return _value(joined([onto.code, ".fit", listed(parts, "(", ")")]).of(writer.place(call)))


def predicted(writer: Writer, call: Node, given: list[Argument], piped: Value | None) -> Value | None:
    """predict()."""
    on = _onto("predict", writer, call, given, piped)
    if on is None:
        return None
    onto, found = on
    return _value(
        joined([onto.code, ".predict", writer.keywords(writer.as_named(found))]).of(writer.place(call))
    )


def categorical(writer: Writer, call: Node, given: list[Argument], piped: Value | None) -> Value | None:
    """to_categorical(), as in Keras."""
    found = None if piped else matched(OTHERS["to_categorical"], given)
    if found is None:
        return None
    made = joined(["keras.utils.to_categorical", writer.keywords(writer.as_named(found))])
    return _value(made.of(writer.place(call)))


SPECIAL: dict[str, Special] = {
    "c": combined,
    "list": combined,
    "keras_model_sequential": sequential,
    "keras_input": entered,
    "layer_input": entered,
    "keras_model": model,
    "compile": compiled,
    "fit": fitted,
    "predict": predicted,
    "to_categorical": categorical,
}
