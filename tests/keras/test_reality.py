"""Of every activation, loss and label encoding the facts say what training says, or a list says why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import yaml

from lossadvisor.interview.walk import leaves
from lossadvisor.rulebook.leaves import Leaf

from .cases import RULES
from .compiling import compiled_well
from .reality import (
    ENCODINGS,
    ENOUGH,
    TWINS,
    Triple,
    base,
    forget,
    has_no_slope,
    put_out,
    skill,
    sound,
    triples,
)

LISTED = yaml.safe_load((Path(__file__).parent / "disagreements.yaml").read_text(encoding="utf-8"))
DOUBT = 0.07  # between ENOUGH less and more by this, another processor or backend may come out otherwise


def disagreements(*, sound: bool) -> set[str]:
    """The triples in the list, written as `str(Triple)` writes them."""
    return {
        f"{activation} with {head}"
        for reason in LISTED
        if reason["sound"] == sound
        for head, activations in reason["heads"].items()
        for activation in activations
    }


@pytest.fixture(scope="module", autouse=True)
def run_fast(compiled_programs: None) -> Iterator[None]:
    with compiled_well():
        yield
    forget()


@pytest.mark.parametrize("labels", [name for name in ENCODINGS if name not in TWINS])
def test_facts_and_training_agree_but_for_what_is_listed(labels: str) -> None:
    here = [triple for triple in triples() if base(triple.labels) == labels]
    assert {str(triple): skill(triple) for triple in here if contradicts(triple)} == {}


def test_a_model_that_starts_anew_learns_what_a_new_one_learns() -> None:
    for labels in ("fractions", "numbers"):  # of one form
        learned = put_out.__wrapped__("mean-squared-error", False, labels)
    forget()
    np.testing.assert_array_equal(learned, put_out.__wrapped__("mean-squared-error", False, "numbers"))


def contradicts(triple: Triple) -> bool:
    """Whether training says clearly otherwise than the facts, or than the list where that has the triple.

    A loss without a slope cannot say anything: where such a head ends is decided by its start and the last
    digits of the processor.
    """
    if has_no_slope(triple.loss, triple.from_logits, base(triple.labels)):
        return False
    expected = sound(triple) != (str(triple) in disagreements(sound=sound(triple)))
    learned = skill(triple)
    return learned < ENOUGH - DOUBT if expected else learned > ENOUGH + DOUBT


def test_of_one_unit_the_cosine_alone_has_no_slope() -> None:
    found = {
        triple.loss
        for triple in triples()
        if has_no_slope(triple.loss, triple.from_logits, base(triple.labels))
    }
    assert found == {"cosine-similarity"}


def test_every_listed_triple_is_one_of_the_rules() -> None:
    known = {str(triple): sound(triple) for triple in triples()}
    for rule in (True, False):
        assert {name for name in disagreements(sound=rule) if known.get(name) != rule} == set()


def test_the_facts_are_right_about_almost_every_head_they_call_sound() -> None:
    """Few exceptions where a task may recommend the activation and the loss. What trains in spite of a
    refusal is only listed."""
    useful = [triple for triple in triples() if sound(triple) and not never(triple)]
    failing = [triple for triple in useful if str(triple) in disagreements(sound=True)]
    assert len(useful) > 300
    assert len(failing) < 0.03 * len(useful)


def never(triple: Triple) -> bool:
    """Whether the rules say why no task recommends this activation or this loss."""
    return bool(RULES.activations[triple.activation].never or RULES.losses[triple.loss].never)


def test_no_leaf_recommends_what_fails() -> None:
    recommended = {
        f"{leaf.recommend} on {labels}" for leaf in leaves(RULES.tree) for labels in known_as(leaf)
    }
    assert recommended.isdisjoint(disagreements(sound=True))


def known_as(leaf: Leaf) -> set[str]:
    """The labels of a leaf, and those that are the same numbers."""
    return {leaf.labels, base(leaf.labels)}
