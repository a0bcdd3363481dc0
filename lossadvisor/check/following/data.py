"""Where labels come from, and what that tells of them."""

from __future__ import annotations

import ast
from collections.abc import Callable

from msgspec.structs import replace

from lossadvisor.rulebook.library_facts import LabelSource

from . import datasets, generators, numpys, writing
from .arrays import Array, Shape
from .encodings import labels_of
from .given import Given, Named, argument
from .met import Sighting
from .run import Run
from .tools import by_mode
from .values import NOTHING, Constant, Dataset, KerasObject, Symbol, Tuple, Unknown, Value, constant
from .world import ListState

Handler = Callable[[Run, LabelSource, Given, Named, ast.Call], "Value | None"]
EPSILON = 1e-7
BRIGHTEST = 255
GENERATORS = ("default_rng", "RandomState")
RANDOM = Symbol("numpy.random")  # the methods of a generator of random numbers are the functions there


def called(run: Run, path: str, name: str, positional: Given, named: Named, node: ast.Call) -> Value | None:
    """Labels that a call of a library gives; None where nothing is known of it."""
    source = _source(run, path, name)
    if source is not None:
        return HANDLERS[source.does](run, source, positional, named, node)
    if path == "tensorflow_datasets.load":
        return _prepared(run, positional, named)
    if name in FUNCTIONS:
        return FUNCTIONS[name](run, positional, named)
    if name in GENERATORS and path.startswith("numpy.random."):
        return RANDOM
    if name in run.libraries.names("reads-tables") and not named.keys() & {"chunksize", "iterator"}:
        return Array((None, None), source=f"{name}()")
    found = None
    if path.partition(".")[0] in run.libraries.names("has-arrays"):
        found = numpys.called(run, path, name, positional, named)
    return found or _kept(run, name, positional, named)


def _kept(run: Run, name: str, positional: Given, named: Named) -> Value | None:
    """The same labels after a function that leaves them as they are."""
    first = _first(positional, named)
    known = isinstance(first, (Array, Dataset)) and name in run.libraries.names("keeps-labels")
    return first if known else None


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
    given = _count_given(source, positional, named)
    found = constant(given)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _count_given(source: LabelSource, positional: Given, named: Named) -> Value:
    given = next((named[name] for name in source.counted_by if name in named), NOTHING)
    return positional[1] if given == NOTHING and len(positional) > 1 else given


def _encoded(run: Run, source: LabelSource, positional: Given, named: Named, node: ast.Call) -> Value | None:
    """Labels in another encoding, by a function."""
    if named.keys() & set(source.not_with):
        return None
    count = _count(source, positional, named)
    first = writing.array(run, _first(positional, named))
    if source.name == "to_categorical":
        _note_rows(run, first, count, node)
    said = f"{source.name}()"
    known = count
    if not source.home and _count_given(source, positional, named) == NOTHING and first is not None:
        known, said = _counted(first, said)
    columns_of_table = (
        first is not None and first.shape is not None and len(first.shape) == 2 and not first.is_column
    )
    if source.home == "pandas" and columns_of_table:
        return None  # a table, of which each column becomes several
    return labels_of(source.labels, known, said, _wider(first, known))


def _note_rows(run: Run, labels: Array | None, count: int | None, node: ast.Call) -> None:
    """Remember rows of one column, and labels for which there is none."""
    if count == 1:
        run.sightings.append(Sighting("to-categorical-of-one", node))
    elif labels is not None and labels.whole:
        far = labels.most if count is not None and labels.most is not None and labels.most >= count else None
        below = labels.least if labels.least is not None and labels.least < 0 else None
        outside = far if below is None else below
        if outside is not None:
            run.sightings.append(Sighting("to-categorical-of-others", node, {"wrong": f"{outside:g}"}))


def _counted(labels: Array, said: str) -> tuple[int | None, str]:
    """How many columns labels need, of which the highest is the last."""
    if labels.classes is not None and labels.low == 0:
        return labels.classes, said
    if labels.whole and labels.most is not None and labels.most == labels.high:
        return int(labels.most) + 1, f"{said} of labels up to {labels.most:g}"
    return None, said


def _wider(labels: Array | None, columns: int | None) -> Shape | None:
    """The shape with a column for each class."""
    if labels is None or labels.shape is None:
        return None
    shape = labels.shape[:-1] if len(labels.shape) > 1 and labels.shape[-1] == 1 else labels.shape
    return (*shape, columns)


