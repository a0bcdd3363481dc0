"""Code that counts what nobody has said: it finds in the labels as many as there are, and runs."""

from __future__ import annotations

import pytest

from lossadvisor.advice.recommending import advice
from lossadvisor.interview.walk import walk
from lossadvisor.rulebook.contract import UNSURE
from lossadvisor.rulebook.counting import Counted
from lossadvisor.rulebook.leaves import Leaf
from tests.shipped import HEADS, RULES, end_at, named

from .remembering import remembered


def counting() -> list[dict]:
    """Answers to each leaf of which numbers are not known that code can count, once for each encoding."""
    found: dict[tuple, dict] = {}
    for answers in HEADS:
        counted = {
            name: UNSURE
            for name in answers
            if RULES.questions[name].unsure and RULES.questions[name].unsure.counted
        }
        if not counted or any(name in answers for name in ("costs", "grades")):  # which tell it
            continue
        if not isinstance(walk(RULES, {**answers, **counted}).stop, Leaf):
            continue  # what is assumed leads another way
        told = advice(RULES, {**answers, **counted})
        if told.count:
            found.setdefault((end_at(answers).recommend, told.labels.given, *counted), {**answers, **counted})
    return list(found.values())


CASES = counting()


def test_every_way_to_count_is_tried():
    ways = {
        (name, way) for name, each in RULES.questions.items() if each.unsure for way in each.unsure.counted
    }
    tried = {
        (name, way)
        for answers in CASES
        for told in (advice(RULES, answers),)
        for name in told.unsure
        for way, code in RULES.questions[name].unsure.counted.items()
        if f"{told.answers[name]} = {code}" in told.count
    }
    assert ways - tried == set()


@pytest.mark.parametrize("answers", CASES, ids=named)
def test_as_many_are_counted_in_the_labels_as_there_are(answers):
    told = advice(RULES, answers)
    script = told.script.replace("epochs=30", "epochs=1")
    left: dict = {}
    with remembered(script):
        exec(compile(script, "script", "exec"), left)
    for name in told.unsure:
        if isinstance(told.answers[name], Counted):
            assert left[str(told.answers[name])] == int(told.answers[name]), told.count
    compile(told.code, "code", "exec")
