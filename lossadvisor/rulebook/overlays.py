"""Leaves and heads in another form: an alternative or a warning in their place, or logits."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from lossadvisor.errors import AdvisorError

from .contract import ACCURACY, LINEAR
from .findings import Shown
from .heads import Head
from .leaves import Alternative, Avoided, Change, Leaf, Overlay
from .rules import Rules
from .soundness import metric_arguments

KEYS = Overlay.__struct_fields__


def said(overlay: Overlay) -> dict[str, Any]:
    """What `overlay` says of a leaf, by key; empty is said too."""
    return {key: value for key in KEYS if (value := getattr(overlay, key)) is not None}


def laid(leaf: Leaf, overlay: Overlay, **more: Any) -> Leaf:
    """`leaf` with `overlay` over it, and with `more` over both."""
    return replace(leaf, **{**said(overlay), **more})


def as_alternative(leaf: Leaf, other: Alternative) -> Leaf:
    """`leaf` with `other` in its place, so that the alternative has code of its own.

    Arguments belong to a loss, what fit() gets to what `encode` or `prepare` defines: neither stays alone. A
    threshold of its own takes the place of one that is chosen.
    """
    fit = leaf.fit if other.prepare is None and other.encode is None else {}
    choose = leaf.choose if other.threshold is None else None
    alone = replace(leaf, arguments={}, fit=fit, given={}, since={}, layer_arguments="", choose=choose)
    return laid(alone, other, recommend=other.head)


def as_avoided(leaf: Leaf, avoided: Avoided) -> Leaf:
    """`leaf` with the head that is warned of in its place. A metric alone keeps the leaf's head."""
    arguments = {} if avoided.head else leaf.arguments
    alone = replace(leaf, arguments=arguments, given={}, since={}, layer_arguments="")
    return laid(alone, avoided, recommend=avoided.head or leaf.recommend)


def head_at(leaf: Leaf, units: int | None = None) -> Head:
    """The head a leaf recommends, as `soundness` judges it."""
    return Head(
        activation=leaf.recommend.activation,
        loss=leaf.recommend.loss,
        arguments=leaf.arguments,
        units=leaf.units if isinstance(leaf.units, int) else units,
        labels=leaf.labels,
        metrics=leaf.metrics,
        after=leaf.after,
    )


def as_head(shown: Shown) -> Head:
    """The head that shows a finding, as `soundness` judges it."""
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


def as_logits(rules: Rules, head: Head) -> Head:
    """`head` without its activation, which the loss then applies. Raises AdvisorError where it cannot."""
    loss = rules.losses[head.loss]
    if head.from_logits:
        return head
    if loss.link != head.activation:
        raise AdvisorError(
            f"{head.activation} with {head.loss} has no form for logits; leave out --output logits"
        )
    return replace(head, activation=LINEAR, arguments={**head.arguments, "from_logits": True})


def understood_metrics(rules: Rules, head: Head) -> list[str]:
    """The head's metrics that have a form for what it puts out."""
    return [name for name in head.metrics if metric_arguments(rules, rules.metrics[name], head) is not None]


def is_varied(avoided: Avoided) -> bool:
    """Whether what is warned of is more than a pair: an argument, a size, an encoding, what surrounds it."""
    return bool(said(avoided))


def avoided_name(avoided: Avoided, head: str = "", metric: str = "") -> str:
    """What is warned of, in the words of the rule file, or as `head` and `metric` are called elsewhere."""
    if avoided.metric:
        return 'the string "accuracy"' if avoided.metric == ACCURACY else metric or avoided.metric
    extras = [f"{name}={value!r}" for name, value in (avoided.arguments or {}).items()]
    if avoided.units is not None:
        extras.append(f"{avoided.units} unit{'s' if avoided.units != 1 else ''}")
    if avoided.after is not None:
        extras.append(f"then {avoided.after}" if avoided.after else "nothing after it")
    if avoided.labels:
        extras.append(f"{avoided.labels} labels")
    if avoided.fit:
        extras.append(" and ".join(avoided.fit))
    return (head or f"{avoided.head}") + (f" ({', '.join(extras)})" if extras else "")


@lru_cache(maxsize=4096)
def with_changes(leaf: Leaf, changes: tuple[Change, ...]) -> Leaf:
    """`leaf` after `changes`, one after the other. Arguments belong to a loss, and do not stay without it."""
    for change in changes:
        because = (*leaf.because, *([change.because.strip()] if change.because else []))
        recommend = change.recommend or leaf.recommend
        kept = leaf.arguments if recommend.loss == leaf.recommend.loss else {}
        arguments = {**kept, **(change.arguments or {})}
        leaf = laid(leaf, change, because=because, arguments=arguments, recommend=recommend)
    return leaf
