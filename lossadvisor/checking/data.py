"""What is known of labels: how they are encoded and how many classes there are."""

from __future__ import annotations

import ast

from msgspec.structs import replace

from .run import Run, Sighting
from .values import (
    NOTHING,
    Bound,
    Constant,
    Data,
    Made,
    Symbol,
    Tuple,
    Unknown,
    Value,
    constant,
    options,
)
from .world import ListState

Named = dict[str, Value]
CLASSES_OF = {
    "mnist": 10, "fashion_mnist": 10, "cifar10": 10, "cifar100": 100, "reuters": 46, "imdb": 2,
}  # fmt: skip
REGRESSION_SETS = {
    "keras.datasets.boston_housing.load_data", "keras.datasets.california_housing.load_data",
    "sklearn.datasets.load_boston", "sklearn.datasets.fetch_california_housing", "sklearn.datasets.load_diabetes",
}  # fmt: skip
CLASS_SETS = {"load_iris": 3, "load_digits": 10, "load_wine": 3, "load_breast_cancer": 2}
KEEPING = {
    "array", "asarray", "reshape", "astype", "copy", "squeeze", "flatten", "ravel", "expand_dims", "to_numpy",
    "shuffle", "float32", "int32", "int64", "concatenate", "vstack", "hstack", "append", "delete", "take",
    "batch", "prefetch", "cache", "repeat", "convert_to_tensor", "constant", "cast", "toarray", "todense", "sample",
    "reset_index", "drop", "head", "iloc", "loc", "stack", "resample", "permutation", "shard", "unbatch", "skip",
    "one_hot_labels", "Series", "DataFrame",
}  # fmt: skip
SCALERS = {"MinMaxScaler", "StandardScaler", "RobustScaler", "MaxAbsScaler"}
ENCODERS = {
    "LabelEncoder": "integer", "OneHotEncoder": "one-hot", "MultiLabelBinarizer": "multi-hot",
    "LabelBinarizer": "one-hot", "OrdinalEncoder": "",
}  # fmt: skip
MODES = {"int": "integer", "categorical": "one-hot", "binary": "zero-one", "sparse": "integer"}


def called(
    run: Run, path: str, name: str, positional: tuple[Value, ...], named: Named, node: ast.Call
) -> Value | None:
    """Labels that a call of a library gives; None where nothing is known of it."""
    first = positional[0] if positional else next(iter(named.values()), NOTHING)
    if name == "to_categorical":
        return _one_hot(run, first, positional, named, node)
    if name == "one_hot" and path.startswith(("tensorflow", "keras")):
        depth = constant(named.get("depth", named.get("num_classes", positional[1] if len(positional) > 1 else NOTHING)))
        return Data("one-hot", depth if isinstance(depth, int) else None, "one_hot()")
    if name == "get_dummies" and path.startswith("pandas"):
        return Data("one-hot", None, "get_dummies()")
    if path.endswith(".load_data") and path.startswith("keras.datasets."):
        return _loaded(path, constant(named.get("label_mode")) == "coarse")
    if path in REGRESSION_SETS or name in CLASS_SETS:
        return _sklearn_set(path, name, named)
    if name == "train_test_split":
        return run.world.new(ListState(tuple(kept(each) for each in positional for _ in range(2))))
    if name in SCALERS or name in ENCODERS:
        return Made("encoder", name, named, node)
    if name in ("image_dataset_from_directory", "text_dataset_from_directory", "audio_dataset_from_directory"):
        return _from_directory(named.get("label_mode", Constant("int")))
    if name == "ImageDataGenerator":
        return Made("generator", name, named, node)
    if name == "from_tensor_slices":
        items = run.world.items(first)
        return Data(labels=_data(items[1])) if items and len(items) == 2 else Unknown()
    if name == "randint":
        return _random_numbers(run, positional, named)
    if name in ("eye", "identity") and path.startswith("numpy"):
        count = constant(first)
        return Data("one-hot", count, f"{name}({count})") if isinstance(count, int) else Unknown()
    if name == "choice" and positional:
        return _literal(run, first)
    if name in ("zeros", "ones") and path.startswith("numpy"):
        return None
    if name in ("array", "asarray", "constant", "convert_to_tensor") and not isinstance(first, Data):
        return _literal(run, first)
    return kept(first) if name in KEEPING and isinstance(first, Data) else None


