"""What people look up besides: what they see when training goes wrong, and names of no page, as records."""

from __future__ import annotations

from typing import Annotated

from .facts import Entry, Unseen
from .meanings import EntryName, Expression, FindingName, told
from .record import Record


class Cause(Record, frozen=True, kw_only=True):
    """Why a symptom shows: what tells it from the other causes, and the way out.

    `look` reads what stands at hand after training: `x`, `y`, `model`, `history` (the dictionary of fit()),
    `predictions`, and `answers` as they were read from these.
    """

    says: str
    look: Annotated[Expression, told("an expression in Python that is true where this is the cause")]
    fix_says: Annotated[str, told("how to fix it")]
    finding: Annotated[FindingName, told("the finding with which `check` reports it")] = ""
    unseen: Annotated[Unseen | None, told("why `check` cannot report it")] = None
    see: Annotated[tuple[EntryName, ...], told("the page of `explain` with more about it")] = ()


class Symptom(Entry, frozen=True, kw_only=True):
    """Something that is seen while a model trains or predicts; its causes, the usual ones first.

    `aliases` are the words in which people look for it.
    """

    causes: Annotated[dict[str, Cause], told("the usual ones first")]


class OtherName(Entry, frozen=True, kw_only=True):
    """A name that people look up and that nothing here stands for: what it is, and what comes near."""

    nearest: Annotated[
        tuple[EntryName, ...], told("the pages that `explain` shows instead, the closest first")
    ]


class Comparison(Entry, frozen=True, kw_only=True):
    """What to say where people often ask for the difference of two or three names."""

    of: Annotated[tuple[EntryName, ...], told("the names that are compared, in any order")]
