"""Random numbers, as NumPy, TensorFlow and Keras make them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from msgspec.structs import replace

from . import writing
from .arrays import Array, Shape, spread
from .given import Given, Named, argument, number, shape, whole
from .run import Run
from .values import NOTHING, constant

Maker: TypeAlias = Callable[[Run, Given, Named], "Array | None"]
SOURCE = "random numbers"
FEW = 20  # of fewer samples nobody knows how far they go


def many(found: Shape | None, at_least: float = FEW) -> bool:
    """Whether there are surely or probably so many numbers."""
    count = 1
    for each in found or ():
        count *= FEW * FEW if each is None else each
    return found is None or found == () or count >= at_least


def _normal(run: Run, positional: Given, named: Named) -> Array | None:
    mean, deviation = (
        number(argument(positional, named, 0, "loc"), 0.0),
        number(argument(positional, named, 1, "scale"), 1.0),
    )
    return _around(shape(run, argument(positional, named, 2, "size")), mean, deviation)


def _around(found: Shape | None, mean: float | None, deviation: float | None) -> Array:
    if mean is None or deviation is None or not many(found):
        return Array(found, "float", source=SOURCE)
    return Array(found, "float", least=mean - deviation, most=mean + deviation, source=SOURCE)


def _uniform(run: Run, positional: Given, named: Named) -> Array | None:
    low, high = (
        number(argument(positional, named, 0, "low"), 0.0),
        number(argument(positional, named, 1, "high"), 1.0),
    )
    return _between(shape(run, argument(positional, named, 2, "size")), low, high)


def _between(found: Shape | None, low: float | None, high: float | None) -> Array:
    if low is None or high is None or high < low:
        return Array(found, "float", source=SOURCE)
    return spread("float", low, high, found, SOURCE, many(found))


def _by_axes(run: Run, positional: Given, named: Named) -> Shape | None:
    """The shape of rand(3, 4), whose arguments are the axes."""
    return None if named else tuple(whole(each) for each in positional)


def _rand(run: Run, positional: Given, named: Named) -> Array | None:
    return _between(_by_axes(run, positional, named), 0.0, 1.0)


def _randn(run: Run, positional: Given, named: Named) -> Array | None:
    return _around(_by_axes(run, positional, named), 0.0, 1.0)


def _random(run: Run, positional: Given, named: Named) -> Array | None:
    return _between(shape(run, argument(positional, named, 0, "size")), 0.0, 1.0)


def _standard_normal(run: Run, positional: Given, named: Named) -> Array | None:
    return _around(shape(run, argument(positional, named, 0, "size")), 0.0, 1.0)


def _whole(run: Run, positional: Given, named: Named) -> Array | None:
    """Whole numbers from `low` to the one before `high`, or below the only one that is given."""
    first, second = argument(positional, named, 0, "low"), argument(positional, named, 1, "high")
    found = shape(run, argument(positional, named, 2, "size"))
    low, high = (0, whole(first)) if second == NOTHING else (whole(first), whole(second))
    if high is not None and constant(named.get("endpoint", NOTHING)) is True:
        high += 1
    if low is None or high is None or high <= low:
        return Array(found, "int", whole=True, source=SOURCE)
    often = many(found, 2 * (high - low))
    says = f"{SOURCE} below {high}" if low == 0 else f"{SOURCE} from {low} to {high - 1}"
    made = spread("int", low, high - 1, found, says, often)
    return replace(made, sides=high - low == 2, classes=high if low == 0 and often else None)


def _chosen(run: Run, positional: Given, named: Named) -> Array | None:
    """Numbers out of some, or whole ones below the one that is given."""
    found = shape(run, argument(positional, named, 1, "size"))
    first = argument(positional, named, 0, "a")
    below = whole(first)
    if below is not None:
        return _whole(run, (first, NOTHING, argument(positional, named, 1, "size")), {})
    given = writing.array(run, first)
    if given is None or given.shape is None or len(given.shape) != 1:
        return None
    often = many(found)
    return replace(
        given, shape=found, least=given.least if often else None, most=given.most if often else None
    )


def _counted(run: Run, positional: Given, named: Named) -> Array | None:
    """Counts, of which none is below 0."""
    found = shape(run, argument(positional, named, 2 if "n" in named else 1, "size"))
    return Array(found, "int", low=0.0, whole=True, source=SOURCE)


def _yes_or_no(run: Run, positional: Given, named: Named) -> Array | None:
    """How often something came true of so many times."""
    times, found = (
        whole(argument(positional, named, 0, "n")),
        shape(run, argument(positional, named, 2, "size")),
    )
    if times is None:
        return Array(found, "int", low=0.0, whole=True, source=SOURCE)
    return Array(found, "int", low=0.0, high=float(times), sides=times == 1, whole=True, source=SOURCE)


def _positive(run: Run, positional: Given, named: Named) -> Array | None:
    size = named.get("size", positional[-1] if len(positional) > 1 else NOTHING)
    return Array(shape(run, size), "float", low=0.0, source=SOURCE)


HANDLERS: dict[str, Maker] = {
    "rand": _rand, "randn": _randn, "random": _random, "random_sample": _random, "ranf": _random,
    "sample": _random,
    "uniform": _uniform, "normal": _normal, "standard_normal": _standard_normal, "randint": _whole,
    "integers": _whole, "choice": _chosen, "binomial": _yes_or_no, "poisson": _counted,
    **dict.fromkeys(("exponential", "gamma", "lognormal", "chisquare", "pareto", "weibull"), _positive),
}  # fmt: skip


def _tensor_uniform(run: Run, positional: Given, named: Named) -> Array | None:
    """The same with the shape in front, as TensorFlow and Keras have it."""
    low, high = argument(positional, named, 1, "minval"), argument(positional, named, 2, "maxval")
    found = shape(run, argument(positional, named, 0, "shape"))
    if "dtype" in named:
        return Array(found, source=SOURCE)
    return _between(found, number(low, 0.0), number(high, 1.0))


def _tensor_normal(run: Run, positional: Given, named: Named) -> Array | None:
    mean, deviation = argument(positional, named, 1, "mean"), argument(positional, named, 2, "stddev")
    found = shape(run, argument(positional, named, 0, "shape"))
    return _around(found, number(mean, 0.0), number(deviation, 1.0))


OF_TENSORS: dict[str, Maker] = {"uniform": _tensor_uniform, "normal": _tensor_normal}
