"""The right last-layer activation, loss and metrics for a Keras model.

>>> from lossadvisor import recommend
>>> advice = recommend(task="multilabel", classes=672)
>>> records.activation, records.loss, records.units
('sigmoid', 'BinaryCrossentropy', 672)
"""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

from .errors import AdvisorError
from .version import __version__

if TYPE_CHECKING:
    from lossadvisor.advice.advice import Advice, Combination, Referral

__all__ = ["Advice", "AdvisorError", "Combination", "Referral", "__version__", "recommend"]


def recommend(
    *, rules: str | PathLike[str] | None = None, **answers: object
) -> Advice | Referral | Combination:
    """The recommendation for `answers`, which are the options of the command line; __init__.pyi lists them.

    A Referral where no last layer is the answer, a Combination for several named outputs.

    `rules` is a folder of rule files; without it the shipped ones are used. Raises AdvisorError
    where an answer is unknown, missing or out of place.
    """
    from .api import recommendation

    return recommendation(None if rules is None else str(rules), answers)


def __getattr__(name: str) -> object:
    """What recommend() returns, loaded when it is asked for: the command line can do without."""
    if name not in __all__:
        raise AttributeError(f"module 'lossadvisor' has no attribute '{name}'")
    from lossadvisor.advice import advice

    return getattr(advice, name)
