"""What fit() logs, and the callbacks that act by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lossadvisor.check.seen import Logged, Place, Watch

from .objects import Live, spec

QUIET = ("History", "ProgbarLogger", "Audit", "EarlyStopping", "ModelCheckpoint", "ReduceLROnPlateau")


def logged(model: Live) -> tuple[Logged, ...] | None:
    """What fit() logs, under the names that the metrics have; None before Keras has made these."""
    compiled = getattr(model, "_compile_metrics", None)
    if compiled is not None and not compiled.built:
        return None
    return (Logged("loss", "loss"), *_metrics(model))


def _metrics(model: Live) -> Iterator[Logged]:
    for metric in getattr(model, "metrics", ()):
        for each in getattr(metric, "metrics", None) or [metric]:
            if each.name != "loss":
                yield Logged(each.name, type(each).__name__, given=_given(each))


def _given(metric: Live) -> frozenset[str]:
    """The arguments of a metric that say something."""
    config = spec(metric).get("config") or {}
    return frozenset(key for key, value in config.items() if value is not None)


def watches(callbacks: Any, at: Place) -> Iterator[Watch]:
    """The callbacks that act by something that is logged."""
    found = list(_flat(callbacks))
    others = any(type(each).__name__ not in QUIET for each in found)
    for each in found:
        monitor = getattr(each, "monitor", None)
        if isinstance(monitor, str) and type(each).__module__.startswith("keras."):
            mode = getattr(each, "mode", None)
            yield Watch(type(each).__name__, monitor, mode if isinstance(mode, str) else "auto", at, others)


def _flat(callbacks: Any) -> Iterable[Any]:
    if callbacks is None:
        return ()
    inside = getattr(callbacks, "callbacks", callbacks)
    return inside if isinstance(inside, (list, tuple)) else (inside,)
