"""What is tried, one piece of work of it, and what came out: records that go between processes."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from msgspec import Struct, field

from lossadvisor.rulebook.facts import Truth

Plan = Literal["shuffled", "grouped", "in time"]
Place: TypeAlias = tuple[str, int, int]  # rival, split and seed of a training
Way = Literal["loop", "compiled"]
Role = Literal["recommended", "instead", "blog", "asked", "constant", "plain"]


class Wanted(Struct, frozen=True):
    """What somebody asked to be tried."""

    paths: tuple[str, ...]
    target: str | None = None
    heads: tuple[str, ...] = ()
    judge: str = ""
    group: str | None = None
    time: str | None = None
    size: tuple[int, int] | None = None  # height and width of pictures


def plan_of(wanted: Wanted) -> Plan:
    """How rows are split, by the options that were given."""
    return "in time" if wanted.time is not None else "grouped" if wanted.group is not None else "shuffled"


class Column(Struct, frozen=True):
    """One column of features as it came, and how it is prepared: numbers, categories, dates, text."""

    name: str
    kind: str
    values: Any


class Target(Struct, frozen=True):
    """What there is to predict: labels `y` as they came, and `truth` as a judge reads it.

    `levels` are the classes or grades as they are written, in their order. Of masks, `y` has one in each row,
    and `truth` a class for each pixel of all of them, -1 where nobody knows it.
    """

    y: Any
    truth: Any
    kind: Truth
    levels: tuple[Any, ...] = ()


class Problem(Struct, frozen=True):
    """Rows with features and a target. Features are columns of a table, or one array as `x`.

    `groups` hold rows together; rows are `in_time` as they stand. `digest` tells data from other data,
    `notes` what was done to them.
    """

    place: str
    name: str
    target: Target
    columns: tuple[Column, ...] = ()
    x: Any = None
    groups: Any = None
    in_time: bool = False
    digest: str = ""
    notes: tuple[str, ...] = ()
    unit: str = "rows"  # what a row is called
    numbers: Any = None  # which row of its file each one was, if some are left out or in another order

    @property
    def rows(self) -> int:
        return len(self.target.y)

    @property
    def seen(self) -> str:
        """What models learn from is called."""
        return "features" if self.unit == "rows" else self.unit


class Score(Struct, frozen=True):
    """A judge as it is worked with: an expression and the numbers in it."""

    name: str
    takes: Literal["answers", "chances"]
    expression: str
    is_lowest: bool
    numbers: dict[str, Any] = field(default_factory=dict)
    reads: str = ""
    says: str = ""
    each: str = ""


class Rival(Struct, frozen=True):
    """What is trained: a head as the `code` that `recommend` prints, or a model of scikit-learn by its name.

    `chances` are expressions, one after the other, that make probabilities of `predictions`; none where it
    gives none. `role` tells why it is here, `because` the reason in words.
    """

    name: str
    role: Role
    because: str = ""
    code: str = ""
    chances: tuple[str, ...] = ()
    apart: str = ""  # what is said behind its name where another one has the same

    @property
    def is_head(self) -> bool:
        return bool(self.code)


class Setup(Struct, frozen=True):
    """What is the same for every rival. `model` is a function in a file, empty for the usual body.

    `epochs` are the most; those of the printed code where it is 0. `budget` is in seconds, 0 for none;
    with one, `splits` are the most. `engine` is fit(), or epochs that are compiled once for each head.
    """

    splits: int = 10
    seeds: int = 1
    plan: Plan = "shuffled"
    epochs: int = 0
    model: tuple[str, str] = ("", "")
    budget: float = 0.0
    engine: Way = "loop"


class Job(Struct, frozen=True):
    """One training: which rival on which split, from which start."""

    rival: Rival
    split: int
    seed: int


class Run(Struct, frozen=True):
    """What came out of one job. `failed` says in a line why nothing did.

    `scores` are by the names of judges, `curves` by epoch. `answers` and `chances` are for `test`, the
    numbers of the rows that did not train; `val_chances` for `val`, those that stopped the training, where a
    threshold is to be chosen on them. `by_fit` tells why fit() trained where compiled epochs were meant to.
    """

    rival: str
    split: int
    seed: int
    scores: dict[str, float] = field(default_factory=dict)
    curves: dict[str, list[float]] = field(default_factory=dict)
    seconds: float = 0.0
    epochs: int = 0
    test: Any = None
    answers: Any = None
    chances: Any = None
    failed: str = ""
    val: Any = None
    val_chances: Any = None
    by_fit: str = ""


def place(done: Job | Run) -> Place:
    """What a job and its run have in common."""
    return (done.rival if isinstance(done, Run) else done.rival.name), done.split, done.seed
