"""Curves are computed from formulas of the rules, and a formula that cannot be computed is told."""

from __future__ import annotations

import pytest

from lossadvisor.rulebook.curves import Curve, computed, formula_flaw, outputs, points, predicted
from tests.shipped import RULES

CURVES = [e.curve for e in (*RULES.activations.values(), *RULES.losses.values()) if e.curve]


@pytest.mark.parametrize(
    "formula", ["x +", "__import__(1)", "x.real", "[x]", "exp(x, base=2)", "y", "'x'", ""]
)
def test_a_formula_that_is_none_is_told(formula):
    assert formula_flaw(formula)


def test_a_formula_without_a_number_gives_none():
    for formula in ("log(x)", "1 / x", "exp(1000)", "sqrt(x - 1)", "x ** -0.5"):
        assert computed(formula, {"x": 0.0}) is None


def test_shares_of_three_scores_are_those_of_each():
    softmax = RULES.activations["softmax"].curve
    assert [round(each, 2) for each in outputs(softmax)] == [0.67, 0.24, 0.09]


@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: curve.of)
def test_a_curve_has_a_number_nearly_everywhere(curve):
    assert formula_flaw(curve.of) == ""
    assert len(points(curve)) >= 90
    assert None not in outputs(curve)
    assert None not in [each for x in curve.example for each in predicted(curve, x)]


def test_comparisons_are_chained():
    curve = Curve(of="1 if -1 < x <= 1 else 0", example=(-1, 0, 1, 2))
    assert outputs(curve) == [0, 1, 1, 0]
