"""A network of the user's own below the head: a function in a file, what it builds, and from which start."""

from __future__ import annotations

import contextlib
import importlib.util
import inspect
import io
import os
import re
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from lossadvisor.errors import AdvisorError, shown

MODULE = "tried_model"  # the name under which the file is imported
COLORS = re.compile(r"\x1b\[[\d;]*m")


def built(path: str, function: str, shape: tuple[int, ...]) -> Any:
    """What the function of a file builds. Raises AdvisorError where it is not a model, or has a head.

    What it prints is not passed on: it would stand in the report.
    """
    import keras

    build, place = _function(path, function), place_of(path, function)
    given = _arguments(build, shape, place)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            made = build(*given)
    except (Exception, SystemExit) as error:
        raise AdvisorError(f"{place}: fails: {said(error)}") from error
    if not isinstance(made, keras.Model):
        raise AdvisorError(f"{place}: returns {shown(type(made).__name__)}, not a keras.Model")
    for what in ("inputs", "outputs"):
        judge_number(what, len(getattr(made, what, None) or [made]), place)
    _judge_end(made, place)
    return made


def imported(path: str, function: str) -> None:
    """Import the file before a seed is set: what it draws would move the start of the first head."""
    if path:
        _function(path, function)


def judge_number(what: str, many: int, place: str) -> None:
    """A body has one input and one output."""
    if many > 1:
        raise AdvisorError(f"{place}: has {many} {what}; return a model with one, which is below the head")


def judge_start(make: Callable[[], Any], place: str) -> list[str]:
    """What is to be told of the weights from which the models that `make` gives begin.

    Raises AdvisorError where heads would not begin alike: the same model each time, or weights that no seed
    settles.
    """
    first, again, other = (_begun(make, seed) for seed in (1, 1, 2))
    if {id(each) for each in first} & {id(each) for each in again}:
        raise AdvisorError(
            f"{place}: returns the same layers each time, which keep what they have learned; "
            "build them inside the function"
        )
    if not _are_equal(first, again):
        raise AdvisorError(
            f"{place}: begins with other weights each time, so heads would not have the same start; "
            "let Keras draw them, or take a fixed seed"
        )
    drawn = any(each.numpy().std() > 0 for each in first if each.numpy().size > 1)
    if drawn and _are_equal(first, other):
        return [f"{place} begins with the same weights whatever the seed, as if it sets one or loads weights"]
    return []


def _begun(make: Callable[[], Any], seed: int) -> list[Any]:
    """The weights of a model that is made after a seed is set, as variables of Keras."""
    import keras

    keras.utils.set_random_seed(seed)
    weights: list[Any] = make().weights
    return weights


def _are_equal(some: list[Any], others: list[Any]) -> bool:
    pairs = [(each.numpy(), other.numpy()) for each, other in zip(some, others, strict=False)]
    return len(some) == len(others) and all(
        one.shape == another.shape and bool((one == another).all()) for one, another in pairs
    )


def _arguments(build: Callable[..., Any], shape: tuple[int, ...], place: str) -> tuple[Any, ...]:
    """The shape of the features for a function that asks for something, or names a shape first."""
    parameters = list(inspect.signature(build).parameters.values())
    open_ones = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    needed = [each for each in parameters if each.default is each.empty and each.kind not in open_ones]
    if len(needed) > 1 or any(each.kind is each.KEYWORD_ONLY for each in needed):
        names = ", ".join(each.name for each in needed)
        raise AdvisorError(
            f"{place}: needs {names}; it is called with the shape of the features, or with nothing"
        )
    return (shape,) if needed or (parameters and "shape" in parameters[0].name) else ()


def _judge_end(model: Any, place: str) -> None:
    """A body ends in features. What ends in a softmax or a single number has a head."""
    import keras

    last, is_nested = model.layers[-1] if model.layers else None, False
    while isinstance(last, keras.Model) and last.layers:
        last, is_nested = last.layers[-1], True
    if last is None:
        return
    name = getattr(getattr(last, "activation", None), "__name__", "")
    is_head = isinstance(last, keras.layers.Softmax) or name in ("softmax", "sigmoid")
    if isinstance(last, keras.layers.Dense) and (is_head or name == "linear" or last.units == 1):
        is_head = True
    if is_head:
        cut = is_nested or not getattr(model, "inputs", None)
        how = "leave out its last layer" if cut else "keras.Model(model.inputs, model.layers[-2].output)"
        raise AdvisorError(
            f"{place}: ends in a head of its own, {type(last).__name__} with {name or 'softmax'}; "
            f"return the model without it: {how}"
        )


def said(error: BaseException) -> str:
    """What went wrong, in one line without colors."""
    text = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
    return f"{type(error).__name__}: {shown(' '.join(COLORS.sub('', text).split()), 160)}"


def place_of(path: str, function: str) -> str:
    return f"{shown(path, 80)}:{function}"


@lru_cache(maxsize=8)
def _function(path: str, function: str) -> Any:
    """The function, of a file that may import its neighbors as a program does."""
    if not os.path.isfile(path):
        raise AdvisorError(f"--model {shown(path, 80)}: there is no such file")
    spec = importlib.util.spec_from_file_location(MODULE, path)
    if spec is None or spec.loader is None:
        raise AdvisorError(f"--model {shown(path, 80)}: is not a file of Python")
    module = importlib.util.module_from_spec(spec)
    sys.modules[MODULE] = module  # where a dataclass looks for its own module
    if (folder := _folder(path)) not in sys.path:
        sys.path.insert(0, folder)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:  # as of a script that ends by itself
        raise AdvisorError(f"--model {shown(path, 80)}: fails: {said(error)}") from error
    found = getattr(module, function, None)
    if not callable(found):
        raise AdvisorError(f"--model {shown(path, 80)}: has no function '{shown(function)}'")
    return found


def _folder(path: str) -> str:
    return os.path.dirname(os.path.abspath(path))


@lru_cache(maxsize=8)
def texts(path: str) -> tuple[tuple[str, str], ...]:
    """The text of the file and of its neighbors that it imported: what is built may change with each."""
    if not path:
        return ()
    beside = f"{_folder(path)}{os.sep}"
    loaded = (getattr(each, "__file__", None) or "" for each in [*sys.modules.values()])
    ours = {os.path.abspath(each) for each in loaded if each.endswith(".py") and each.startswith(beside)}
    return tuple((each.removeprefix(beside), _text(each)) for each in sorted({os.path.abspath(path), *ours}))


def _text(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def located(text: str) -> tuple[str, str]:
    """`file.py:function` as a path and a name; the function is `build` where none is named."""
    path, colon, function = text.rpartition(":")
    return (path, function) if colon and function.isidentifier() else (text, "build")
