"""Python is told in its own words: parameters with types in the stub, and errors that speak of parameters."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import lossadvisor
from lossadvisor import AdvisorError, api, recommend
from tests.docs import stub
from tests.running import ran, refused
from tests.shipped import RULES

FOLDER = Path(lossadvisor.__file__).parent


def test_the_stub_is_what_the_rules_ask_for():
    assert stub.STUB.read_text("utf-8") == stub.stub(), "write it anew with: python -m tests.docs.stub"
    tree = ast.parse(stub.stub())
    function = next(each for each in tree.body if isinstance(each, ast.FunctionDef))
    names = {each.arg.replace("_", "-") for each in function.args.kwonlyargs}
    assert names == {*RULES.questions, "rules", "y"}
    assert (FOLDER / "py.typed").exists()


def test_the_stub_and_the_module_offer_the_same():
    tree = ast.parse(stub.stub())
    listed = next(each for each in tree.body if isinstance(each, ast.Assign))
    assert sorted(ast.literal_eval(listed.value)) == sorted(lossadvisor.__all__)
    imported = {
        alias.asname for each in tree.body if isinstance(each, ast.ImportFrom) for alias in each.names
    }
    assert {"Advice", "Combination", "Referral", "AdvisorError"} <= imported


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"task": "multilabel"}, "multilabel needs classes=N, a whole number from 2"),
        ({"task": "proportion"}, 'proportion needs share_of="parts" or "successes" or "single"'),
        ({"task": "multiclass", "classes": 1}, "classes takes a whole number from 2"),
        (
            {"task": "binary", "costs": "1,20", "goal": "probabilities"},
            'goal="probabilities" does not use costs',
        ),
        (
            {"task": "binary", "costs": "1,20", "goal": "probabilities"},
            'with goal="decisions" worse_mistake="costs"',
        ),
        ({"task": "binary", "goal": "mean"}, 'does not take goal="mean"; it takes goal="probabilities" or'),
        ({"task": "binary", "range": "unit"}, "binary does not use range, which belongs to regression"),
        ({"task": "ordinal", "classes": 3, "order": "costs"}, "needs costs=X,X,…, such as '1,20,1'"),
        ({"task": "binary", "dearer": "misses", "worse_mistake": "equal"}, "worse_mistake is given twice"),
        ({"task": "count", "mean": 0}, "mean takes a number from 0.0001 on"),
        ({"classes": 3}, 'a task is needed, such as task="binary"'),
    ],
)
def test_an_error_speaks_of_parameters_where_the_command_line_speaks_of_options(said, words):
    with pytest.raises(AdvisorError) as raised:
        recommend(**said)
    assert words in str(raised.value)
    assert "--" not in str(raised.value)
    if "dearer" not in said:
        options = [f"--{name.replace('_', '-')}={value}" for name, value in said.items()]
        assert "--" in refused(ran("recommend", *options))


def test_an_option_of_the_program_stays_one():
    assert api.as_parameters(RULES, "see: lossadvisor recommend --help, or --format json") == (
        "see: lossadvisor recommend --help, or --format json"
    )


def test_all_that_a_star_brings_needs_no_keras():
    told = """
import sys
sys.modules["keras"] = None
from lossadvisor import *
import lossadvisor
assert audit and recommend and not hasattr(lossadvisor, "Audit")
"""
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True).stderr == ""
