#!/usr/bin/env bash
# Keras 3.15.1 and Dask 2026.8.0: keras.utils.set_random_seed() does not fix the weights of a model that a Dask worker
# builds, though the worker has one thread for tasks and runs one at a time. Layers without a seed of their own draw one from
# Python's global generator when they are made, and threads of the worker draw from that generator too. So 20 models
# from one seed begin with different weights; in a plain process all are alike. A comparison of two heads from the same start is
# then none. Seeds that are given to initializers are safe. Exits with 1 if this changes.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/env"
"$room/env/bin/pip" install -q keras==3.15.1 jax==0.10.2 distributed==2026.8.0 2> /dev/null
cd "$room"
cat > begun.py <<'PYTHON'
import os

os.environ["KERAS_BACKEND"] = "jax"


def begun(seeded: bool) -> float:
    """The sum of all weights of a model that begins from one seed; each layer may have its own besides."""
    import keras
    import numpy as np

    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((4,))])
    for number in range(100):
        drawn = keras.initializers.GlorotUniform(seed=number) if seeded else "glorot_uniform"
        model.add(keras.layers.Dense(4, kernel_initializer=drawn))
    return float(sum(np.abs(np.asarray(each)).sum() for each in model.trainable_variables))


if __name__ == "__main__":
    from distributed import Client, LocalCluster

    here = {begun(False) for _ in range(5)}
    with (
        LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
        Client(cluster) as client,
    ):
        there = [client.submit(begun, False, pure=False).result() for _ in range(20)]
        safe = {client.submit(begun, True, pure=False).result() for _ in range(10)}
    print("here:", len(here), "start of 5 models")
    print("on a worker:", len(set(there)), "different starts of", len(there), "models")
    print("with a seed for each layer:", len(safe), "start of 10 models")
    assert len(here) == 1
    assert len(set(there)) > 1
    assert len(safe) == 1
PYTHON
PYTHONPATH=. "$room/env/bin/python" begun.py
