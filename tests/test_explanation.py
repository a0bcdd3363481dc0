"""Everything with a name can be explained, and what goes with it follows from the facts."""

from __future__ import annotations

import io
import json
import textwrap

import pytest
from rich.console import Console

from lossadvisor.cli.printing import MORE
from lossadvisor.errors import AdvisorError
from lossadvisor.lookup.explanation import explanation
from lossadvisor.lookup.findings import FOLLOWS, plain
from lossadvisor.lookup.naming import explainable
from lossadvisor.report.outlines import terminal
from lossadvisor.report.outlines.drawing import drawing
from lossadvisor.report.outlines.folding import UNUSED, WAYS, folded
from lossadvisor.report.outlines.glance import glance
from lossadvisor.report.outlines.plain import rendered as plain_text
from lossadvisor.rulebook.findings import FILLED
from lossadvisor.rulebook.heads import Head
from lossadvisor.rulebook.placeholders import placeholders
from lossadvisor.rulebook.releases import span
from lossadvisor.rulebook.soundness import KINDS, objections
from tests.running import piped, ran, refused
from tests.shipped import LEAVES, RULES

ENTRIES = [(kind, entry) for kind, entries in explainable(RULES).items() for entry in entries.values()]

OF_OTHERS = "name without its own page"


def named(case) -> str:
    return getattr(case, "name", str(case))


@pytest.mark.parametrize(("kind", "entry"), ENTRIES, ids=named)
def test_everything_with_a_name_is_explained_in_every_format(kind, entry):
    told = explanation(RULES, entry.name)
    assert told.name == entry.name
    assert told.says
    for format in ("plain", "markdown", "terminal"):
        done = ran("explain", entry.name, "--format", format)
        assert (done.code, done.err) == (0, "")
        assert entry.name in done.out
    assert json.loads(ran("explain", entry.name, "--format", "json").out)["name"] == entry.name


@pytest.mark.parametrize(("kind", "entry"), ENTRIES, ids=named)
def test_a_thing_is_found_by_its_other_names(kind, entry):
    for name in (*entry.aliases, entry.name.upper(), entry.name.replace("-", "_")):
        assert explanation(RULES, name).name  # of two things with the same name one is told
    if kind in ("activation", "loss"):
        assert explanation(RULES, entry.keras).name == entry.name


@pytest.mark.parametrize("activation", RULES.activations.values(), ids=named)
def test_losses_of_an_activation_are_those_it_is_sound_with(activation):
    told = explanation(RULES, activation.name).goes_with.get("losses", ())
    for loss in RULES.losses:
        fits = any(
            not objections(RULES, Head(activation=activation.name, loss=loss, labels=labels, arguments=form))
            for labels in RULES.losses[loss].reads
            for form in ({}, *([{"from_logits": True}] if RULES.losses[loss].link else []))
        )
        assert any(each.split(" (")[0] == loss for each in told) == fits, loss


def test_activations_of_a_loss_are_the_same_pairs_seen_from_the_other_side():
    for loss in RULES.losses:
        told = {each.split(" (")[0] for each in explanation(RULES, loss).goes_with.get("activations", ())}
        assert told == {
            activation
            for activation in RULES.activations
            if any(
                each.split(" (")[0] == loss
                for each in explanation(RULES, activation).goes_with.get("losses", ())
            )
        }


def test_where_a_head_is_recommended_is_told_on_both_its_parts():
    for leaf in LEAVES:
        line = f"{leaf.where}: {leaf.recommend}"
        for name in (leaf.recommend.activation, leaf.recommend.loss):
            assert line in explanation(RULES, name).goes_with["recommended for"]


def test_what_belongs_in_an_explanation_of_hinge_is_there():
    told = explanation(RULES, "hinge")
    assert told.kind == "loss"
    assert "max(1 - y p, 0)" in told.formula
    assert "minus-one-one" in told.goes_with["labels"]
    assert told.goes_wrong
    assert told.sources


