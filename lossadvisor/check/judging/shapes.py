"""Labels and outputs whose shapes do not go together, as the losses of Keras compare them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from lossadvisor.check.seen import Head, Model, Output
from lossadvisor.rulebook.contract import INTEGER
from lossadvisor.rulebook.facts import Loss
from lossadvisor.rulebook.libraries import libraries
from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.soundness import REAL

from .cases import Case
from .findings import Findings

Size: TypeAlias = "int | str | None"
Sizes: TypeAlias = tuple[Size, ...]
Form: TypeAlias = Literal["", "numbered", "alike", "stretched"]
BATCH = "batch"
ROW = 2  # axes of a row for each sample
PLACES = "places"


def add_shape_faults(
    model: Model, case: Case, output: Output, number: tuple[int, int], findings: Findings
) -> bool:
    """Add what is wrong with the shapes, and say whether anything is."""
    labels = output.labels
    if labels is None or not labels.shape or not output.shape or not case.loss.name:
        return False
    form = _form(case.rules, case.rules.losses[case.loss.name])
    truth: Sizes = (BATCH, *labels.shape[1:])
    out: Sizes = (BATCH, *output.shape[1:])
    found = against(truth, out, form) if form else ""
    if found and any(fit.batch == 1 for fit in model.fits) and form == "stretched":
        found = against((1, *truth[1:]), (1, *out[1:]), form)  # a sample alone may be stretched to any shape
    if found:
        words = {"shape": _said(out), "columns": _said(truth), "evidence": labels.source}
        findings.add(found, case.seen.layer or case.seen.at or model.at, words, head=number)
    return bool(found)


def _form(rules: Rules, loss: Loss) -> Form:
    """How a loss of Keras compares labels with what a model puts out."""
    if loss.file or loss.package != "keras":
        return ""
    if loss.link:
        return "numbered" if INTEGER in loss.reads else "alike"
    by_number = loss.seeks != REAL.name and rules.spaces[loss.accepts].high is None
    return "stretched" if by_number else ""


def against(truth: Sizes, out: Sizes, form: Form) -> str:
    """The finding that two shapes are; empty where they go together or that is not known."""
    truth, out = squeezed(truth, out)
    if form == "numbered":
        truth = truth[:-1] if len(truth) == len(out) and truth[-1] == 1 else truth
        return "shapes-differ" if differ(truth, out[:-1]) else ""
    if form == "alike":
        return "shapes-differ" if differ(truth, out) else ""
    return "shapes-differ" if not _fit(truth, out) else "targets-stretched" if differ(truth, out) else ""


def squeezed(truth: Sizes, out: Sizes) -> tuple[Sizes, Sizes]:
    """Both as Keras takes them: one axis more, of size 1, is left out or given to the other."""
    if len(truth) == len(out) + 1 and truth[-1] == 1:
        return (truth[:-1], out) if len(out) > 1 else (truth, (*out, 1))
    if len(out) == len(truth) + 1 and out[-1] == 1:
        return (truth, out[:-1]) if len(truth) > 1 else ((*truth, 1), out)
    return truth, out


def differ(one: Sizes, other: Sizes) -> bool:
    """Whether two shapes are surely not the same."""
    if len(one) != len(other):
        return True
    return any(a is not None and b is not None and a != b for a, b in zip(one, other, strict=True))


def _fit(one: Sizes, other: Sizes) -> bool:
    """Whether NumPy may stretch two shapes to one."""
    return all(
        a in (b, 1, None) or b in (1, None) for a, b in zip(reversed(one), reversed(other), strict=False)
    )


def is_of_places(rules: Rules, shape: tuple[int | None, ...] | None, heads: Iterable[Head]) -> bool:
    """Whether there is a prediction for each place of an image or step of a sequence.

    Where the shape is not known, the layers at the end tell: of those that keep the places, none is reshaped.
    """
    if shape is not None:
        return len(shape) > ROW
    ends = [(libraries(rules).layer(each.kind), each.reshaped) for each in heads]
    return bool(ends) and all(
        entry is not None and entry.shape == PLACES and not moved for entry, moved in ends
    )


def _said(sizes: Sizes) -> str:
    return f"({', '.join(_names(sizes))}{',' if len(sizes) == 1 else ''})"


def _names(sizes: Sizes) -> Iterator[str]:
    for size in sizes:
        yield "?" if size is None else str(size)