def _one_hot(run: Run, labels: Value, positional: tuple[Value, ...], named: Named, node: ast.Call) -> Value:
    count = constant(named.get("num_classes", named.get("nb_classes", positional[1] if len(positional) > 1 else NOTHING)))
    if count == 1 and isinstance(count, int):
        run.sightings.append(Sighting("to-categorical-of-one", node))
    classes = count if isinstance(count, int) else labels.classes if isinstance(labels, Data) else None
    return Data("one-hot", classes, "to_categorical()")


def _loaded(path: str, coarse: bool) -> Value:
    name = path.split(".")[-2]
    labels = Data("integer", 20 if coarse else CLASSES_OF.get(name), f"{name}.load_data()")
    if name in ("boston_housing", "california_housing"):
        labels = Data("numbers", None, f"{name}.load_data()")
    elif name == "imdb":
        labels = Data("zero-one", 2, "imdb.load_data()")
    elif name not in CLASSES_OF:
        return Unknown()
    pair = Tuple((Unknown(), labels))
    return Tuple((pair, pair))


def _sklearn_set(path: str, name: str, named: Named) -> Value:
    if path in REGRESSION_SETS:
        labels = Data("numbers", None, f"{name}()")
    else:
        labels = Data("integer" if CLASS_SETS[name] > 2 else "zero-one", CLASS_SETS[name], f"{name}()")
    if constant(named.get("return_X_y")) is True:
        return Tuple((Unknown(), labels))
    return Data(labels=labels, source=f"{name}()")


def _from_directory(mode: Value) -> Value:
    encoding = MODES.get(str(constant(mode)), "")
    return Data(labels=Data(encoding, None, f'label_mode="{constant(mode)}"') if encoding else None)


def _random_numbers(run: Run, positional: tuple[Value, ...], named: Named) -> Value:
    given = dict(zip(("low", "high", "size"), positional, strict=False)) | named
    low, high = constant(given.get("low", NOTHING)), constant(given.get("high", NOTHING))
    if not isinstance(low, int) or not (high is None or isinstance(high, int)):
        return Unknown()
    low, high = (0, low) if high is None else (low, high)
    size = run.world.items(given["size"]) if "size" in given else ()
    if low != 0:
        return Unknown()
    if size and len(size) > 1 and constant(size[-1]) != 1:
        return Data("zero-one-rows" if high == 2 else "", None, "random numbers")
    return Data("zero-one" if high == 2 else "integer", high, f"random numbers below {high}")


def _literal(run: Run, value: Value) -> Value:
    """Labels that stand in the program as numbers."""
    rows = run.world.items(value)
    if not rows or len(rows) < 2:
        return kept(value) if isinstance(value, Data) else Unknown()
    cells = [run.world.items(row) or (row,) for row in rows]
    numbers = [[constant(cell) for cell in row] for row in cells]
    width = len(numbers[0])
    if any(len(row) != width or not all(isinstance(n, (int, float)) for n in row) for row in numbers):
        return Unknown()
    flat = {n for row in numbers for n in row}
    if flat == {-1, 1} and width == 1:
        return Data("minus-one-one", 2, "-1 and 1 in the program")
    if flat <= {0, 1}:
        if width == 1:
            return Data("zero-one", 2, "0 and 1 in the program")
        alone = all(sum(row) == 1 for row in numbers)  # type: ignore[arg-type]
        return Data("one-hot" if alone else "multi-hot", width, "rows in the program")
    if width == 1 and all(isinstance(n, int) for n in flat) and flat <= set(range(20)) and len(flat) < len(numbers):
        return Unknown()
    return Data("numbers", None, "numbers in the program") if any(n != int(n) for n in flat) and width == 1 else Unknown()  # type: ignore[call-overload]


