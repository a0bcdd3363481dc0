"""Programs at random in which heads share things are fixed without harm; `tests.sharing` runs more."""

from __future__ import annotations

import pytest

from tests.sharing import checked, complaint, fixed, shared

PROGRAMS = range(400)


@pytest.mark.parametrize("first", PROGRAMS[::100])
def test_no_fix_breaks_a_program_or_brings_something_new(first):
    assert [told for told in map(complaint, range(first, first + 100)) if told] == []


def test_many_programs_are_changed_and_some_findings_have_to_stay():
    done = [fixed(shared(seed)) for seed in PROGRAMS]
    assert sum(each.fixed > 0 for each in done) > 100
    assert sum(bool(each.remarks) for each in done) > 50
    assert any(not checked(shared(seed)).findings for seed in PROGRAMS)
