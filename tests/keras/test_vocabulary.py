"""What Keras takes for a name the checker knows, so that it never calls a right name wrong."""

from __future__ import annotations

import pytest
from keras.src import activations, losses, metrics

from lossadvisor.check.judging.vocabulary import meant

from .cases import RULES

KNOWN = {
    "loss": losses.ALL_OBJECTS_DICT,
    "activation": activations.ALL_OBJECTS_DICT,
    "metric": metrics.ALL_OBJECTS_DICT,
}


@pytest.mark.parametrize("kind", KNOWN)
def test_no_name_that_keras_knows_is_taken_for_another(kind):
    assert {name: near for name in KNOWN[kind] if (near := meant(RULES, kind, name))} == {}


@pytest.mark.parametrize("kind", KNOWN)
def test_what_is_offered_for_a_wrong_name_keras_knows(kind):
    offered = {meant(RULES, kind, wrong) for name in KNOWN[kind] for wrong in (f"{name}x", name[:-1])} - {""}
    assert len(offered) > 20
    assert offered - {"accuracy", "acc", "crossentropy"} <= set(KNOWN[kind])
