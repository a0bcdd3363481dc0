"""What the checker can find, as frozen records: when a finding is meant, how grave it is, what mends it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from .facts import Entry, Record

Severity: TypeAlias = Literal["note", "warning", "error"]


class Condition(Record, frozen=True, kw_only=True):
    """Which objection of the facts a finding is about. What is left empty does not matter.

    `emits`, `under`, `accepts` and `seeks` name spaces, `units` how many there are (`input` for as many as the input has), `labels` an encoding or
    `unknown`. Several objections are written `A or B`.
    """

    objection: str
    activations: tuple[str, ...] = ()
    emits: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()
    seeks: tuple[str, ...] = ()
    links: bool | None = None
    from_logits: bool | None = None
    units: tuple[Literal["one", "two", "more", "input", "unknown"], ...] = ()
    metrics: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    after: bool | None = None


class Shown(Record, frozen=True, kw_only=True):
    """A head that shows a finding, or the same without it."""

    activation: str
    loss: str
    units: int | None = None
    from_logits: bool = False
    labels: str | None = None
    metrics: tuple[str, ...] = ()
    after: str = ""
    under: str = ""


class Verdict(Entry, frozen=True, kw_only=True):
    """A finding: what is wrong (`says`), what comes of it (`because`), and the way out (`mend`).

    `at` is the part of the program where it is reported, `when` the objection it is made of; one without is
    seen in the program itself. `evident` is its severity where the labels are known, `measured` the harm as
    it showed when `wrong` and `right` were trained.
    """

    severity: Severity
    at: Literal["layer", "loss", "metric", "after", "call"]
    because: str
    mend: str
    when: Condition | None = None
    evident: Severity | None = None
    measured: str = ""
    wrong: Shown | None = None
    right: Shown | None = None
