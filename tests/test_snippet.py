"""The code compiles, stands on its own, and says nothing that Keras would guess at."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from lossadvisor import recommend
from lossadvisor.advice import snippet
from lossadvisor.advice.labelling import PARTS
from lossadvisor.advice.laying import laid
from lossadvisor.advice.recommending import advice
from lossadvisor.rulebook.leaves import Leaf
from tests.shipped import AT, FORMS, HEADS, RULES, SETTLED, leaf_at, named

# What `code` expects around it.
PASTED_INTO = {"model", "inputs", "features", *(f"{name}_{part}" for name in "xy" for part in PARTS)}


def expected_around(leaf: Leaf) -> set[str]:
    """What `code` needs: where the layer goes, the labels, and what a leaf's data say beside x and truth."""
    made = set(re.findall(r"^(\w+) = ", leaf.data, re.MULTILINE)) - {"truth"}
    return PASTED_INTO | {f"{name}_{part}" for name in made for part in PARTS}


def faults(code: str) -> Iterator[str]:
    """What no code of ours may hold: names that Keras resolves by itself, and arguments it has dropped."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.keyword) and node.arg in ("lr", "input_dim", "input_shape", "nb_epoch"):
            yield f"{node.arg}="
        if isinstance(node, ast.keyword) and node.arg in ("loss", "metrics", "weighted_metrics"):
            name = "loss" if node.arg == "loss" else "metric"
            uncalled = (each for each in given(node.value) if not isinstance(each, ast.Call))
            yield from (f"a {name} that is not called" for _ in uncalled)
        if isinstance(node, ast.Constant) and node.value in ("accuracy", "acc"):
            yield 'the string "accuracy"'


def given(value: ast.expr) -> Iterator[ast.expr]:
    """What stands in lists, in dictionaries for several outputs, and once for each unit."""
    if isinstance(value, ast.Starred) and isinstance(value.value, ast.GeneratorExp):
        value = value.value.elt
    inside = getattr(value, "values", None) or getattr(value, "elts", None)
    if inside is None:
        yield value
    for each in inside or ():
        yield from given(each)


def unknown_names(code: str) -> set[str]:
    """Names that are read and nowhere made."""
    names = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)]
    made = {node.id for node in names if isinstance(node.ctx, ast.Store)} | set(dir(builtins))
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            made.add(node.name)
        if isinstance(node, ast.arg):
            made.add(node.arg)
        if isinstance(node, ast.Import):
            made |= {each.asname or each.name for each in node.names}
    return {node.id for node in names} - made


@pytest.mark.parametrize("where", AT)
def test_code_and_script_compile_and_leave_keras_nothing_to_guess(where):
    for answers in AT[where]:
        told = advice(RULES, answers)
        for text in (told.code, told.script):
            compile(text, "head.py", "exec")
            assert list(faults(text)) == [], named(answers)
            assert text.endswith("\n")
            assert not any(line != line.rstrip() for line in text.splitlines())


@pytest.mark.parametrize("where", AT)
def test_a_script_stands_on_its_own_and_code_needs_only_a_model_and_data(where):
    for answers in AT[where]:
        told = advice(RULES, answers)
        assert unknown_names(told.script) == set(), named(answers)
        assert unknown_names(told.code) <= expected_around(leaf_at(answers)), named(answers)


@pytest.mark.parametrize("where", AT)
def test_code_trains_until_validation_gets_no_better_and_a_script_for_a_fixed_time(where):
    for answers in AT[where]:
        told = advice(RULES, answers)
        assert 'fit_arguments = {"epochs": 100, "callbacks": [stop_early]' in " ".join(
            told.code.replace("{\n    ", "{").split()
        )
        assert told.code.count("stop_early = keras.callbacks.EarlyStopping(") == 1
        assert "    epochs=30,\n" in told.script
        assert "stop_early" not in told.script


@pytest.mark.parametrize("where", AT)
def test_the_last_layer_has_the_units_and_the_activation_that_are_recommended(where):
    """The layer with the weights is the one that its rule names; what follows it is a layer of its own."""
    for answers in AT[where]:
        told = advice(RULES, answers)
        layers = layers_of(told)
        name, positional, keywords = calls(layers[0])[-1]
        assert told.layer.startswith(f"{name}("), named(answers)
        assert positional[0] == str(told.units)
        assert keywords.get("activation", "'linear'") == repr(told.activation)
        assert keywords.keys() <= {"activation", *(each.partition("=")[0] for each in told.layer_arguments)}
        assert len(layers) == (2 if told.after else 1)
        if told.after:
            assert layers[1].startswith(told.after.removesuffix(")"))
            assert ('dtype="float32"' in told.layer_arguments) == ("float32" in layers[1])


def layers_of(told) -> list[str]:
    """The layers that the code of `told` puts at the end of the model, as they are written there."""
    added = [node for node in ast.walk(ast.parse(told.code)) if isinstance(node, ast.Call)
             and ast.unparse(node.func) == "model.add"]  # fmt: skip
    if added:
        return [ast.unparse(node.args[0]) for node in added]
    made = [node.value for node in ast.parse(told.code).body if isinstance(node, ast.Assign)
            and ast.unparse(node.targets[0]) == "outputs"]  # fmt: skip
    return [ast.unparse(node.func) for node in made]


def calls(expression: str) -> list[tuple[str, list[str], dict[str, str]]]:
    """Each call in `expression`, the outermost last: what is called, with which arguments."""
    found = [node for node in ast.walk(ast.parse(expression)) if isinstance(node, ast.Call)]
    return [
        (ast.unparse(node.func), [ast.unparse(each) for each in node.args],
         {each.arg: ast.unparse(each.value) for each in node.keywords})
        for node in reversed(found)
    ]  # fmt: skip


@pytest.mark.parametrize("where", AT)
def test_loss_and_metrics_stand_in_compile_with_their_arguments(where):
    for answers in AT[where]:
        told = advice(RULES, answers)
        key = "weighted_metrics" if "sample_weight" in told.fit else "metrics"
        for text in (told.code, told.script):
            (compiled,) = (
                node for node in ast.walk(ast.parse(text))
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "model.compile"
            )  # fmt: skip
            said = {each.arg: each.value for each in compiled.keywords}
            assert ast.unparse(said["loss"]) == written(told.loss_home, told.loss, told.loss_arguments)
            assert [ast.unparse(each) for each in said[key].elts] == [
                ast.unparse(ast.parse(f"[*({made} for k in range({told.units}))]").body[0].value.elts[0])
                if each.each else made
                for each in told.metrics
                for made in [written(each.home, each.metric, each.arguments)]
            ]  # fmt: skip
            assert said.keys() == {"optimizer", "loss", key}


def written(home: str, name: str, arguments) -> str:
    """A loss or a metric as Python itself would write it."""
    said = snippet.call(f"{home}.{name}" if home else name, arguments)
    return ast.unparse(ast.parse(said, mode="eval"))


def test_what_keras_lacks_is_given_along_once_and_nothing_else_is():
    """A class out of a file beside the rules stands above the code that uses it."""
    for answers in FORMS[::2]:
        told, leaf = advice(RULES, answers), leaf_at(answers)
        made = [RULES.losses[leaf.recommend.loss], *(RULES.metrics[name] for name in leaf.metrics)]
        wanted = {entry.keras for entry in made if entry.file}
        for text in (told.code, told.script):
            classes = [node.name for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
            assert sorted(classes) == sorted(wanted), named(answers)
            assert text.count("import keras\n") == 1


def test_a_package_besides_keras_is_imported_where_it_is_used():
    told = recommend(task="binary")
    odd = replace(told, loss="PairwiseHingeLoss", loss_home="keras_rs.losses")
    assert "import keras_rs\n" in odd.code
    assert "keras_rs.losses.PairwiseHingeLoss(" in odd.script
    assert "keras_rs" not in told.code


def test_numpy_is_imported_where_it_is_used_and_nowhere_else():
    for answers in (*HEADS, *SETTLED):
        told = advice(RULES, answers)
        for text in (told.code, told.script):
            used = any(isinstance(node, ast.Name) and node.id == "np" for node in ast.walk(ast.parse(text)))
            assert ("import numpy as np" in text) == used, named(answers)


def test_code_shows_the_shape_and_dtype_of_the_labels_once():
    for answers in FORMS:
        told = advice(RULES, answers)
        (encode,) = (
            node for node in ast.parse(told.code).body
            if isinstance(node, ast.FunctionDef) and node.name == "encode"
        )  # fmt: skip
        says = " ".join(ast.get_docstring(encode).split())
        assert f"of shape {told.labels.shape}, {told.labels.dtype}" in says
        assert told.labels.comes.replace('"', "'") in says


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
        "lr=", "a loss that is not called", "a metric that is not called", 'the string "accuracy"'
    }  # fmt: skip
    several = 'model.compile(loss={"a": "mse"}, weighted_metrics={"a": [keras.metrics.AUC(), "mae"]})'
    assert list(faults(several)) == ["a loss that is not called", "a metric that is not called"]
    assert not list(faults("model.compile(loss=keras.losses.Hinge(), metrics=[keras.metrics.Accuracy()])"))
    assert unknown_names("import keras\nprint(keras, x)") == {"x"}


def test_a_call_is_written_as_python_reads_it():
    assert (
        snippet.call("AUC", {"curve": "PR", "multi_label": True, "k": 5})
        == 'AUC(curve="PR", multi_label=True, k=5)'
    )
    assert snippet.call("Hinge", {}) == "Hinge()"


@pytest.mark.parametrize("where", AT)
def test_no_line_of_the_head_is_wider_than_it_must_be(where):
    for answers in AT[where]:
        told = advice(RULES, answers)
        for text in (told.code, told.script):
            lines = text[text.index("model.") :].partition("\ndef ")[0].splitlines()
            assert [line for line in lines if len(line) > 89] == [], named(answers)


@pytest.mark.parametrize("line", [
    "made = f(1)",
    'model.add(keras.layers.Dense(1, activation="a, (", bias_initializer=keras.Constant(-4.5951)))',
    "outputs = keras.layers.Dense(1, activation=first, bias_initializer=keras.Constant(start))(features)",
    f"fit_arguments = {{{', '.join(f'{number}: [{number}, 0.5]' for number in range(30))}}}",
    "    *(ClassScore(classes=2, score=precision, class_id=k, name=f'precision_{k}') for k in range(2)),",
])  # fmt: skip
def test_a_long_line_is_laid_as_a_formatter_lays_it(line):
    told = laid(line)
    assert max(map(len, told.splitlines())) <= 88
    one, other = (f"(\n{text}\n)" if text.startswith(" ") else text for text in (told, line))
    assert ast.dump(ast.parse(one)) == ast.dump(ast.parse(other))
    assert laid(told.splitlines()[0]) == told.splitlines()[0]


def test_what_arguments_of_metrics_name_is_defined_once():
    several = recommend(task="several-outputs", heads="a: binary data=rare, b: binary data=rare")
    for told in (recommend(task="binary", data="rare"), several):
        for text in (told.code, told.script):
            assert text.count("auc_thresholds = ") == 1
            assert text.count("thresholds=auc_thresholds") >= 2
    assert "auc_thresholds" not in recommend(task="binary").code
