"""Each cause of a symptom shows it on Keras, and its look tells it from a model without it."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from tests.shipped import RULES

from .symptoms import CAUSES, SEEN, SOUND, Run

ALL = [
    pytest.param(symptom, cause, id=f"{symptom}: {cause}")
    for symptom, each in RULES.symptoms.items()
    for cause in each.causes
]
pytestmark = [
    pytest.mark.filterwarnings("ignore:In loss categorical_crossentropy"),
    pytest.mark.filterwarnings("ignore:You are using a softmax over axis"),
]


def looked(symptom: str, cause: str, it: Run) -> bool:
    """What the line that tells a cause apart says of a run."""
    line = RULES.symptoms[symptom].causes[cause].look
    return bool(eval(line, {"np": np, "keras": keras, **it._asdict()}))


@pytest.mark.parametrize(("symptom", "cause"), ALL)
def test_a_cause_shows_the_symptom_and_its_look_is_true(symptom, cause):
    it = CAUSES[symptom][cause]()
    assert SEEN[symptom](it)
    assert looked(symptom, cause, it)


@pytest.mark.parametrize("symptom", RULES.symptoms)
def test_a_sound_model_has_neither_the_symptom_nor_any_of_its_causes(symptom):
    it = SOUND[symptom]()
    assert not SEEN[symptom](it)
    assert [cause for cause in RULES.symptoms[symptom].causes if looked(symptom, cause, it)] == []


def test_nothing_is_reproduced_that_no_rule_tells():
    assert {name: list(each) for name, each in CAUSES.items()} == {
        name: list(each.causes) for name, each in RULES.symptoms.items()
    }
