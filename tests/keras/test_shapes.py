"""The shape that is told of a layer's output is the one that Keras gives it."""

from __future__ import annotations

import keras
import pytest

from lossadvisor.check.following.program import followed
from lossadvisor.check.following.summary import seen
from lossadvisor.check.parsing import parsed
from lossadvisor.check.steps import STEPS
from lossadvisor.rulebook.libraries import libraries

from ..shipped import RULES

KNOWN = libraries(RULES)
SHAPED = [
    name
    for name, layer in KNOWN.layers.items()
    if layer.form and not layer.keras_2 and not layer.another_name_of and layer.form != "joined"
]
GIVEN = {  # what a layer must be given
    "Activation": "'relu'", "Dense": "5", "Embedding": "7, 3", "RepeatVector": "4", "Reshape": "(2, -1)",
    "LSTM": "5", "GRU": "5", "SimpleRNN": "5", "Rescaling": "2", "Dropout": "0.5", "GaussianNoise": "0.5",
    "GaussianDropout": "0.5", "AlphaDropout": "0.5", "SpatialDropout1D": "0.5", "SpatialDropout2D": "0.5",
    "SpatialDropout3D": "0.5", "GroupNormalization": "1", "Normalization": "mean=0.0, variance=1.0",
}  # fmt: skip
MORE = [
    ("LSTM(5, return_sequences=True)", (6, 3)),
    ("Bidirectional(keras.layers.GRU(5, return_sequences=True))", (6, 3)),
    ("Bidirectional(keras.layers.GRU(5), merge_mode='sum')", (6, 3)),
    ("TimeDistributed(keras.layers.Dense(7))", (6, 3)),
    ("TimeDistributed(keras.layers.Conv2D(4, 3))", (6, 8, 8, 3)),
    ("TimeDistributed(keras.layers.Flatten())", (6, 8, 8, 3)),
    ("GlobalMaxPooling2D(keepdims=True)", (8, 8, 3)),
    ("Conv2D(4, 3, padding='same')", (8, 8, 3)),
    ("MaxPooling2D(2)", (8, 8, 3)),
    ("Flatten()", (8, 8, 3)),
    ("Reshape((2, 3))", (6,)),
    ("Dense(4)", (6, 3)),
]


def told(layer: str, inputs: tuple[int, ...]) -> tuple[int | None, ...] | None:
    """What is told of a model of that layer."""
    text = f"""import keras
model = keras.Sequential([keras.Input({inputs}), keras.layers.{layer}])
model.compile("adam", "mse")
model.fit(x, y)
"""
    found = seen(followed(parsed(text), KNOWN, text, STEPS), text)
    return found.models[0].outputs[0].shape


def real(layer: str, inputs: tuple[int, ...]) -> tuple[int | None, ...]:
    made = eval(f"keras.layers.{layer}", {"keras": keras})
    return keras.Sequential([keras.Input(inputs), made]).output_shape


def agree(layer: str, inputs: tuple[int, ...]) -> bool:
    """Whether the axes are as many, and those of a known size as long."""
    found, right = told(layer, inputs), real(layer, inputs)
    assert found is None or len(found) == len(right), (found, right)
    return found is None or all(a in (None, b) for a, b in zip(found, right, strict=True))


@pytest.mark.parametrize("name", SHAPED)
def test_the_shape_after_each_layer(name):
    places = next((int(digit) for digit in "123" if name.endswith(f"{digit}D") or f"{digit}DT" in name), 0)
    inputs = {0: (6,), 1: (8, 3), 2: (8, 8, 3), 3: (8, 8, 8, 3)}[places]
    if name in ("LSTM", "GRU", "SimpleRNN", "Masking"):
        inputs = (6, 3)
    if name == "MultiHeadAttention":
        pytest.skip("it takes a query and values")
    usual = "4, 3" if "Conv" in name else "2" if name.startswith("AveragePooling") else ""
    assert agree(f"{name}({GIVEN.get(name, usual)})", inputs)


@pytest.mark.parametrize(("layer", "inputs"), MORE)
def test_the_shape_after_a_layer_with_arguments(layer, inputs):
    assert agree(layer, inputs)


def test_what_is_told_is_not_nothing():
    assert told("Conv2D(4, 3)", (8, 8, 3)) == (None, None, None, 4)
    assert told("LSTM(5)", (8, 3)) == (None, 5)
    assert told("Dense(5)", (8, 3)) == (None, 8, 5)
    assert told("Embedding(9, 5)", (8,)) == (None, 8, 5)
    assert told("Flatten()", (8, 3)) == (None, 24)
