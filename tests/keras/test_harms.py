"""Everything a leaf warns of does the harm that is claimed, when it is run on the leaf's own data."""

from __future__ import annotations

from collections.abc import Iterator

import keras
import pytest

from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.leaves import Avoided, Leaf
from lossadvisor.rulebook.overlays import as_avoided, avoided_name

from .cases import Case, case, leaves_with_answers
from .harms import HARMS, Trial


def warnings() -> Iterator[tuple[Leaf, dict[str, Answer], Avoided]]:
    for leaf, answers in leaves_with_answers():
        for avoided in leaf.avoid:
            yield leaf, answers, avoided


def name(value: object) -> str:
    return avoided_name(value) if isinstance(value, Avoided) else getattr(value, "where", "")


@pytest.mark.parametrize(("leaf", "answers", "avoided"), list(warnings()), ids=name)
def test_what_is_warned_of_does_the_harm(leaf: Leaf, answers: dict[str, Answer], avoided: Avoided) -> None:
    trial = Trial(avoided, tried(leaf, answers, avoided), case(leaf, settled(answers)))
    finding = HARMS[avoided.shows](trial)
    assert finding.shown == (keras.backend.backend() not in avoided.spares), finding.says


def tried(leaf: Leaf, answers: dict[str, Answer], avoided: Avoided) -> Case:
    """The case that is warned of. Where it has labels of its own, these are what is stored."""
    if avoided.labels:
        answers = {name: answer for name, answer in answers.items() if name != "labels"}
    return case(as_avoided(leaf, avoided), settled(answers), judge=False)


def settled(answers: dict[str, Answer]) -> dict[str, Answer]:
    return {**answers, "output": "probabilities", "style": "sequential"}
