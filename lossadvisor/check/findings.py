"""What a check of one text gives: findings with their fixes, and what could not be followed."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from .seen import Place, Unfollowed

Severity: TypeAlias = Literal["note", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")


class Edit(Struct, frozen=True, order=True):
    """`text` in the place of what stands at `place`; an empty place inserts."""

    place: Place
    text: str


class Repair(Struct, frozen=True):
    """What would take a finding away, said without syntax: a verb, the place of the part, and the new text.

    `replace` puts another name in the place of the one there, `give` gives a call an argument, `swap` puts
    another class in a call, `name` puts a keyword in front of an argument, and `enclose`
    puts brackets around it. `takes` are the arguments that
    the call takes by their position.
    """

    do: Literal["replace", "give", "swap", "name", "enclose"]
    what: Literal["activation", "loss", "metric", "string", "argument"]
    at: Place
    new: str = ""
    takes: tuple[str, ...] = ()


class Related(Struct, frozen=True):
    """Another place that takes part in a finding, such as the loss where the layer is at fault."""

    place: Place
    says: str


class Finding(Struct, frozen=True):
    """One thing that is wrong: `says` what, `because` what comes of it, `fix` the way out, as code.

    `repairs` are the ways to make the fix; `edits` are the first of them that can be written, as changes of
    the text, and `other_edits` those after it. All are empty where a person must choose. `heads` are the
    heads that it is about, each the number of its model and of its output in what was seen.
    """

    name: str
    severity: Severity
    place: Place
    says: str
    because: str
    fix: str
    related: tuple[Related, ...] = ()
    edits: tuple[Edit, ...] = ()
    repairs: tuple[Repair, ...] = ()
    other_edits: tuple[tuple[Edit, ...], ...] = ()
    heads: tuple[tuple[int, int], ...] = ()

    @property
    def ways(self) -> tuple[tuple[Edit, ...], ...]:
        """The ways to write the fix, the best first."""
        return (self.edits, *self.other_edits) if self.edits else ()


class Part(Struct, frozen=True):
    """A thing of Keras in a program: what it `says` of itself, without places, and `at` which it is written.

    `number` tells it from others that say the same. `several` says that a loop may make more of it.
    """

    says: str
    at: tuple[Place, ...]
    number: int
    several: bool = False


class Use(Struct, frozen=True):
    """What one output at one compile() is made of. `head` is its number as in Finding; `at` the call."""

    at: Place
    head: tuple[int, int] | None
    layers: tuple[Part, ...] = ()
    others: tuple[Part, ...] = ()


class Uses(Struct, frozen=True):
    """What a program makes of Keras: for each output, and `besides` all that goes into none."""

    outputs: tuple[Use, ...] = ()
    besides: tuple[Part, ...] = ()


class Checked(Struct, frozen=True):
    """What was found in one text. `compiles` counts the compile() calls of Keras models in it.

    `uses` is what it makes of Keras, None where that was not asked for or is too much.
    """

    findings: tuple[Finding, ...] = ()
    unfollowed: tuple[Unfollowed, ...] = ()
    compiles: int = 0
    uses: Uses | None = None
