"""A training that is read is the training that would be done again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lossadvisor import Advice, recommend

from . import remembering
from .running import ran


def advised(style: str = "sequential", labels: str = "zero-one", output: str = "probabilities") -> Advice:
    return recommend(task="binary", style=style, labels=labels, output=output)


def test_a_training_that_was_done_before_is_the_one_that_is_done_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(remembering, "FOLDERS", [])
    anew = [ran(advised()), ran(advised("functional"))]
    monkeypatch.setattr(remembering, "FOLDERS", [tmp_path])
    kept = [ran(advised()), ran(advised("functional"))]
    first = anew[0]
    for each in (anew[1], *kept):
        assert each["history"].history == first["history"].history
        assert each["scores"] == first["scores"]
        assert np.array_equal(each["model"].predict(each["x"]), first["model"].predict(first["x"]))
    assert len(list(tmp_path.iterdir())) == 3  # one fit(), one evaluate(), one predict() for both


def test_labels_in_another_form_are_the_same_labels_once_they_are_converted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(remembering, "FOLDERS", [tmp_path])
    for labels in ("zero-one", "minus-one-one", "strings"):
        ran(advised(labels=labels))
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize(
    ("old", "new"), [("seed(0)", "seed(1)"), ("epochs=30", "epochs=31"), ("Dense(32", "Dense(33")]
)
def test_what_differs_is_done_anew(old: str, new: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(remembering, "FOLDERS", [tmp_path])
    advice = advised()
    ran(advice)
    other = advice.script.replace(old, new)
    assert other != advice.script
    with remembering.remembered(other):
        exec(compile(other, "script", "exec"), {})
    assert len(list(tmp_path.iterdir())) == 6
