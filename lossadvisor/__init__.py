"""The right last-layer activation, loss and metrics for a Keras model.

>>> from lossadvisor import recommend
>>> advice = recommend(task="multilabel", classes=672)
>>> advice.activation, advice.loss, advice.units
('sigmoid', 'BinaryCrossentropy', 672)
"""

from __future__ import annotations

from functools import lru_cache
from os import PathLike
from typing import TYPE_CHECKING

from .errors import AdvisorError
from .version import __version__

if TYPE_CHECKING:
    from .advice import Advice, Combination, Referral
    from .model import Rules

__all__ = ["Advice", "AdvisorError", "Combination", "Referral", "__version__", "recommend"]


def recommend(
    *, rules: str | PathLike[str] | None = None, **answers: object
) -> Advice | Referral | Combination:
    """The recommendation for `answers`, which are the options of the command line.

    A Referral where no last layer is the answer, a Combination for several named outputs.

    `rules` is a folder of rule files; without it the shipped ones are used. Raises AdvisorError,
    in the words of the command line, where an answer is unknown, missing or out of place.
    """
    from .answers import normalised
    from .recommendation import recommended

    known = _loaded(None if rules is None else str(rules))
    return recommended(known, normalised(known, answers))


@lru_cache(maxsize=8)
def _loaded(folder: str | None) -> Rules:
    from .loading import load

    return load(folder)


def __getattr__(name: str) -> object:
    """What recommend() returns, loaded when it is asked for: the command line can do without."""
    if name not in __all__:
        raise AttributeError(f"module 'lossadvisor' has no attribute '{name}'")
    from . import advice

    return getattr(advice, name)
