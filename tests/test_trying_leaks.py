"""Where labels are shuffled there is nothing to be learned, so a head that beats a constant has seen them."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from lossadvisor.trying.comparing import compared
from lossadvisor.trying.records import Job, Setup
from lossadvisor.trying.work import done
from tests.simulations.problems import PROBLEMS
from tests.simulations.repeating import opened

pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")
pytest.importorskip("keras", reason="trials need what the extra `try` brings")

SPLITS, ROWS = 3, 120
SETUP = Setup(splits=SPLITS, epochs=8, engine="loop")


@pytest.mark.parametrize("made", PROBLEMS, ids=lambda made: made.name)
def test_no_head_beats_a_constant_where_labels_are_those_of_other_rows(made):
    from lossadvisor.trying.backends import engine

    found = opened(made, 0, ROWS)
    target = found.problem.target
    order = np.random.default_rng(1).permutation(found.problem.rows)
    mixed = replace(found.problem, target=replace(target, y=target.y[order], truth=target.truth[order]))
    setup = replace(SETUP, engine=engine(None))
    rivals = [each for each in found.rivals if each.role in ("constant", "recommended")]
    rivals.sort(key=lambda each: each.role != "constant")
    runs = [
        done(mixed, setup, found.judges, Job(each, split, split))
        for each in rivals
        for split in range(SPLITS)
    ]
    beside = compared(runs, [each.name for each in rivals], found.judge, 1 / 3)

    assert [run.failed for run in runs] == [""] * len(runs)
    assert rivals[0].role == "constant"
    assert beside[1].says in ("worse", "no difference")
