"""Proof by execution: every test here runs real Keras, on JAX unless KERAS_BACKEND says otherwise."""

import os
import subprocess
import sys

# Small models are compiled once and trained for a second, so XLA shall compile them fast and not well; see
# compiling.py for the other half of it. A JAX that does not know the flag would stop the whole process.
COMPILE_FAST = "--xla_cpu_use_fusion_emitters=false"


def _known_to_jax(flags: str) -> bool:
    tried = [sys.executable, "-c", "import jax; jax.devices()"]
    return subprocess.run(tried, env={**os.environ, "XLA_FLAGS": flags}, capture_output=True).returncode == 0


# Set here and not in conftest.py, so that it also holds for `python -m tests.keras.articles`.
os.environ.setdefault("KERAS_BACKEND", "jax")
if os.environ["KERAS_BACKEND"] == "jax" and "XLA_FLAGS" not in os.environ and _known_to_jax(COMPILE_FAST):
    os.environ["XLA_FLAGS"] = COMPILE_FAST
