"""A recommendation as records: everything a person needs around a head, for every renderer alike."""

from __future__ import annotations

import shlex

from msgspec import Struct, field

from . import snippet
from .facts import Answer, Arguments
from .model import Pair


class LabelAdvice(Struct, frozen=True):
    """How the truth must be written: `convert` are the lines that get there from what was given."""

    encoding: str
    says: str
    shape: str
    dtype: str
    given: str
    convert: str
    conversions: dict[str, str]
    shaped: str = ""


class MetricAdvice(Struct, frozen=True):
    """One metric: the Keras class, its arguments, what it tells."""

    metric: str
    arguments: Arguments
    says: str


class AvoidAdvice(Struct, frozen=True):
    """What not to use here, what it does when it is run, and why."""

    what: str
    shows: str
    because: str


class InsteadAdvice(Struct, frozen=True):
    """Another sound head: when to prefer it, and its price."""

    activation: str
    loss: str
    loss_arguments: Arguments
    units: int
    labels: str
    when: str
    price: str


class Decoding(Struct, frozen=True):
    """How predictions become answers: an optional link applied first, then an expression."""

    says: str
    link: str
    answers: str
    back: str


class Advice(Struct, frozen=True, eq=False):
    """A recommendation. `units` counts outputs; `loss` and `metrics` name Keras classes.

    `activation` is Keras's name, `"linear"` where there is none. `assumed` are the answers nobody
    gave. `code` is ready to paste, `script` a whole program on synthetic data.
    """

    answers: dict[str, Answer]
    assumed: dict[str, Answer]
    activation: str
    loss: str
    loss_arguments: Arguments
    units: int
    labels: LabelAdvice
    metrics: tuple[MetricAdvice, ...]
    because: tuple[str, ...]
    avoid: tuple[AvoidAdvice, ...]
    instead: tuple[InsteadAdvice, ...]
    sources: tuple[str, ...]
    decoding: Decoding
    notes: tuple[str, ...]
    pair: Pair
    hidden: str = ""
    prepare: str = ""
    fit: Arguments = field(default_factory=dict)
    made: str = ""
    data: str = ""
    rules: str = ""

    @property
    def command(self) -> str:
        """The one-shot command that gives this recommendation."""
        said = {name: value for name, value in self.answers.items() if name not in self.assumed}
        if self.rules:
            said["rules"] = self.rules
        options = " ".join(f"--{name} {shlex.quote(str(value))}" for name, value in said.items())
        return f"lossadvisor recommend {options}"

    @property
    def code(self) -> str:
        """What one pastes: imports, labels, the last layer, compile(), and how to decode."""
        return snippet.code(self)

    @property
    def script(self) -> str:
        """A whole program: synthetic data, a small model, fit, evaluate, predictions decoded."""
        return snippet.script(self)

    def _repr_markdown_(self) -> str:
        from .report.advice_outline import outline
        from .report.markdown import rendered

        return rendered(outline(self))
