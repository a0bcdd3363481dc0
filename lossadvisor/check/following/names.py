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
    r"np_utils|nb_epoch|samples_per_epoch|fit_generator|predict_classes|predict_generator|\blr=|print '"
    r"|keras\.layers\.(?:core|convolutional|recurrent|merge|normalization|embeddings|advanced_activations|wrappers"
    r"|pooling)\b|keras\.backend\.tensorflow_backend|tensorflow\.contrib|tf\.Session|CuDNN|Convolution[123]D"
    r"|history\[.(?:val_)?acc.\]"
)
LATE = r"tensorflow\.python\.keras|tensorflow_addons|optimizers\.legacy|load_boston"  # of its last years
OLD_FASHIONED = (
    r"steps_per_epoch|tf_keras|keras\.wrappers|tf\.compat\.v1|scikit_learn|ImageDataGenerator|output_dim="
)
LOGS_ACCURACY = r"['\"]val_accuracy['\"]"  # which is called "acc" before Keras 2.3
# signs that what a program predicts may be a yes or no, or classes
YES_OR_NO = (
    r"(?i:discriminat|critic|adversar|classif)|confusion_matrix|classification_report|accuracy_score|roc_curve|roc_auc"
    r"|predict_classes|compute_class_weight|LabelEncoder|class_mode|to_categorical|argmax|one_hot|get_dummies"
    r"|OneHotEncoder|LabelBinarizer|num_classes|n_classes"
)


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
    return re.search(f"{GONE}|{LATE}|{OLD_FASHIONED}", text) is not None


def stops_in_keras_3(text: str) -> bool:
    """Whether a program has what Keras 3 does not, so that it was surely written for Keras 2."""
    return re.search(f"{GONE}|{LATE}", text) is not None


def logs_acc(text: str) -> bool:
    """Whether a program may be for a Keras that logs accuracy as "acc"."""
    return re.search(GONE, text) is not None and re.search(LOGS_ACCURACY, text) is None


def shows_yes_or_no(text: str) -> bool:
    """Whether a program shows signs that what it predicts may be a yes or no."""
    return re.search(YES_OR_NO, text) is not None
