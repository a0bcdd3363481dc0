"""Of every activation, loss and label encoding the facts say what training says, or a list says why not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from lossadvisor.tree import leaves

from .cases import RULES
from .reality import ENCODINGS, ENOUGH, TWINS, Triple, skill, sound, triples

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


@pytest.mark.parametrize("labels", [name for name in ENCODINGS if name not in TWINS])
def test_facts_and_training_agree_but_for_what_is_listed(labels: str) -> None:
    here = [triple for triple in triples() if TWINS.get(triple.labels, triple.labels) == labels]
    assert {str(triple): skill(triple) for triple in here if contradicts(triple)} == {}


def contradicts(triple: Triple) -> bool:
    """Whether training says clearly otherwise than the facts, or than the list where that has the triple."""
    expected = sound(triple) != (str(triple) in disagreements(sound=sound(triple)))
    learned = skill(triple)
    return learned < ENOUGH - DOUBT if expected else learned > ENOUGH + DOUBT


def test_every_listed_triple_is_one_of_the_rules() -> None:
    known = {str(triple): sound(triple) for triple in triples()}
    for verdict in (True, False):
        assert {name for name in disagreements(sound=verdict) if known.get(name) != verdict} == set()


def test_the_facts_are_right_about_almost_every_head_they_call_sound() -> None:
    """Few exceptions: what is recommended must train. What trains in spite of a refusal is only listed."""
    called_sound = [triple for triple in triples() if sound(triple)]
    assert len(disagreements(sound=True)) < 0.05 * len(called_sound)


def test_no_leaf_recommends_what_fails() -> None:
    recommended = {f"{leaf.recommend} on {leaf.labels}" for leaf in leaves(RULES.tree)}
    assert recommended.isdisjoint(disagreements(sound=True))
