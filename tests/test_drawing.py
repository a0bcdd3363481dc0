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

EVERY = ("table", "json")  # pictures for people merge answers that lead to the same
FORMATS = ("terminal", "plain", "mermaid", *EVERY)


PAIRS = re.compile("|".join(sorted({leaf.recommend for leaf in LEAVES}, key=len, reverse=True)))


@pytest.fixture(autouse=True)
def _wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "2000")  # or a tree on a terminal breaks its lines


@pytest.mark.parametrize("format", FORMATS)
def test_every_end_is_drawn(format):
    done = ran("tree", "--format", format)
    assert (done.code, done.err) == (0, "")
    found = Counter(PAIRS.findall(done.out))
    wanted = Counter(leaf.recommend for leaf in LEAVES)
    assert found == wanted if format in EVERY else found.keys() == wanted.keys() and found <= wanted
    for end in ENDS:
        if isinstance(end, Stop):
            assert end.stop in done.out


@pytest.mark.parametrize("task", RULES.tasks)
@pytest.mark.parametrize("format", FORMATS)
def test_one_branch_shows_its_own_leaves_only(task, format):
    done = ran("tree", "--task", task, "--format", format)
    own = [leaf.recommend for leaf in leaves(RULES.tree.follow(task))]
    found = PAIRS.findall(done.out)
    assert len(found) == len(own) if format in EVERY else set(found) == set(own)


def test_a_question_stands_in_a_picture_as_it_is_asked_and_where_its_answers_differ():
    lines = ran("tree", "binary", "--format", "plain").out.splitlines()
    assert lines[0] == f"binary: {RULES.questions['labels'].asks} --labels"
    assert "      probabilities or decisions: sigmoid with binary-crossentropy" in lines


def test_without_a_task_one_sees_the_tasks():
    lines = ran("tree").out.splitlines()
    assert len(lines) == 1 + len(RULES.tasks)
    assert ran("tree", "--depth", "1") == ran("tree")
    assert ran("tree", "--depth", "99", "--format", "plain") == ran("tree", "--format", "plain")
    assert "--depth" in refused(ran("tree", "--depth", "0"))


def test_a_drawing_is_cut_below_so_many_questions():
    assert "ends" in ran("tree", "binary", "--depth", "1").out
    assert all(each.recommends for each in tree_drawing.cut(drawn(RULES), 1).below)


def test_answers_that_lead_to_the_same_share_a_branch():
    same = tree_drawing.Drawn("a", recommends="x"), tree_drawing.Drawn("b", recommends="x")
    other = tree_drawing.Drawn("c", recommends="y")
    fork = tree_drawing.Drawn("t", asks="q", question="Which?", below=(*same, other))
    assert [each.answer for each in tree_drawing.merged(fork).below] == ["a or b", "c"]
    alone = tree_drawing.Drawn("t", asks="q", question="Which?", below=same)
    assert tree_drawing.merged(alone) == tree_drawing.Drawn("t", recommends="x")


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
        "guess: How are the data? --mood\n"
        "  calm: sigmoid with crossentropy\n"
        "  wild: sigmoid with crossentropy (label_smoothing=0.1)\n"
    )
