"""Every name that rules mention is found with its place, so that none can be unknown without a complaint."""

from __future__ import annotations

import pytest
from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.rulebook.complaints import Complaints
from lossadvisor.rulebook.heads import Pair
from lossadvisor.rulebook.leaves import Alternative, Avoided, Bundle, Change, Nearest, Stop
from lossadvisor.rulebook.mentions import CITING, of_end, of_facts, of_leaf, releases
from lossadvisor.rulebook.references import judge
from tests.shipped import ENDS, LEAVES, RULES

ODD = Pair("zzz-activation with zzz-loss")
SPOILED = {
    "recommend": ODD,
    "labels": "zzz-labels",
    "layer": "zzz-layer",
    "after": "zzz-after",
    "metrics": ("zzz-metric",),
    "sources": ("zzz-source",),
    "given": {"zzz-setting": Change(recommend=ODD, labels="zzz-changed", metrics=("zzz-counted",))},
    "since": {"3.16": Change(recommend=ODD, labels="zzz-changed", metrics=("zzz-counted",))},
    "instead": (
        Alternative(head=ODD, when="", price="", labels="zzz-labels", after="zzz-after"),
        Alternative(head=ODD, when="", price="", metrics=("zzz-metric",)),
    ),
    "avoid": (
        Avoided(because="", shows="worse", head=ODD, labels="zzz-labels", after="zzz-after"),
        Avoided(because="", shows="misreads", metric="zzz-metric"),
    ),
}  # fmt: skip


def names_in(value: object) -> set[str]:
    """Every made-up name in what was put into a leaf."""
    if isinstance(value, Pair):
        return {value.activation, value.loss}
    if isinstance(value, str):
        return {value} if value.startswith("zzz") else set()
    if isinstance(value, dict):
        return names_in(tuple(value)) | names_in(tuple(value.values()))
    if isinstance(value, tuple):
        return set().union(*map(names_in, value))
    if isinstance(value, Struct):
        return names_in(tuple(getattr(value, name) for name in value.__struct_fields__))
    return set()


@pytest.mark.parametrize("key", SPOILED)
def test_every_name_in_a_leaf_is_mentioned(key):
    leaf = replace(LEAVES[0], **{key: SPOILED[key]})
    unknown = {name for _, name, known, _ in of_leaf(RULES, leaf) if name is not None and name not in known}
    assert names_in(SPOILED[key])
    assert unknown == names_in(SPOILED[key])


def test_the_shipped_names_are_known():
    mentioned = [(name, known) for _, _, name, known, _ in of_facts(RULES)]
    for leaf in LEAVES:
        mentioned += [(name, known) for _, name, known, _ in of_leaf(RULES, leaf) if name is not None]
    for end in ENDS:
        if isinstance(end, (Stop, Bundle)):
            mentioned += [(name, known) for _, name, known, _ in of_end(RULES, end)]
    assert mentioned
    assert all(name in known for name, known in mentioned)


def test_a_stop_mentions_its_sources_and_the_tasks_that_come_near():
    near = Nearest(task="zz", loses="all")
    stop = Stop(where="a", stop="No.", because=(), sources=("zzz",), nearest=(near,))
    assert [(trail, name) for trail, name, _, _ in of_end(RULES, stop)] == [
        (("sources",), "zzz"), (("nearest", 0, "task"), "zz")
    ]  # fmt: skip


@pytest.mark.parametrize("facts", CITING)
def test_a_source_of_every_kind_of_entry_is_mentioned(facts):
    for name, entry in getattr(RULES, facts).items():
        entries = {**getattr(RULES, facts), name: replace(entry, sources=("zzz",))}
        mentioned = of_facts(replace(RULES, **{facts: entries}))
        assert [trail for _, trail, said, _, _ in mentioned if said == "zzz"] == [(name, "sources")]


def test_a_group_that_no_file_lists_is_told():
    name, task = next(iter(RULES.tasks.items()))
    complaints = Complaints()
    judge(replace(RULES, tasks={**RULES.tasks, name: replace(task, group="zzz")}), complaints)
    assert [str(each) for each in complaints.found if "no group called 'zzz'" in str(each)]


def test_releases_that_the_shipped_rules_name_are_releases():
    named = [release for _, _, release in releases(RULES) if release]
    assert named
    assert all(part.isdecimal() for release in named for part in release.split("."))
