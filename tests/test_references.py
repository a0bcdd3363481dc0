"""Every name in the rules is known; one that is not is told with the place and the nearest known one."""

from __future__ import annotations

import pytest
from msgspec.structs import fields, replace

from lossadvisor.rulebook.complaints import Complaints
from lossadvisor.rulebook.findings import Condition
from lossadvisor.rulebook.references import judge
from tests.shipped import RULES

NAMES = [
    ("activations", "emits", False),
    ("layers", "emits", False),
    ("labels", "hull", False),
    ("labels", "derived_from", False),
    ("metrics", "accepts", False),
    ("metrics", "reads", True),
    ("losses", "accepts", False),
    ("losses", "seeks", False),
    ("losses", "link", False),
    ("losses", "reads", True),
    ("activations", "sources", True),
    ("labels", "sources", True),
    ("losses", "sources", True),
    ("metrics", "sources", True),
    ("spaces", "sources", True),
    ("tasks", "sources", True),
    ("questions", "sources", True),
    ("findings", "sources", True),
]
CONDITIONS = ("activations", "emits", "under", "losses", "accepts", "seeks", "metrics", "labels")


def told(rules) -> list[str]:
    complaints = Complaints()
    judge(rules, complaints)
    return [str(each) for each in complaints.found]


@pytest.mark.parametrize(("facts", "key", "several"), NAMES, ids=lambda each: str(each))
def test_an_unknown_name_is_told_wherever_it_stands(facts, key, several):
    for name, entry in getattr(RULES, facts).items():
        wrong = replace(entry, **{key: ("zzz",) if several else "zzz"})
        (says,) = told(replace(RULES, **{facts: {**getattr(RULES, facts), name: wrong}}))
        assert "called 'zzz'" in says
        assert name in says


@pytest.mark.parametrize("key", CONDITIONS)
def test_an_unknown_name_is_told_in_the_condition_of_a_finding(key):
    for name, rule in RULES.findings.items():
        if rule.when:
            wrong = replace(rule, when=replace(rule.when, **{key: ("zzz",)}))
            (says,) = told(replace(RULES, findings={**RULES.findings, name: wrong}))
            assert "called 'zzz'" in says
            assert name in says


def test_every_list_of_names_in_a_condition_is_judged():
    assert {each.name for each in fields(Condition) if each.default == ()} == {*CONDITIONS, "units"}


def test_known_names_are_told_nothing():
    assert told(replace(RULES, tree=replace(RULES.tree, branches=()))) == []
