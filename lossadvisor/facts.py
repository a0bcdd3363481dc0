"""What the rule files list, as frozen records: spaces, labels, activations, losses, metrics, questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct, field

Answer: TypeAlias = str | int
Answers: TypeAlias = Mapping[str, Answer]
Argument: TypeAlias = bool | int | float | str
Arguments: TypeAlias = dict[str, Argument]


class Record(
    Struct, frozen=True, eq=False, gc=False, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    """One thing out of the rule files. Two records are the same only if they are one object."""


class Trap(Record, frozen=True, kw_only=True):
    """What goes wrong with a thing, and what comes of it."""

    what: str
    because: str


class Entry(Record, frozen=True, kw_only=True):
    """A named thing that `explain` can tell about."""

    name: str
    says: str
    aliases: tuple[str, ...] = ()
    formula: str = ""
    goes_wrong: tuple[Trap, ...] = ()
    sources: tuple[str, ...] = ()


class Source(Record, frozen=True, kw_only=True):
    """Where a statement can be looked up, and whether it was executed, published or is a convention."""

    name: str
    cites: str
    rests: Literal["executed", "paper", "book", "documentation", "convention"]


class Space(Entry, frozen=True, kw_only=True):
    """Where numbers may live: an interval for each unit, perhaps tied to sum to one."""

    low: float | None = None
    high: float | None = None
    sums_to_one: bool = False


class Conversion(Record, frozen=True, kw_only=True):
    """Lines that turn labels `y` into another encoding, and the expression that turns `answers` back."""

    code: str
    back: str = ""


class Labels(Entry, frozen=True, kw_only=True):
    """A way to write the truth down: the shape and dtype of `y`, and the space its rows span.

    `derived_from` names what people have where nobody stores labels in this encoding, `shaped` is a line
    that gives `y` its shape and dtype whatever it came in, `note` a sentence for those who read metrics.
    """

    shape: str
    dtype: str
    hull: str
    least_units: int = 1
    most_units: int | None = None
    made: str = "y = truth"
    answers: str = ""
    answers_say: str = ""
    derived_from: str = ""
    shaped: str = ""
    note: str = ""
    conversions: dict[str, Conversion] = field(default_factory=dict, name="from")


class Activation(Entry, frozen=True, kw_only=True):
    """What the last layer puts out. `applied` is the same function as an expression on `predictions`."""

    keras: str
    emits: str
    applied: str = ""
    hidden: str = ""


class Loss(Entry, frozen=True, kw_only=True):
    """What a loss reads, accepts and seeks; `link` names the activation its from_logits form applies."""

    keras: str
    reads: tuple[str, ...]
    accepts: str
    seeks: str
    estimates: str
    link: str = ""


class Metric(Entry, frozen=True, kw_only=True):
    """What a metric reads and accepts.

    `logits` are the arguments that make it read scores of any size: none (`{}`) for a metric that
    only looks at the order, `None` for one that has no such form.
    """

    keras: str
    reads: tuple[str, ...]
    accepts: str
    best: float | Literal["lowest"]
    arguments: Arguments = field(default_factory=dict)
    logits: Arguments | None = None
    least_units: int = 1


class Choice(Record, frozen=True, kw_only=True):
    """One answer that can be chosen."""

    says: str
    example: str = ""
    aliases: tuple[str, ...] = ()


class Question(Entry, frozen=True, kw_only=True):
    """What may be asked: a choice, or a whole number from `least` to `most`."""

    asks: str
    choices: dict[str, Choice] = field(default_factory=dict)
    least: int | None = None
    most: int | None = None
    default: Answer | None = None
    setting: bool = False

    @property
    def is_number(self) -> bool:
        return self.least is not None

    @property
    def option(self) -> str:
        return f"--{self.name}"
