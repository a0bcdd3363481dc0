"""What all proofs share: compiled programs kept in a folder of the run, and a clean Keras for every test."""

from __future__ import annotations

import keras
import pytest


@pytest.fixture(scope="session", autouse=True)
def compiled_programs(tmp_path_factory: pytest.TempPathFactory) -> None:
    """JAX keeps what it has compiled: both styles of a model and both workers need the same programs."""
    if keras.backend.backend() != "jax":
        return
    import jax

    folder = tmp_path_factory.getbasetemp()
    if folder.name.startswith("popen-"):  # a worker's own folder; the one above it is shared
        folder = folder.parent
    jax.config.update("jax_compilation_cache_dir", str(folder / "compiled"))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


@pytest.fixture(autouse=True)
def clean_keras() -> None:
    keras.utils.clear_session()
