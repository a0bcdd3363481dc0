"""Our own programs are judged as their comments say, and one that is fixed checks clean.

`# expect: NAME` on the line above is what must be found on a line, `# expect: note NAME` a note; a program
of which nothing is expected must come out clean. Notes may be told beside.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lossadvisor.check import fixing, program
from lossadvisor.check.documents.source import decoded
from lossadvisor.rulebook.contract import RUNNING
from tests.shipped import RULES

FOLDER = Path(__file__).parent / "cases" / "check"
PROGRAMS = sorted(FOLDER.glob("*.py"))
EXPECTED = re.compile(r"\s*# expect: (.*)")


def expected(text: str) -> set[tuple[str, int, bool]]:
    """Name, line and whether it is a note, of all that the comments of a program say."""
    found = set()
    for number, line in enumerate(text.splitlines(), 1):
        said = EXPECTED.match(line)
        for name in said[1].split(", ") if said and said[1] != "nothing" else ():
            found.add((name.removeprefix("note "), number + 1, name.startswith("note ")))
    return found


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_is_judged_as_its_comments_say(path):
    text = path.read_text("utf-8")
    wanted = expected(text)
    found = {
        (each.name, each.place.line, each.severity == "note")
        for each in program.checked(RULES, text).findings
    }
    assert {each for each in found if not each[2] or each in wanted} == wanted


def test_every_finding_has_hits_and_near_misses_outnumber_them():
    wanted = {path: expected(path.read_text("utf-8")) for path in PROGRAMS}
    assert {name for each in wanted.values() for name, _, _ in each} == set(RULES.findings) - {*RUNNING}
    hits = sum(any(not note for _, _, note in each) for each in wanted.values())
    assert len(PROGRAMS) - hits > hits


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_what_is_fixed_checks_clean(path):
    def check(document):
        return program.checked(RULES, document.text, proving=True)

    content = path.read_bytes()
    before = check(decoded(content))
    fixable = {each.name for each in before.findings if each.edits}
    done = fixing.fixed(content, decoded, check)
    left = {each.name for each in done.checked.findings}
    assert not fixable & left
    assert left <= {each.name for each in before.findings}
