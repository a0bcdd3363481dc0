"""Models saved in HDF5: their configuration is read and judged, nothing else of the file is."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import h5py
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lossadvisor.check.saved import hdf5
from lossadvisor.check.unreadable import Unreadable
from tests.running import ran
from tests.shipped import RULES

DENSE = {"class_name": "Dense", "config": {"name": "d", "units": 1, "activation": "softmax"}}
MODEL = {"class_name": "Sequential", "config": {"name": "s", "layers": [DENSE]}}
BCE = {"loss": "binary_crossentropy", "metrics": ["accuracy"], "optimizer_config": {"class_name": "Adam"}}


def written(path: Path, **attributes: object) -> Path:
    """A file with these attributes, objects as JSON, and a few weights."""
    with h5py.File(path, "w") as file:
        for name, value in attributes.items():
            file.attrs[name] = json.dumps(value) if isinstance(value, (dict, list)) else value
        file.create_group("model_weights").create_dataset("kernel", data=np.ones((3, 1)))
    return path


def names(path: Path) -> list[str]:
    return [each.name for each in hdf5.checked(RULES, str(path)).findings]


def refused(path: Path) -> str:
    with pytest.raises(Unreadable) as error:
        hdf5.checked(RULES, str(path))
    assert "\n" not in str(error.value)
    return str(error.value)


KERAS_1 = {"class_name": "Dense", "config": {"name": "d", "output_dim": 1, "activation": "softmax"}}
KERAS_2 = {
    "class_name": "Functional",
    "config": {
        "name": "m",
        "layers": [
            {"class_name": "InputLayer", "name": "i", "config": {"name": "i"}, "inbound_nodes": []},
            {**DENSE, "name": "d", "inbound_nodes": [[["i", 0, 0, {}]]]},
        ],
        "input_layers": [["i", 0, 0]],
        "output_layers": [["d", 0, 0]],
    },
}


@pytest.mark.parametrize(
    "model",
    [MODEL, {**MODEL, "config": [DENSE]}, {**MODEL, "config": [KERAS_1]}, KERAS_2,
     {**KERAS_2, "class_name": "Model"}],
    ids=["sequential", "a list of layers", "Keras 1", "functional", "functional of Keras 1"],
)  # fmt: skip
def test_the_head_of_a_saved_model_is_judged(tmp_path, model):
    path = written(tmp_path / "m.h5", model_config=model, training_config=BCE, keras_version="2.2.4")
    assert names(path) == ["softmax-of-one"]


@pytest.mark.parametrize("made", [str, str.encode, np.bytes_, lambda text: np.array([text.encode()]),
                                  lambda text: np.array([text], dtype=h5py.string_dtype())])  # fmt: skip
def test_a_text_is_read_however_it_was_written(tmp_path, made):
    texts = {"model_config": made(json.dumps(MODEL)), "training_config": made(json.dumps(BCE))}
    assert names(written(tmp_path / "m.hdf5", **texts)) == ["softmax-of-one"]


def test_a_text_in_pieces_is_put_together(tmp_path):
    text = json.dumps(MODEL)
    pieces = {
        f"model_config{number}": text[at : at + 10] for number, at in enumerate(range(0, len(text), 10))
    }
    assert names(written(tmp_path / "m.h5", **pieces, training_config0=BCE)) == ["softmax-of-one"]


def test_a_model_under_the_name_of_an_archive_is_read(tmp_path):
    path = written(tmp_path / "m.keras", model_config=MODEL, training_config=BCE)
    assert "softmax-of-one" in ran("check", str(path)).out


@pytest.mark.parametrize("compiling", [{}, {"training_config": {}}, {"training_config": "null"}])
def test_a_model_that_was_never_compiled_is_said_to_be(tmp_path, compiling):
    done = ran("check", str(written(tmp_path / "m.h5", model_config=MODEL, **compiling)))
    assert "could not follow the loss (the model was saved without being compiled)" in done.out
    assert done.out.endswith("Nothing found, but 1 place was not followed\n")
    assert done.code == 0


def test_weights_alone_and_other_data_are_told_apart(tmp_path):
    weights = hdf5.WEIGHTS
    with h5py.File(tmp_path / "w.h5", "w") as file:
        file.attrs["layer_names"] = [b"dense"]
    assert refused(tmp_path / "w.h5") == weights
    with h5py.File(tmp_path / "m.weights.h5", "w") as file:
        file.create_group("layers")
    assert refused(tmp_path / "m.weights.h5") == weights
    with h5py.File(tmp_path / "data.h5", "w") as file:
        file.create_dataset("x", data=[1])
    assert refused(tmp_path / "data.h5") == "holds no Keras model"
    (tmp_path / "text.h5").write_text("model_config")
    assert refused(tmp_path / "text.h5") == "is not an HDF5 file"
    (tmp_path / "empty.h5").write_bytes(b"")
    assert refused(tmp_path / "empty.h5") == "is not an HDF5 file"


def test_a_folder_is_searched_for_whole_models(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "m.h5", model_config=MODEL, training_config=BCE)
    with h5py.File(tmp_path / "w.h5", "w") as file:
        file.attrs["layer_names"] = [b"dense"]
    done = ran("check", ".")
    assert (done.code, "w.h5" in done.out) == (1, False)
    assert done.out.startswith("m.h5: error softmax-of-one: ")
    assert "(layer 'd')" in done.out


def test_without_the_library_it_is_said_what_to_install(tmp_path, monkeypatch):
    path = written(tmp_path / "m.h5", model_config=MODEL, training_config=BCE)
    monkeypatch.setitem(sys.modules, "h5py", None)
    done = ran("check", str(path))
    assert done.code == 2
    told = f'{path}: not checked: reading HDF5 needs h5py: pip install "lossadvisor[h5]"'
    assert done.out.splitlines()[0] == told


def test_a_library_that_cannot_be_loaded_is_told(tmp_path, monkeypatch):
    path = written(tmp_path / "m.h5", model_config=MODEL)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "h5py.py").write_text("raise ValueError('numpy.dtype size changed')")
    monkeypatch.delitem(sys.modules, "h5py")
    monkeypatch.syspath_prepend(tmp_path / "broken")
    said = refused(path)
    assert said.startswith("h5py cannot be loaded (numpy.dtype size changed); reinstall it: ")


# hostile files


def test_code_in_a_configuration_is_never_run(tmp_path):
    code = {"class_name": "Lambda", "config": {"name": "l", "function": ["4wAAAA==\n", None, None],
                                               "function_type": "lambda"}}  # fmt: skip
    model = {"class_name": "Sequential", "config": {"name": "s", "layers": [DENSE, code]}}
    path = written(tmp_path / "m.h5", model_config=model, training_config=BCE)
    told = hdf5.checked(RULES, str(path))
    assert [each.what for each in told.unfollowed] == ["the last layer"]
    evil = b"cos\nsystem\n(S'touch pickled'\ntR."
    path = written(tmp_path / "p.h5", model_config=np.void(evil), training_config=BCE)
    assert refused(path) == "its model_config is not text"
    assert not Path("pickled").exists()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (3, "its model_config is not text"),
        ([1.0, 2.0], "is not text"),
        (np.array([b"a", b"b"]), "is not text"),
        (h5py.Empty("S10"), "is not text"),
        ("", "holds only weights"),
        ("{", "not JSON"),
        ("3", "holds no Keras model"),
        ("[" * 200 + "]" * 200, "nested more than 150 levels deep"),
        (" " * 5_000_001, "larger than 5 MB"),
        (np.bytes_(b"x" * 60_000), "not JSON"),
    ],
)
def test_what_is_no_configuration_is_refused(tmp_path, value, words):
    path = tmp_path / "m.h5"
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = value
        file.create_group("model_weights")
    assert words in refused(path)


def test_pieces_are_no_longer_than_a_whole(tmp_path):
    pieces = {f"model_config{number}": " " * 900_000 for number in range(6)}
    assert refused(written(tmp_path / "m.h5", **pieces)) == "its configuration is larger than 5 MB"


def test_no_more_is_read_than_the_configuration_takes(tmp_path, monkeypatch):
    path = written(tmp_path / "m.h5", model_config=MODEL, training_config=BCE)
    with h5py.File(path, "a") as file:
        file.create_dataset("large", data=np.ones(3_000_000))
    assert path.stat().st_size > 20_000_000
    read = []
    limited = hdf5.Limited.read
    monkeypatch.setattr(hdf5.Limited, "read", lambda self, size=-1: read.append(size) or limited(self, size))
    assert names(path) == ["softmax-of-one"]
    assert sum(read) < 100_000


@pytest.mark.skipif(os.name == "nt", reason="no such files")
def test_what_is_no_regular_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "m.h5")
    assert refused(tmp_path / "m.h5")
    assert refused(tmp_path / "missing.h5") == "No such file or directory"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_file_with_any_bytes_changed_is_judged_or_unreadable(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "changed.h5"
    written(path, model_config=MODEL, training_config=BCE)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(8, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(9, len(content)) | st.just(len(content)))])
    try:
        assert hdf5.checked(RULES, str(path)).compiles <= 1
    except Unreadable as error:
        assert "\n" not in str(error)  # noqa: PT017