def kept(value: Value) -> Value:
    """Labels that are still what they were; anything else is unknown."""
    return value if isinstance(value, Data) else Unknown()


def _data(value: Value) -> Data | None:
    return value if isinstance(value, Data) else None


def attribute(owner: Data, name: str) -> Value:
    """An attribute of labels or of a data set."""
    if name == "shape":
        rows = (Unknown(), Constant(owner.classes)) if owner.encoding == "one-hot" and owner.classes else None
        return Tuple(rows) if rows else Unknown()
    if name == "target" and owner.labels:
        return owner.labels
    if name in ("values", "T", "iloc", "loc"):
        return owner
    if name == "num_classes" and owner.labels and owner.labels.classes:
        return Constant(owner.labels.classes)
    return Bound(owner, name)


def method(owner: Data, name: str, positional: tuple[Value, ...], named: Named) -> Value:
    """What a method of labels or of a data set returns."""
    if name in ("map", "apply", "filter", "zip") or name.startswith(("argmax", "mean", "sum", "max", "min", "std")):
        return Unknown()
    return owner if name in KEEPING else Unknown()


def of_made(
    owner: Made, name: str, positional: tuple[Value, ...], named: Named, node: ast.AST
) -> Value:
    """What an encoder, a scaler or a generator of images returns."""
    if name.startswith("flow_from"):
        mode = constant(named.get("class_mode", Constant("categorical")))
        encoding = MODES.get(str(mode), "")
        return Data(labels=Data(encoding, None, f'class_mode="{mode}"') if encoding else None)
    first = positional[0] if positional else NOTHING
    if owner.kind != "encoder" or name not in ("fit_transform", "transform"):
        return first if name == "fit" and owner.kind == "encoder" and False else Unknown()
    if owner.name in ENCODERS:
        if owner.name == "LabelBinarizer" and (not isinstance(first, Data) or (first.classes or 0) < 3):
            return Unknown()
        if owner.name == "OneHotEncoder" and False:
            return Unknown()
        encoding = ENCODERS[owner.name]
        return Data(encoding, None, f"{owner.name}") if encoding else Unknown()
    return _scaled(first, owner.name, node)


def _scaled(value: Value, how: str, node: ast.AST | None = None) -> Value:
    if isinstance(value, Data) and value.encoding in ("integer", "zero-one"):
        return replace(value, scaled=f"scaled by {how}", node=node)
    return Unknown()


def arithmetic(left: Value, right: Value, node: ast.BinOp) -> Value:
    """Labels in a calculation: class numbers that are divided are class numbers no more."""
    if isinstance(left, Data) and isinstance(node.op, ast.Div) and left.encoding == "integer" and not left.labels:
        by = constant(right)
        if isinstance(by, (int, float)) and by > 1:
            return replace(left, scaled=f"divided by {by:g}", node=node)
    return Unknown()


def compared(left: Value, node: ast.Compare) -> Value:
    return Unknown()


def item(owner: Data, index: Value, whole: bool) -> Value:
    """A part of labels; a data set's own labels by their key. A `whole` part holds all classes, as far as is known."""
    if owner.labels:
        return owner.labels if constant(index) == "target" else owner
    if whole or owner.source.startswith(("eye(", "identity(")):
        return owner
    return replace(owner, classes=None)


def parts(value: Data, count: int) -> tuple[Value, ...]:
    return (value,) * count if not value.encoding and value.labels else (Unknown(),) * count


def element(value: Value) -> Value:
    return Unknown()


def length(value: Value) -> Value:
    return Unknown()


def named(value: Value, target: ast.AST, run: Run) -> Value:
    return value


__all__ = ["Symbol", "options"]
