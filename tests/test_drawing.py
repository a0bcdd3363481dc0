"""The tree drawn in each format shows every end, and a row of the table leads where it says."""

from __future__ import annotations

import json
import re
from collections import Counter
from html import unescape
from xml.etree import ElementTree

import pytest

from lossadvisor import Advice, Referral, recommend
from lossadvisor.interview.settings import with_costs
from lossadvisor.interview.walk import ends, leaves
from lossadvisor.lookup import tree_drawing
from lossadvisor.lookup.tree_drawing import drawn
from lossadvisor.report.letters import width_of
from lossadvisor.report.trees import mermaid, svg
from lossadvisor.rulebook import costs
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.leaves import Leaf, Stop
from tests.running import CASES, ran, refused
from tests.shipped import ENDS, LEAVES, RULES

EVERY = ("table", "json")  # pictures for people merge answers that lead to the same
FORMATS = ("terminal", "plain", "html", "svg", "mermaid", *EVERY)
SVG = "{http://www.w3.org/2000/svg}"


PAIRS = re.compile("|".join(sorted({leaf.recommend for leaf in LEAVES}, key=len, reverse=True)))


@pytest.fixture(autouse=True)
def _wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "2000")  # or a tree on a terminal breaks its lines


def drawing(*words, format):
    """A drawing as text, on lines as it says them."""
    done = ran("tree", *words, "--format", format)
    assert (done.code, done.err) == (0, "")
    if format == "svg":
        return "\n".join(
            " ".join(each.itertext()) for each in ElementTree.fromstring(done.out).iter(f"{SVG}text")
        )
    return unescape(done.out) if format == "html" else done.out


@pytest.mark.parametrize("format", FORMATS)
def test_every_end_is_drawn(format):
    deep = () if format == "table" else ("--depth", "99")
    said = " ".join(drawing(*deep, format=format).split())
    found = Counter(PAIRS.findall(said))
    wanted = Counter(leaf.recommend for leaf in LEAVES)
    assert found == wanted if format in EVERY else found.keys() == wanted.keys() and found <= wanted
    for end in ENDS:
        if isinstance(end, Stop):
            assert end.stop in said


@pytest.mark.parametrize("task", RULES.tasks)
@pytest.mark.parametrize("format", FORMATS)
def test_one_branch_shows_its_own_leaves_only(task, format):
    own = [leaf.recommend for leaf in leaves(RULES.tree.follow(task))]
    found = PAIRS.findall(" ".join(drawing(task, format=format).split()))
    assert len(found) == len(own) if format in EVERY else set(found) == set(own)


@pytest.mark.parametrize("format", ["terminal", "plain", "html", "svg"])
def test_a_picture_asks_as_the_wizard_does_with_examples(format):
    said = " ".join(re.sub(r"<[^>]+>|\x1b\[[\d;]*m", "", drawing("binary", format=format)).split())
    labels = RULES.questions["labels"]
    assert f"{labels.asks} --labels" in said
    for name in ("zero-one", "minus-one-one", "soft"):
        assert labels.choices[name].example in said


def test_a_question_stands_in_a_picture_where_its_answers_differ():
    lines = drawing("binary", format="plain").splitlines()
    assert lines[0].endswith(f": {RULES.questions['labels'].asks} --labels")
    goals = [line for line in lines if line.startswith("      probabilities")]
    assert [line.endswith("metrics and threshold by --goal and --worse-mistake") for line in goals] == [True]


@pytest.mark.parametrize("format", ["html", "svg"])
def test_a_picture_to_keep_needs_nothing_else_and_has_a_dark_side(format):
    done = ran("tree", "--depth", "99", "--format", format).out
    assert "prefers-color-scheme:dark" in done
    assert not re.search(r"\b(?:src|href)=|@import|url\(|<script", done)


def test_lines_of_the_svg_stay_in_the_picture_and_lie_apart():
    top = svg.laid(tree_drawing.merged(RULES))
    lines = [each for each in top.parts if isinstance(each, svg.Line)]
    assert len({each.y for each in lines}) == len(lines)
    for each in lines:
        text = " ".join(word.text for word in each.words)
        assert each.x + width_of(text, svg.SIZE) < svg.WIDTH
        assert each.y < top.height


def test_without_a_task_a_picture_shows_the_tasks_and_what_each_is():
    lines = ran("tree").out.splitlines()
    assert len(lines) == 1 + len(RULES.tasks)
    assert all(f"({task.says}" in line for task, line in zip(RULES.tasks.values(), lines[1:], strict=True))
    assert ran("tree", "--depth", "1") == ran("tree") == ran("tree", "--format", "plain")
    assert ran("tree", "--depth", "99", "binary") == ran("tree", "binary")
    assert "--depth" in refused(ran("tree", "--depth", "0"))