def _loaded(run: Run, source: LabelSource, positional: Given, named: Named, node: ast.Call) -> Value:
    """Inputs and labels of a data set that a package brings."""
    of_keras = source.home.startswith("keras.")
    said = f"{source.name}.load_data()" if of_keras else f"{source.name}()"
    labels = _labels(source, _classes_there(source, named), said)
    if of_keras:
        pair = Tuple((_pictures(source, said), labels))
        return Tuple((pair, pair))
    if constant(named.get("return_X_y")) is True:
        return Tuple((Unknown(), labels))
    return Dataset(labels, source=said)


def _pictures(source: LabelSource, said: str) -> Value:
    """The inputs of a data set where these are pictures."""
    if not source.pictures:
        return Unknown()
    return Array((None, *source.pictures), "int", 0, BRIGHTEST, 0, BRIGHTEST, whole=True, source=said)


def _prepared(run: Run, positional: Given, named: Named) -> Value:
    """A data set of TensorFlow Datasets, whose labels are class numbers where it gives pairs."""
    name = constant(argument(positional, named, 0, "name"))
    source = run.libraries.sources.get(name.partition("/")[0]) if isinstance(name, str) else None
    pairs = constant(named.get("as_supervised", NOTHING)) is True
    if source is None or not pairs or not source.home.startswith(("tensorflow_datasets", "keras.datasets")):
        return Unknown()
    labels = labels_of(source.labels, source.classes, f"tfds.load({name!r})", (None,))
    return Dataset(labels, batched=named.get("batch_size", NOTHING) != NOTHING)


def _classes_there(source: LabelSource, named: Named) -> int | None:
    """How many classes a data set has, which an argument may change."""
    for each, counts in source.unless.items():
        count = counts.get(str(constant(named.get(each))))
        if count is not None:
            return count
    return source.classes


def _labels(source: LabelSource, classes: int | None, said: str) -> Array:
    """The labels of a data set: rows where they are such, else one number for each sample."""
    shape: Shape = (
        (None, source.columns or classes) if source.columns or source.labels == "multi-hot" else (None,)
    )
    made = labels_of(source.labels, classes, said, shape)
    if source.lowest is None or source.highest is None:
        return made
    low, high = source.lowest, source.highest
    return Array(shape, "float", low, high, low, high, meant=source.labels, source=said)


def _made_up(run: Run, source: LabelSource, positional: Given, named: Named, node: ast.Call) -> Value:
    """Inputs and labels that are made up."""
    classes = source.classes
    for each in source.counted_by:
        given = constant(named.get(each, Constant(classes)))
        if not isinstance(given, int):
            return Unknown()
        classes = given
    made = _labels(source, classes, f"{source.name}()")
    if named.keys() & {"n_targets"}:
        made = Array(None, made.kind, meant=made.meant, source=made.source)
    return Tuple((Unknown(), made))


def _tool(run: Run, source: LabelSource, positional: Given, named: Named, node: ast.Call) -> Value:
    return KerasObject("encoder", source.name, named, node)


def _from_folder(run: Run, source: LabelSource, positional: Given, named: Named, node: ast.Call) -> Value:
    if source.name[:1].isupper():
        return KerasObject("generator", source.name, named, node)
    return by_mode(source, named)


def _split(run: Run, positional: Given, named: Named) -> Value:
    return run.new(ListState(tuple(_some(each) for each in positional for _ in range(2))))


def _some(value: Value) -> Value:
    """Some samples of an array: how many is not known."""
    if not isinstance(value, Array):
        return Unknown()
    shape = value.shape and (None, *value.shape[1:])
    return replace(value, shape=shape)


def _smallest(run: Run, positional: Given, named: Named) -> Value | None:
    """The number that Keras adds where it divides."""
    return Constant(EPSILON) if not positional else None


def _numbered(run: Run, positional: Given, named: Named) -> Value:
    """factorize(): the number of the class of each sample, and the classes."""
    first = writing.array(run, _first(positional, named))
    shape = first.shape if first is not None else (None,)
    return Tuple((labels_of("integer", None, "factorize()", shape), Unknown()))


def _weighed(run: Run, positional: Given, named: Named) -> Value:
    """compute_class_weight(): a weight for each class, in an array."""
    return Array((None,), "float", source="compute_class_weight()")


FUNCTIONS: dict[str, Callable[[Run, Given, Named], Value | None]] = {
    "train_test_split": _split,
    "from_tensor_slices": datasets.sliced,
    "from_generator": generators.sampled,
    "zip": datasets.zipped,
    "factorize": _numbered,
    "compute_class_weight": _weighed,
    "epsilon": _smallest,
}
HANDLERS: dict[str, Handler] = {
    "loads": _loaded,
    "makes-up": _made_up,
    "encodes": _encoded,
    "fits-and-encodes": _tool,
    "scales": _tool,
    "reads-folder": _from_folder,
}
