"""Where labels come from, and what that tells of them: their encoding and the number of classes."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from . import labelled
from .run import Run, Sighting
from .values import NOTHING, Constant, Data, KerasObject, Tuple, Unknown, Value, constant
from .world import ListState

Given = tuple[Value, ...]
Named = dict[str, Value]
CLASSES_OF = {"mnist": 10, "fashion_mnist": 10, "cifar10": 10, "cifar100": 100, "reuters": 46}
HOUSES = ("boston_housing", "california_housing")
REGRESSIONS = ("load_boston", "fetch_california_housing", "load_diabetes")
CLASS_SETS = {"load_iris": 3, "load_digits": 10, "load_wine": 3, "load_breast_cancer": 2}
FROM_FOLDERS = ("image_dataset_from_directory", "text_dataset_from_directory", "audio_dataset_from_directory")
MODES = {"int": "integer", "categorical": "one-hot", "binary": "zero-one", "sparse": "integer"}
SCALERS = ("MinMaxScaler", "StandardScaler", "RobustScaler", "MaxAbsScaler")
ENCODERS = {
    "LabelEncoder": "integer",
    "OneHotEncoder": "one-hot",
    "MultiLabelBinarizer": "multi-hot",
    "LabelBinarizer": "one-hot",
}
WRITTEN = "numbers in the program"


def called(run: Run, path: str, name: str, positional: Given, named: Named, node: ast.Call) -> Value | None:
    """Labels that a call of a library gives; None where nothing is known of it."""
    handler = _handler(path, name)
    if handler is not None:
        return handler(run, path, positional, named, node)
    first = positional[0] if positional else next(iter(named.values()), NOTHING)
    return first if name in labelled.KEEPING and isinstance(first, Data) else None


Handler = Callable[[Run, str, Given, Named, ast.Call], "Value | None"]


def _handler(path: str, name: str) -> Handler | None:
    if path.startswith("keras.datasets.") and name == "load_data":
        return _loaded
    if path.startswith("sklearn.datasets."):
        return _generated if name.startswith("make_") else _sklearn_set
    if name in SCALERS or name in ENCODERS or name == "ImageDataGenerator":
        return _tool
    return HANDLERS.get(name)


def _first(positional: Given, named: Named) -> Value:
    return positional[0] if positional else next(iter(named.values()), NOTHING)


def _count(positional: Given, named: Named, names: Sequence[str]) -> int | None:
    """A number of classes given by name or in the second place."""
    given = next((named[name] for name in names if name in named), NOTHING)
    found = constant(positional[1] if given == NOTHING and len(positional) > 1 else given)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _to_categorical(run: Run, path: str, positional: Given, named: Named, node: ast.Call) -> Value:
    count = _count(positional, named, ("num_classes", "nb_classes"))
    labels = _first(positional, named)
    if count == 1:
        run.sightings.append(Sighting("to-categorical-of-one", node))
    classes = labels.classes if count is None and isinstance(labels, Data) else count
    return Data("one-hot", classes, "to_categorical()")


def _one_hot(run: Run, path: str, positional: Given, named: Named, node: ast.Call) -> Value | None:
    if not path.startswith(("tensorflow.", "keras.")):
        return None
    return Data("one-hot", _count(positional, named, ("depth", "num_classes")), "one_hot()")


def _dummies(run: Run, path: str, positional: Given, named: Named, node: ast.Call) -> Value | None:
    if not path.startswith("pandas") or "drop_first" in named:
        return None
    return Data("one-hot", None, "get_dummies()")


def _identity(run: Run, path: str, positional: Given, named: Named, node: ast.Call) -> Value | None:
    count = constant(_first(positional, named))
    return Data("one-hot", count, labelled.IDENTITY) if isinstance(count, int) else None


def _loaded(run: Run, path: str, positional: Given, named: Named, node: ast.Call) -> Value:
    name = path.split(".")[-2]
    source = f"{name}.load_data()"
    if name in HOUSES:
        labels = Data("numbers", None, source)
    elif name == "imdb":
        labels = Data("zero-one", 2, source)
    elif name in CLASSES_OF:
        coarse = constant(named.get("label_mode")) == "coarse"
        labels = Data("integer", 20 if coarse else CLASSES_OF[name], source)
    else:
        return Unknown()
    pair = Tuple((Unknown(), labels))
    return Tuple((pair, pair))


def _sklearn_set(run: Run, path: str, positional: Given, named: Named, node: ast.Call) -> Value | None:
    name = path.rpartition(".")[2]
    if name in REGRESSIONS:
        labels = Data("numbers", None, f"{name}()")
    elif name in CLASS_SETS:
        labels = _classes(CLASS_SETS[name], f"{name}()")
    else:
        return None
    if constant(named.get("return_X_y")) is True:
        return Tuple((Unknown(), labels))
    return Data(labels=labels, source=f"{name}()")


def _classes(count: int, source: str) -> Data:
    return Data("integer" if count > 2 else "zero-one", count, source)


def _generated(run: Run, path: str, positional: Given, named: Named, node: ast.Call) -> Value:
    """Inputs and labels that scikit-learn makes up."""
    name = path.rpartition(".")[2]
    source = f"{name}()"
    usual = {"make_blobs": 3, "make_classification": 2, "make_moons": 2, "make_circles": 2}
    if name in ("make_regression", "make_friedman1", "make_friedman2", "make_friedman3"):
        return Tuple((Unknown(), Data("numbers", None, source)))
    if name == "make_multilabel_classification":
        return Tuple((Unknown(), Data("multi-hot", None, source)))
    count = constant(named.get("n_classes", named.get("centers", Constant(usual.get(name)))))
    return Tuple((Unknown(), _classes(count, source))) if isinstance(count, int) else Unknown()


def _tool(run: Run, path: str, positional: Given, named: Named, node: ast.Call) -> Value:
    name = path.rpartition(".")[2]
    return KerasObject("generator" if name == "ImageDataGenerator" else "encoder", name, named, node)


def of_tool(owner: KerasObject, name: str, positional: Given, named: Named, node: ast.AST) -> Value:
    """What an encoder, a scaler or a generator of images returns."""
    if owner.kind == "generator" and name == "flow":
        labels = positional[1] if len(positional) > 1 else named.get("y", NOTHING)
        return Data(labels=labels) if isinstance(labels, Data) else Unknown()
    if owner.kind == "generator" and name.startswith("flow_from"):
        return _by_mode("class_mode", named.get("class_mode", Constant("categorical")))
    if owner.kind != "encoder" or name not in ("fit_transform", "transform"):
        return Unknown()
    first = positional[0] if positional else NOTHING
    if owner.name not in ENCODERS:
        return labelled.scaled(first, owner.name, node)
    if owner.name == "LabelBinarizer" and (not isinstance(first, Data) or (first.classes or 0) < 3):
        return Unknown()  # two classes become one column
    return Data(ENCODERS[owner.name], None, owner.name)


def _from_folder(run: Run, path: str, positional: Given, named: Named, node: ast.Call) -> Value:
    return _by_mode("label_mode", named.get("label_mode", Constant("int")))


def _by_mode(argument: str, mode: Value) -> Value:
    encoding = MODES.get(str(constant(mode)), "")
    labels = Data(encoding, None, f'{argument}="{constant(mode)}"') if encoding else None
    return Data(labels=labels, source=argument)


def _split(run: Run, path: str, positional: Given, named: Named, node: ast.Call) -> Value:
    return run.world.new(ListState(tuple(labelled.kept(each) for each in positional for _ in range(2))))


def _sliced(run: Run, path: str, positional: Given, named: Named, node: ast.Call) -> Value:
    items = run.world.items(_first(positional, named))
    labels = items[1] if items and len(items) == 2 else None
    return Data(labels=labels) if isinstance(labels, Data) else Unknown()


def _random_numbers(run: Run, path: str, positional: Given, named: Named, node: ast.Call) -> Value:
    given = dict(zip(("low", "high", "size"), positional, strict=False)) | named
    low, high = constant(given.get("low", NOTHING)), constant(given.get("high", NOTHING))
    low, high = (0, low) if high is None else (low, high)
    if low != 0 or not isinstance(high, int):
        return Unknown()
    size = run.world.items(given["size"]) if "size" in given else ()
    if size and len(size) > 1 and constant(size[-1]) != 1:
        return Unknown()  # rows of numbers
    return _classes(high, f"random numbers below {high}")


def written(run: Run, path: str, positional: Given, named: Named, node: ast.Call) -> Value:
    """Labels that stand in the program as numbers."""
    first = _first(positional, named)
    rows = run.world.items(first)
    if isinstance(first, Data) or not rows or len(rows) < 2:
        return labelled.kept(first)
    table = [[constant(cell) for cell in run.world.items(row) or (row,)] for row in rows]
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


def _chosen(run: Run, path: str, positional: Given, named: Named, node: ast.Call) -> Value:
    """Labels that stand for the two sides of a condition."""
    sides = {constant(each) for each in positional[1:]}
    if sides == {0, 1}:
        return Data("zero-one", 2, "where()")
    return Data("minus-one-one", 2, "where()") if sides == {-1, 1} else Unknown()


HANDLERS: dict[str, Handler] = {
    "to_categorical": _to_categorical,
    "one_hot": _one_hot,
    "get_dummies": _dummies,
    "eye": _identity,
    "identity": _identity,
    "train_test_split": _split,
    "from_tensor_slices": _sliced,
    "randint": _random_numbers,
    "where": _chosen,
    **dict.fromkeys(FROM_FOLDERS, _from_folder),
    **dict.fromkeys(("array", "asarray", "constant", "convert_to_tensor", "choice"), written),
}
