#!/usr/bin/env bash
# Keras 3.15.1 (JAX 0.10.2): crossentropies of classes divide each row of predictions by its sum before the logarithm.
# So a layer that scales all of a softmax, such as Rescaling(1 / 255) or UnitNormalization, changes the predictions and
# leaves the loss as it was: training goes on as if the layer were not there, and nothing says that the rows no longer
# sum to 1. LayerNormalization, whose rows sum to 0, throws the same loss far away. Binary crossentropy divides by
# nothing, so there the same Rescaling raises the loss. Seen: 0.2899 for the softmax, for Rescaling and for
# UnitNormalization, 16.1181 for LayerNormalization; binary 0.3567, rescaled 5.8979. Exits with 1 if this changes.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/env"
"$room/env/bin/pip" install -q keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 2> /dev/null
cd "$room"
KERAS_BACKEND=jax KERAS_HOME="$room" "$room/env/bin/python" - <<'PYTHON'
import keras
import numpy as np

rows = np.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]], dtype="float32")
classes = np.array([0, 1])
loss = keras.losses.SparseCategoricalCrossentropy()
scaled = np.asarray(keras.layers.Rescaling(1 / 255)(rows))
shortened = np.asarray(keras.layers.UnitNormalization()(rows))
levelled = np.asarray(keras.layers.LayerNormalization()(rows))
found = {name: float(loss(classes, each)) for name, each in
         {"softmax": rows, "rescaled": scaled, "unit length": shortened, "layer norm": levelled}.items()}
print({name: round(value, 4) for name, value in found.items()})
binary = keras.losses.BinaryCrossentropy()
yes = np.array([[1.0]], dtype="float32")
plain, small = float(binary(yes, yes * 0.7)), float(binary(yes, yes * 0.7 / 255))
print("binary:", round(plain, 4), "rescaled:", round(small, 4))

assert abs(found["rescaled"] - found["softmax"]) < 1e-4
assert abs(found["unit length"] - found["softmax"]) < 1e-4
assert scaled.sum(axis=1).max() < 0.01
assert not found["layer norm"] < 10  # nan, or far away
assert small > plain + 1
PYTHON
