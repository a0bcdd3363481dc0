"""A recommendation as records: everything a person needs around a head, for every renderer alike."""

from __future__ import annotations

import shlex

from msgspec import Struct, field

from . import snippet
from .facts import Answer, Arguments
from .model import Pair


def command(answers: dict[str, Answer], assumed: dict[str, Answer], rules: str = "") -> str:
    """The command line that gives `answers`, but for those that are assumed anyway."""
    said = {name: value for name, value in answers.items() if name not in assumed}
    if rules:
        said["rules"] = rules
    options = " ".join(f"--{name} {shlex.quote(str(value))}" for name, value in said.items())
    return f"lossadvisor recommend {options}"


class LabelAdvice(Struct, frozen=True):
    """How the truth must be written: `convert` are the lines that get there from what was given.

    `comes` tells what that is, where it is another encoding.
    """

    encoding: str
    says: str
    shape: str
    dtype: str
    given: str
    convert: str
    conversions: dict[str, str]
    shaped: str = ""
    comes: str = ""


class MetricAdvice(Struct, frozen=True):
    """One metric: class, arguments, what it tells; `home` is its module, empty where its code is given."""

    metric: str
    arguments: Arguments
    says: str
    home: str = "keras.metrics"


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
    loss_home: str = "keras.losses"
    layer: str = "keras.layers.Dense({units}{more})"
    layer_arguments: tuple[str, ...] = ()
    after: str = ""
    before: str = 'keras.layers.Dense(32, activation="relu")'
    python: tuple[str, ...] = ()
    lacks: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The one-shot command that gives this recommendation."""
        return command(self.answers, self.assumed, self.rules)

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


class NearestAdvice(Struct, frozen=True):
    """A task that comes near, and what is lost with it."""

    task: str
    loses: str


class Referral(Struct, frozen=True, eq=False):
    """Where no last layer is the answer: what is, and which tasks come near."""

    answers: dict[str, Answer]
    says: str
    because: tuple[str, ...]
    nearest: tuple[NearestAdvice, ...]
    sources: tuple[str, ...]
    rules: str = ""

    @property
    def command(self) -> str:
        """The one-shot command that says the same."""
        return command(self.answers, {}, self.rules)

    def _repr_markdown_(self) -> str:
        from .report.markdown import rendered
        from .report.referral_outline import outline

        return rendered(outline(self))


class Combination(Struct, frozen=True, eq=False):
    """A recommendation for each of several named outputs of one model."""

    answers: dict[str, Answer]
    heads: dict[str, Advice]
    because: tuple[str, ...]
    sources: tuple[str, ...]
    rules: str = ""

    @property
    def command(self) -> str:
        """The one-shot command that gives these recommendations."""
        return command(self.answers, {}, self.rules)

    @property
    def code(self) -> str:
        """What one pastes: labels, outputs, compile() with a loss for each, and how to decode."""
        from . import combined

        return combined.code(self)

    @property
    def script(self) -> str:
        """A whole program with all outputs: synthetic data, a small model, fit, evaluate, decode."""
        from . import combined

        return combined.script(self)

    def _repr_markdown_(self) -> str:
        from .report.combination_outline import outline
        from .report.markdown import rendered

        return rendered(outline(self))
