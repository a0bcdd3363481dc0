"""Proof by execution: every test here runs real Keras, on JAX unless KERAS_BACKEND says otherwise."""

import os

# Set here and not in conftest.py, so that it also holds for `python -m tests.keras.articles`.
os.environ.setdefault("KERAS_BACKEND", "jax")
