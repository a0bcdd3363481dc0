"""The backend of Keras that trains: the one that is set, or one that is installed."""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from pathlib import Path

from lossadvisor.errors import AdvisorError

from .records import Way

VARIABLE = "KERAS_BACKEND"
USUAL = "tensorflow"  # what Keras takes, and writes into its settings, where nobody chose
PACKAGES = {"jax": "jax", "torch": "torch", "tensorflow": "tensorflow"}  # the first that is there is taken


def choose() -> None:
    """See to it, before Keras is imported, that its backend is installed. Raises AdvisorError if none is.

    Keras itself looks at KERAS_BACKEND, then at its settings, and takes TensorFlow otherwise.
    """
    asked = os.environ.get(VARIABLE) or _set()
    if _is_there(asked):
        return
    if os.environ.get(VARIABLE):
        raise AdvisorError(f"{VARIABLE} is {asked}, which is not installed; run: pip install {asked}")
    found = next(filter(_is_there, PACKAGES), None)
    if found is None:
        raise AdvisorError('no backend of Keras is installed; run: pip install "lossadvisor[try]"')
    os.environ[VARIABLE] = found


def engine(asked: Way | None) -> Way:
    """How heads are trained: as `asked`, else by compiled epochs if JAX is the backend, which they need."""
    backend = chosen()
    if asked == "compiled" and backend != "jax":
        raise AdvisorError(f"--engine compiled: needs JAX, and Keras runs on {backend}; set {VARIABLE}=jax")
    return asked or ("compiled" if backend == "jax" else "loop")


def chosen() -> str:
    """The backend on which Keras runs."""
    import keras

    found: str = keras.backend.backend()
    return found


def _is_there(backend: str) -> bool:
    return find_spec(PACKAGES.get(backend, backend)) is not None


def _set() -> str:
    """The backend in Keras' own settings."""
    home = os.environ.get("KERAS_HOME") or Path("~").expanduser() / ".keras"
    try:
        found = json.loads((Path(home) / "keras.json").read_text("utf-8"))["backend"]
    except (OSError, ValueError, KeyError, TypeError):
        return USUAL
    return str(found)
