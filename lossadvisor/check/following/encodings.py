"""Which labels an array holds: the encoding follows from its numbers and from what its source says."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from msgspec.structs import replace

from lossadvisor.check.seen import Labels, Place

from .arrays import Array, Shape, joined
from .run import Run

SAID = ("integer", "zero-one")  # what only a source can say: the numbers are those of classes
YES_OR_NO = 2  # classes


def encoding(array: Array) -> str:
    """The label encoding of an array; empty where that cannot be told."""
    if array.meant:
        return array.meant
    if array.is_constant:
        return ""
    within = array.low is not None and array.low >= 0 and array.high is not None and array.high <= 1
    if within and (array.whole or (array.sides and (array.low, array.high) == (0, 1))):
        return _of_answers(array)
    if array.sides and (array.low, array.high) == (-1, 1):
        return "minus-one-one"
    if array.whole and array.low is not None and array.high is not None:
        return "integer"
    signed = array.low is not None and array.low >= -1 and array.high is not None and array.high <= 1
    if signed and not within:
        return "signed-fractions"
    if _is_beyond(array):
        return "numbers"
    return "fractions" if within and array.is_column else ""


def _of_answers(array: Array) -> str:
    """The encoding of 0 and 1: what several in a row are depends on how many of them are 1."""
    if array.is_column:
        return "zero-one"
    several = array.shape is not None and len(array.shape) > 1
    return array.rows if several and array.rows in ("one-hot", "multi-hot") else ""


def _is_beyond(array: Array) -> bool:
    """Whether numbers occur that are no share."""
    return (array.most is not None and array.most > 1) or (array.least is not None and array.least < 0)


def labels(run: Run, arrays: Iterable[Array], given: Place | None = None) -> Labels | None:
    """What is known of labels that are any of these arrays, `given` there; None where it is nothing."""
    found = list(arrays)
    run.made(len(found))
    first = found[0] if found else None
    if first is None or any(encoding(each) != encoding(first) for each in found):
        return None
    whole = first if len(found) == 1 else _together(found)
    said = encoding(first)
    if not said and whole.shape is None:
        return None
    of_classes = said in ("one-hot", "multi-hot")
    return Labels(
        encoding=said,
        classes=whole.columns if of_classes else whole.classes,
        source=whole.source,
        scaled=whole.scaled,
        at=run.text.at(whole.node),
        shape=whole.shape,
        dtype=whole.kind,
        lowest=whole.least,
        highest=whole.most,
        certain=bool(whole.meant) or said != "integer",  # small whole numbers may be amounts
        given=given,
    )


def _together(found: list[Array]) -> Array:
    """What holds of all of several labels; of what only some are nothing is said."""
    both = reduce(lambda one, other: joined((one, other)) or one, found)
    least = [each.least for each in found]
    most = [each.most for each in found]
    return replace(
        both,
        meant=found[0].meant,
        source=found[0].source,
        scaled=found[0].scaled if all(each.scaled for each in found) else "",
        node=found[0].node,
        least=max(each for each in least if each is not None) if None not in least else None,
        most=min(each for each in most if each is not None) if None not in most else None,
    )


def labels_of(encoding: str, classes: int | None, said: str, shape: Shape | None = None) -> Array:
    """Labels of an encoding of the rules, class numbers of two classes being a yes or no."""
    if encoding == "integer":
        high = None if classes is None else classes - 1.0
        two = classes is not None and classes <= YES_OR_NO
        least = None if classes is None else 0.0
        return Array(
            shape, "int", 0.0, high, least, high, two, True, meant="zero-one" if two else encoding,
            classes=classes, source=said,
        )  # fmt: skip
    if encoding in ("one-hot", "multi-hot", "zero-one"):
        rows = {"one-hot": "one-hot", "multi-hot": "multi-hot"}.get(encoding, "")
        return Array(
            shape, "", 0.0, 1.0, 0.0, 1.0, True, True, rows=rows, meant=encoding, classes=classes, source=said  # type: ignore[arg-type]
        )  # fmt: skip
    if encoding == "minus-one-one":
        return Array(
            shape, "", -1.0, 1.0, -1.0, 1.0, True, True, meant=encoding, classes=classes, source=said
        )
    return Array(shape, "float", meant=encoding, classes=classes, source=said)
