"""A fix is made where reading the file again proves it: what becomes of programs, from cases/proven.yaml."""

from __future__ import annotations

import json

import pytest

from lossadvisor.check import fixing, program
from lossadvisor.check.documents.source import decoded
from lossadvisor.check.fixing import Fixed
from lossadvisor.check.unreadable import Unreadable
from tests.running import cases, ran
from tests.shipped import RULES


def fixed(text: str) -> Fixed:
    return fixing.fixed(
        text.encode(), decoded, lambda document: program.checked(RULES, document.text, proving=True)
    )


def test_an_argument_that_is_given_twice_is_no_program():
    twice = "import keras\nkeras.losses.BinaryCrossentropy(\n    from_logits=False,\n    from_logits=True)\n"
    with pytest.raises(Unreadable, match="keyword argument repeated: from_logits") as raised:
        program.checked(RULES, twice)
    assert raised.value.line == 4


def wanted(case: dict) -> str:
    lines = case["program"].split("\n")
    for number, line in case.get("changes", ()):
        lines[number - 1] = line
    return "\n".join(lines)


@pytest.mark.parametrize("case", cases("proven"), ids=lambda case: case["what"])
def test_a_program_becomes_what_can_be_proven(case):
    done = fixed(case["program"])
    assert done.content.decode() == wanted(case)
    assert [f"{each.line}: {each.says}" for each in done.remarks] == case.get("says", [])
    again = fixed(done.content.decode())
    assert (again.content, again.fixed) == (done.content, 0)


def test_only_proven_edits_are_offered_and_none_is_left_of_a_fix_that_was_not_made(tmp_path):
    shared = next(each for each in cases("proven") if each["what"].startswith("metrics that a second model"))
    path = tmp_path / "shared.py"
    path.write_text(shared["program"])
    for how in ((), ("--fix",)):
        told = ran("check", "--format", "json", *how, str(path))
        (found,) = json.loads(told.out)["findings"]
        assert (found["name"], found["fixable"]) == ("accuracy-on-logits", False)
    path.write_text(shared["program"].replace("metrics=METRICS", "", 1))
    (found,) = json.loads(ran("check", "--format", "json", str(path)).out)["findings"]
    assert (found["name"], found["fixable"]) == ("accuracy-on-logits", True)
