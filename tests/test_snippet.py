"""The code compiles, stands on its own, and says nothing that Keras would guess at."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from lossadvisor import recommend, snippet
from lossadvisor.recommendation import advice
from tests.shipped import FORMS, RULES, named

PASTED_INTO = {"model", "inputs", "features", "x", "y"}  # what `code` expects around it


def faults(code: str) -> Iterator[str]:
    """What no code of ours may hold: names that Keras resolves by itself, and arguments it has dropped."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.keyword) and node.arg in ("lr", "input_dim", "input_shape", "nb_epoch"):
            yield f"{node.arg}="
        if isinstance(node, ast.keyword) and node.arg == "loss" and not isinstance(node.value, ast.Call):
            yield "a loss that is not called"
        if isinstance(node, ast.keyword) and node.arg == "metrics":
            yield from (
                "a metric that is not called" for each in node.value.elts if not isinstance(each, ast.Call)
            )
        if isinstance(node, ast.Constant) and node.value in ("accuracy", "acc"):
            yield "the accuracy string"


def unknown_names(code: str) -> set[str]:
    """Names that are read and nowhere made."""
    names = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)]
    made = {node.id for node in names if isinstance(node.ctx, ast.Store)} | set(dir(builtins))
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, (ast.FunctionDef, ast.arg)):
            made.add(node.name if isinstance(node, ast.FunctionDef) else node.arg)
        if isinstance(node, ast.Import):
            made |= {each.asname or each.name for each in node.names}
    return {node.id for node in names} - made


@pytest.mark.parametrize("answers", FORMS, ids=named)
def test_code_and_script_compile_and_leave_keras_nothing_to_guess(answers):
    told = advice(RULES, answers)
    for text in (told.code, told.script):
        compile(text, "head.py", "exec")
        assert list(faults(text)) == []
        assert text.endswith("\n")
        assert not any(line != line.rstrip() for line in text.splitlines())


@pytest.mark.parametrize("answers", FORMS, ids=named)
def test_a_script_stands_on_its_own_and_code_needs_only_a_model_and_data(answers):
    told = advice(RULES, answers)
    assert unknown_names(told.script) == set()
    assert unknown_names(told.code) <= PASTED_INTO


@pytest.mark.parametrize("answers", FORMS, ids=named)
def test_the_last_layer_has_the_units_and_the_activation_that_are_recommended(answers):
    told = advice(RULES, answers)
    layers = [node for node in ast.walk(ast.parse(told.code)) if isinstance(node, ast.Call)
              and ast.unparse(node.func) == "keras.layers.Dense"]  # fmt: skip
    assert len(layers) == 1
    assert [ast.literal_eval(each) for each in layers[0].args] == [told.units]
    said = {each.arg: ast.literal_eval(each.value) for each in layers[0].keywords}
    assert said == ({} if told.activation == "linear" else {"activation": told.activation})


@pytest.mark.parametrize("answers", FORMS, ids=named)
def test_loss_and_metrics_stand_in_compile_with_their_arguments(answers):
    told = advice(RULES, answers)
    for text in (told.code, told.script):
        assert f"loss=keras.losses.{snippet.call(told.loss, told.loss_arguments)}" in text
        for metric in told.metrics:
            assert f"keras.metrics.{snippet.call(metric.metric, metric.arguments)}" in text


def test_numpy_is_imported_where_it_is_used_and_nowhere_else():
    for answers in FORMS:
        told = advice(RULES, answers)
        for text in (told.code, told.script):
            used = any(isinstance(node, ast.Name) and node.id == "np" for node in ast.walk(ast.parse(text)))
            assert ("import numpy as np" in text) == used


def test_code_shows_the_shape_and_dtype_of_the_labels_once():
    for answers in FORMS:
        told = advice(RULES, answers)
        assert told.code.count(f"shape {told.labels.shape}") == 1
        assert told.labels.dtype in told.code


def test_styles_build_the_same_head_in_two_ways():
    sequential, functional = (
        recommend(task="binary", style=style).code for style in ("sequential", "functional")
    )
    assert "model.add(" in sequential
    assert "keras.Model(inputs, outputs)" in functional
    assert "model.add(" not in functional


@pytest.mark.parametrize(
    "says", ["two\nlines", 'a "quote"', '"""', "a \\ backslash", "\\", 'ends in a quote"']
)
def test_no_text_of_the_rules_breaks_out_of_its_comment(says):
    told = recommend(task="binary", labels="strings")
    odd = replace(
        told,
        labels=replace(told.labels, says=says, shape=says, dtype=says, given=says),
        decoding=replace(told.decoding, says=says),
        loss_arguments={"reduction": says},
    )
    for text in (odd.code, replace(odd, decoding=replace(odd.decoding, back="")).script):
        compile(text, "head.py", "exec")
        assert unknown_names(text) <= PASTED_INTO


def test_the_faults_are_found_where_they_are():
    wrong = 'model.compile(optimizer=Adam(lr=1), loss="mse", metrics=["accuracy"])'
    assert set(faults(wrong)) == {
        "lr=", "a loss that is not called", "a metric that is not called", "the accuracy string"
    }  # fmt: skip
    assert not list(faults("model.compile(loss=keras.losses.Hinge(), metrics=[keras.metrics.Accuracy()])"))
    assert unknown_names("import keras\nprint(keras, x)") == {"x"}


def test_a_call_is_written_as_python_reads_it():
    assert (
        snippet.call("AUC", {"curve": "PR", "multi_label": True, "k": 5})
        == 'AUC(curve="PR", multi_label=True, k=5)'
    )
    assert snippet.call("Hinge", {}) == "Hinge()"
