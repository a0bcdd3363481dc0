"""Programs near to what a note is told of, of which nothing at all is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from lossadvisor.check import program
from tests.shipped import RULES

FOLDER = Path(__file__).parent / "cases" / "check"
NEAR = (
    "linear_layers_that_have_their_reasons",
    "mixed_precision_of_the_wider_kind",
    "mixed_precision_only_where_there_is_a_card",
    "thousand_kinds_in_float32_under_mixed_precision",
)


@pytest.mark.parametrize("name", NEAR)
def test_nothing_at_all_is_told_of_what_is_only_near(name):
    checked = program.checked(RULES, (FOLDER / f"{name}.py").read_text("utf-8"))
    assert (checked.findings, checked.unfollowed) == ((), ())
