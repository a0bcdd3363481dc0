"""What is said at a fork holds for everything below it; what stands nearer to the leaf wins."""

from __future__ import annotations

import pytest

from lossadvisor.loading import load
from lossadvisor.model import Branch, Leaf, Pair
from lossadvisor.tree import leaves
from lossadvisor.treefile import NodeFile, converted
from tests.shipped import LEAVES, RULES


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
    for leaf in LEAVES:
        task, *steps = leaf.where.split(" > ")
        assert task in RULES.tasks
        for step in steps:
            name, _, answers = step.partition("=")
            question = RULES.questions[name]
            assert question.is_number or set(answers.split(" or ")) <= set(question.choices)


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
        ({"metrics": "hits"}, ("metrics",), ["array"]),
        ({"metrics": ["hits", 3]}, ("metrics", 1), ["str"]),
        ({"avoid": [{"because": "x", "shows": "harm"}]}, ("avoid", 0, "shows"), ["harm"]),
        ({"recommend": "sigmoid"}, ("recommend",), ["ACTIVATION with LOSS"]),
        (["ask"], (), ["array"]),
        (None, (), ["null"]),
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
        (Branch(node=None), [1, 10**9], ["a"]),
    ],
    ids=str,
)
def test_a_branch_takes_its_own_answers_and_no_others(branch, takes, leaves_out):
    assert all(branch.takes(answer) for answer in takes)
    assert not any(branch.takes(answer) for answer in leaves_out)
