"""Where labels come from, and what that tells of them: their encoding and the number of classes."""

from __future__ import annotations

import ast
from collections.abc import Callable

from lossadvisor.rulebook.libraries import LabelSource

from . import labelled
from .run import Run, Sighting
from .values import NOTHING, Constant, Data, KerasObject, Tuple, Unknown, Value, constant
from .world import ListState

Given = tuple[Value, ...]
Named = dict[str, Value]
Handler = Callable[[Run, LabelSource, Given, Named, ast.Call], "Value | None"]
YES_OR_NO = 2
WRITTEN = "numbers in the program"


def called(run: Run, path: str, name: str, positional: Given, named: Named, node: ast.Call) -> Value | None:
    """Labels that a call of a library gives; None where nothing is known of it."""
    source = _source(run, path, name)
    if source is not None:
        return HANDLERS[source.does](run, source, positional, named, node)
    if name in run.libraries.names("writes-labels"):
        return written(run, positional, named)
    if name in FUNCTIONS:
        return FUNCTIONS[name](run, positional, named)
    first = _first(positional, named)
    return first if name in run.libraries.names("keeps-labels") and isinstance(first, Data) else None


def _source(run: Run, path: str, name: str) -> LabelSource | None:
    """What the rules know of a function or class that labels come from."""
    if name == "load_data":
        name = path.split(".")[-2]
    source = run.libraries.sources.get(name)
    homes = source.home.split(" or ") if source and source.home else ()
    return source if not homes or any(path.startswith(home) for home in homes) else None


def _first(positional: Given, named: Named) -> Value:
    return positional[0] if positional else next(iter(named.values()), NOTHING)


def _count(source: LabelSource, positional: Given, named: Named) -> int | None:
    """A number of classes given by name or in the second place."""
    given = next((named[name] for name in source.counted_by if name in named), NOTHING)
    found = constant(positional[1] if given == NOTHING and len(positional) > 1 else given)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _encoded(run: Run, source: LabelSource, positional: Given, named: Named, node: ast.Call) -> Value | None:
    """Labels in another encoding, by a function."""
    if named.keys() & set(source.not_with):
        return None
    count = _count(source, positional, named)
    if source.name == "to_categorical" and count == 1:
        run.sightings.append(Sighting("to-categorical-of-one", node))
    labels = _first(positional, named)
    known = labels.classes if count is None and not source.home and isinstance(labels, Data) else count
    return Data(source.labels, known, f"{source.name}()")


def _identity(run: Run, positional: Given, named: Named) -> Value | None:
    count = constant(_first(positional, named))
    return Data("one-hot", count, labelled.IDENTITY) if isinstance(count, int) else None


def _loaded(run: Run, source: LabelSource, positional: Given, named: Named, node: ast.Call) -> Value:
    """Inputs and labels of a data set that a package brings."""
    of_keras = source.home.startswith("keras.")
    said = f"{source.name}.load_data()" if of_keras else f"{source.name}()"
    labels = _labels(source, _classes_there(source, named), said)
    if of_keras:
        pair = Tuple((Unknown(), labels))
        return Tuple((pair, pair))
    if constant(named.get("return_X_y")) is True:
        return Tuple((Unknown(), labels))
    return Data(labels=labels, source=said)


def _classes_there(source: LabelSource, named: Named) -> int | None:
    """How many classes a data set has, which an argument may change."""
    for argument, counts in source.unless.items():
        count = counts.get(str(constant(named.get(argument))))
        if count is not None:
            return count
    return source.classes


def _labels(source: LabelSource, classes: int | None, said: str) -> Data:
    """Class numbers of two classes are a yes or no."""
    encoding = source.labels
    if encoding == "integer" and classes is not None and classes <= YES_OR_NO:
        encoding = "zero-one"
    return Data(encoding, classes, said)


def _made_up(run: Run, source: LabelSource, positional: Given, named: Named, node: ast.Call) -> Value:
    """Inputs and labels that are made up."""
    classes = source.classes
    for argument in source.counted_by:
        given = constant(named.get(argument, Constant(classes)))
        if not isinstance(given, int):
            return Unknown()
        classes = given
    return Tuple((Unknown(), _labels(source, classes, f"{source.name}()")))


def _tool(run: Run, source: LabelSource, positional: Given, named: Named, node: ast.Call) -> Value:
    return KerasObject("encoder", source.name, named, node)


def _from_folder(run: Run, source: LabelSource, positional: Given, named: Named, node: ast.Call) -> Value:
    if source.name[:1].isupper():
        return KerasObject("generator", source.name, named, node)
    return _by_mode(source, named)


