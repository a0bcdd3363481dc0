"""The right last-layer activation, loss and metrics for a Keras model.

>>> from lossadvisor import recommend
>>> advice = recommend(task="multilabel", classes=672)
>>> advice.activation, advice.loss, advice.units
('sigmoid', 'BinaryCrossentropy', 672)
"""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any

from .errors import AdvisorError
from .version import __version__

if TYPE_CHECKING:
    from lossadvisor.advice.advice import Advice, Combination, Referral
    from lossadvisor.auditing.audit import audit
    from lossadvisor.auditing.callback import Audit as Audit
    from lossadvisor.auditing.records import AuditReport

__all__ = [
    "Advice",
    "AdvisorError",
    "AuditReport",
    "Combination",
    "Referral",
    "__version__",
    "audit",
    "recommend",
]
LATER = {  # loaded when they are asked for: the command line can do without
    "Advice": "advice.advice",
    "Combination": "advice.advice",
    "Referral": "advice.advice",
    "Audit": "auditing.callback",
    "AuditReport": "auditing.records",
    "audit": "auditing.audit",
}


def recommend(
    *, y: object = None, rules: str | PathLike[str] | None = None, **answers: object
) -> Advice | Referral | Combination:
    """The recommendation for `answers`, which are the options of the command line; __init__.pyi lists them.

    A Referral where no last layer is the answer, a Combination for several named outputs.

    `y` are labels, an array or a data set that gives (x, y): they answer what they leave no doubt about.
    `rules` is a folder of rule files; without it the shipped ones are used. Raises AdvisorError
    where an answer is unknown, missing or out of place, or where the labels contradict it.
    """
    from .api import recommendation

    return recommendation(None if rules is None else str(rules), answers, y)


def __getattr__(name: str) -> object:
    """What is seldom needed, loaded when it is asked for."""
    if name not in LATER:
        raise AttributeError(f"module 'lossadvisor' has no attribute '{name}'")
    from importlib import import_module

    try:
        return getattr(import_module(f"{__name__}.{LATER[name]}"), name)
    except ModuleNotFoundError as error:
        if error.name != "keras":
            raise
        raise AttributeError(f"lossadvisor.{name} needs Keras, which is not installed") from error


def load_ipython_extension(shell: Any) -> None:
    """Offer %%audit in a notebook, after %load_ext lossadvisor."""
    from .auditing.notebook import offer

    offer(shell)
