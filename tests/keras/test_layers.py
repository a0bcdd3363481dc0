"""What the rules say of the layers of Keras is so: each class has an entry, and numbers go where it says."""

from __future__ import annotations

import inspect

import keras
import numpy as np
import pytest

from lossadvisor.rulebook.libraries import libraries
from lossadvisor.rulebook.soundness import rescaled, within

from ..shipped import RULES

KNOWN = libraries(RULES)
CLASSES = {
    name: found
    for name, found in vars(keras.layers).items()
    if inspect.isclass(found) and issubclass(found, keras.layers.Layer) and not issubclass(found, keras.Model)
}
HERE = [name for name, layer in KNOWN.layers.items() if not layer.keras_2]
MADE_OF = {  # what a layer must be given, beside its usual arguments
    "RepeatVector": (2,), "Reshape": ((4, 1),), "Permute": ((1,),), "Rescaling": (0.5,), "Resizing": (4, 4),
    "GaussianNoise": (0.5,), "Dropout": (0.5,), "SpatialDropout1D": (0.5,), "SpatialDropout2D": (0.5,),
    "SpatialDropout3D": (0.5,), "AlphaDropout": (0.5,), "GaussianDropout": (0.5,), "GroupNormalization": (1,),
    "Normalization": (-1, 0.25, 0.1),
    **{f"AveragePooling{n}D": (2,) for n in (1, 2, 3)},
    **{f"Adaptive{kind}Pooling{n}D": (2,) for kind in ("Average", "Max") for n in (1, 2, 3)},
}  # fmt: skip
SHARES = ("Average", "Resizing", "UpSampling", "Cropping", "Repeat", "Masking", "Identity", "Activity")


# layers that keep numbers in their interval, with arguments of which `only-with` says that they do not
OVERSHOOTING = [
    ("UpSampling2D", {"interpolation": "bicubic"}),
    ("UpSampling2D", {"interpolation": "lanczos3"}),
    ("Resizing", {"height": 9, "width": 9, "interpolation": "bicubic"}),
    ("Resizing", {"height": 9, "width": 9, "interpolation": "lanczos5"}),
]


def test_every_layer_of_keras_has_an_entry():
    assert sorted(CLASSES.keys() - KNOWN.layers.keys()) == []


def test_every_entry_is_a_layer_of_keras_or_says_that_it_was_one():
    assert sorted(set(HERE) - CLASSES.keys()) == []
    assert [name for name in KNOWN.layers.keys() - set(HERE) if name in CLASSES] == []


@pytest.mark.parametrize("name", [name for name in HERE if KNOWN.layers[name].another_name_of])
def test_another_name_is_the_same_class(name):
    assert CLASSES[name] is CLASSES[KNOWN.layers[name].another_name_of]


@pytest.mark.parametrize("name", [name for name in HERE if KNOWN.layers[name].arguments])
def test_positional_arguments_are_called_so(name):
    called = list(inspect.signature(CLASSES[name].__init__).parameters)[1:]
    arguments = KNOWN.layers[name].arguments
    assert [each for each in arguments if each not in called] == []
    assert called[: len(arguments)] == list(arguments) or name in ("LSTM", "GRU", "SimpleRNN", "EinsumDense")


def rows(axes: int) -> np.ndarray:
    """Softmax rows of four units, at each of so many axes of places."""
    scores = np.random.default_rng(0).normal(size=(8, *(4,) * axes, 4))
    powers = np.exp(3 * scores)
    return (powers / powers.sum(axis=-1, keepdims=True)).astype("float32")


def put_out(name: str, *, training: bool) -> np.ndarray:
    """What a layer makes of softmax rows."""
    axes = next((int(digit) for digit in "123" if f"{digit}D" in name), 2 if name == "Resizing" else 0)
    layer = CLASSES[name](*MADE_OF.get(name, ()))
    return keras.ops.convert_to_numpy(layer(rows(axes), training=training))


@pytest.mark.parametrize("name", [name for name in HERE if KNOWN.layers[name].does in ("keeps", "reshapes")])
def test_a_layer_that_keeps_numbers_leaves_each_in_its_interval(name):
    found = put_out(name, training=True)
    assert found.min() >= 0
    assert found.max() <= 1 + 1e-6
    if any(word in name for word in SHARES):  # an average of shares, or the very same, sums to one too
        assert np.allclose(found.sum(axis=-1), 1, atol=1e-5)
    if KNOWN.layers[name].does == "keeps":  # in another shape rows may be anything
        assert np.allclose(found.sum(axis=-1), 1, atol=1e-5) != KNOWN.layers[name].unties


