"""What compile() was given is still there after a model has been saved and loaded."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

from lossadvisor.check.saved import hdf5
from lossadvisor.check.unreadable import Unreadable
from tests.shipped import RULES

from .cases import Case, distinct_heads
from .measuring import loss_object
from .predictors import constant, perfect, repeated
from .running import Namespace, pasted
from .specimens import specimens

CASES = [case for case in distinct_heads() if case.advice.units < 100]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_loaded_model_keeps_loss_and_metrics(case: Case, tmp_path: Path) -> None:
    left = pasted(case.advice)
    model = left["model"]
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    assert loaded.get_compile_config() == model.get_compile_config()
    assert loaded.loss.get_config() == model.loss.get_config()
    check_numbers(case, loaded, left)
    check_metrics(case, loaded)


def check_numbers(case: Case, loaded: keras.Model, left: Namespace) -> None:
    """Not every argument is in get_config, so the loaded loss is held to what the advised one computes."""
    advised = loss_object(case.advice, left)
    y = next(specimens(case)).y
    for predictions in (perfect(case, y), repeated(constant(case, y), y)):
        assert float(loaded.loss(y, predictions)) == pytest.approx(float(advised(y, predictions)), rel=1e-5)


def check_metrics(case: Case, loaded: keras.Model) -> None:
    config = loaded.get_compile_config()
    kept = config["weighted_metrics" if "sample_weight" in case.advice.fit else "metrics"]
    once = [each for each in case.advice.metrics if not each.each]
    by_name = {each["config"]["name"]: each for each in kept}
    assert len(kept) == len(once) + case.advice.units * (len(case.advice.metrics) - len(once))
    for advised in once:
        each = by_name[advised.arguments["name"]]
        assert each["class_name"] == advised.metric
        for name, value in advised.arguments.items():
            if not str(value).startswith("$"):  # Python that makes the value
                assert each["config"][name] == (list(value) if isinstance(value, tuple) else value)


@pytest.mark.parametrize("delta", [0.1, 5.0])
def test_huber_keeps_only_the_usual_delta(delta: float) -> None:
    """Keras up to 3.15 forgets delta on get_config(); the advised 1.0 is what it falls back to."""
    kept = keras.losses.Huber.from_config(keras.losses.Huber(delta=delta).get_config())
    given = keras.losses.Huber(delta=delta)
    y, predictions = np.zeros((4, 1)), np.array([[0.05], [0.5], [2.0], [20.0]])
    forgets = tuple(map(int, keras.__version__.split(".")[:2])) < (3, 16)
    assert (float(kept(y, predictions)) != float(given(y, predictions))) == forgets


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("functional", [False, True])
def test_a_model_that_keras_saves_in_hdf5_is_checked(functional: bool, tmp_path: Path) -> None:
    inputs = keras.Input((3,))
    layers = [keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1, activation="softmax")]
    model = keras.Sequential([inputs, *layers])
    if functional:
        model = keras.Model(inputs, layers[1](layers[0](inputs)))
    model.compile("adam", keras.losses.BinaryCrossentropy(), metrics=["accuracy", keras.metrics.AUC()])
    model.fit(np.ones((4, 3)), np.ones((4, 1)), verbose=0)
    model.save(tmp_path / "m.h5")
    found = hdf5.checked(RULES, str(tmp_path / "m.h5"))
    assert [each.name for each in found.findings] == ["softmax-of-one"]
    assert (found.compiles, found.unfollowed) == (1, ())
    model.save_weights(tmp_path / "m.weights.h5")
    with pytest.raises(Unreadable, match="holds only weights"):
        hdf5.checked(RULES, str(tmp_path / "m.weights.h5"))
