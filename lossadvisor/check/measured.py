"""What a batch of a running model showed of one output: a part of the waist that only a run fills."""

from __future__ import annotations

from msgspec import Struct


class Measured(Struct, frozen=True):
    """What one batch showed of an output while the model ran, before it was trained on that batch.

    Of its `rows` so many `samples` differ from each other, and predictions go from `lowest` to `highest`;
    these are `alike` where all samples get the same, and `at_ends` is the share of them that is 0 or 1. The
    `loss` is that of the batch, None where it was not computed; one that `grows` does so while predictions
    come nearer to the labels, and one that `squares` pairs each label with all predictions. `broken` names
    what has numbers that are not finite, `unreached` is the last of the first layers, which no gradient
    reaches, and `unmoved` are metrics of the program with what they give for any predictions.
    """

    samples: int
    rows: int = 0
    lowest: float | None = None
    highest: float | None = None
    alike: bool = False
    at_ends: float = 0.0
    loss: float | None = None
    grows: bool = False
    squares: bool = False
    unmoved: tuple[tuple[str, float], ...] = ()
    broken: tuple[str, ...] = ()
    unreached: str = ""
