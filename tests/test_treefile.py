"""What is said at a fork holds for everything below it; what stands nearer to the leaf wins."""

from __future__ import annotations

import re

import pytest

from lossadvisor.errors import AdvisorError
from lossadvisor.interview.walk import ends, leaves
from lossadvisor.rulebook.heads import Pair
from lossadvisor.rulebook.leaves import Branch, Bundle, Leaf, Stop
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.treefile import NodeFile, converted
from tests.shipped import ENDS, LEAVES, RULES


def leaf_of(folder, task: str, text: str, **changes: str) -> Leaf:
    """The first leaf of `task` in `folder` after `changes` in its file."""
    path = folder / "tasks" / f"{task}.yaml"
    said = path.read_text("utf-8")
    assert said.count(text) == 1
    path.write_text(said.replace(text, text + "".join(f"\n{line}" for line in changes.values())), "utf-8")
    return next(leaves(load(folder).tree.follow(task)))


def test_what_the_task_says_holds_at_its_leaves(small):
    leaf = next(leaves(load(small).tree))
    assert leaf.because == ("One unit is enough.",)
    assert leaf.metrics == ("hits",)
    assert leaf.sources == ("book",)


def test_reasons_add_up_from_the_outside_in(small):
    leaf = leaf_of(small, "guess", "    calm:", said="      because: Nothing happens.")
    assert leaf.because == ("One unit is enough.", "Nothing happens.")


def test_a_reason_of_one_branch_is_not_given_in_the_other(small):
    leaf_of(small, "guess", "    calm:", said="      because: Nothing happens.")
    calm, wild = leaves(load(small).tree.follow("guess"))
    assert len(calm.because) == len(wild.because) + 1
    assert calm.instead
    assert not wild.instead


def test_what_stands_nearer_to_the_leaf_wins(small):
    leaf = leaf_of(small, "guess", "    calm:", said="      data: x = truth = 0")
    assert leaf.data == "x = truth = 0"
    assert next(iter(list(leaves(load(small).tree))[1:])).data != leaf.data


def test_a_source_is_cited_once(small):
    assert leaf_of(small, "guess", "    calm:", said="      sources: [book]").sources == ("book",)
    for leaf in LEAVES:
        assert len(set(leaf.sources)) == len(leaf.sources)


def test_leaves_are_named_for_the_way_to_them():
    for end in ENDS:
        task, *steps = end.where.split(" > ")
        assert task in RULES.tasks
        for step in steps:
            name, _, answers = step.partition("=")
            question = RULES.questions[name]
            if question.choices:
                assert set(answers.split(" or ")) <= set(question.choices)
            else:
                assert re.fullmatch(r"any|below \d+|\d+ and more", answers)
                assert answers == "any" or question.is_number


WILD = "      recommend: sigmoid with crossentropy\n      arguments: {label_smoothing: 0.1}\n"


def wild_end(folder, text: str):
    """What stands at `mood: wild` of the small rules once `text` stands there."""
    path = folder / "tasks" / "guess.yaml"
    said = path.read_text("utf-8")
    assert said.count(WILD) == 1
    path.write_text(said.replace(WILD, text), "utf-8")
    return list(ends(load(folder).tree.follow("guess")))[1]


def test_a_stop_keeps_what_was_said_above_it_and_needs_no_head(small):
    near = "      nearest: [{task: measure, loses: all}]\n"
    stop = wild_end(small, f"      stop: >-\n        Not\n        here.\n{near}")
    assert isinstance(stop, Stop)
    assert (stop.where, stop.stop) == ("guess > mood=wild", "Not here.")
    assert stop.because == ("One unit is enough.",)
    assert stop.sources == ("book",)
    assert [(near.task, near.loses) for near in stop.nearest] == [("measure", "all")]


def test_a_bundle_names_the_question_that_lists_its_heads(small):
    questions = small / "questions.yaml"
    asked = "parts:\n  says: the parts\n  asks: Which?\n  takes: heads\n  example: 'a: guess, b: guess'\n"
    questions.write_text(questions.read_text("utf-8") + asked, "utf-8")
    bundle = wild_end(small, "      ask: parts\n      then:\n        any:\n          bundle: parts\n")
    assert isinstance(bundle, Bundle)
    assert (bundle.where, bundle.bundle) == ("guess > mood=wild > parts=any", "parts")


