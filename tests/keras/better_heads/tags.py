"""Tags of which few apply, judged by F1 at a fixed cut."""

from __future__ import annotations

from typing import Any

import numpy as np

from .classes import (
    LOSSES,
    f1_lacking,
    macro_f1_lacking,
    sigmoid,
    teacher,
)
from .comparing import Problem, head


def tags(units: int, level: float, sharp: float, *, curved: bool = False, uneven: float = 0.0) -> Any:
    """Labels of which few apply; with `uneven` some are far rarer than others."""

    def draws(rng: np.random.Generator, rows: int) -> Any:
        x = rng.normal(size=(rows, 12))
        scores = teacher(rng, x, units) if curved else x @ rng.normal(size=(12, units)) / np.sqrt(12)
        chance = sigmoid(sharp * (scores - level - uneven * np.linspace(-1, 1, units)))
        return x, (rng.uniform(size=chance.shape) < chance).astype("float32"), chance

    return draws


CUT = "predictions > 0.5"
BALANCED = """rates = np.clip(y.mean(axis=0), 1 / len(y), 1 - 1 / len(y))
weights = {power}((1 - rates) / rates).tolist()"""
WEIGHTED = (LOSSES / "weighted_binary_crossentropy.py").read_text(encoding="utf-8") + "\n"


def tag_rivals(units: int) -> tuple[Any, ...]:
    sig = f'Dense({units}, activation="sigmoid")'
    weighted = "WeightedBinaryCrossentropy(weights=weights)"
    focal = "keras.losses.BinaryFocalCrossentropy"
    soft = "(lambda y, p: 1 - 2 * ops.sum(y * p, {axis}) / (ops.sum(y + p, {axis}) + 1e-3))"
    return (
        head("crossentropy", sig, '"binary_crossentropy"', says=CUT),
        head("root weights", sig, weighted, y=WEIGHTED + BALANCED.format(power="np.sqrt"), says=CUT),
        head("balanced weights", sig, weighted, y=WEIGHTED + BALANCED.format(power="np.asarray"), says=CUT),
        head("weights of 3", sig, weighted, y=WEIGHTED + f"weights = [3.0] * {units}", says=CUT),
        head("focal 0.75", sig, f"{focal}(apply_class_balancing=True, alpha=0.75)", says=CUT),
        head("soft F1 over all", sig, soft.format(axis="None"), says=CUT),
        head(
            "crossentropy and soft F1",
            sig,
            "(lambda y, p: ops.mean(keras.losses.binary_crossentropy(y, p))"
            f" + {soft.format(axis='None')}(y, p))",
            says=CUT,
        ),
    )


def tagged(name: str, draws: Any, units: int, judge: Any = f1_lacking, rows: int = 1000) -> Problem:
    answers = {"task": "multilabel", "classes": units, "data": "imbalanced", "goal": "decisions"}
    return Problem(
        f"tags: {name}",
        answers,
        draws,
        judge,
        lambda y: np.ones(units),
        tag_rivals(units),
        rows=rows,
        before="focal 0.75",
    )


TAGS = (
    tagged("20 of 1 in 10, micro F1", tags(20, 1.2, 3), 20),
    tagged("20 of 1 in 10, macro F1", tags(20, 1.2, 3), 20, macro_f1_lacking),
    tagged("20 uneven, micro F1", tags(20, 1.2, 3, uneven=0.8), 20),
    tagged("20 uneven, macro F1", tags(20, 1.2, 3, uneven=0.8), 20, macro_f1_lacking),
    tagged("30 curved, micro F1", tags(30, 1.2, 4, curved=True), 30),
    tagged("10 common, faint, micro F1", tags(10, 0.6, 2), 10),
    tagged("50 of 1 in 40, clear, micro F1", tags(50, 2.0, 6), 50),
)
