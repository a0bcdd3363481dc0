"""The backend with which Keras trains a trial."""

from __future__ import annotations

import json
import os

import pytest

from lossadvisor.errors import AdvisorError
from lossadvisor.trying import backends


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Settings of Keras, and packages that are there, as each test has them."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.delenv("KERAS_BACKEND", raising=False)

    def with_(installed, setting=None):
        monkeypatch.setattr(backends, "find_spec", lambda name: name if name in installed else None)
        if setting is not None:
            (tmp_path / "keras.json").write_text(setting)

    return with_


def test_the_backend_that_keras_would_take_stays(home):
    home({"tensorflow", "jax"})
    backends.choose()
    assert "KERAS_BACKEND" not in os.environ


def test_what_keras_wrote_into_its_settings_gives_way_to_what_is_installed(home):
    home({"torch"}, json.dumps({"backend": "tensorflow"}))
    backends.choose()
    assert os.environ.pop("KERAS_BACKEND") == "torch"


@pytest.mark.parametrize("setting", ["", "[]", "{}", '{"backend": "jax"}'])
def test_settings_that_say_nothing_are_no_hindrance(home, setting):
    home({"jax"}, setting)
    backends.choose()
    assert os.environ.pop("KERAS_BACKEND", "jax") == "jax"


def test_a_backend_that_somebody_asks_for_is_not_replaced(home, monkeypatch):
    home({"jax"})
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    with pytest.raises(AdvisorError, match="KERAS_BACKEND is torch, which is not installed"):
        backends.choose()


def test_without_any_backend_the_extra_is_named(home):
    home(set())
    with pytest.raises(AdvisorError, match=r"lossadvisor\[try\]"):
        backends.choose()