def of_tool(run: Run, owner: KerasObject, name: str, positional: Given, named: Named, node: ast.AST) -> Value:
    """What an encoder, a scaler or a generator of images returns."""
    source = run.libraries.sources.get(owner.name)
    if owner.kind == "generator" and name == "flow":
        labels = positional[1] if len(positional) > 1 else named.get("y", NOTHING)
        return Data(labels=labels) if isinstance(labels, Data) else Unknown()
    if owner.kind == "generator" and name.startswith("flow_from") and source:
        return _by_mode(source, named)
    if owner.kind != "encoder" or name not in ("fit_transform", "transform") or source is None:
        return Unknown()
    first = positional[0] if positional else NOTHING
    if source.does == "scales":
        return labelled.scaled(first, source, node)
    if source.least_classes and (not isinstance(first, Data) or (first.classes or 0) < source.least_classes):
        return Unknown()  # two classes become one column
    return Data(source.labels, None, owner.name)


def _by_mode(source: LabelSource, named: Named) -> Value:
    mode = constant(named.get(source.mode, Constant(source.usual)))
    encoding = source.modes.get(str(mode), "")
    labels = Data(encoding, None, f'{source.mode}="{mode}"') if encoding else None
    return Data(labels=labels, source=source.mode)


def _split(run: Run, positional: Given, named: Named) -> Value:
    return run.new(ListState(tuple(labelled.kept(each) for each in positional for _ in range(2))))


def _sliced(run: Run, positional: Given, named: Named) -> Value:
    items = run.world.items(_first(positional, named))
    labels = items[1] if items and len(items) == 2 else None
    return Data(labels=labels) if isinstance(labels, Data) else Unknown()


def _random_numbers(run: Run, positional: Given, named: Named) -> Value:
    given = dict(zip(("low", "high", "size"), positional, strict=False)) | named
    low, high = constant(given.get("low", NOTHING)), constant(given.get("high", NOTHING))
    low, high = (0, low) if high is None else (low, high)
    if low != 0 or not isinstance(high, int):
        return Unknown()
    size = run.world.items(given["size"]) if "size" in given else ()
    if size and len(size) > 1 and constant(size[-1]) != 1:
        return Unknown()  # rows of numbers
    return Data("integer" if high > YES_OR_NO else "zero-one", high, f"random numbers below {high}")


def written(run: Run, positional: Given, named: Named) -> Value:
    """Labels that stand in the program as numbers."""
    first = _first(positional, named)
    rows = run.world.items(first)
    if isinstance(first, Data) or not rows or len(rows) < 2:
        return labelled.kept(first)
    cells = [run.world.items(row) or (row,) for row in rows]
    run.made(2 * sum(map(len, cells)))
    table = [[constant(cell) for cell in row] for row in cells]
    if any(len(row) != len(table[0]) for row in table):
        return Unknown()
    numbers = [[each for each in row if isinstance(each, (int, float))] for row in table]
    if numbers != table:
        return Unknown()
    return _column([row[0] for row in numbers]) if len(table[0]) == 1 else _rows(numbers)


def _column(numbers: list[int | float]) -> Value:
    values = set(numbers)
    if values <= {0, 1}:
        return Data("zero-one", 2, WRITTEN)
    if values == {-1, 1}:
        return Data("minus-one-one", 2, WRITTEN)
    if len(values) < len(numbers) and values == set(range(len(values))):
        return Data("integer", len(values), WRITTEN)
    return Data("numbers", None, WRITTEN) if any(each != int(each) for each in values) else Unknown()


def _rows(numbers: list[list[int | float]]) -> Value:
    if not all(each in (0, 1) for row in numbers for each in row):
        return Unknown()
    alone = all(sum(row) == 1 for row in numbers)
    return Data("one-hot" if alone else "multi-hot", len(numbers[0]), WRITTEN)


def _chosen(run: Run, positional: Given, named: Named) -> Value:
    """Labels that stand for the two sides of a condition."""
    sides = {constant(each) for each in positional[1:]}
    if sides == {0, 1}:
        return Data("zero-one", 2, "where()")
    return Data("minus-one-one", 2, "where()") if sides == {-1, 1} else Unknown()


FUNCTIONS: dict[str, Callable[[Run, Given, Named], Value | None]] = {
    "eye": _identity,
    "identity": _identity,
    "train_test_split": _split,
    "from_tensor_slices": _sliced,
    "randint": _random_numbers,
    "where": _chosen,
}
HANDLERS: dict[str, Handler] = {
    "loads": _loaded,
    "makes-up": _made_up,
    "encodes": _encoded,
    "fits-and-encodes": _tool,
    "scales": _tool,
    "reads-folder": _from_folder,
}
