"""The script of every path runs, learns, and beats a predictor that knows nothing of x."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from .cases import RULES, Case, every_case, typical_cases
from .learning import check_beats_constant, check_loss_falls
from .running import TEST, Namespace, pasted, ran, stored


@pytest.mark.parametrize("case", [*every_case(), *typical_cases()], ids=str)
def test_every_script_learns_and_beats_a_constant(case: Case) -> None:
    left = ran(case.advice)
    check_loss_falls(left)
    check_beats_constant(case, left)
    check_answers(case, left)


@pytest.mark.parametrize("case", [*every_case(), *typical_cases()], ids=str)
def test_every_code_gives_a_compiled_model(case: Case) -> None:
    left = pasted(case.advice)
    model = left["model"]
    assert model.compiled
    assert model(left["x"][:3]).shape == (3, case.advice.units)
    assert type(model.loss).__name__ == case.advice.loss
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


def check_answers(case: Case, left: Namespace) -> None:
    """Answers are written as the labels were stored: as strings where these were strings."""
    answers, given = left["answers"], stored(case.advice)["y"]
    assert len(answers) == len(given[TEST])
    if case.advice.labels.given in ("strings", "minus-one-one"):
        assert set(np.unique(answers)) <= set(np.unique(given))
    if RULES.labels[case.advice.labels.encoding].derived_from:
        distance = np.median(np.abs(answers - given[TEST]))
        assert distance < np.median(np.abs(np.median(given, axis=0) - given[TEST]))
