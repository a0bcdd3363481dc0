"""Nothing that Keras has is passed over: each activation and loss is advised, or says why it never is."""

from __future__ import annotations

from collections.abc import Iterator

import keras
import pytest

from lossadvisor.interview.walk import leaves
from lossadvisor.rulebook.facts import Activation, Loss
from lossadvisor.rulebook.heads import Pair

from .cases import RULES

NO_ACTIVATIONS = {"get", "serialize", "deserialize"}
TOLD = [*RULES.activations.values(), *RULES.losses.values()]


def _public(module: object) -> dict[str, object]:
    return {name: thing for name, thing in vars(module).items() if name[0] != "_" and callable(thing)}


def activations_of_keras() -> set[str]:
    """Each function once: `swish` is another name of `silu`."""
    known = {name: thing for name, thing in _public(keras.activations).items() if name not in NO_ACTIVATIONS}
    return {thing.__name__ for thing in known.values()}


def losses_of_keras() -> set[str]:
    """The classes; the functions of `keras.losses` are the same losses without options."""
    found = _public(keras.losses)
    return {name for name, thing in found.items() if isinstance(thing, type) and thing is not keras.Loss}


def advised() -> Iterator[Pair]:
    """Every head that a leaf recommends, offers instead, or turns to for an answer or a release of Keras."""
    for leaf in leaves(RULES.tree):
        yield leaf.recommend
        yield from (other.head for other in leaf.instead)
        changes = (*leaf.given.values(), *leaf.since.values())
        yield from (change.recommend for change in changes if change.recommend)


def test_each_activation_of_keras_has_an_entry_and_the_other_way_round() -> None:
    assert {each.keras for each in RULES.activations.values()} == activations_of_keras()


def test_each_loss_of_keras_has_an_entry_and_the_other_way_round() -> None:
    ours = {each.keras for each in RULES.losses.values() if each.package == "keras" and not each.file}
    assert ours == losses_of_keras()


@pytest.mark.parametrize("entry", TOLD, ids=lambda entry: f"{type(entry).__name__} {entry.name}".lower())
def test_each_is_advised_somewhere_or_says_why_it_never_is(entry: Activation | Loss) -> None:
    names = {pair.activation if isinstance(entry, Activation) else pair.loss for pair in advised()}
    assert bool(entry.never) != (entry.name in names)


def test_each_activation_but_threshold_is_taken_as_a_string() -> None:
    for each in RULES.activations.values():
        model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation=each.keras)])
        if each.name == "threshold":
            with pytest.raises(TypeError, match="missing 2 required"):
                model(keras.ops.ones((2, 3)))
        else:
            assert model(keras.ops.ones((2, 3))).shape == (2, 2 if each.name == "glu" else 4)


def _put_out(name: str) -> object:
    """What an activation makes of scores from -30 to 30, alone or in rows of four."""
    function = keras.activations.get(RULES.activations[name].keras)
    alone = keras.ops.reshape(keras.ops.linspace(-30.0, 30.0, 6001), (-1, 1))
    rows = 5 * keras.random.normal((1500, 4), seed=1)
    arguments = (1.0, 0.0) if name == "threshold" else ()
    tied = name in ("softmax", "log-softmax", "sparsemax", "glu")
    return keras.ops.convert_to_numpy(function(rows if tied else alone, *arguments))


@pytest.mark.parametrize("name", list(RULES.activations))
def test_no_activation_leaves_the_space_it_emits_and_each_nears_its_ends(name: str) -> None:
    emits, found = RULES.spaces[RULES.activations[name].emits], _put_out(name)
    for end, reached in ((emits.low, found.min()), (emits.high, found.max())):
        assert end is None or abs(reached - end) < 0.05
    assert emits.low is None or found.min() >= emits.low - 0.005
    assert emits.high is None or found.max() <= emits.high + 1e-6
    assert not emits.sums_to_one or abs(found.sum(axis=-1) - 1).max() < 1e-5


@pytest.mark.parametrize("name", ["linear", "leaky-relu", "tanh-shrink", "soft-shrink", "log-sigmoid"])
def test_an_activation_without_ends_has_none(name: str) -> None:
    assert RULES.spaces[RULES.activations[name].emits].low is None
    assert _put_out(name).min() < -5


def test_rows_of_sparsemax_do_not_sum_to_1() -> None:
    row = keras.activations.sparsemax(keras.ops.convert_to_tensor([[1.0, 0.9, 0.8]]))
    assert keras.ops.convert_to_numpy(row).tolist() == [[0.0, 0.0, 0.0]]