@pytest.mark.parametrize("name", [name for name in HERE if KNOWN.layers[name].does == "shares"])
def test_a_layer_that_shares_leaves_numbers_in_their_interval_and_of_the_largest_no_row_sums_to_1(name):
    parts = [rows(0), rows(0)[::-1]]
    found = keras.ops.convert_to_numpy(CLASSES[name]()(parts))
    assert 0 <= found.min() <= found.max() <= 1
    if name != "Concatenate":  # of which there are more units
        assert np.allclose(found.sum(axis=-1), 1, atol=1e-5) != KNOWN.layers[name].unties


@pytest.mark.parametrize(("name", "given"), OVERSHOOTING, ids=str)
def test_some_arguments_let_a_layer_leave_the_interval(name, given):
    image = np.kron(np.indices((4, 4)).sum(axis=0) % 2, np.ones((2, 2)))[None, :, :, None].astype("float32")
    found = keras.ops.convert_to_numpy(CLASSES[name](**given)(image))
    assert found.min() < -0.01
    assert found.max() > 1.01
    assert KNOWN.layers[name].differs(given)


@pytest.mark.parametrize("name", [name for name in HERE if KNOWN.layers[name].only_with])
def test_what_holds_with_some_values_of_arguments_holds_with_the_usual_ones(name):
    parameters = inspect.signature(CLASSES[name].__init__).parameters
    usual = {argument: parameters[argument].default for argument in KNOWN.layers[name].only_with}
    assert KNOWN.layers[name].differs(usual) == ""


@pytest.mark.parametrize("given", [{"max_value": 1.0}, {"negative_slope": 0.1}, {"threshold": 0.5}])
def test_a_relu_with_an_argument_is_another_function(given):
    scores = np.linspace(-2, 2, 9, dtype="float32")[None]
    assert not np.allclose(keras.layers.ReLU(**given)(scores), keras.activations.relu(scores))
    assert KNOWN.layers["ReLU"].differs(given)


@pytest.mark.parametrize(("factor", "offset"), [(0.5, 0.25), (100.0, 0.0), (-1.0, 1.0)])
def test_a_layer_that_rescales_moves_the_ends_as_the_facts_say(factor, offset):
    found = keras.ops.convert_to_numpy(keras.layers.Rescaling(factor, offset)(np.array([[0.0, 1.0]])))
    space = rescaled(RULES.spaces["unit"], factor, offset)
    assert (space.low, space.high) == pytest.approx((found.min(), found.max()))


def test_spectral_normalization_leaves_the_activation_where_it_is():
    inner = keras.layers.Dense(4, activation="softmax")
    found = keras.ops.convert_to_numpy(keras.layers.SpectralNormalization(inner)(rows(0), training=True))
    assert np.allclose(found.sum(axis=-1), 1, atol=1e-5)


@pytest.mark.parametrize("name", [name for name in HERE if KNOWN.layers[name].becomes])
def test_a_layer_that_moves_numbers_does_as_the_rules_say(name):
    becomes = RULES.layers[KNOWN.layers[name].becomes]
    found = put_out(name, training=True)
    assert not np.allclose(found, rows(found.ndim - 2), atol=1e-4)
    if becomes.emits:
        assert not within(RULES.spaces[becomes.emits], RULES.spaces["simplex"])
        assert not np.allclose(found.sum(axis=-1), 1, atol=1e-2)


@pytest.mark.parametrize("name", [name for name in HERE if KNOWN.layers[name].does == "activates"])
def test_an_activation_as_a_layer_is_the_activation_that_it_names(name):
    activation = KNOWN.layers[name].activation
    scores = np.array([[-2.0, -0.5, 1.0, 3.0]], dtype="float32")
    if activation and name not in ("LeakyReLU", "PReLU"):  # whose slopes are their own
        layer = CLASSES[name]()(scores)
        assert np.allclose(layer, keras.activations.get(activation)(scores), atol=1e-5)


@pytest.mark.parametrize("name", [name for name in HERE if KNOWN.layers[name].does == "holds-weights"])
def test_a_layer_with_weights_has_the_activation_it_is_said_to_have(name):
    parameters = inspect.signature(CLASSES[name].__init__).parameters
    usual = parameters["activation"].default if "activation" in parameters else None
    assert usual == (KNOWN.layers[name].activation or None)
