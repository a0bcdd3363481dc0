"""%%audit in a notebook: the cell is run as it is, and what its models are like is shown below it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from lossadvisor.report.streams import say

from .hooks import Hooks
from .records import AuditReport

NONE = "audit: no model was trained by fit() or train_on_batch() in this cell; none was judged"
NOT_TAKEN = "audit: %%audit takes nothing but --stop-at-fit"
STOP = "--stop-at-fit"


def offer(shell: Any) -> None:
    """Give a shell of IPython the magic %%audit."""
    shell.register_magic_function(lambda line, cell: audit_cell(shell, line, cell), "cell", "audit")


def audit_cell(shell: Any, line: str, cell: str) -> None:
    """Run a cell, and show what was found in each model that it trains, once."""
    if line.split() not in ([], [STOP]):
        say(NOT_TAKEN)
        return
    found: list[AuditReport] = []
    hooks = Hooks(lambda each: _show(each, found), stop_at_fit=bool(line.split()))
    hooks.install()
    try:
        result = shell.run_cell(cell)
    finally:
        hooks.removed()
    if not found and getattr(result, "success", True):
        say(NONE)


def _show(report: AuditReport, found: list[AuditReport]) -> None:
    """Show a report that is not the same as one before."""
    if any(str(report) == str(each) for each in found):
        return
    found.append(report)
    import_module("IPython.display").display(report)
