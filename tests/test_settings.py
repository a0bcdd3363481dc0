"""Answers that stand in no tree: they count where they change something, and nowhere else."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from lossadvisor import AdvisorError, recommend
from lossadvisor.advice import snippet
from lossadvisor.advice.recommending import advice
from lossadvisor.interview.settings import changed, matters
from lossadvisor.interview.walk import arrival
from lossadvisor.rulebook.facts import Trap
from lossadvisor.rulebook.leaves import Change
from lossadvisor.rulebook.overlays import with_changes
from lossadvisor.rulebook.releases import concerns, is_release, span
from tests.shipped import (
    HEADS,
    LEAVES,
    RULES,
    SETTLED,
    STOPS,
    end_at,
    leaf_at,
    named,
    settings_of,
    some_answer,
)

SETTINGS = list(RULES.settings())


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_matters_somewhere(setting):
    assert any(matters(RULES, setting, leaf) for leaf in LEAVES)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_setting_without_a_default_is_refused_where_it_changes_nothing(setting):
    if setting.default is not None or setting.kind == "metrics":
        return
    useless = [answers for answers in HEADS if setting.name not in leaf_at(answers).given]
    assert useless
    for answers in useless[::5]:
        with pytest.raises(AdvisorError, match=f"does not use {setting.option}.* leave (it|one of them) out"):
            advice(RULES, {**answers, setting.name: some_answer(setting)})


def test_no_setting_matters_where_there_is_no_head():
    for answers in STOPS:
        assert not any(matters(RULES, setting, end_at(answers)) for setting in RULES.settings())


def test_a_setting_that_matters_changes_the_code_or_what_is_said():
    for answers in SETTLED:
        plain = {name: said for name, said in answers.items() if not RULES.questions[name].setting}
        if "label-smoothing" in answers:  # noisy labels are smoothed by 0.1 as it is
            answers = {**answers, "label-smoothing": 0.2}
        told, usual = advice(RULES, answers), advice(RULES, plain)
        assert answers.items() <= told.answers.items()
        if told.answers != usual.answers and "keras" not in answers:  # a release may make no difference
            assert (told.script, told.because) != (usual.script, usual.because), named(answers)


def test_what_a_setting_assumes_is_marked():
    for answers in HEADS:
        told = advice(RULES, answers)
        assert told.assumed.keys() <= {each.name for each in RULES.settings() if each.default is not None}
        for name, said in told.assumed.items():
            assert said == RULES.questions[name].default


def test_counts_become_weights_and_must_go_with_the_classes():
    said = {"task": "multiclass", "classes": 3, "data": "imbalanced", "goal": "decisions"}
    told = recommend(**said, counts="900,90,10")
    assert told.fit["class_weight"].startswith("{0: ")
    assert told.prepare == ""
    assert told.command.endswith("--counts 900,90,10")
    with pytest.raises(AdvisorError, match="counts names 2 classes, and there are 3"):
        recommend(**said, counts="900,100")


def test_mixed_precision_keeps_the_last_layer_in_float32():
    for answers in HEADS:
        mixed = advice(RULES, {**answers, "precision": "mixed"})
        assert 'dtype="float32"' in mixed.layer_arguments
        assert 'dtype="float32"' in snippet.layers(mixed)[0]
        assert 'dtype="float32"' not in snippet.layers(advice(RULES, answers))[0]


def test_a_base_rate_is_where_training_starts():
    code = recommend(task="binary", positive_rate=0.01).code
    assert "bias_initializer=keras.initializers.Constant(-4.5951)" in code, "log(0.01 / 0.99)"
    assert "bias_initializer" not in recommend(task="binary").code


def test_settings_of_one_leaf_go_together():
    """Every setting that matters, all at once, is still a head whose code compiles."""
    for answers in HEADS:
        every = {}
        for setting in settings_of(answers):
            every |= setting
        told = advice(RULES, {**answers, **every})
        compile(told.script, named(answers), "exec")
        assert every.items() <= told.answers.items()


@pytest.mark.parametrize(
    ("since", "until", "release", "is_one"),
    [
        ("", "", "3.0", True),
        ("3.10", "", "3.9", False),
        ("3.10", "", "3.10", True),
        ("", "3.10", "3.9", True),
        ("", "3.10", "3.10", False),
        ("3.9", "3.16", "3.15", True),
        ("3.9", "3.16", "3.100", False),
    ],
)
def test_a_trap_is_one_in_its_own_releases(since, until, release, is_one):
    """3.9 comes before 3.10, though not in the alphabet."""
    assert concerns(Trap(what="a", because="b", since=since, until=until), release) == is_one


def test_a_span_is_told_in_words():
    assert span(Trap(what="a", because="b", since="3.9")) == "from Keras 3.9 on"
    assert span(Trap(what="a", because="b", until="3.16")) == "before Keras 3.16"
    both = Trap(what="a", because="b", since="3.9", until="3.16")
    assert span(both) == "from Keras 3.9 on and before Keras 3.16"
    assert span(Trap(what="a", because="b")) == ""


def test_a_trap_of_a_release_is_told_to_those_who_use_it():
    """A loss whose trap ends with 3.16: told before, not after, and the release is then asked for."""
    leaf = leaf_at({"task": "binary", "labels": "soft"})
    trap = Trap(what="odd", because="it is odd.", until="3.16")
    loss = replace(RULES.losses[leaf.recommend.loss], goes_wrong=(trap,))
    rules = replace(RULES, losses={**RULES.losses, loss.name: loss})
    assert matters(rules, RULES.questions["keras"], leaf)
    said = {"task": "binary", "labels": "soft"}
    told = {release: advice(rules, {**said, "keras": release}).warnings for release in ("3.15", "3.16")}
    line = f"before Keras 3.16, {loss.keras}, odd: it is odd."
    assert line in told["3.15"]
    assert line not in told["3.16"]
    picky = replace(loss, goes_wrong=(replace(trap, argument="gamma"),))
    rules = replace(RULES, losses={**RULES.losses, loss.name: picky})
    told = advice(rules, {**said, "keras": "3.15"})
    assert line not in told.warnings, "only for those who give that argument"


def test_what_a_later_release_brings_is_told_to_those_who_have_an_earlier_one():
    leaf = leaf_at({"task": "binary", "labels": "soft"})
    loss = replace(RULES.losses[leaf.recommend.loss], since="3.20")
    rules = replace(RULES, losses={**RULES.losses, loss.name: loss})
    for release, told in (("3.19", True), ("3.20", False)):
        notes = advice(rules, {"task": "binary", "labels": "soft", "keras": release}).warnings
        assert any(f"{loss.keras} needs Keras 3.20 or newer" in note for note in notes) == told


def test_a_leaf_changes_with_the_release_from_which_it_is_said():
    change = Change(arguments={"gamma": 1}, because="New.")
    leaf = replace(leaf_at({"task": "binary"}), since={"3.16": change})
    assert changed(RULES, leaf, {"keras": "3.15"})[0] is leaf
    for release in ("3.16", "3.17", "3.100"):
        later, _ = changed(RULES, leaf, {"keras": release})
        assert later.arguments["gamma"] == 1
        assert later.because[-1] == "New."


def test_changes_add_up_and_the_later_one_wins():
    leaf = leaf_at({"task": "binary"})
    one = Change(because="One.", arguments={"a": 1, "b": 1}, prepare="x = 1")
    other = Change(because="Other.", arguments={"b": 2}, fit={"class_weight": "x"}, layer="units=3")
    both = with_changes(leaf, (one, other))
    assert both.because == (*leaf.because, "One.", "Other.")
    assert both.arguments == {**leaf.arguments, "a": 1, "b": 2}
    assert (both.prepare, both.fit) == ("x = 1", {"class_weight": "x"})
    assert both.recommend == leaf.recommend
    assert with_changes(leaf, (Change(prepare=""),)).prepare == "", "what is emptied stays empty"


def test_what_is_told_of_the_start_takes_the_place_of_what_the_labels_tell():
    start = "bias_initializer=keras.initializers.Constant"
    assert recommend(task="count").layer_arguments == (f"{start}(start)",)
    told = recommend(task="count", mean=3.2)
    assert told.layer_arguments == (f"{start}(1.1632)",)
    assert told.prepare == ""


def test_another_loss_does_not_get_the_arguments_of_the_first():
    told = recommend(task="multiclass", classes=5, labels="one-hot", data="noisy", label_smoothing=0.2)
    assert told.pair == "softmax with categorical-crossentropy"
    assert told.loss_arguments == {"label_smoothing": 0.2}


@pytest.mark.parametrize(
    ("text", "is_one"), [("3.16", True), ("3.9.1", True), ("soon", False), ("3.", False), ("", False)]
)
def test_a_release_is_numbers_with_points(text, is_one):
    assert is_release(text) == is_one


def test_a_setting_never_changes_the_way():
    for answers in SETTLED:
        plain = {name: said for name, said in answers.items() if not RULES.questions[name].setting}
        assert arrival(RULES, answers).stop is end_at(plain)


def test_the_lower_limit_must_lie_below_the_upper_one():
    for low, high in ((5, 5), (100, 0)):
        with pytest.raises(AdvisorError, match=f"low={low} is not below high={high}"):
            recommend(task="bounded", low=low, high=high)


def test_a_setting_that_changes_the_pair_is_not_warned_of():
    told = recommend(task="multiclass", classes=3, label_smoothing=0.1)
    assert told.pair == "softmax with categorical-crossentropy"
    assert told.pair not in [each.what for each in told.avoid]
