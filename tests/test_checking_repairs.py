"""How what was found is written right: tests/cases/repaired.yaml has lines before and after."""

from __future__ import annotations

import pytest

from lossadvisor.check import fixing, program
from lossadvisor.check.documents.source import decoded
from tests.running import cases
from tests.shipped import RULES

CASES = cases("repaired")
BEGIN = "import numpy as np\nI = keras.Input((3,))\nDense = keras.layers.Dense\n"


def repaired(case: dict) -> str:
    """The lines of a case after all fixes that are proven; none changes where nothing is offered."""
    before = f"{case.get('begin', 'import keras')}\n{BEGIN}"
    text = f"{before}{case['lines']}"
    offered = any(each.edits for each in program.checked(RULES, text).findings)
    done = fixing.fixed(text.encode(), decoded, lambda it: program.checked(RULES, it.text, proving=True))
    after = done.content.decode()
    assert offered or after == text
    assert after.startswith(before)
    return after.removeprefix(before)


@pytest.mark.parametrize("case", CASES)
def test_lines_become_what_they_should_be_and_nothing_else_changes(case):
    assert repaired(case) == case.get("become", case["lines"])
