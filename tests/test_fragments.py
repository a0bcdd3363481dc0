"""A fragment of Python in the rules is judged before anything is put together from it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from lossadvisor.rulebook.fragments import faults, flaw, leaf_faults
from tests.shipped import LEAVES, RULES


def test_shipped_fragments_compile():
    assert list(faults(RULES)) == []
    assert [fault for leaf in LEAVES for fault in leaf_faults(leaf)] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("y = 1\nx = y", "exec"),
        ("  y = 1  ", "exec"),
        ("", "exec"),
        ("x[:{units}]", "eval"),
        ("AUC", "name"),
    ],
)
def test_python_is_let_through(text, kind):
    assert flaw(text, kind) == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("y = 1\n  x = y", "exec"),
        ("return y", "exec"),
        ("y = 1\0", "exec"),
        ("(" * 10_000, "exec"),
        ("y = 1", "eval"),
        ("", "eval"),
        ("keras.AUC", "name"),
        ("class", "name"),
        ("", "name"),
    ],
    ids=lambda text: text[:9],
)
def test_what_is_no_python_is_told_on_one_line(text, kind):
    why = flaw(text, kind)
    assert "is no" in why
    assert "\n" not in why


@pytest.mark.parametrize("facts", ["activations", "losses", "metrics"])
def test_every_name_in_keras_is_judged(facts):
    for name, entry in getattr(RULES, facts).items():
        wrong = replace(RULES, **{facts: {**getattr(RULES, facts), name: replace(entry, keras="a b")}})
        assert [trail[0] for _, trail, _ in faults(wrong)] == [name]


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.where)
def test_every_fragment_of_a_leaf_is_judged(leaf):
    for spoiled in (
        replace(leaf, data="x ="),
        replace(leaf, prepare="x ="),
        replace(leaf, answers="x ="),
        replace(leaf, fit={"x": "y ="}),
        replace(leaf, fit={"x y": 1}),
        replace(leaf, arguments={"x y": 1}),
        *(replace(leaf, instead=(replace(each, answers="x ="),)) for each in leaf.instead),
        *(replace(leaf, avoid=(replace(each, prepare="x ="),)) for each in leaf.avoid),
    ):
        assert len(list(leaf_faults(spoiled))) == 1
