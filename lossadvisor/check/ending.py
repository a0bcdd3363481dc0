"""One step back from the output of a model: what a layer there says of the head. Knows no texts and files."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.rulebook.library_facts import KerasLayer

from .seen import LAST_AXIS, Head, Place

LINEAR = "linear"
ARITHMETIC = "arithmetic"  # a step that is no layer, but does what Rescaling does


class Step(Struct, frozen=True):
    """A layer at the end of a model, as far as the head depends on it.

    `activation` is None where it is not known, and `why` says why; `last_axis` is the size that a reshaping
    layer gives to the last axis, `axis` is the one an activation runs over, None if not known. `unties` says
    that rows need not sum to 1 any longer, `rescaled` is a factor and an offset, and `untold` says that
    arguments on which the head depends are not known. `there` is the place in another file, in words, and
    `choice` a value that the program offers to be tried.
    """

    layer: str
    at: Place | None = None
    name: str = ""
    activation: str | None = LINEAR
    why: str = ""
    units: int | None = None
    last_axis: int | None = None
    axis: int | None = LAST_AXIS
    unties: bool = False
    rescaled: tuple[float, float] | None = None
    untold: bool = False
    there: str = ""
    choice: str = ""


def ended(head: Head, why: str) -> Head:
    """The head where nothing more can be seen."""
    return replace(head, why=head.why or why) if head.activation is None else head


def passed(head: Head, step: Step) -> Head:
    """The head below a layer that leaves numbers as they are."""
    named = head if head.name or not step.name else replace(head, name=step.name)
    untied = step.unties and head.activation is None and not (head.after or head.untied)
    return replace(named, untied=step.layer) if untied else named


def reshaped(head: Head, step: Step) -> Head:
    """The head below a layer that may move units to another axis."""
    named = passed(head, step)
    if head.sized:
        return named
    if head.activation is None:
        return replace(named, reshaped=True)
    return replace(named, sized=True, units=step.last_axis)


def disturbed(head: Head, step: Step) -> Head:
    """The head below a layer that changes numbers; below an activation that does not matter."""
    if head.activation is None and head.rescaled and step.rescaled:
        (factor, offset), (inner, moves) = head.rescaled, step.rescaled
        return replace(head, rescaled=(factor * inner, factor * moves + offset))
    if head.activation is not None or head.after:
        return head
    moved = replace(passed(head, step), after=step.layer, after_at=step.at)
    return replace(moved, rescaled=step.rescaled, untold=step.untold)


def moved(head: Head, step: Step, entry: KerasLayer, given: Mapping[str, object]) -> Head:
    """The head below a layer that moves numbers, as far as the arguments that it is given tell where to."""
    if entry.does != "rescales":
        little = entry.is_little(given)
        return passed(head, step) if little else disturbed(head, replace(step, untold=little is None))
    numbers = [given.get(name, usual) for name, usual in zip(entry.arguments, (None, 0), strict=False)]
    known = [float(each) for each in numbers if isinstance(each, (int, float))]
    rescaled = (known[0], known[1]) if len(known) == len(numbers) else None
    return disturbed(head, replace(step, rescaled=rescaled, untold=rescaled is None))


def activated(head: Head, step: Step) -> tuple[Head, bool]:
    """The head below an activation, and whether there is more to see further below."""
    if step.activation is None:
        return replace(head, why=step.why), False
    if step.activation == LINEAR:
        return passed(head, step), True
    if head.activation is not None:
        return replace(head, inner=step.activation), False
    found = replace(passed(head, step), activation=step.activation, at=step.at, kind=step.layer)
    found = replace(found, there=step.there, choice=_both(head, step))
    if step.axis == LAST_AXIS:
        return found, True
    return replace(found, sized=True, units=None, axis=None if head.reshaped else step.axis), True


def _both(head: Head, step: Step) -> str:
    """All that was chosen for a head."""
    return " and ".join(filter(None, dict.fromkeys((step.choice, head.choice))))


def weighted(head: Head, step: Step) -> Head:
    """The head at a layer with weights, below which nothing matters any more."""
    units = head.units if head.sized else step.units
    named = replace(passed(head, step), units=units, layer=step.at, choice=_both(head, step))
    if named.activation is None:
        named = replace(named, there=step.there)
        return replace(named, activation=step.activation, at=step.at, kind=step.layer, why=step.why)
    return replace(named, inner=step.activation if step.activation not in (None, LINEAR) else "")
