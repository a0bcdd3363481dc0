"""The tree drawn in five ways shows every end, and a row of the table leads where it says."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from lossadvisor import Advice, Referral, recommend
from lossadvisor.interview.settings import with_costs
from lossadvisor.interview.walk import leaves
from lossadvisor.lookup import tree_drawing
from lossadvisor.lookup.tree_drawing import drawn
from lossadvisor.rulebook import costs
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.leaves import Leaf, Stop
from tests.running import CASES, ran, refused
from tests.shipped import ENDS, LEAVES, RULES

FORMATS = ("terminal", "plain", "mermaid", "table", "json")


PAIRS = re.compile("|".join(sorted({leaf.recommend for leaf in LEAVES}, key=len, reverse=True)))


@pytest.fixture(autouse=True)
def _wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "2000")  # or a tree on a terminal breaks its lines


@pytest.mark.parametrize("format", FORMATS)
def test_every_end_is_drawn(format):
    done = ran("tree", "--format", format)
    assert (done.code, done.err) == (0, "")
    found = Counter(PAIRS.findall(done.out))
    assert found == Counter(leaf.recommend for leaf in LEAVES)
    for end in ENDS:
        if isinstance(end, Stop):
            assert end.stop in done.out


@pytest.mark.parametrize("task", RULES.tasks)
@pytest.mark.parametrize("format", FORMATS)
def test_one_branch_shows_its_own_leaves_only(task, format):
    done = ran("tree", "--task", task, "--format", format)
    own = list(leaves(RULES.tree.follow(task)))
    assert len(PAIRS.findall(done.out)) == len(own)


def test_a_row_of_the_table_leads_where_it_says():
    rows = list(tree_drawing.rows(drawn(RULES)))
    assert len(rows) == len(ENDS)
    for (options, end), place in zip(rows, ENDS, strict=True):
        answers = answers_in(options)
        if isinstance(place, Leaf) and "costs" in answers:
            answers["costs"] = costs.like(str(answers["costs"]), with_costs(RULES, place, answers))
        told = recommend(**{name.replace("-", "_"): said for name, said in answers.items()})
        if isinstance(told, Advice):
            assert told.pair == end.split(" (")[0], options
        elif isinstance(told, Referral):
            assert end == f"stop: {told.says}", options
        else:
            assert end == "a head for each of --heads", options


def answers_in(options: str) -> dict[str, Answer]:
    """Answers that a row of the table stands for; the lowest number where it says a range."""
    answers = {}
    for name, said in re.findall(r"--([\w-]+) (below \d+|\d+ and more|\S+)", options):
        question = RULES.questions[name]
        if question.choices:
            answers[name] = said.split("|")[0]
        elif not question.is_number:
            assert said == "any"
            answers[name] = question.example
        else:
            least = int(said.split()[0]) if said.endswith("and more") else question.least
            answers[name] = max(least, answers.get(name, 0))
    return answers


def test_mermaid_draws_each_node_once_and_an_arrow_to_it():
    text = tree_drawing.mermaid(drawn(RULES))
    nodes = re.findall(r"^    (q[_\d]*)[\[{]", text, re.MULTILINE)
    arrows = re.findall(r"^    (q[_\d]*) -->\|\"[^\"]+\"\| (q[_\d]*)$", text, re.MULTILINE)
    assert text.startswith("flowchart LR\n")
    assert len(set(nodes)) == len(nodes)
    assert {to for _, to in arrows} == set(nodes) - {"q"}
    assert len(nodes) + len(arrows) + 1 == len(text.splitlines())


def test_a_quotation_mark_does_not_end_a_node_of_mermaid():
    text = tree_drawing.mermaid(tree_drawing.Drawn("", recommends='stop: say "no"'))
    assert text == 'flowchart LR\n    q["stop: say #quot;no#quot;"]\n'


def test_json_nests_as_the_tree_does():
    def recommended(node) -> int:
        return bool(node["recommends"]) + sum(map(recommended, node["below"]))

    assert recommended(json.loads(ran("tree", "--format", "json").out)) == len(ENDS)


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
