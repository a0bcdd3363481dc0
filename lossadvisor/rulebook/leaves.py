"""The decision tree as frozen records: forks, the leaves and other ends, and what stands at a leaf."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, TypeAlias

from msgspec import field

from .facts import Answer, Arguments, Record
from .findings import Harm
from .heads import Pair

Backend: TypeAlias = Literal["jax", "tensorflow", "torch"]


class Alternative(Record, frozen=True, kw_only=True):
    """Another sound head for the same question, when to prefer it and what it costs."""

    head: Pair
    when: str
    price: str
    arguments: Arguments = field(default_factory=dict)
    units: Answer | None = None
    labels: str | None = None
    metrics: tuple[str, ...] | None = None
    answers: str | None = None
    prepare: str | None = None
    fit: Arguments | None = None
    after: str | None = None


class Avoided(Record, frozen=True, kw_only=True):
    """A head or a metric that people choose here, and the harm it does when it is run.

    `spares` names the Keras backends on which the harm does not show.
    """

    because: str
    shows: Harm
    head: Pair | None = None
    metric: str | None = None
    arguments: Arguments = field(default_factory=dict)
    units: Answer | None = None
    labels: str | None = None
    fit: Arguments | None = None
    prepare: str | None = None
    after: str | None = None
    spares: tuple[Backend, ...] = ()


class Change(Record, frozen=True, kw_only=True):
    """What an answer to a setting, or a release of Keras, changes at a leaf."""

    because: str = ""
    layer: str = ""
    recommend: Pair | None = None
    labels: str | None = None
    metrics: tuple[str, ...] | None = None
    prepare: str | None = None
    fit: Arguments | None = None
    arguments: Arguments = field(default_factory=dict)


class Leaf(Record, frozen=True, kw_only=True, tag="leaf"):
    """A recommendation of the tree.

    `units` is a number or made of the answer to a question, as in `classes - 1`. `layer` and `after` name
    the layers at the end of the model, `given` what answers to settings change, `since` what releases of
    Keras do.
    """

    where: str
    recommend: Pair
    units: Answer
    labels: str
    metrics: tuple[str, ...]
    because: tuple[str, ...]
    data: str
    arguments: Arguments = field(default_factory=dict)
    layer: str = "dense"
    after: str = ""
    answers: str = ""
    back: str = ""
    prepare: str = ""
    fit: Arguments = field(default_factory=dict)
    given: dict[str, Change] = field(default_factory=dict)
    since: dict[str, Change] = field(default_factory=dict)
    avoid: tuple[Avoided, ...] = ()
    instead: tuple[Alternative, ...] = ()
    sources: tuple[str, ...] = ()


class Nearest(Record, frozen=True, kw_only=True):
    """A task that comes near to what is asked, and what is lost with it."""

    task: str
    loses: str


class Stop(Record, frozen=True, kw_only=True, tag="stop"):
    """An end of the tree without a recommendation: what to turn to instead, and which tasks come near."""

    where: str
    stop: str
    because: tuple[str, ...]
    nearest: tuple[Nearest, ...] = ()
    sources: tuple[str, ...] = ()


class Bundle(Record, frozen=True, kw_only=True, tag="bundle"):
    """An end of the tree where every head that was named gets a recommendation of its own."""

    where: str
    bundle: str
    because: tuple[str, ...]
    sources: tuple[str, ...] = ()


class Branch(Record, frozen=True, kw_only=True):
    """What follows an answer: one of `choices`, or a number from `least` to `most`."""

    node: Fork | Leaf | Stop | Bundle
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    def takes(self, answer: Answer) -> bool:
        if self.choices:
            return answer in self.choices
        if not isinstance(answer, int):
            return self.least is None and self.most is None
        low, high = self.least, self.most
        return (low is None or answer >= low) and (high is None or answer <= high)

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

    def follow(self, answer: Answer) -> Node | None:
        """What comes after `answer`; None where it is not offered here."""
        return _followed(self, answer)

    @property
    def offers(self) -> tuple[str, ...]:
        return tuple(choice for branch in self.branches for choice in branch.choices)


@lru_cache(maxsize=4096)  # so that a fork of many branches costs no more than one of two
def _followed(fork: Fork, answer: Answer) -> Node | None:
    return next((branch.node for branch in fork.branches if branch.takes(answer)), None)


End: TypeAlias = Leaf | Stop | Bundle
Node: TypeAlias = Fork | End