def test_a_loss_that_keras_lacks_is_explained_with_its_code_and_what_there_is_instead():
    for loss in RULES.losses.values():
        facts = explanation(RULES, loss.name).facts
        assert facts.get("code", "") == loss.python.strip()
        assert facts.get("instead", "") == loss.lacks
        assert ("not built in" in facts["in Keras"]) == bool(loss.file)


def test_a_trap_of_some_releases_is_told_with_them():
    for kind, entry in ENTRIES:
        told = dict(explanation(RULES, entry.name).goes_wrong)
        for trap in entry.goes_wrong:
            if (trap.since or trap.until) and explanation(RULES, entry.name).kind == kind:
                assert told[f"{trap.what}, {span(trap)}"].startswith(trap.because)


def test_a_trap_that_check_tells_names_the_finding_and_may_leave_the_rest_to_it():
    for kind, entry in ENTRIES:
        told = explanation(RULES, entry.name)
        if told.kind != kind:
            continue
        for trap, (_, comes_of) in zip(entry.goes_wrong, told.goes_wrong, strict=True):
            if trap.finding:
                because = trap.because or plain(RULES.findings[trap.finding].because)
                assert comes_of == f"{because} (check: {trap.finding})"


def test_a_layer_is_explained_with_where_it_stands():
    for layer in RULES.layers.values():
        told = explanation(RULES, layer.name)
        where = {leaf.where for leaf in LEAVES if layer.name in (leaf.layer, leaf.after)}
        if told.kind == "layer":
            assert set(told.goes_with.get("recommended for", ())) == where


@pytest.mark.parametrize("rule", RULES.findings.values(), ids=named)
def test_a_finding_is_explained_with_its_story(rule):
    told = explanation(RULES, rule.name)
    assert told.kind == "finding"
    assert told.facts["severity"].startswith(rule.severity)
    assert told.facts["measured"] == rule.measured
    assert told.facts["to silence it"] == f"# lossadvisor: ignore[{rule.name}]"
    for key in ("what comes of it", "fix", "harm", "follows from"):
        assert told.facts[key]
    for name in told.goes_with.get("see also", ()):
        assert explanation(RULES, name).name == name
    assert "{" not in told.says + "".join(told.facts.values())


@pytest.mark.parametrize("rule", [each for each in RULES.findings.values() if each.wrong], ids=named)
def test_a_finding_is_explained_with_a_head_that_has_it_and_one_that_does_not(rule):
    facts = explanation(RULES, rule.name).facts
    assert rule.wrong.activation in facts["wrong"]
    assert rule.right.loss in facts["right"]
    assert facts["wrong"] != facts["right"]


def test_a_metric_that_reads_rightly_is_explained_with_its_arguments():
    assert "binary-accuracy (threshold=0.0)" in explanation(RULES, "accuracy-on-logits").facts["right"]


def test_there_are_words_for_every_kind_of_objection_and_for_all_that_a_finding_leaves_open():
    assert FOLLOWS.keys() == set(KINDS)
    texts = [text for each in RULES.findings.values() for text in (each.says, each.because, each.fix_says)]
    assert {name for text in texts for name in placeholders(text)} == FILLED.keys()


@pytest.mark.parametrize(
    ("wrong", "near"),
    [("hinje", "hinge"), ("sofmax", "softmax"), ("onehott", "one-hot"), ("softmax-on-one", "softmax-of-one")],
)
def test_an_unknown_name_is_answered_with_the_nearest(wrong, near):
    assert f"did you mean '{near}'?" in refused(ran("explain", wrong))
    with pytest.raises(AdvisorError, match=near):
        explanation(RULES, wrong)


def test_an_error_is_json_where_json_is_wanted():
    done = ran("explain", "hinje", "--format", "json")
    assert (done.code, done.err) == (2, "")
    assert "hinge" in json.loads(done.out)["error"]


