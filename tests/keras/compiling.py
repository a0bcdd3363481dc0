"""How well JAX compiles: fast for small models that train for a second, well for what runs longer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keras

LARGE = 1000  # units from which a compilation that takes longer pays


def compile_fast(folder: Path) -> None:
    """From here on: without most optimisations, and every program is kept in `folder` for all workers."""
    if keras.backend.backend() != "jax":
        return
    import jax

    jax.config.update("jax_disable_most_optimizations", True)
    jax.config.update("jax_compilation_cache_dir", str(folder))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


def forget_compiled() -> None:
    """Let go of every compiled program, for JAX never does.

    A program takes some 30 memory mappings, and a process on Linux may have 65,530: behind that it crashes.
    """
    if keras.backend.backend() != "jax":
        return
    import jax

    jax.clear_caches()


@contextmanager
def compiled_well() -> Iterator[None]:
    """Inside, programs are optimised: they run three times as fast, and take as much longer to compile."""
    if keras.backend.backend() != "jax":
        yield
        return
    import jax

    jax.config.update("jax_disable_most_optimizations", False)
    try:
        yield
    finally:
        jax.config.update("jax_disable_most_optimizations", True)
