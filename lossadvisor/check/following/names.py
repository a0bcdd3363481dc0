"""What names stand for in a program, however Keras was imported."""

from __future__ import annotations

import re
from functools import lru_cache

from lossadvisor.rulebook.libraries import Libraries

from .values import Symbol

ROOT = re.compile(
    r"^(?:tensorflow(?:\.compat\.v[12])?(?:\.(?:contrib|python))?\.keras(?:\.python\.keras)?"
    r"|tf_keras|keras_core|keras\.src|keras\.api(?:\._v[12])?)(?=\.|$)"
)
OF_TENSORFLOW = re.compile(r"^tensorflow(?:\.compat\.v[12])?\.(losses|metrics|optimizers)(?=\.|$)")

MODELS = ("Sequential", "Model", "Functional")
BUILT_IN = frozenset({
    "super", "len", "list", "tuple", "reversed", "sorted", "set", "dict", "int", "float", "str", "bool",
    "range", "enumerate", "zip", "round", "max", "min", "getattr", "setattr", "open", "isinstance",
})  # fmt: skip

# signs that a program was written for Keras 2: these modules and functions are gone
GONE = (
    "np_utils", "nb_epoch", "samples_per_epoch", "fit_generator", "predict_classes", "predict_generator",
    "print '", "keras.backend.tensorflow_backend", "tensorflow.contrib", "tf.Session", "CuDNN",
    "Convolution1D", "Convolution2D", "Convolution3D",
)  # fmt: skip
GONE_FORMS = (
    r"lr=(?<=\blr=)",
    r"keras\.layers\.(?:core|convolutional|recurrent|merge|normalization|embeddings|advanced_activations|wrappers"
    r"|pooling)\b",
    r"history\[.(?:val_)?acc.\]",
)
LATE = (
    "tensorflow.python.keras",
    "tensorflow_addons",
    "optimizers.legacy",
    "load_boston",
)  # of its last years
OLD_FASHIONED = (
    "steps_per_epoch", "tf_keras", "keras.wrappers", "tf.compat.v1", "scikit_learn", "ImageDataGenerator",
    "output_dim=",
)  # fmt: skip
LOGS_ACCURACY = (
    "'val_accuracy'",
    '"val_accuracy"',
    "'val_accuracy\"",
    "\"val_accuracy'",
)  # "acc" before Keras 2.3
# signs that what a program predicts may be a yes or no, or classes
YES_OR_NO = (
    "confusion_matrix", "classification_report", "accuracy_score", "roc_curve", "roc_auc", "predict_classes",
    "compute_class_weight", "LabelEncoder", "class_mode", "to_categorical", "argmax", "one_hot",
    "get_dummies", "OneHotEncoder", "LabelBinarizer", "num_classes", "n_classes",
)  # fmt: skip
YES_OR_NO_ANYHOW = ("discriminat", "critic", "adversar", "classif")  # in letters of either case


@lru_cache(maxsize=4096)
def symbol(path: str) -> Symbol:
    """`path` under the one name that the checker knows it by."""
    path = ROOT.sub("keras", path, count=1)
    path = OF_TENSORFLOW.sub(r"keras.\1", path, count=1)
    return Symbol(path)


def usual(name: str, libraries: Libraries) -> Symbol | None:
    """What a name that nothing in the program defines stands for, as in a piece of one."""
    if name in BUILT_IN:
        return Symbol(f"builtins.{name}")
    if name in MODELS:
        return Symbol(f"keras.models.{name}")
    path = libraries.usual.get(name)
    return Symbol(path) if path else None


def is_keras_2(text: str) -> bool:
    """Whether a program shows signs of Keras 2."""
    return stops_in_keras_3(text) or _has(text, OLD_FASHIONED)


def stops_in_keras_3(text: str) -> bool:
    """Whether a program has what Keras 3 does not, so that it was surely written for Keras 2."""
    return _has(text, LATE) or _has_gone(text)


def logs_acc(text: str) -> bool:
    """Whether a program may be for a Keras that logs accuracy as "acc"."""
    return not _has(text, LOGS_ACCURACY) and _has_gone(text)


def shows_yes_or_no(text: str) -> bool:
    """Whether a program shows signs that what it predicts may be a yes or no."""
    if _has(text, YES_OR_NO):
        return True
    if text.isascii():
        return _has(text.lower(), YES_OR_NO_ANYHOW)
    return re.search("|".join(YES_OR_NO_ANYHOW), text, re.IGNORECASE) is not None


def _has(text: str, words: tuple[str, ...]) -> bool:
    """Whether any of these stands in a text: far sooner told one by one than by one pattern for all."""
    return any(word in text for word in words)


def _has_gone(text: str) -> bool:
    return _has(text, GONE) or any(re.search(form, text) for form in GONE_FORMS)