@pytest.mark.parametrize("odd", ["", " ", "x" * 10_000, "\0", "-", "--", "日本"])
def test_odd_names_are_refused_like_any_other(odd):
    assert ran("explain", "--", odd).code == 2


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("keras.losses.Hinge", "loss", "hinge"),
        ("tf.keras.losses.MSE", "loss", "mean-squared-error"),
        ("keras.metrics.MeanSquaredError()", "metric", "mse"),
        ("BinaryCrossentropy(from_logits=True)", "loss", "binary-crossentropy"),
        ("keras.layers.Dense", "layer", "dense"),
        ("from_logits", OF_OTHERS, "from-logits"),
        ("torch.nn.BCEWithLogitsLoss", OF_OTHERS, "bce-with-logits"),
        ("NLLLoss", OF_OTHERS, "nll-loss"),
        ("CrossEntropyLoss", OF_OTHERS, "cross-entropy-loss"),
        ("kl", "loss", "kl-divergence"),
        ("psnr", OF_OTHERS, "psnr"),
        ("class imbalance", OF_OTHERS, "class-imbalance"),
    ],
)
def test_a_name_is_found_as_code_has_it_and_as_other_libraries_do(typed, kind, name):
    told = explanation(RULES, typed)
    assert (told.kind, told.name) == (kind, name)


@pytest.mark.parametrize("kind", ["activations", "losses", "metrics", "layers"])
def test_every_class_of_keras_is_found_by_its_full_name(kind):
    for entry in getattr(RULES, kind).values():
        keras = getattr(entry, "keras", "")
        if keras and not getattr(entry, "file", "") and keras not in ("accuracy", "linear"):
            told = explanation(RULES, f"keras.{kind}.{keras}")
            assert getattr(getattr(RULES, kind)[told.name], "keras", "") == keras


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("sigmoid vs softmax", ("sigmoid", "softmax")),
        ("Softmax versus Sigmoid", ("softmax", "sigmoid")),
        ("mse vs. huber", ("mean-squared-error", "huber")),
        ("mse vs mae vs huber", ("mean-squared-error", "mean-absolute-error", "huber")),
        ("binary vs multilabel", ("binary", "multilabel")),
        ("the difference between f1 and mcc", ("f1", "mcc")),
        ("one-hot vs integer", ("one-hot", "integer")),
        ("focal vs keras.losses.BinaryCrossentropy", ("binary-focal-crossentropy", "binary-crossentropy")),
    ],
)
def test_two_names_are_set_side_by_side(typed, names):
    told = explanation(RULES, typed)
    assert told.name == " vs ".join(names)
    assert set(names) <= told.facts.keys()
    pages = [explanation(RULES, each) for each in names]
    for page in pages:
        assert page.says in told.facts[page.name]
        for key, text in page.facts.items():
            differs = len({each.facts.get(key) for each in pages}) > 1
            assert key == "code" or differs == (told.facts.get(f"{key}, {page.name}") == text)
    assert ran("explain", *typed.split()).code == 0


@pytest.mark.parametrize(
    "name", [*(entry.name for _, entry in ENTRIES), "sigmoid vs softmax", "mse vs mae vs huber"]
)
def test_a_name_is_told_on_one_screen(name):
    told = explanation(RULES, name)
    outline = glance(told, drawn=True)
    with io.StringIO() as text:
        terminal.show(outline, Console(file=text, width=80, highlight=False))
        lines = [*text.getvalue().splitlines(), "", MORE]
    assert len(lines) <= 24, "\n".join(lines)
    written = [part for line in plain_text(outline).splitlines() for part in textwrap.wrap(line, 80) or [""]]
    assert len(written) + 2 <= 24


def test_curves_are_drawn_on_one_pair_of_axes_if_they_can_be():
    assert "solid: sigmoid, dashed: softmax" in drawing(explanation(RULES, "sigmoid vs softmax").curves)
    assert drawing(explanation(RULES, "mse vs hinge").curves) == ""
    picture = drawing(explanation(RULES, "relu").curves).splitlines()
    assert len(picture) == 8
    assert max(map(len, picture)) < 72


