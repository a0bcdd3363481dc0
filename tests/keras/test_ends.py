"""The ends of the tree that are no single head: stops, and bundles of several heads."""

from __future__ import annotations

import numpy as np
import pytest

from lossadvisor.advice.advice import Combination, Referral
from lossadvisor.advice.recommending import recommended
from lossadvisor.rulebook.answers import normalised
from lossadvisor.rulebook.facts import Answer
from tests.shipped import BUNDLES, RULES, STOPS, named

from .cases import case, leaf_at
from .measuring import better, pairs, score_name, value
from .predictors import constant, repeated
from .running import PARTS, TEST, TRAIN, Namespace, ran

# Each with something that the others have not: own losses, sample weights, strings, logits, layers after.
HEADS = (
    "price: regression, sold: binary, colour: multiclass classes=5",
    "digit: multiclass classes=10, colour: multiclass classes=3",
    "kind: multiclass classes=4 labels=strings, level: quantile quantiles=0.1,0.5,0.9",
    "cost: positive, visits: count exposure=differs, stars: ordinal classes=5",
    "amount: positive if bought, bought: binary, shop: multiclass classes=3 labels=strings if bought",
    "alarm: binary goal=decisions, tags: multilabel classes=4 goal=decisions, mended: binary if alarm",
    "rare: binary data=imbalanced goal=decisions, wind: bounded bounds=angle, demand: distribution",
)


@pytest.mark.parametrize("answers", STOPS, ids=named)
def test_every_stop_says_what_to_turn_to_instead(answers: dict[str, Answer]) -> None:
    found = recommended(RULES, answers)
    assert isinstance(found, Referral)
    assert found.says
    assert {each.task for each in found.nearest} <= RULES.tasks.keys()
    assert found.nearest or found.sources


@pytest.mark.parametrize("heads", HEADS)
def test_every_head_of_several_beats_a_constant(heads: str) -> None:
    advice = recommended(RULES, normalised(RULES, {"task": "several-outputs", "heads": heads}))
    assert isinstance(advice, Combination)
    left = ran(advice)
    losses = left["history"].history["loss"]
    assert losses[-1] < losses[0]
    for name in advice.heads:
        check_head(advice, name, left)


def check_head(advice: Combination, name: str, left: Namespace) -> None:
    head = advice.heads[name]
    way = {key: answer for key, answer in head.answers.items() if key in leaf_names(head.answers)}
    own = case(leaf_at(way), dict(head.answers))
    y = np.asarray(left["y"][name])
    weights = np.asarray(left["weights"][name]) if "weights" in left else None
    trained, tested = (None, None) if weights is None else (weights[TRAIN], weights[TEST])
    nothing = repeated(constant(own, y[TRAIN], trained), y[TEST])
    for metric, advised in pairs(own):
        scored = left["scores"][f"{name}_{score_name(head, advised)}"]
        known = value(head, advised, y[TEST], nothing, tested)
        assert better(metric, scored, known), f"{name} {advised.metric}: {scored} against {known}"


def leaf_names(answers: dict[str, Answer]) -> set[str]:
    """The answers that lead through the tree, without settings."""
    return {name for name in answers if not RULES.questions.get(name) or not RULES.questions[name].setting}


@pytest.mark.parametrize("stands_there", [0.0, -7.0, np.nan, 1e9])
def test_nothing_is_learned_of_rows_where_the_condition_does_not_hold(stands_there: float) -> None:
    advice = recommended(
        RULES,
        normalised(
            RULES,
            {
                "task": "several-outputs",
                "dependence": "condition",
                "heads": "bought: binary, amount: positive if bought",
            },
        ),
    )
    assert isinstance(advice, Combination)
    rng = np.random.default_rng(0)
    space: Namespace = {}
    for part in PARTS:
        bought = rng.integers(2, size=40)
        amount = np.where(bought == 1, rng.exponential(50.0, size=40), stands_there)
        space[f"y_{part}"] = {"bought": bought, "amount": amount}
    known = {part: dict(space[f"y_{part}"]) for part in PARTS}
    lines, _, _ = advice.code.partition("\n# inputs is your")
    exec(compile(lines, "pasted", "exec"), space)
    train = known["train"]
    mean = train["amount"][train["bought"] == 1].mean()
    for part in PARTS:
        yes = known[part]["bought"] == 1
        labels, weights = space[f"y_{part}"]["amount"].ravel(), space[f"weights_{part}"]
        np.testing.assert_allclose(labels[yes], known[part]["amount"][yes] / mean, rtol=1e-5)
        assert (weights["amount"] == yes).all()
        assert (weights["bought"] == 1).all()
        assert np.isfinite(labels).all()


def test_every_bundle_is_among_those_that_are_run() -> None:
    assert {answers["task"] for answers in BUNDLES} == {"several-outputs"}
