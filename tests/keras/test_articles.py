"""The article's nine experiments come out as its data allow, once metrics tell the truth."""

from __future__ import annotations

import re

import keras
import numpy as np
import pytest

from tests.docs.readme import README, parts

from .articles import HALF, Row, circles, markdown, table_rows

CLASSIFICATIONS = ("binary crossentropy", "hinge", "squared hinge")
SAME = 0.015


def by_loss() -> dict[str, Row]:
    return {row.loss: row for row in table_rows()}


def test_the_nine_experiments_come_out_as_measured() -> None:
    rows = by_loss()
    assert len(rows) == 9
    check_regressions(rows)
    check_yes_or_no(rows)
    check_classes(rows)


def check_regressions(rows: dict[str, Row]) -> None:
    """MSE and MAE reach the noise; MSLE on standardised targets cannot, as half of these are negative."""
    for loss in ("MSE", "MAE"):
        assert rows[loss].ours[1] < 0.02
    assert rows["MSLE"].ours[1] > 5 * rows["MSE"].ours[1]


def check_yes_or_no(rows: dict[str, Row]) -> None:
    """Hinge does no worse than crossentropy: that it seemed to was the metric's doing."""
    for loss in CLASSIFICATIONS:
        assert rows[loss].read == pytest.approx(rows[loss].ours), "the advised metric tells the truth"
        assert rows[loss].ours[1] == pytest.approx(rows["binary crossentropy"].ours[1], abs=SAME)
        assert rows[loss].ours[1] > 0.82


def check_classes(rows: dict[str, Row]) -> None:
    """Integer or one-hot labels make no difference."""
    dense, sparse = rows["categorical crossentropy"], rows["sparse categorical crossentropy"]
    assert dense.ours == pytest.approx(sparse.ours, abs=SAME)
    assert dense.ours[1] > 0.8
    assert rows["KL divergence"].ours == pytest.approx(dense.ours, abs=SAME)
    assert 0 < rows["KL divergence"].read[1] < 0.5 * np.log(3)


def test_the_table_in_the_readme_is_the_one_that_was_run() -> None:
    shown = dict(parts(README.read_text("utf-8")))["python -m tests.keras.articles"]
    kept, ran = ([row.split("|")[1:-1] for row in table.strip().splitlines()[2:]]
                 for table in (shown, markdown(table_rows())))  # fmt: skip
    assert [row[0] for row in kept] == [row[0] for row in ran]
    for old, new in zip(kept, ran, strict=True):
        for cell, fresh in zip(old, new, strict=True):
            assert figures(cell) == pytest.approx(figures(fresh), abs=0.02), "run python -m tests.docs.readme"


def figures(cell: str) -> list[float]:
    return [float(number) for number in re.findall(r"\d+\.\d+", cell)]


def test_the_articles_hinge_model_is_better_than_its_metric_says() -> None:
    x, y = circles()
    signed = (2 * y - 1).astype("float32")
    keras.utils.set_random_seed(1)
    hidden = keras.layers.Dense(50, activation="relu", kernel_initializer="he_uniform")
    model = keras.Sequential([keras.Input(shape=(2,)), hidden, keras.layers.Dense(1, activation="tanh")])
    model.compile(keras.optimizers.SGD(learning_rate=0.01, momentum=0.9), "hinge", metrics=["accuracy"])
    model.fit(x[:HALF], signed[:HALF], epochs=200, verbose=0)
    said = model.evaluate(x[HALF:], signed[HALF:], verbose=0, return_dict=True)["accuracy"]
    right = np.mean(np.sign(model.predict(x[HALF:], verbose=0)) == signed[HALF:])
    assert said < 0.5
    assert right > 0.82
