"""The script of every path runs, learns, and beats a predictor that knows nothing of x."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from lossadvisor import AuditReport
from lossadvisor.advice import snippet
from lossadvisor.auditing.hooks import Hooks

from .cases import RULES, Case, every_case, typical_cases
from .learning import check_beats_constant, check_loss_falls
from .predictors import constant, perfect, repeated
from .remembering import anew
from .running import ROWS, TEST, TRAIN, Namespace, pasted, ran, stored, weights_in
from .truth import distance_of

ONE_IN = 16


@pytest.mark.parametrize("case", [*every_case(), *typical_cases()], ids=str)
def test_every_script_learns_and_beats_a_constant(case: Case) -> None:
    with audited(case) as found:
        left = ran(case.advice)
    assert [str(each) for each in found if each] == []
    assert len(left["y"]) == ROWS
    check_loss_falls(left)
    check_beats_constant(case, left)
    check_answers(case, left)


def test_every_part_of_the_data_is_whole_batches() -> None:
    cut: dict[str, slice] = {}
    exec(snippet.SPLIT, cut)
    for part in ("train", "val", "test"):
        assert len(range(ROWS)[cut[part]]) % 32 == 0
    assert (range(ROWS)[TRAIN], range(ROWS)[TEST]) == (
        range(ROWS)[slice(cut["train"].start, cut["val"].stop)],
        range(ROWS)[cut["test"]],
    )


@pytest.mark.parametrize("case", [*every_case(), *typical_cases()], ids=str)
def test_every_code_gives_a_compiled_model(case: Case) -> None:
    left = pasted(case.advice)
    assert left["model"].compiled
    check_shape(case, left)
    assert type(left["model"].loss).__name__ == case.advice.loss
    assert callable(left["decode"])


def test_a_script_is_a_whole_program(tmp_path: Path) -> None:
    case = next(typical_cases())
    program = tmp_path / "script.py"
    program.write_text(case.advice.script, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("loss by epoch: ")
    assert "first answers: " in done.stdout


@contextmanager
def audited(case: Case) -> Iterator[list[AuditReport]]:
    """What an audit finds in the model of a script while it trains; of one script in so many."""
    found: list[AuditReport] = []
    hooks = Hooks(found.append)
    if crc32(str(case).encode()) % ONE_IN:
        yield found
        return
    hooks.install()
    try:
        with anew():  # what is only read trains nothing that could be judged
            yield found
    finally:
        hooks.removed()
    assert found


def check_answers(case: Case, left: Namespace) -> None:
    """Answers are written as the labels were stored: as strings, or in the unit that these were in."""
    answers, given = left["answers"], stored(case.advice)["y"]
    assert len(answers) == len(given[TEST])
    if case.advice.labels.given in ("strings", "minus-one-one"):
        assert set(np.unique(answers)) <= set(np.unique(given))
    if RULES.labels[case.advice.labels.encoding].derived_from:
        y, weights = np.asarray(left["y"]), weights_in(case.advice, left)
        row = constant(case, y[TRAIN], None if weights is None else weights[TRAIN])
        nothing = left["decode"](repeated(row, y[TEST]))
        found, known = (distance_of(case, case, each, left) for each in (answers, nothing))
        assert found is None or found < known


def check_shape(case: Case, left: Namespace) -> None:
    """One row for each label, as wide as a prediction must be that agrees with them all."""
    put_out, needed = left["model"](left["x"][:3]).shape, perfect(case, left["y"])[:3].shape
    if case.advice.loss == "CTC":  # as many steps as it takes
        put_out, needed = put_out[2:], needed[2:]
    assert put_out == needed
