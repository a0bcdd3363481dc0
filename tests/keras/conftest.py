"""What all proofs share: compiled programs and trained models, and a clean Keras for every test."""

from __future__ import annotations

import gc
from itertools import count

import keras
import pytest

from .compiling import compile_fast, forget_compiled
from .remembering import keep_in


@pytest.fixture(scope="session", autouse=True)
def compiled_programs(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Both styles of a model and both workers need the same programs, and would train the same models."""
    folder = tmp_path_factory.getbasetemp()
    if folder.name.startswith("popen-"):  # a worker's own folder; the one above it is shared
        folder = folder.parent
    compile_fast(folder / "compiled")
    keep_in(folder / "done")
    gc.freeze()  # what the tests are told stays to the end, and is not searched for garbage again and again


TESTS = count()
COLLECTED = 20  # collecting garbage after each test would take a quarter of the time
FORGOTTEN = 100  # compiled programs are read again from their folder, which takes its time too


@pytest.fixture(autouse=True)
def clean_keras() -> None:
    done = next(TESTS)
    if done % FORGOTTEN == 0:
        forget_compiled()
    keras.utils.clear_session(free_memory=done % COLLECTED == 0)
