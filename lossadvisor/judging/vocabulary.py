"""Which entry of the rules a name of Keras stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

from ..errors import squashed
from ..model import Rules

Kind = Literal["loss", "activation", "metric"]

# names that Keras 2 or the Keras strings know beside those of the rules
ALIASES = {
    "kullback_leibler_divergence": "kl-divergence",
    "huber_loss": "huber",
    "logcosh": "log-cosh",
    "sigmoid_cross_entropy_with_logits": "binary-crossentropy",
    "softmax_cross_entropy_with_logits": "categorical-crossentropy",
    "sparse_softmax_cross_entropy_with_logits": "sparse-categorical-crossentropy",
}
LOSS_STRINGS = frozenset({
    "bce", "BCE", "kld", "KLD", "kl_divergence", "mae", "MAE", "mape", "MAPE", "mse", "MSE", "msle",
    "MSLE", "huber_loss", "logcosh", "cosine_proximity", "crossentropy", "ce",
    "kullback_leibler_divergence", "Loss", "ctc", "CTC",
})  # fmt: skip
METRIC_STRINGS = frozenset({
    "accuracy", "acc", "Accuracy", "ACC", "AUC", "auc", "precision", "recall", "f1_score", "F1Score",
    "top_k_categorical_accuracy", "Precision", "sparse_top_k_categorical_accuracy", "Recall",
    "RootMeanSquaredError", "root_mean_squared_error", "r2_score", "R2Score", "mean_io_u", "MeanIoU",
    "binary_io_u", "BinaryIoU", "matthews_correlation", "fbeta_score", "cosine", "fmeasure",
    "TruePositives", "FalsePositives", "TrueNegatives", "FalseNegatives", "true_positives",
    "false_positives", "true_negatives", "false_negatives", "mean", "Mean", "sum", "Sum",
    "log_cosh_error", "io_u", "IoU", "one_hot_io_u", "one_hot_mean_io_u", "OneHotIoU", "OneHotMeanIoU",
    "f_beta_score", "FBetaScore", "pearson_correlation", "concordance_correlation",
    "precision_at_recall", "PrecisionAtRecall", "RecallAtPrecision", "recall_at_precision",
    "SensitivityAtSpecificity", "SpecificityAtSensitivity", "sensitivity_at_specificity",
    "specificity_at_sensitivity",
})  # fmt: skip
ACTIVATION_STRINGS = frozenset(("swish", "hard_swish", "threshold", "LeakyReLU", "PReLU", "relu6"))
NEAR_ENOUGH = 0.8


@lru_cache(maxsize=8)
def _index(rules: Rules, kind: Kind) -> Mapping[str, str]:
    entries: Mapping[str, object] = {
        "loss": rules.losses,
        "activation": rules.activations,
        "metric": rules.metrics,
    }[kind]  # type: ignore[assignment]
    found: dict[str, str] = {}
    for name, entry in entries.items():
        if getattr(entry, "file", "") or getattr(entry, "package", "keras") != "keras":
            continue
        for spelling in (name, entry.keras, *entry.aliases):  # type: ignore[attr-defined]
            found.setdefault(squashed(spelling), name)
    return found


def entry_named(rules: Rules, kind: Kind, name: str) -> str | None:
    """The name in the rules of what Keras calls `name`."""
    if kind == "loss" and name in ALIASES:
        return ALIASES[name]
    return _index(rules, kind).get(squashed(name))


def spellings(rules: Rules, kind: Kind) -> list[str]:
    """These texts in an order in which the later of two alike is the usual one."""
    return sorted(strings(rules, kind), key=lambda each: (each.islower(), each))


@lru_cache(maxsize=8)
def strings(rules: Rules, kind: Kind) -> frozenset[str]:
    """The texts that Keras takes for a loss, an activation or a metric."""
    if kind == "activation":
        return ACTIVATION_STRINGS | {entry.keras for entry in rules.activations.values()}
    losses = {each for entry in rules.losses.values() for each in _spellings(entry.keras)}
    if kind == "loss":
        return LOSS_STRINGS | losses
    metrics = {each for entry in rules.metrics.values() for each in _spellings(entry.keras)}
    return LOSS_STRINGS | METRIC_STRINGS | losses | metrics


def _spellings(keras: str) -> tuple[str, str]:
    return keras, snake(keras)


def snake(keras: str) -> str:
    """The name of a class as Keras writes it in a string."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", keras).lower()


def meant(rules: Rules, kind: Kind, wrong: str) -> str:
    """The string that `wrong` was probably meant to be; empty where it is known or nothing is near."""
    known = strings(rules, kind)
    if wrong in known:
        return ""
    by_spelling = {squashed(each): each for each in spellings(rules, kind)}
    near = get_close_matches(squashed(wrong), by_spelling, n=1, cutoff=NEAR_ENOUGH)
    return by_spelling[near[0]] if near else ""
