"""A fragment of Python in the rules is judged before anything is put together from it."""

from __future__ import annotations

import pytest

from lossadvisor.rulebook.fragments import flaw


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("y = 1\nx = y", "exec"),
        ("  y = 1  ", "exec"),
        ("", "exec"),
        ("x[:{units}]", "eval"),
        ("AUC", "name"),
        ("", "arguments"),
        ("dtype='float32'", "arguments"),
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
        ("a b", "arguments"),
        ("keras.AUC", "name"),
        ("class", "name"),
        ("", "name"),
    ],
    ids=lambda text: text[:9],
)
def test_what_is_no_python_is_told_on_one_line(text, kind):
    why = flaw(text, kind)
    assert "is not" in why
    assert "\n" not in why