def test_a_layer_and_what_follows_it_are_said_like_anything_else(small):
    layers = small / "layers.yaml"
    wide = "wide: {says: wide, code: 'keras.layers.Dense({units}{more})'}\n"
    layers.write_text(f"{wide}flat: {{says: flat, code: keras.layers.Flatten()}}\n", "utf-8")
    leaf = wild_end(small, WILD + "      layer: wide\n      after: flat\n")
    assert (leaf.layer, leaf.after) == ("wide", "flat")
    assert next(leaves(load(small).tree)).layer == "dense", "which is there without a file"
    assert next(leaves(load(small).tree)).after == ""


def test_a_leaf_says_units_of_its_own_where_the_task_says_none(small):
    path = small / "tasks" / "measure.yaml"
    path.write_text(path.read_text("utf-8").replace("units: size\n", "", 1), "utf-8")
    with pytest.raises(AdvisorError, match="lacks units"):
        load(small)
    first, second = "squared-error\n    10", "      because: With"
    said = path.read_text("utf-8").replace(first, first.replace("\n", "\n      units: 2 x size\n"))
    path.write_text(said.replace(second, f"      units: 3\n{second}"), "utf-8")
    few, many = leaves(load(small).tree.follow("measure"))
    assert (few.units, many.units) == ("2 x size", 3)


def test_what_a_setting_changes_is_read_with_its_name(small):
    leaf = wild_end(small, WILD + "      given: {output: {because: So., layer-arguments: 'units=1'}}\n")
    assert list(leaf.given) == ["output"]
    assert (leaf.given["output"].because, leaf.given["output"].layer_arguments) == ("So.", "units=1")


@pytest.mark.parametrize("text", ["sigmoid", "sigmoid with ", " with hinge", "sigmoid and hinge", ""])
def test_a_pair_is_an_activation_with_a_loss(text):
    with pytest.raises(ValueError, match="ACTIVATION with LOSS"):
        Pair(text)


def test_a_pair_is_written_as_it_is_read():
    for leaf in LEAVES:
        assert str(Pair(f"{leaf.recommend.activation} with {leaf.recommend.loss}")) == leaf.recommend


@pytest.mark.parametrize(
    ("plain", "trail", "words"),
    [
        ({"aks": "mood"}, (), ["'aks'", "did you mean 'ask'?"]),
        ({"metrics": "hits"}, ("metrics",), ["has the wrong form"]),
        ({"metrics": ["hits", 3]}, ("metrics", 1), ["has the wrong form"]),
        ({"avoid": [{"because": "x", "shows": "harm"}]}, ("avoid", 0, "shows"), ["harm"]),
        ({"recommend": "sigmoid"}, ("recommend",), ["ACTIVATION with LOSS"]),
        (["ask"], (), ["has the wrong form"]),
        (None, (), ["has the wrong form"]),
    ],
)
def test_what_is_no_node_is_told_with_its_place(plain, trail, words):
    told = []
    assert converted(plain, NodeFile, lambda place, says: told.append((place, says))) is None
    ((place, says),) = told
    assert place == trail
    assert all(word in says for word in words), says


def test_what_is_a_node_is_told_nothing():
    assert converted({"ask": "mood", "then": {}}, NodeFile, lambda *_: pytest.fail("no complaint"))


@pytest.mark.parametrize(
    ("branch", "takes", "leaves_out"),
    [
        (Branch(node=None, choices=("a", "b")), ["a", "b"], ["c", 1]),
        (Branch(node=None, most=9), [1, 9], [10, "a"]),
        (Branch(node=None, least=10), [10, 10**9], [9, "a"]),
        (Branch(node=None), [1, 10**9, 0.5, "0.1,0.9"], []),
    ],
    ids=str,
)
def test_a_branch_takes_its_own_answers_and_no_others(branch, takes, leaves_out):
    assert all(branch.takes(answer) for answer in takes)
    assert not any(branch.takes(answer) for answer in leaves_out)
