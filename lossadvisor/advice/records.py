"""A recommendation as records: everything a person needs around a head, for every renderer alike."""

from __future__ import annotations

from msgspec import Struct, field

from lossadvisor.rulebook.evidence import Trapped
from lossadvisor.rulebook.facts import Answer, Arguments
from lossadvisor.rulebook.heads import Pair


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
    learn: str = ""
    expects: str = ""
    asserts: str = ""


class MetricAdvice(Struct, frozen=True):
    """One metric: class, arguments, what it tells; `home` is its module, empty where its code is given.

    `each` stands for one for each unit, whose number is `k` in the arguments. `prepare` are lines that define
    what these name.
    """

    metric: str
    arguments: Arguments
    says: str
    home: str = "keras.metrics"
    each: bool = False
    prepare: str = ""

    @property
    def called(self) -> str:
        """What fit() logs it as; one for each unit is called `recall_k`."""
        name = str(self.arguments.get("name", self.metric))
        return name.removeprefix('$f"').removesuffix('"').replace("{k}", "k")


class AvoidAdvice(Struct, frozen=True):
    """What not to use here, what it does when it is run, and why; `check` tells it as `finding`, if named."""

    what: str
    shows: str
    because: str
    finding: str = ""


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
    """How predictions become answers: an optional link applied first, then an expression.

    A `threshold` in it is on the scale of the predictions; empty if there is none. It may be `chosen_by` what
    validation data say, which gives its `place` among all that matter.
    """

    says: str
    link: str
    answers: str
    back: str
    threshold: str = ""
    chosen_by: str = ""
    place: str = ""


class NearestAdvice(Struct, frozen=True):
    """A task that comes near, and what is lost with it."""

    task: str
    loses: str


class SeeAlsoAdvice(Struct, frozen=True):
    """Another task in which people look for the same thing, and when it is the better home."""

    task: str
    when: str


class HeadAdvice(Struct, frozen=True, eq=False):
    """A recommendation. `units` counts outputs; `loss` and `metrics` name Keras classes.

    `activation` is Keras's name, `"linear"` where there is none. `assumed` are the answers nobody
    gave; of some a person was `unsure`, with how to find out, and `count` are lines that count them.
    Others were `read` from labels, each for a reason, or are `hinted` at by these, where another is assumed.
    `traps` are
    what goes wrong with these labels as they are. Of several heads, `only_if` names the one that must be a
    yes for this to exist.
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
    learn: str = ""
    encode: str = ""
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
    see_also: tuple[SeeAlsoAdvice, ...] = ()
    unsure: dict[str, str] = field(default_factory=dict)
    count: str = ""
    only_if: str = ""
    read: dict[str, str] = field(default_factory=dict)
    hinted: dict[str, str] = field(default_factory=dict)
    traps: tuple[Trapped, ...] = ()
