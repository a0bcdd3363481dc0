"""What Keras takes for a name the checker knows, so that it never calls a right name wrong."""

from __future__ import annotations

import inspect

import pytest
from keras.src import activations, losses, metrics

from lossadvisor.check.command_line import Spoken, report
from lossadvisor.check.judging.vocabulary import is_base_class, meant
from lossadvisor.rulebook.libraries import libraries

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


@pytest.mark.parametrize("kind", ["loss", "metric"])
def test_arguments_without_a_name_are_those_that_keras_takes(kind):
    entries = RULES.losses if kind == "loss" else RULES.metrics
    for entry in entries.values():
        made = KNOWN[kind].get(entry.keras)
        if inspect.isclass(made) and entry.package == "keras" and not entry.file:
            taken = list(inspect.signature(made).parameters)
            known = list(libraries(RULES).takes(kind, entry.keras))
            shorter = min(len(taken), len(known))  # a release may have more at the end
            assert known[:shorter] == taken[:shorter], entry.name


@pytest.mark.parametrize("kind", KNOWN)
def test_a_head_in_words_may_use_every_name_that_keras_knows(kind):
    for name in KNOWN[kind]:
        if not is_base_class(name):
            head = {"loss": ("linear", name), "activation": (name, "mse")}.get(kind, ("linear", "mse"))
            assert report(RULES, Spoken(*head, 1, None, (name,) if kind == "metric" else ())).kind == "head"
