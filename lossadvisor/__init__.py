"""The right last-layer activation, loss and metrics for a Keras model.

>>> from lossadvisor import recommend
>>> advice = recommend(task="multilabel", classes=672)
>>> records.activation, records.loss, records.units
('sigmoid', 'BinaryCrossentropy', 672)
"""

from __future__ import annotations

from functools import lru_cache
from os import PathLike
from typing import TYPE_CHECKING

from .errors import AdvisorError
from .version import __version__

if TYPE_CHECKING:
    from lossadvisor.advice.advice import Advice, Combination, Referral
    from lossadvisor.rulebook.rules import Rules

__all__ = ["Advice", "AdvisorError", "Combination", "Referral", "__version__", "recommend"]


def recommend(
    *, rules: str | PathLike[str] | None = None, **answers: object
) -> Advice | Referral | Combination:
    """The recommendation for `answers`, which are the options of the command line.

    A Referral where no last layer is the answer, a Combination for several named outputs.

    `rules` is a folder of rule files; without it the shipped ones are used. Raises AdvisorError,
    in the words of the command line, where an answer is unknown, missing or out of place.
    """
    from lossadvisor.advice.advice import Shown
    from lossadvisor.advice.recommending import recommended
    from lossadvisor.rulebook.answers import normalised

    Shown.plain, Shown.html, Shown.markdown = _plain, _html, _markdown
    known = _loaded(None if rules is None else str(rules))
    return recommended(known, normalised(known, answers))


def _plain(found: Advice | Referral | Combination) -> str:
    from lossadvisor.report.outlines.recommended import plain

    return plain(found).rstrip("\n")


def _html(found: Advice | Referral | Combination) -> str:
    from lossadvisor.report.outlines.html import rendered

    return rendered(found)


def _markdown(found: Advice | Referral | Combination) -> str:
    from lossadvisor.report.outlines.recommended import markdown

    return markdown(found)


@lru_cache(maxsize=8)
def _loaded(folder: str | None) -> Rules:
    from lossadvisor.rulebook.loading import load

    return load(folder)


def __getattr__(name: str) -> object:
    """What recommend() returns, loaded when it is asked for: the command line can do without."""
    if name not in __all__:
        raise AttributeError(f"module 'lossadvisor' has no attribute '{name}'")
    from lossadvisor.advice import advice

    return getattr(advice, name)
