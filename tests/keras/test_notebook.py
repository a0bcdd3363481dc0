"""In a notebook %%audit runs a cell as it is, and shows what was found in the models that it trains."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace

import keras
import numpy as np
import pytest

import lossadvisor
from lossadvisor.auditing.hooks import Stopped

TRAINS = """
model = keras.Sequential([keras.layers.Dense(3)])
model.compile("sgd", "sparse_categorical_crossentropy")
for again in range(2):
    model.fit(x, y, verbose=0)
done = True
"""


class Shell:
    """What is used of IPython: it keeps magics, runs cells, and shows a stop in a line."""

    def __init__(self) -> None:
        self.magics: dict[str, Callable[[str, str], None]] = {}
        self.names: dict[str, object] = {"keras": keras, "x": np.eye(30), "y": np.arange(30) % 3}

    def register_magic_function(self, function: Callable[[str, str], None], kind: str, name: str) -> None:
        assert kind == "cell"
        self.magics[name] = function

    def run_cell(self, cell: str) -> SimpleNamespace:
        try:
            exec(cell, self.names)
        except Stopped as stopped:
            print(*stopped._render_traceback_())
            return SimpleNamespace(success=False)
        return SimpleNamespace(success=True)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[lossadvisor.AuditReport]:
    found: list[lossadvisor.AuditReport] = []
    module = ModuleType("IPython.display")
    module.display = found.append  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython", ModuleType("IPython"))
    monkeypatch.setitem(sys.modules, "IPython.display", module)
    return found


@pytest.fixture
def shell() -> Shell:
    found = Shell()
    lossadvisor.load_ipython_extension(found)
    return found


def test_a_cell_is_run_and_what_was_found_is_shown_once(shell, shown):
    before = keras.Model.fit
    shell.magics["audit"]("", TRAINS)
    assert [each.name for each in shown[0]] == ["logits-without-from-logits"]
    assert len(shown) == 1
    assert shell.names["done"]
    assert keras.Model.fit is before


def test_a_cell_ends_after_the_first_batch_where_that_is_asked_for(shell, shown, capsys):
    shell.magics["audit"]("--stop-at-fit", TRAINS)
    assert len(shown) == 1
    assert "done" not in shell.names
    assert capsys.readouterr().out == "stopped, as the first batch has been judged\n"


@pytest.mark.parametrize(
    ("line", "says"), [("", "no model was trained"), ("--stop", "takes nothing but --stop-at-fit")]
)
def test_what_cannot_be_shown_is_said_in_one_line(shell, shown, capsys, line, says):
    shell.magics["audit"](line, "1")
    told = capsys.readouterr().err
    assert says in told
    assert told.count("\n") == 1
    assert not shown