def test_a_table_has_every_end_and_is_not_cut():
    assert "--depth" in refused(ran("tree", "--depth", "2", "--format", "table"))


def test_a_drawing_is_cut_below_so_many_questions():
    assert "ends" in ran("tree", "binary", "--depth", "1").out
    below = tree_drawing.cut(drawn(RULES), 1).below
    assert all(each.recommends and not each.asks for each in below)
    numbers = [re.fullmatch(r"(\d+) ends", each.recommends) for each in below]
    assert sum(int(each[1]) for each in numbers if each) == len(ENDS)


def test_answers_that_lead_to_the_same_share_a_branch():
    """The small tree: two moods, then what is made of them."""
    binary = {each.answer: each for each in tree_drawing.merged(RULES, "binary").below}
    assert "zero-one or minus-one-one or strings or two-columns" in binary
    whole = tree_drawing.merged(RULES, "count")
    assert (whole.asks, whole.by) == ("", ("exposure",))
    assert "weights" in whole.varies


def test_one_end_for_several_says_what_differs_between_them():
    for task in RULES.tasks:
        for end in _ends(tree_drawing.merged(RULES, task)):
            assert bool(end.varies) == bool(end.by)
            assert set(end.by) <= RULES.questions.keys()
    alike = [end for end in _ends(tree_drawing.merged(RULES)) if end.varies == ("metrics", "threshold")]
    assert alike


def _ends(top):
    return [top] if not top.below else [end for each in top.below for end in _ends(each)]


@pytest.mark.parametrize("task", RULES.tasks)
def test_a_row_of_the_table_leads_where_it_says(task):
    """Every option of a table is one that recommend takes, every answer one that it understands."""
    first, blank, head, ruler, *rows = ran("tree", task, "--format", "table").out.splitlines()
    assert (first, blank) == (f"`--task {task}`", "")
    assert set(ruler) == {"|", "-", " "}
    options = [name.removeprefix("--") for name in _cells(head) if name.startswith("--")]
    places = list(ends(RULES.tree.follow(task)))
    assert len(rows) == len(places)
    for row, place in zip(rows, places, strict=True):
        cells = _cells(row)
        answers = {"task": task} | {
            name: answer_of(name, said) for name, said in zip(options, cells, strict=False) if said
        }
        if isinstance(place, Leaf) and "costs" in answers:
            answers["costs"] = costs.like(str(answers["costs"]), with_costs(RULES, place, answers))
        told = recommend(**{name.replace("-", "_"): said for name, said in answers.items()})
        end = cells[len(options)]
        if isinstance(told, Advice):
            assert told.pair == end.split(" (")[0], row
        elif isinstance(told, Referral):
            assert end == f"stop: {told.says}", row
        else:
            assert end == "a head for each of --heads", row


def _cells(line):
    return [cell.strip() for cell in line.strip("|").split(" | ")]


def answer_of(name: str, said: str) -> Answer:
    """An answer that a cell stands for; the lowest number of a range."""
    question = RULES.questions[name]
    if question.choices:
        assert set(said.split(", ")) <= question.choices.keys()
        return said.split(", ")[0]
    if question.is_number:
        least, _, most = re.fullmatch(r"(\d+)( to (\d+)| or more)", said).groups()
        assert not most or int(most) >= int(least)
        return int(least)
    assert said == question.metavar
    return question.example


def test_mermaid_draws_each_node_once_and_an_arrow_to_it():
    text = mermaid.rendered(drawn(RULES))
    nodes = re.findall(r"^    (q[_\d]*)[\[{]", text, re.MULTILINE)
    arrows = re.findall(r"^    (q[_\d]*) -->\|\"[^\"]+\"\| (q[_\d]*)$", text, re.MULTILINE)
    assert text.startswith("flowchart LR\n")
    assert len(set(nodes)) == len(nodes)
    assert {to for _, to in arrows} == set(nodes) - {"q"}
    assert len(nodes) + len(arrows) + 1 == len(text.splitlines())


def test_a_quotation_mark_does_not_end_a_node_of_mermaid():
    text = mermaid.rendered(tree_drawing.Drawn("", recommends='stop: say "no"'))
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
        "guess (Yes or no, such as rain or no rain): How are the data? --mood\n"
        "  calm (nothing unusual): sigmoid with crossentropy\n"
        "  wild (far out): sigmoid with crossentropy (label_smoothing=0.1)\n"
    )
