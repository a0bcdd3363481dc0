"""One model with several named outputs: each has its own layer, loss, metrics, labels and decoding."""

from __future__ import annotations

import ast
import json
import re
from itertools import pairwise

import pytest

from lossadvisor import AdvisorError, Combination, recommend
from lossadvisor.advice import snippet
from lossadvisor.advice.recommending import advice
from tests.running import ran
from tests.shipped import BUNDLES, HEADS, RULES, STOPS, leaf_at
from tests.test_snippet import faults, unknown_names

AROUND = {"inputs", "features", "y", "x", "weights"}


def several(**heads: str) -> Combination:
    line = ", ".join(f"{name}: {said}" for name, said in heads.items())
    told = recommend(task="several-outputs", heads=line)
    assert isinstance(told, Combination)
    return told


def spelled(answers) -> str:
    """Answers as they stand after the name of a head."""
    rest = [f"{name}={said}" for name, said in answers.items() if name != "task"]
    return " ".join([str(answers["task"]), *rest])


def together() -> list[tuple[dict, dict]]:
    """Every head beside the next one that stands on features of the same shape."""
    found = {}
    for answers in HEADS:
        found.setdefault(RULES.layers[leaf_at(answers).layer].hidden, []).append(answers)
    return [pair for alike in found.values() for pair in pairwise([*alike, alike[0]])]


PAIRS = together()


def compile_of(text: str) -> dict[str, ast.Dict]:
    (call,) = (
        node for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "model.compile"
    )  # fmt: skip
    return {each.arg: each.value for each in call.keywords}


def keys(given: ast.Dict) -> list[str]:
    return [ast.literal_eval(key) for key in given.keys]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: " + ".join(map(spelled, pair)))
def test_any_two_heads_on_the_same_features_make_one_program(pair):
    told = several(one=spelled(pair[0]), two=spelled(pair[1]))
    for text in (told.code, told.script):
        compile(text, "heads.py", "exec")
        assert list(faults(text)) == []
        assert not any(line != line.rstrip() for line in text.splitlines())
    assert unknown_names(told.script) <= globals_of(told.script)
    for answers, (name, head) in zip(pair, told.heads.items(), strict=True):
        alone = advice(RULES, {**answers, "style": "functional"})
        assert (head.pair, head.units, head.metrics) == (alone.pair, alone.units, alone.metrics), name


def globals_of(text: str) -> set[str]:
    return {name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Global) for name in node.names}


def unlaid(text: str) -> str:
    """Code without what lays it over lines."""
    return re.sub(r",(?=[)\]}])", "", re.sub(r"\s", "", text))


@pytest.mark.parametrize("answers", BUNDLES, ids=lambda answers: str(answers["heads"]))
def test_every_output_is_named_everywhere(answers):
    told = recommend(**answers)
    names = list(told.heads)
    assert len(names) >= 2
    for text in (told.code, told.script):
        said = compile_of(text)
        for key in ("loss", "loss_weights", "weighted_metrics" if "weighted_metrics" in said else "metrics"):
            assert keys(said[key]) == names
        for name, head in told.heads.items():
            assert f'name="{name}"' in text
            assert f"def {name}_labels(y_train):" in text
            for made in (snippet.loss(head), *snippet.metrics(head)):
                assert unlaid(made) in unlaid(text)


def test_a_layer_after_the_head_carries_the_name_of_the_output():
    quantity, direction = "bounded bounds=quantity low=0 high=100", "bounded bounds=direction outputs=3"
    tree = ast.parse(several(score=quantity, way=direction).code)
    (outputs,) = (
        node.value for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "outputs"
    )  # fmt: skip
    for name, called in zip(keys(outputs), outputs.values, strict=True):
        layer = called.func
        assert {each.arg: ast.literal_eval(each.value) for each in layer.keywords if each.arg == "name"} == {
            "name": name
        }
        inner = called.args[0].func
        assert not any(each.arg == "name" for each in inner.keywords), "one output has one name"


def test_each_output_has_the_threshold_that_its_own_validation_labels_choose():
    told = several(
        alarm="binary goal=decisions", kind="multiclass classes=3", mended="binary goal=decisions if alarm"
    )
    for text in (told.code, told.script):
        chosen = unlaid(text)
        assert 'alarm_threshold(y_val["alarm"],guesses["alarm"])' in chosen
        there = '[weights_val["mended"]>0]'
        assert f'mended_threshold(y_val["mended"]{there},guesses["mended"]{there})' in chosen
        assert "kind_threshold" not in chosen
        assert "decode(predictions[name],*chosen.get(name,[]))" in chosen
    assert "chosen" not in several(price="regression", sold="binary").code


def test_a_weighted_head_weighs_its_own_samples_and_no_others():
    rare = "binary data=imbalanced goal=decisions counts=900,100"
    told = several(fraud=rare, amount="regression")
    assert "class_weight" in told.heads["fraud"].fit
    assert "class_weight=" not in told.code, "fit() takes none for several outputs"
    assert "weighted_metrics" in compile_of(told.code)
    assert '\n    "sample_weight": weights_train,\n}\nmodel.fit(' in told.code
    assert 'fit_arguments = {"sample_weight": weights_train}' in told.script
    assert "validation_data=(x_val, y_val, weights_val), **fit_arguments" in told.code
    plain = several(sold="binary", amount="regression")
    assert "sample_weight" not in plain.code
    assert "fit_arguments" not in plain.script
    assert "metrics" in compile_of(plain.code)


def test_what_keras_lacks_is_given_once_for_all_heads():
    told = several(low="quantile quantiles=0.1,0.5", high="quantile quantiles=0.5,0.9", sold="binary")
    for text in (told.code, told.script):
        classes = [node.name for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
        assert len(set(classes)) == len(classes)
        assert "Quantile" in classes


def test_settings_for_all_are_settings_of_each():
    told = recommend(task="several-outputs", heads="a: binary, b: multiclass classes=3", output="logits")
    assert [head.activation for head in told.heads.values()] == ["linear", "linear"]
    assert told.answers["output"] == "logits"
    assert "--output logits" in told.command
    one = several(a="binary output=logits", b="binary")
    assert [head.activation for head in one.heads.values()] == ["linear", "sigmoid"]


def test_a_head_without_logits_is_told_by_its_name():
    with pytest.raises(AdvisorError, match=r"^b: .*leave out output=.logits"):
        recommend(task="several-outputs", heads="a: binary, b: regression", output="logits")


@pytest.mark.parametrize("answers", STOPS, ids=spelled)
def test_a_head_that_is_none_cannot_be_one_of_several(answers):
    with pytest.raises(AdvisorError, match=r"^b: .* has no last layer of its own"):
        several(a="binary", b=spelled(answers))


def test_heads_on_features_of_other_shapes_are_refused():
    hidden = {}
    for answers in HEADS:
        hidden.setdefault(RULES.layers[leaf_at(answers).layer].hidden, answers)
    kinds = list(hidden.values())
    for one, other in pairwise(kinds):
        with pytest.raises(AdvisorError, match="a and b need features of different shapes"):
            several(a=spelled(one), b=spelled(other))


def test_a_head_alone_is_given_by_its_own_command():
    told = several(a="binary labels=soft", b="multiclass classes=3")
    for head in told.heads.values():
        again = json.loads(ran(*head.command.split()[1:], "--format", "json").out)
        assert (again["activation"], again["units"]) == (head.activation, head.units)
