"""Which entry of the rules a name of Keras stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from lossadvisor.check.seen import Kind
from lossadvisor.errors import squashed
from lossadvisor.rulebook.facts import Activation, KerasClass, Loss, Metric
from lossadvisor.rulebook.libraries import libraries
from lossadvisor.rulebook.rules import Rules

# names that Keras 2 or the Keras strings know beside those of the rules
ALIASES = {
    "kullback_leibler_divergence": "kl-divergence",
    "huber_loss": "huber",
    "logcosh": "log-cosh",
    "cosine_proximity": "cosine-similarity",
    "sigmoid_cross_entropy_with_logits": "binary-crossentropy",
    "softmax_cross_entropy_with_logits": "categorical-crossentropy",
    "sparse_softmax_cross_entropy_with_logits": "sparse-categorical-crossentropy",
}
# what Keras knows beside the names of the rules; a test compares them with the installed Keras
LOSS_STRINGS = frozenset({
    "bce", "BCE", "kld", "KLD", "mae", "MAE", "mape", "MAPE", "mse", "MSE", "msle", "MSLE",
    "crossentropy", "ce",
})  # fmt: skip
METRIC_CLASSES = frozenset({
    "AUC", "Accuracy", "BinaryIoU", "ConcordanceCorrelation", "F1Score", "FBetaScore", "FalseNegatives",
    "FalsePositives", "IoU", "LogCoshError", "Mean", "MeanIoU", "MeanSquaredError", "OneHotIoU",
    "OneHotMeanIoU",
    "PearsonCorrelation", "Precision", "PrecisionAtRecall", "R2Score", "Recall", "RecallAtPrecision",
    "RootMeanSquaredError", "SensitivityAtSpecificity", "SparseTopKCategoricalAccuracy",
    "SpecificityAtSensitivity", "Sum", "TopKCategoricalAccuracy", "TrueNegatives", "TruePositives",
})  # fmt: skip
ACTIVATION_STRINGS = frozenset(("swish", "hard_swish", "threshold", "relu6"))
# known as well, but never meant: names of Keras 2, and base classes
OTHERS = frozenset({
    "huber_loss", "logcosh", "cosine_proximity", "kullback_leibler_divergence", "matthews_correlation",
    "fbeta_score", "cosine", "fmeasure", "ACC", "acc", "LeakyReLU", "PReLU", "Loss",
    "LossFunctionWrapper", "Metric", "metric", "MeanMetricWrapper", "mean_metric_wrapper",
})  # fmt: skip
# names that Keras 2 took for a loss or a metric, and what they are now; a test holds them against Keras
GONE: dict[tuple[Kind, str], str] = {
    ("loss", "huber_loss"): "huber",
    ("loss", "logcosh"): "log_cosh",
    ("loss", "kullback_leibler_divergence"): "kl_divergence",
    ("loss", "cosine_proximity"): "cosine_similarity",
    ("metric", "kullback_leibler_divergence"): "kl_divergence",
    ("metric", "cosine_proximity"): "cosine_similarity",
    ("metric", "kld"): "kl_divergence",
    ("metric", "KLD"): "kl_divergence",
    ("metric", "rmse"): "root_mean_squared_error",
}
BASES = frozenset({
    "loss", "lossfunctionwrapper", "metric", "meanmetricwrapper", "reductionmetric", "mean", "sum",
})  # fmt: skip
NEAR_ENOUGH = 0.8


@lru_cache(maxsize=8)
def _index(rules: Rules, kind: Kind) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, entry in _entries(rules, kind).items():
        if _is_own(entry):
            continue
        for spelling in (name, entry.keras, *entry.aliases):
            found.setdefault(squashed(spelling), name)
    return found


def _entries(rules: Rules, kind: Kind) -> Mapping[str, Activation | Loss | Metric]:
    if kind == "loss":
        return rules.losses
    return rules.activations if kind == "activation" else rules.metrics


def entry_named(rules: Rules, kind: Kind, name: str) -> str | None:
    """The name in the rules of what Keras calls `name`."""
    if kind == "loss" and name in ALIASES:
        return ALIASES[name] if ALIASES[name] in rules.losses else None
    return _index(rules, kind).get(squashed(name))


def is_base_class(name: str) -> bool:
    """Whether a name of Keras is that of a class from which losses or metrics are made."""
    return squashed(name) in BASES


def layer_after(rules: Rules, name: str) -> str | None:
    """The layer of the rules that says where numbers live after a layer of Keras, or after one of the rules.

    Empty for no layer, None where that is not known, or the rules have no such layer.
    """
    if not name or name in rules.layers:
        return name
    found = libraries(rules).layer("Rescaling" if name == "arithmetic" else name)
    return found.becomes if found and found.becomes in rules.layers else None


@lru_cache(maxsize=8)
def spellings(rules: Rules, kind: Kind) -> list[str]:
    """The texts that Keras takes for a loss, an activation or a metric, of two alike the usual one last."""
    own = {entry.keras for entry in _entries(rules, kind).values() if not _is_own(entry)}
    if kind == "activation":
        found = own | ACTIVATION_STRINGS
    else:
        classes = {*own, *(METRIC_CLASSES if kind == "metric" else ())}
        found = {*LOSS_STRINGS, *classes, *map(snake, classes)} | (
            {"accuracy"} if kind == "metric" else set()
        )
    return sorted(found, key=lambda each: (each.islower(), each))


def _is_own(entry: Activation | Loss | Metric) -> bool:
    """Whether an entry is no part of Keras itself."""
    return isinstance(entry, KerasClass) and bool(entry.file or entry.package != "keras")


def snake(keras: str) -> str:
    """The name of a class as Keras writes it in a string."""
    return re.sub(r"(?<=.)(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])", "_", keras).lower()


def gone(kind: Kind, name: str) -> str:
    """What is called otherwise now, of the names that Keras 2 took; empty for any other."""
    return GONE.get((kind, name), "")


def meant(rules: Rules, kind: Kind, wrong: str) -> str:
    """The string that `wrong` was probably meant to be; empty where it is known or nothing is near."""
    known = spellings(rules, kind)
    if wrong in known or wrong in OTHERS or (kind == "metric" and wrong in spellings(rules, "loss")):
        return ""
    by_spelling = {squashed(each): each for each in known}
    from difflib import get_close_matches

    near = get_close_matches(squashed(wrong), by_spelling, n=1, cutoff=NEAR_ENOUGH)
    return by_spelling[near[0]] if near else ""
