"""The tree drawn in five ways shows every leaf, and a row of the table leads where it says."""

from __future__ import annotations

import json
import re

import pytest

from lossadvisor import drawing, recommend
from lossadvisor.drawing import drawn
from lossadvisor.tree import leaves
from tests.running import CASES, ran, refused
from tests.shipped import LEAVES, RULES

FORMATS = ("terminal", "plain", "mermaid", "table", "json")


@pytest.mark.parametrize("format", FORMATS)
def test_every_leaf_is_drawn(format):
    done = ran("tree", "--format", format)
    assert (done.code, done.err) == (0, "")
    for leaf in LEAVES:
        assert done.out.count(leaf.recommend) >= sum(each.recommend == leaf.recommend for each in LEAVES)


@pytest.mark.parametrize("task", RULES.tasks)
@pytest.mark.parametrize("format", FORMATS)
def test_one_branch_shows_its_own_leaves_only(task, format):
    done = ran("tree", "--task", task, "--format", format)
    own = list(leaves(RULES.tree.follow(task)))
    assert len(re.findall(r"\w+ with [a-z-]+", done.out)) == len(own)


def test_a_row_of_the_table_leads_where_it_says():
    rows = list(drawing.rows(drawn(RULES)))
    assert len(rows) == len(LEAVES)
    for options, recommended in rows:
        said = [choices.split("|") for choices in re.findall(r"--\w+ (\S+(?: and more| \d+)?)", options)]
        names = re.findall(r"--(\w+) ", options)
        answers = {}
        for name, (first, *_) in zip(names, said, strict=True):
            number = re.search(r"\d+", first)
            if RULES.questions[name].is_number and (number or name not in answers):
                bound = int(number[0]) if number else 5
                answers[name] = bound - 1 if first.startswith("below") else bound
            elif not RULES.questions[name].is_number:
                answers[name] = first
        assert recommend(**answers).pair == recommended.split(" (")[0], options


def test_mermaid_draws_each_node_once_and_an_arrow_to_it():
    text = drawing.mermaid(drawn(RULES))
    nodes = re.findall(r"^    (q[_\d]*)[\[{]", text, re.MULTILINE)
    arrows = re.findall(r"^    (q[_\d]*) -->\|\"[^\"]+\"\| (q[_\d]*)$", text, re.MULTILINE)
    assert text.startswith("flowchart LR\n")
    assert len(set(nodes)) == len(nodes)
    assert {to for _, to in arrows} == set(nodes) - {"q"}
    assert len(nodes) + len(arrows) + 1 == len(text.splitlines())


def test_json_nests_as_the_tree_does():
    def recommended(node) -> int:
        return bool(node["recommends"]) + sum(map(recommended, node["below"]))

    assert recommended(json.loads(ran("tree", "--format", "json").out)) == len(LEAVES)


def test_a_misspelt_task_is_answered_with_the_nearest_and_an_alias_is_understood():
    assert "did you mean 'multilabel'?" in refused(ran("tree", "--task", "multilabl"))
    assert ran("tree", "--task", "Multi_Label") == ran("tree", "--task", "multilabel")


def test_drawing_the_small_tree():
    small = ran("tree", "--rules", str(CASES / "small"), "--task", "guess")
    assert small.out == (
        "guess: mood?\n"
        "  calm: sigmoid with crossentropy\n"
        "  wild: sigmoid with crossentropy (label_smoothing=0.1)\n"
    )
