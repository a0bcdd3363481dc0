"""The right last-layer activation, loss and metrics for a Keras model.

>>> from lossadvisor import recommend
>>> advice = recommend(task="multilabel", classes=672)
>>> advice.activation, advice.loss, advice.units
('sigmoid', 'BinaryCrossentropy', 672)
"""

from __future__ import annotations

from functools import lru_cache
from os import PathLike
from typing import TypeAlias

from . import recommendation
from .advice import Advice, Combination, Referral
from .answers import normalised
from .errors import AdvisorError
from .loading import load
from .model import Rules
from .version import __version__

Recommended: TypeAlias = Advice | Referral | Combination

__all__ = ["Advice", "AdvisorError", "Combination", "Referral", "__version__", "recommend"]


def recommend(*, rules: str | PathLike[str] | None = None, **answers: object) -> Recommended:
    """The recommendation for `answers`, which are the options of the command line.

    A Referral where no last layer is the answer, a Combination for several named outputs.

    `rules` is a folder of rule files; without it the shipped ones are used. Raises AdvisorError,
    in the words of the command line, where an answer is unknown, missing or out of place.
    """
    known = _loaded(None if rules is None else str(rules))
    return recommendation.recommended(known, normalised(known, answers))


@lru_cache(maxsize=8)
def _loaded(folder: str | None) -> Rules:
    return load(folder)
