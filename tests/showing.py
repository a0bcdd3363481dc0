"""The heads with which findings are shown, as heads that `soundness` judges."""

from __future__ import annotations

from lossadvisor.model import Head
from lossadvisor.verdict import Shown


def as_head(shown: Shown) -> Head:
    return Head(
        activation=shown.activation,
        loss=shown.loss,
        arguments={"from_logits": True} if shown.from_logits else {},
        units=shown.units,
        labels=shown.labels,
        metrics=shown.metrics,
        after=shown.after,
        under=shown.under,
    )
