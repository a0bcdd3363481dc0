"""Every curve of the rules is what Keras computes, point by point, and so is every worked example."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest

from lossadvisor.rulebook.curves import Curve, outputs, points, predicted
from lossadvisor.rulebook.facts import Activation, Loss
from tests.shipped import RULES

NEAR = {"rtol": 1e-3, "atol": 1e-4}  # Keras computes with 32 bits


def named(entry: Activation | Loss) -> str:
    return entry.name


def curve_of(entry: Activation | Loss) -> Curve:
    assert entry.curve is not None
    return entry.curve


def through(entry: Activation, rows: list[list[float]]) -> np.ndarray:
    return np.asarray(keras.activations.get(entry.keras)(keras.ops.convert_to_tensor(rows, dtype="float32")))


@pytest.mark.parametrize("entry", [e for e in RULES.activations.values() if e.curve], ids=named)
def test_a_curve_is_what_keras_computes(entry: Activation) -> None:
    if not hasattr(keras.activations, entry.keras):
        pytest.skip(f"Keras {keras.__version__} has no {entry.keras}")
    curve = curve_of(entry)
    xs, ys = zip(*points(curve), strict=True)
    found = through(entry, [[x, *[0.0] * (curve.row - 1)] for x in xs])[:, 0]
    np.testing.assert_allclose(found, ys, **NEAR)
    rows = [list(curve.example)] if curve.row > 1 else [[x] for x in curve.example]
    np.testing.assert_allclose(through(entry, rows).ravel(), outputs(curve), **NEAR)


def loss_of(entry: Loss) -> Any:
    arguments = curve_of(entry).arguments
    if entry.file:
        space: dict[str, Any] = {"keras": keras, "np": np}
        exec(entry.python, space)
        return space[entry.keras](reduction="sum", **arguments)
    home = keras.losses
    if entry.package != "keras":
        home = pytest.importorskip(entry.package).losses
    return getattr(home, entry.keras)(reduction="sum", **arguments)


@pytest.mark.parametrize("entry", [e for e in RULES.losses.values() if e.curve], ids=named)
def test_a_curve_is_what_the_loss_costs(entry: Loss) -> None:
    if entry.package == "keras" and not (entry.file or hasattr(keras.losses, entry.keras)):
        pytest.skip(f"Keras {keras.__version__} has no {entry.keras}")
    curve = curve_of(entry)
    loss = loss_of(entry)
    for x, y in points(curve, 9):
        given = np.array([predicted(curve, x)], "float32")
        told = np.array([curve.labels], "int32" if "integer" in entry.reads else "float32")
        if "mask" in entry.reads and told.size == 4:  # pixels of an image
            told, given = (each.reshape(1, 2, 2, 1) for each in (told, given))
        assert float(loss(told, given)) == pytest.approx(y, rel=2e-3, abs=2e-4), (x, given)


def test_only_few_have_no_curve() -> None:
    without = {e.name for e in (*RULES.activations.values(), *RULES.losses.values()) if not e.curve}
    assert without <= {"sparsemax", "threshold", "circle", "ctc", "categorical-crossentropy-dice"}
