"""A last layer with its loss, as frozen records: what rules recommend and warn of, and what is judged."""

from __future__ import annotations

from msgspec import field

from .facts import Arguments
from .record import Record


class Pair(str):
    """An activation and a loss by name, written `sigmoid with binary-crossentropy`.

    Raises ValueError where the text is not `ACTIVATION with LOSS`.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Pair:
        activation, word, loss = text.partition(" with ")
        if not word or not activation.strip() or not loss.strip():
            raise ValueError(f"'{text}' is not of the form 'ACTIVATION with LOSS'")
        return super().__new__(cls, f"{activation.strip()} with {loss.strip()}")

    @property
    def activation(self) -> str:
        return self.partition(" with ")[0]

    @property
    def loss(self) -> str:
        return self.partition(" with ")[2]


class Head(Record, frozen=True, kw_only=True):
    """A last layer with its loss and what surrounds it; `None` and `()` stand for not known.

    `under` is an activation that the layer below the activation has of its own, `rescaled` a factor and an
    offset that a layer after it brings the numbers to another scale with.
    """

    activation: str
    loss: str
    arguments: Arguments = field(default_factory=dict)
    units: int | None = None
    labels: str | None = None
    metrics: tuple[str, ...] = ()
    after: str = ""
    under: str = ""
    rescaled: tuple[float, float] | None = None

    @property
    def from_logits(self) -> bool:
        return bool(self.arguments.get("from_logits", False))
