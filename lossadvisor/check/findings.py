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
    another class in a call, and `name` puts a keyword in front of an argument.
    """

    do: Literal["replace", "give", "swap", "name"]
    what: Literal["activation", "loss", "metric", "string", "argument"]
    at: Place
    new: str = ""


class Related(Struct, frozen=True):
    """Another place that takes part in a finding, such as the loss where the layer is at fault."""

    place: Place
    says: str


class Finding(Struct, frozen=True):
    """One thing that is wrong: `says` what, `because` what comes of it, `fix` the way out, as code.

    `repairs` are the ways to make the fix, of which the first that can be written is made; `edits` are that
    one, as changes of the text. Both are empty where a person must choose.
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


class Checked(Struct, frozen=True):
    """What was found in one text. `compiles` counts the compile() calls of Keras models in it."""

    findings: tuple[Finding, ...] = ()
    unfollowed: tuple[Unfollowed, ...] = ()
    compiles: int = 0
