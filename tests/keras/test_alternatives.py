"""Every alternative trains on its leaf's data and beats a constant, as the recommendation does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lossadvisor.rulebook.overlays import as_alternative

from .cases import Case, case, forms, leaves_with_answers
from .learning import check_beats_constant, check_loss_falls
from .running import ran


def alternatives() -> Iterator[Case]:
    for leaf, answers in leaves_with_answers():
        for other in leaf.instead:
            instead = as_alternative(leaf, other)
            for output in forms(instead):
                settled = {**answers, "output": output, "style": "functional"}
                yield case(instead, settled, name=f"{leaf.where}: {other.head} {output}")


@pytest.mark.parametrize("instead", list(alternatives()), ids=str)
def test_every_alternative_learns_and_beats_a_constant(instead: Case) -> None:
    left = ran(instead.advice)
    check_loss_falls(left)
    check_beats_constant(instead, left)
