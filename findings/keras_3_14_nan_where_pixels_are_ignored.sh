#!/usr/bin/env bash
# Keras 3.14.0 (JAX 0.10.2): SparseCategoricalCrossentropy(ignore_class=255), with labels of 255 beside three classes. From
# probabilities the loss of the first batch is right and its gradient is nan, so all weights are nan after one step. From
# logits it trains. Keras 3.12.0 and 3.13.0 do the same, with JAX 0.4.30 too; Keras 3.15.0 trains both ways. Seen: 3.14.0
# probabilities 1.3743, nan, nan, logits 1.3743, 1.3733, 1.3724; 3.15.0 the second for both. Exits with 1 if this changes.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/void.py" <<'PYTHON'
import sys

import keras
import numpy as np

rng = np.random.default_rng(0)
x = rng.normal(size=(16, 4, 4, 2)).astype("float32")
y = rng.integers(0, 3, size=(16, 4, 4))
y[:, :1] = 255
broken = {}
for logits in (True, False):
    keras.utils.set_random_seed(0)
    last = keras.layers.Conv2D(3, 1, activation=None if logits else "softmax")
    model = keras.Sequential([keras.Input((4, 4, 2)), last])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=logits, ignore_class=255))
    losses = model.fit(x, y, epochs=3, verbose=0).history["loss"]
    print(keras.__version__, "logits" if logits else "probabilities", [round(each, 4) for each in losses])
    assert np.isfinite(losses[0])
    broken[logits] = bool(np.isnan(losses[1:]).all())
assert broken == {True: False, False: sys.argv[1] == "broken"}, broken
PYTHON
for version in 3.14.0 3.15.0; do
    python3 -m venv "$room/$version"
    "$room/$version/bin/pip" install -q "keras==$version" jax==0.10.2 jaxlib==0.10.2 2> /dev/null
    told=$([ "$version" = 3.14.0 ] && echo broken || echo whole)
    KERAS_BACKEND=jax KERAS_HOME="$room" "$room/$version/bin/python" "$room/void.py" "$told"
done
