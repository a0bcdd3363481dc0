"""Whether edits change only the heads that they are for: a program is compared with what it becomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from .findings import Checked, Edit, Finding, Part, Use
from .seen import Place

Made = Mapping[Finding, tuple[Edit, ...]]  # the edits that are made for each finding
LOST = "it would hide what can be followed now"


class Refusal(Struct, frozen=True):
    """Why edits are not made: the words, and the places that they name, in the order of their {}."""

    says: str
    places: tuple[Place, ...] = ()

    def told(self, where: Callable[[Place], str]) -> str:
        """The words, with each place as `where` says it."""
        return self.says.format(*map(where, self.places))


def refusal(before: Checked, after: Checked, made: Made) -> Refusal | None:
    """Why the edits are not to be made, by what they make of a program; None where nothing speaks against it.

    What comes of them must be followed as far as before. It must not differ in any layer, loss or metric but
    those of the heads that the findings are about.
    """
    if _is_less(before, after):
        return Refusal(LOST)
    return next(_effects(before, after, made), None)


def _is_less(before: Checked, after: Checked) -> bool:
    """Whether less can be followed than before."""
    was, now = before.uses, after.uses
    if was is None or now is None or before.compiles != after.compiles:
        return True
    if Counter(each.what for each in after.unfollowed) - Counter(each.what for each in before.unfollowed):
        return True
    shapes = [
        [len(each.besides), [(use.head, len(use.layers), len(use.others)) for use in each.outputs]]
        for each in (was, now)
    ]
    return shapes[0] != shapes[1]


def _effects(before: Checked, after: Checked, made: Made) -> Iterator[Refusal]:
    """What the edits change that they are not for."""
    if before.uses is None or after.uses is None:
        return
    for was, now in zip(before.uses.besides, after.uses.besides, strict=True):
        if was.says != now.says and not _is_for_all(was, made):
            yield _serves(was, None, made)
    for use, later in zip(before.uses.outputs, after.uses.outputs, strict=True):
        layers = [one for one, other in zip(use.layers, later.layers, strict=True) if one.says != other.says]
        others = [one for one, other in zip(use.others, later.others, strict=True) if one.says != other.says]
        several = len({each.number for each in layers if not _is_for_all(each, made)}) > 1
        for each in (*layers, *others):
            if _is_for_all(each, made):
                continue
            if not _is_for(each, use, made):
                yield _serves(each, use, made)
            elif each.several or (several and each in layers):
                yield Refusal("{} makes more than one layer", (_place(each, made),))


def _is_for_all(part: Part, made: Made) -> bool:
    """Whether what changes is wrong wherever it stands."""
    return any(not finding.heads and _touches(edits, part) for finding, edits in made.items())


def _is_for(part: Part, use: Use, made: Made) -> bool:
    return any(use.head in finding.heads and _touches(edits, part) for finding, edits in made.items())


def _touches(edits: tuple[Edit, ...], part: Part) -> bool:
    """Whether one of the edits lies in what is written for a part."""
    return any(_holds(place, edit.place) for edit in edits for place in part.at)


def _holds(outer: Place, inner: Place) -> bool:
    begin, end = (outer.line, outer.column), (outer.end_line, outer.end_column)
    return begin <= (inner.line, inner.column) and (inner.end_line, inner.end_column) <= end


def _place(part: Part, made: Made) -> Place:
    """Where the edits change a part; its own place where they change it from afar."""
    edits = (edit.place for each in made.values() for edit in each)
    return next((each for each in edits if any(_holds(place, each) for place in part.at)), min(part.at))


def _serves(part: Part, use: Use | None, made: Made) -> Refusal:
    if not part.at:
        return Refusal("it would change more than the head")
    place = _place(part, made)
    if use is None:
        return Refusal("{} also serves what is not followed", (place,))
    if use.at.line == place.line:
        return Refusal("{} serves more than one head", (place,))
    return Refusal("{} also serves the model at {}", (place, use.at))
