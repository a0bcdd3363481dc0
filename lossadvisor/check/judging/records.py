"""What a check of one text gives: findings, what could not be followed, and how many heads were seen."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Severity: TypeAlias = Literal["note", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")


class Place(Struct, frozen=True, order=True):
    """A stretch of a text: lines and columns counted from 1, columns in characters, the end not included."""

    line: int
    column: int
    end_line: int
    end_column: int


class Edit(Struct, frozen=True, order=True):
    """`text` in the place of what stands at `place`; an empty place inserts."""

    place: Place
    text: str


class Related(Struct, frozen=True):
    """Another place that takes part in a finding, such as the loss where the layer is at fault."""

    place: Place
    says: str


class Finding(Struct, frozen=True):
    """One thing that is wrong: `says` what, `because` what comes of it, `fix` the way out, as code.

    `edits` make the fix where it is one unambiguous local change; empty where a person must choose.
    """

    name: str
    severity: Severity
    place: Place
    says: str
    because: str
    fix: str
    related: tuple[Related, ...] = ()
    edits: tuple[Edit, ...] = ()


class Unfollowed(Struct, frozen=True):
    """What could not be resolved at a compile(), such as `the loss`, and why."""

    place: Place
    what: str
    why: str


class Checked(Struct, frozen=True):
    """What was found in one text. `compiles` counts the compile() calls of Keras models in it."""

    findings: tuple[Finding, ...] = ()
    unfollowed: tuple[Unfollowed, ...] = ()
    compiles: int = 0
