#!/usr/bin/env bash
# KerasTuner looks for the smallest value of some metrics of Keras of which the largest is the best.
#
# Seen with keras-tuner 1.4.8, Keras 3.15.1 and JAX 0.10.2 on Python 3.11. Given as a text, an objective gets
# its direction from the name of the metric: "max" for accuracies, AUC, precision and recall, and "min" for
# every other metric that Keras can make without arguments. So val_f1_score, val_r2_score, val_binary_io_u,
# val_pearson_correlation, val_concordance_correlation and val_cosine_similarity are made as small as can be,
# and the worst trial is handed back as the best, without a word.
# Objective("val_f1_score", direction="max") is right. The package imports six and does not ask for it.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
"${PYTHON:-python3}" -m venv "$room/venv"
"$room/venv/bin/pip" install -q keras-tuner==1.4.8 keras==3.15.1 jax==0.10.2 six==1.17.0
KERAS_BACKEND=jax "$room/venv/bin/python" - <<'PY'
import keras_tuner
from keras_tuner.src.engine.objective import create_objective

SMALLEST = [
    "f1_score", "r2_score", "binary_io_u", "pearson_correlation", "concordance_correlation", "cosine_similarity",
]
for name in SMALLEST:
    direction = create_objective(f"val_{name}").direction
    print(f"val_{name}: {direction}")
    assert direction == "min", name
for name in ("accuracy", "auc", "precision", "recall"):
    assert create_objective(f"val_{name}").direction == "max", name
assert keras_tuner.Objective("val_f1_score", direction="max").direction == "max"
PY