def test_a_curve_is_drawn_where_somebody_looks_or_asks():
    assert "┤" not in ran("explain", "relu").out
    assert "┤" in ran("explain", "relu", "--full").out
    assert "┤" in ran("explain", "relu", "--format", "terminal").out
    assert "┤" not in ran("explain", "relu", "--format", "markdown").out
    assert piped("explain", "relu", "--full", env={"PYTHONIOENCODING": "ascii"}).code == 0


def test_it_opens_with_when_to_use_it():
    told = explanation(RULES, "softmax")
    assert told.use_when.startswith("Use it when you predict: ")
    assert told.example == "[2, 1, 0] → [0.67, 0.24, 0.09]"
    assert explanation(RULES, "gelu").use_when.startswith("Use it in hidden layers")


def test_names_that_are_compared_often_have_words_of_their_own():
    for each in RULES.comparisons.values():
        assert explanation(RULES, " vs ".join(each.of)).says == each.says


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("BCEWithLogitsLoss", "from_logits=True"),
        ("torch.nn.CrossEntropyLoss", "logits"),
        ("nn.NLLLoss", "logarithms"),
        ("KLDivLoss", "labels first"),
        ("sklearn.metrics.roc_auc_score", "200 thresholds"),
        ("tf.nn.softmax_cross_entropy_with_logits", "from_logits=True"),
        ("adam", "optimizers; which one to take is not a question of the last layer"),
        ("keras.layers.LSTM", "not a question of the last layer"),
    ],
)
def test_names_of_other_libraries_say_what_differs(typed, says):
    assert says in explanation(RULES, typed).says


def test_what_is_unknown_and_near_nothing_is_told_so():
    assert refused(ran("explain", "zzzz")).startswith(
        "nothing here is called 'zzzz'; see lossadvisor explain --list"
    )
    assert ran("explain", "--list") == ran("explain")


def test_four_names_are_too_many():
    assert "two or three" in refused(ran("explain", "mse", "vs", "mae", "vs", "huber", "vs", "hinge"))


def test_what_cannot_be_compared_is_told():
    for typed, says in (
        ("foo vs mse", "'foo'"),
        ("mse vs bar", "'bar'"),
        ("relu vs ReLU", "both relu"),
    ):
        assert says in refused(ran("explain", *typed.split()))


def test_without_a_name_one_sees_what_there_is():
    text = ran("explain").out
    listed = json.loads(ran("explain", "--format", "json").out)
    assert listed["loss"] == list(RULES.losses)
    assert all(name in text for found in listed.values() for name in found)


@pytest.mark.parametrize("typed", ["all", "mixup", "metal", "labelled"])
def test_a_guess_by_letters_is_not_made_by_chance(typed):
    assert "did you mean" not in refused(ran("explain", typed))


@pytest.mark.parametrize(
    ("typed", "meant"), [("sigmiod", "sigmoid"), ("hingee", "hinge"), ("sofmax", "softmax")]
)
def test_a_slip_is_still_understood(typed, meant):
    assert f"did you mean '{meant}'?" in refused(ran("explain", typed))


@pytest.mark.parametrize("name", [*RULES.losses, *RULES.activations])
def test_a_page_lists_what_tasks_recommend_first_and_each_pair_of_a_task_once(name):
    told = explanation(RULES, name)
    page = folded(told)
    assert page.keys() == told.goes_with.keys()
    for key in WAYS:
        assert len(set(page.get(key, ()))) == len(page.get(key, ()))
        tasks = {each.split()[0].rstrip(":") for each in told.goes_with.get(key, ())}
        assert {each.partition(":")[0] for each in page.get(key, ())} == tasks
    for key in ("activations", "losses"):
        listed = ", ".join(page.get(key, ())).replace(UNUSED, "")
        assert sorted(listed.split(", ")) == sorted(", ".join(told.goes_with.get(key, ())).split(", "))


def test_a_page_says_which_sound_activations_no_task_recommends():
    *used, others = folded(explanation(RULES, "binary-focal-crossentropy"))["activations"]
    assert used == ["linear (from_logits=True)", "sigmoid"]
    assert others.startswith(UNUSED)
    assert "glu (from_logits=True)" in others
