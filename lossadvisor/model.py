"""The vocabulary: what the rules speak of, as frozen records; knows neither files nor terminals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from msgspec import Struct, field

Answer: TypeAlias = str | int
Answers: TypeAlias = Mapping[str, Answer]
Argument: TypeAlias = bool | int | float | str
Arguments: TypeAlias = dict[str, Argument]
Harm: TypeAlias = Literal["error", "constant", "stuck", "worse", "uncalibrated", "misreads"]


class Record(Struct, frozen=True, eq=False, kw_only=True, rename="kebab", forbid_unknown_fields=True):
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

    `derived_from` names what people have where nobody stores labels in this encoding.
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
    """A last layer with its loss and what surrounds it; `None` and `()` stand for not known."""

    activation: str
    loss: str
    arguments: Arguments = field(default_factory=dict)
    units: int | None = None
    labels: str | None = None
    metrics: tuple[str, ...] = ()

    @property
    def from_logits(self) -> bool:
        return bool(self.arguments.get("from_logits", False))


class Alternative(Record, frozen=True, kw_only=True):
    """Another sound head for the same question, when to prefer it and what it costs."""

    head: Pair
    when: str
    price: str
    arguments: Arguments = field(default_factory=dict)
    units: int | None = None
    labels: str | None = None
    metrics: tuple[str, ...] | None = None
    answers: str | None = None
    prepare: str | None = None


class Avoided(Record, frozen=True, kw_only=True):
    """A head or a metric that people choose here, and the harm it does when it is run.

    `spares` names the Keras backends on which the harm does not show.
    """

    because: str
    shows: Harm
    head: Pair | None = None
    metric: str | None = None
    arguments: Arguments = field(default_factory=dict)
    units: int | None = None
    labels: str | None = None
    fit: Arguments | None = None
    prepare: str | None = None
    spares: tuple[str, ...] = ()


class Leaf(Record, frozen=True, kw_only=True, tag="leaf"):
    """An answer of the tree. `units` is a number or the name of the question that gives it."""

    where: str
    recommend: Pair
    units: Answer
    labels: str
    metrics: tuple[str, ...]
    because: tuple[str, ...]
    data: str
    arguments: Arguments = field(default_factory=dict)
    answers: str = ""
    prepare: str = ""
    fit: Arguments = field(default_factory=dict)
    avoid: tuple[Avoided, ...] = ()
    instead: tuple[Alternative, ...] = ()
    sources: tuple[str, ...] = ()


class Branch(Record, frozen=True, kw_only=True):
    """What follows an answer: one of `choices`, or a number from `least` to `most`."""

    node: Fork | Leaf
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    def takes(self, answer: Answer) -> bool:
        if isinstance(answer, str):
            return answer in self.choices
        low, high = self.least, self.most
        return not self.choices and (low is None or answer >= low) and (high is None or answer <= high)

    def __str__(self) -> str:
        if self.choices:
            return " or ".join(self.choices)
        if self.most is not None:
            return f"below {self.most + 1}"
        return "any" if self.least is None else f"{self.least} and more"


class Fork(Record, frozen=True, kw_only=True, tag="fork"):
    """A point of the tree where one question decides."""

    ask: str
    branches: tuple[Branch, ...]
    default: Answer | None = None

    def follow(self, answer: Answer) -> Fork | Leaf | None:
        """What comes after `answer`; None where it is not offered here."""
        return next((branch.node for branch in self.branches if branch.takes(answer)), None)

    @property
    def offers(self) -> tuple[str, ...]:
        return tuple(choice for branch in self.branches for choice in branch.choices)


Node: TypeAlias = Fork | Leaf


class Example(Record, frozen=True, kw_only=True):
    """A case from the world that a task file promises to answer."""

    says: str
    answers: dict[str, Answer]
    gives: Pair
    units: int | None = None
    labels: str | None = None
    instead: tuple[Pair, ...] = ()


class Task(Entry, frozen=True, kw_only=True):
    """One kind of target."""

    example: str
    units: Answer
    examples: tuple[Example, ...]


class Rules(Record, frozen=True, kw_only=True):
    """All that the rule files say. `tree` begins with the question for the task."""

    folder: str
    shipped: bool
    spaces: dict[str, Space]
    sources: dict[str, Source]
    labels: dict[str, Labels]
    activations: dict[str, Activation]
    losses: dict[str, Loss]
    metrics: dict[str, Metric]
    questions: dict[str, Question]
    tasks: dict[str, Task]
    tree: Fork

    def settings(self) -> Iterator[Question]:
        """The questions that hold for every leaf and stand in no tree."""
        return (question for question in self.questions.values() if question.setting)


class Turn(Struct, frozen=True):
    """One question of a walk with its answer; `assumed` where nobody gave it."""

    question: str
    answer: Answer
    assumed: bool


class Walk(Struct, frozen=True):
    """How far answers lead: the turns taken, and the leaf or the open fork where they end."""

    turns: tuple[Turn, ...]
    stop: Node

    @property
    def answers(self) -> dict[str, Answer]:
        return {turn.question: turn.answer for turn in self.turns}
