"""Saved models: their heads are judged as those of programs are, and no archive makes the check fail."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lossadvisor.check.findings import Checked
from lossadvisor.check.saved import archives
from lossadvisor.check.saved.archives import NOWHERE, checked
from lossadvisor.check.unreadable import Unreadable

from .shipped import RULES

Config = dict[str, Any]
INPUT = "input_layer"


def keras(name: str, module: str = "keras.layers", /, **config: object) -> Config:
    """An object as Keras 3 writes it."""
    return {"module": module, "class_name": name, "config": config, "registered_name": None}


def own(name: str, /, **config: object) -> Config:
    """An object of a class that a program has registered."""
    return {"module": None, "class_name": name, "config": config, "registered_name": f"mine>{name}"}


def function(name: str) -> Config:
    return {"module": "builtins", "class_name": "function", "config": name, "registered_name": "function"}


def dense(units: int, activation: object = "linear", name: str = "dense") -> Config:
    return keras("Dense", name=name, units=units, activation=activation)


def placeholder(name: str = INPUT) -> Config:
    return keras("InputLayer", name=name, batch_shape=[None, 4])


def sequential(*layers: Config, **compiling: object) -> Config:
    model = keras("Sequential", "keras", name="sequential", layers=[placeholder(), *layers])
    return {**model, "compile_config": compiling or {}}


def tensor(name: str, node: int = 0, number: int = 0) -> Config:
    history = {"shape": [None, 4], "dtype": "float32", "keras_history": [name, node, number]}
    return {"class_name": "__keras_tensor__", "config": history}


def on(layer: Config, *before: str) -> Config:
    """A layer as it stands in a functional model, used once on each of the layers before it."""
    nodes = [{"args": [tensor(name)], "kwargs": {"mask": None}} for name in before]
    return {**layer, "name": layer["config"]["name"], "inbound_nodes": nodes}


def functional(*layers: Config, outputs: object, name: str = "functional", **compiling: object) -> Config:
    config = {
        "name": name,
        "layers": [on(placeholder()), *layers],
        "input_layers": [INPUT, 0, 0],
        "output_layers": outputs,
    }
    module = "keras.src.models.functional"
    return {
        "module": module,
        "class_name": "Functional",
        "config": config,
        "registered_name": "Functional",
        "compile_config": compiling,
    }


def zipped(content: bytes | str, name: str = "config.json", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with one file in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr(name, content)
    return file.getvalue()


class Found:
    """Names of what is found in models written to one folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "model.keras"

    def all(self, content: bytes) -> Checked:
        self.path.write_bytes(content)
        return checked(RULES, str(self.path))

    def names(self, config: object) -> list[str]:
        return [finding.name for finding in self.all(zipped(json.dumps(config))).findings]

    def untold(self, config: object) -> list[tuple[str, str]]:
        found = self.all(zipped(json.dumps(config)))
        assert found.compiles == 1
        return [(each.what, each.why) for each in found.unfollowed]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    return Found(tmp_path)


BCE = {"loss": "binary_crossentropy"}
LOGITS = {"loss": keras("BinaryCrossentropy", "keras.losses", from_logits=True, axis=-1)}
CATEGORICAL = {"loss": "categorical_crossentropy"}


JUDGED: dict[str, tuple[Config, list[str]]] = {
    "a head as it should be": (sequential(dense(1, "sigmoid"), **BCE), []),
    "softmax over one unit": (sequential(dense(1, "softmax"), **BCE), ["softmax-of-one"]),
    "a loss object": (sequential(dense(1, "sigmoid"), **LOGITS), ["activation-and-from-logits"]),
    "a loss function": (
        sequential(dense(3), loss=function("categorical_crossentropy")),
        ["logits-without-from-logits"],
    ),
    "a metric's name": (sequential(dense(1), **LOGITS, metrics=["accuracy"]), ["accuracy-on-logits"]),
    "a metric object": (
        sequential(
            dense(1), **LOGITS, metrics=[keras("Precision", "keras.metrics", thresholds=None, class_id=None)]
        ),
        ["metric-on-logits"],
    ),
    "a metric object set right": (
        sequential(dense(1), **LOGITS, metrics=[keras("BinaryAccuracy", "keras.metrics", threshold=0.0)]),
        [],
    ),
    "a metric function": (
        sequential(dense(3, "softmax"), **CATEGORICAL, metrics=[function("sparse_categorical_accuracy")]),
        ["metric-reads-other-labels"],
    ),
    "metrics in a tuple": (
        sequential(dense(1), **LOGITS, metrics={"class_name": "__tuple__", "items": ["accuracy"]}),
        ["accuracy-on-logits"],
    ),
    "weighted metrics": (
        sequential(dense(1), **LOGITS, metrics=None, weighted_metrics=["acc"]),
        ["accuracy-on-logits"],
    ),
    "a loss of the program": (sequential(dense(3), loss=function("mine")), []),
    "a registered loss": (sequential(dense(3), loss=own("BinaryCrossentropy")), []),
    "no loss": (sequential(dense(1, "softmax"), loss=None, metrics=["accuracy"]), []),
    "an activation layer": (
        sequential(dense(3), keras("Activation", name="a", activation="softmax"), **CATEGORICAL),
        [],
    ),
    "a softmax layer": (sequential(dense(1), keras("Softmax", name="s", axis=-1), **BCE), ["softmax-of-one"]),
    "a softmax over other axes": (sequential(dense(1), keras("Softmax", name="s", axis=1), **BCE), []),
    "a softmax over the batch": (
        sequential(dense(3), keras("Softmax", name="s", axis=0), **CATEGORICAL),
        ["probabilities-over-another-axis"],
    ),
    "a softmax over steps": (
        sequential(
            dense(3),
            {**keras("Softmax", name="s", axis=1), "build_config": {"input_shape": [None, 6, 3]}},
            **CATEGORICAL,
        ),
        ["probabilities-over-another-axis"],
    ),
    "a softmax over the last axis by its number": (
        sequential(
            dense(3),
            {**keras("Softmax", name="s", axis=2), "build_config": {"input_shape": [None, 6, 3]}},
            **CATEGORICAL,
        ),
        [],
    ),
    "two softmaxes": (
        sequential(dense(3, "softmax"), keras("Softmax", name="s", axis=-1), **CATEGORICAL),
        ["activation-twice"],
    ),
    "dropout at the end": (
        sequential(dense(3, "softmax"), keras("Dropout", name="d", rate=0.5), **CATEGORICAL),
        ["dropout-after-output"],
    ),
    "a layer as activation": (
        sequential(dense(3, keras("ReLU", name="r", max_value=None)), **CATEGORICAL),
        ["activation-gives-no-probability"],
    ),
    "a layer with an argument as activation": (
        sequential(dense(3, keras("ReLU", name="r", max_value=1.0)), **CATEGORICAL),
        [],
    ),
    "a relu that ends at one": (sequential(dense(1), keras("ReLU", name="r", max_value=1.0), **BCE), []),
    "a rescaling at the end": (
        sequential(dense(1, "sigmoid"), keras("Rescaling", name="r", scale=100.0, offset=0.0), **BCE),
        ["scaled-after-output"],
    ),
    "a rescaling by a list": (
        sequential(dense(1, "sigmoid"), keras("Rescaling", name="r", scale=[1, 2], offset=0.0), **BCE),
        [],
    ),
    "a tanh brought to 0 and 1": (
        sequential(dense(1, "tanh"), keras("Rescaling", name="r", scale=0.5, offset=0.5), **BCE),
        [],
    ),
    "a little noise at the end": (
        sequential(dense(1, "sigmoid"), keras("GaussianNoise", name="n", stddev=0.1), **BCE),
        [],
    ),
    "much noise at the end": (
        sequential(dense(1, "sigmoid"), keras("GaussianNoise", name="n", stddev=1.0), **BCE),
        ["dropout-after-output"],
    ),
    "a spectral normalization": (
        sequential(keras("SpectralNormalization", name="s", layer=dense(1, "softmax")), **BCE),
        ["softmax-of-one"],
    ),
    "the largest shares": (
        sequential(dense(3, "softmax"), keras("GlobalMaxPooling1D", name="m"), **CATEGORICAL),
        [],
    ),
    "an activation layer as activation": (
        sequential(dense(1, keras("Activation", name="r", activation="softmax")), **BCE),
        ["softmax-of-one"],
    ),
    "an activation of the program": (sequential(dense(1, function("softmax")), **BCE), []),
    "a registered activation": (sequential(dense(1, own("Softmax")), **BCE), []),
    "a registered layer called Dense": (sequential(own("Dense", units=1, activation="softmax"), **BCE), []),
    "a wrapped layer": (
        sequential(keras("TimeDistributed", name="t", layer=dense(1, "softmax")), **BCE),
        ["softmax-of-one"],
    ),
    "a wrapped model": (
        sequential(keras("TimeDistributed", name="t", layer=sequential(dense(1, "softmax"))), **BCE),
        ["softmax-of-one"],
    ),
    "both directions side by side": (
        sequential(
            keras(
                "Bidirectional",
                name="b",
                merge_mode="concat",
                layer=keras("LSTM", name="l", units=1, activation="softmax"),
            ),
            **CATEGORICAL,
        ),
        [],
    ),
    "both directions averaged": (
        sequential(
            keras(
                "Bidirectional",
                name="b",
                merge_mode="ave",
                layer=keras("LSTM", name="l", units=1, activation="sigmoid"),
            ),
            **CATEGORICAL,
        ),
        ["one-unit-for-classes"],
    ),
    "a chain in a chain": (sequential(sequential(dense(1, "softmax")), **BCE), ["softmax-of-one"]),
    "a chain that is only a softmax": (
        sequential(dense(1), sequential(keras("Softmax", name="s", axis=-1)), **BCE),
        ["softmax-of-one"],
    ),
    "one output": (
        functional(on(dense(1, "softmax"), INPUT), outputs=["dense", 0, 0], **BCE),
        ["softmax-of-one"],
    ),
    "one output in a list": (
        functional(on(dense(1, "softmax"), INPUT), outputs=[["dense", 0, 0]], loss=["binary_crossentropy"]),
        ["softmax-of-one"],
    ),
    "one output in an object": (
        functional(on(dense(1, "softmax"), INPUT), outputs={"yes": ["dense", 0, 0]}, loss={"yes": "bce"}),
        ["softmax-of-one"],
    ),
    "a class of its own made as functional models are": (
        {
            **functional(on(dense(1, "softmax"), INPUT), outputs=["dense", 0, 0], **BCE),
            "module": None,
            "class_name": "Mine",
            "registered_name": "Mine",
        },
        ["softmax-of-one"],
    ),
    "too few losses": (
        functional(on(dense(1, "sigmoid"), INPUT), outputs=[["dense", 0, 0]] * 2, loss=["bce", "bce", "bce"]),
        ["losses-and-outputs-differ"],
    ),
    "an operation": (
        functional(
            on(dense(1), INPUT),
            on(keras("Softmax", "keras.src.ops.nn", name="softmax", axis=-1), "dense"),
            outputs=["softmax", 0, 0],
            **BCE,
        ),
        ["softmax-of-one"],
    ),
    "an operation on the shape": (
        functional(
            on(dense(1, "softmax"), INPUT),
            on(keras("Reshape", "keras.src.ops.numpy", name="r", newshape=[-1, 1]), "dense"),
            outputs=["r", 0, 0],
            **BCE,
        ),
        ["softmax-of-one"],
    ),
    "an activation as an operation": (
        functional(
            on(dense(3), INPUT),
            on(keras("ReLU", "keras.src.activations.activations", name="r"), "dense"),
            outputs=["r", 0, 0],
            **CATEGORICAL,
        ),
        ["activation-gives-no-probability"],
    ),
    "a name that only the program knows": (
        sequential(dense(1, "sigmoidal"), loss="binary_crossentropie", metrics=["accurracy"]),
        [],
    ),
}


@pytest.mark.parametrize(("model", "names"), JUDGED.values(), ids=JUDGED)
def test_a_saved_model_is_judged_as_its_program_would_be(found: Found, model: Config, names: list[str]):
    assert found.names(model) == names


def test_losses_and_metrics_go_to_the_outputs_they_name(found: Found):
    layers = on(dense(1, "sigmoid", "yes"), INPUT), on(dense(1, "linear", "price"), INPUT)
    model = functional(
        *layers,
        outputs=[["yes", 0, 0], ["price", 0, 0]],
        loss={"yes": LOGITS["loss"], "price": "mse"},
        metrics={"price": ["accuracy"]},
    )
    told = found.all(zipped(json.dumps(model))).findings
    assert {(each.name, each.says.rpartition("(")[2]) for each in told} == {
        ("activation-and-from-logits", "output 'yes')"),
        ("accuracy-on-regression", "output 'price')"),
    }


def test_outputs_of_an_inner_model_are_told_apart(found: Found):
    inner = functional(
        on(dense(3, "softmax", "good"), INPUT),
        on(dense(1, "softmax", "bad"), INPUT),
        outputs=[["good", 0, 0], ["bad", 0, 0]],
        name="inner",
    )
    for number, names in enumerate(([], ["softmax-of-one"])):
        loss = "binary_crossentropy" if number else "categorical_crossentropy"
        model = functional(on(inner, INPUT), outputs=["inner", 1, number], loss=loss)
        assert found.names(model) == names


def test_what_goes_into_an_inner_model_is_found_at_each_of_its_uses(found: Found):
    squeeze = functional(on(keras("Softmax", name="s", axis=-1), INPUT), outputs=["s", 0, 0], name="squeeze")
    layers = on(dense(1, name="one"), INPUT), on(dense(3, name="three"), INPUT), on(squeeze, "three", "one")
    for use, names in ((1, []), (2, ["one-unit-for-classes", "softmax-of-one"])):
        told = found.names(functional(*layers, outputs=["squeeze", use, 0], **CATEGORICAL))
        assert ("softmax-of-one" in told) == ("softmax-of-one" in names)


def test_findings_have_no_line_and_name_the_layer(found: Found):
    told = found.all(zipped(json.dumps(sequential(dense(1, "softmax", "the_end"), **BCE)))).findings
    assert [(each.place, each.edits, each.related) for each in told] == [(NOWHERE, (), ())]
    assert "layer 'the_end'" in told[0].says


@pytest.mark.parametrize(
    ("model", "what", "why"),
    [
        (
            {**own("Mine", width=3), "compile_config": BCE},
            "the model",
            "Mine is a class of the program that saved it",
        ),
        (
            sequential(own("Dense", units=1), **BCE),
            "the last layer",
            "Dense is a class of the program that saved it",
        ),
        (
            sequential(dense(1, function("mine")), **BCE),
            "the last layer",
            "the activation mine is not in this file",
        ),
        (sequential(dense(1), loss=function("mine")), "the loss", "mine is not in this file"),
        (sequential(dense(1), loss=own("Mine")), "the loss", "Mine is not in this file"),
        (
            sequential(
                dense(1),
                keras("Lambda", name="l", function={"class_name": "__lambda__", "config": {"code": "4wEA"}}),
                **BCE,
            ),
            "the last layer",
            "it ends in Lambda",
        ),
        (
            sequential(dense(1), loss={"class_name": "__lambda__", "config": {"value": ["4wEA"]}}),
            "the loss",
            "it is a function of the program that saved the model",
        ),
        (
            functional(
                on(dense(1), INPUT),
                on(keras("Multiply", "keras.src.ops.numpy", name="m"), "dense"),
                outputs=["m", 0, 0],
                **BCE,
            ),
            "the last layer",
            "multiply() follows its last layer",
        ),
    ],
)
def test_what_cannot_be_followed_is_said(found: Found, model: Config, what: str, why: str):
    assert (what, why) in found.untold(model)


@pytest.mark.parametrize("compiling", [None, {}])
def test_a_model_that_was_never_compiled_has_nothing_to_judge(found: Found, compiling: object):
    model = {**sequential(dense(1, "softmax")), "compile_config": compiling}
    told = found.all(zipped(json.dumps(model)))
    assert (told.findings, told.compiles) == ((), 0)
    assert [(each.what, each.why) for each in told.unfollowed] == [("the loss", archives.NEVER_COMPILED)]


@pytest.mark.parametrize(
    ("loss", "told"), [("dice_loss", True), ("mse", False), ("kullback_leibler_divergence", False)]
)
def test_a_text_that_is_no_loss_of_keras_was_a_function_of_the_program(found: Found, loss: str, told: bool):
    untold = found.untold(sequential(dense(1), loss=loss))
    assert untold == ([("the loss", "dice_loss is not in this file")] if told else [])


OLD_DENSE = {"class_name": "Dense", "name": "d", "config": {"name": "d", "units": 1, "activation": "softmax"}}
OLD_INPUT = {"class_name": "InputLayer", "name": "i", "config": {"name": "i"}, "inbound_nodes": []}


@pytest.mark.parametrize("class_name", ["Model", "Functional"])
def test_a_functional_model_of_keras_2_is_read(found: Found, class_name: str):
    layers = [OLD_INPUT, {**OLD_DENSE, "inbound_nodes": [[["i", 0, 0, {}]]]}]
    config = {"name": "m", "layers": layers, "input_layers": [["i", 0, 0]], "output_layers": [["d", 0, 0]]}
    told = {"loss": {"class_name": "BinaryCrossentropy", "config": {"from_logits": False}}}
    assert found.names({"class_name": class_name, "config": config, "training_config": told}) == [
        "softmax-of-one"
    ]


@pytest.mark.parametrize("config", [[OLD_DENSE], {"name": "s", "layers": [OLD_DENSE]}])
def test_a_chain_of_keras_2_is_read_with_its_metrics(found: Found, config: object):
    wrapped = {"class_name": "MeanMetricWrapper", "config": {"name": "m", "fn": "categorical_accuracy"}}
    told = {"loss": "sparse_categorical_crossentropy", "metrics": [[wrapped]]}
    names = found.names({"class_name": "Sequential", "config": config, "training_config": told})
    assert names == ["softmax-of-one"] or "metric-reads-other-labels" in names


def test_an_operation_of_tensorflow_is_read(found: Found):
    softmax = {"class_name": "TFOpLambda", "name": "t", "config": {"name": "t", "function": "nn.softmax"}}
    plain = {**OLD_DENSE, "config": {"name": "d", "units": 1}, "inbound_nodes": [[["i", 0, 0, {}]]]}
    layers = [OLD_INPUT, plain, {**softmax, "inbound_nodes": [["d", 0, 0, {"axis": -1}]]}]
    config = {"name": "m", "layers": layers, "input_layers": [["i", 0, 0]], "output_layers": [["t", 0, 0]]}
    model = {"class_name": "Functional", "config": config, "compile_config": BCE}
    assert found.names(model) == ["softmax-of-one"]


@pytest.mark.parametrize("written", [json.dumps, lambda model: json.dumps(json.dumps(model))])
def test_what_to_json_writes_is_read(found: Found, written: Any):
    text = written(sequential(dense(1, "softmax"), **BCE))
    for content in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
        assert [each.name for each in found.all(content).findings] == ["softmax-of-one"]


# hostile files


def whole(**changed: object) -> bytes:
    return zipped(json.dumps(sequential(dense(1, "softmax"), **BCE, **changed)))


def deep(levels: int) -> str:
    return '{"class_name": "Sequential", "config": ' + "[" * levels + "]" * levels + "}"


def encrypted() -> bytes:
    content = bytearray(whole())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def lying() -> bytes:
    """An archive that says of its configuration that it is small."""
    content = bytearray(zipped(b" " * 30_000_000))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(content)


def crowded() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(3000):
            archive.writestr(f"{number:05}" * 500, b"")
    return file.getvalue()


OPEN = '{"class_name": "Sequential", "compile_config": {"loss": "mse"}, "config": '
HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "not JSON": b"{]",
    "a list": b"[]",
    "a number": b"1",
    "letters of no encoding": b"\xff\xfe\x00",
    "HDF5": b"\x89HDF\r\n\x1a\n" + bytes(100),
    "truncated": whole()[:-30],
    "cut in two": whole()[:40],
    "no configuration": zipped("{}", "metadata.json"),
    "a configuration elsewhere": zipped(json.dumps(sequential(dense(1, "softmax"), **BCE)), "../config.json"),
    "a bomb": zipped(b" " * 300_000_000),
    "a bomb that says it is small": lying(),
    "packed by bzip2": zipped(b" " * 100_000_000, method=zipfile.ZIP_BZIP2),
    "packed by lzma": zipped(b"{}", method=zipfile.ZIP_LZMA),
    "encrypted": encrypted(),
    "a large table of contents": crowded(),
    "deep": deep(200).encode(),
    "very deep": deep(500_000).encode(),
    "a number of a million digits": (OPEN + "1" * 1_000_000 + "}").encode(),
    "no layers": (OPEN + '{"layers": 3}}').encode(),
    "layers that are none": (OPEN + '{"layers": [1, null]}}').encode(),
    "another JSON file": b'{"name": "package", "config": {}}',
    "too many losses": json.dumps(sequential(dense(1), loss=["mse"] * 1000)).encode(),
    "too many outputs": json.dumps(
        functional(on(dense(1), INPUT), outputs=[["dense", 0, 0]] * 1000, loss="mse")
    ).encode(),
    "no such output": json.dumps(functional(outputs=["dense", 0, 0], loss="mse")).encode(),
    "no outputs": json.dumps(functional(outputs=[], loss="mse")).encode(),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_unreadable_and_on_one_line(found: Found, content: bytes):
    found.path.write_bytes(content)
    with pytest.raises(Unreadable) as error:
        checked(RULES, str(found.path))
    assert len(str(error.value)) < 150
    assert "\n" not in str(error.value)


def test_a_folder_and_what_is_not_there_are_unreadable(tmp_path: Path):
    for path in (tmp_path, tmp_path / "missing.keras", "\0"):
        with pytest.raises(Unreadable):
            checked(RULES, str(path))


def test_nothing_but_the_configuration_is_read(found: Found):
    file = io.BytesIO(whole())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("model.weights.h5", b"\0" * 50_000_000)
        archive.writestr("../../outside", b"x")
    assert [each.name for each in found.all(file.getvalue()).findings] == ["softmax-of-one"]
    assert list(found.path.parent.iterdir()) == [found.path]


def circle() -> Config:
    layers = [on(keras("Flatten", name=name), other) for name, other in (("a", "b"), ("b", "a"))]
    return functional(*layers, outputs=["a", 0, 0], **BCE)


def long_tail() -> Config:
    return sequential(dense(1), *(keras("Flatten", name=str(number)) for number in range(5_000)), **BCE)


def boxes(levels: int = 20) -> Config:
    """Models in wrappers in models, each used in a circle."""
    inner = functional(on(dense(1), INPUT), outputs=["dense", 0, 0], name="x")
    for _ in range(levels):
        wrapper = on(keras("TimeDistributed", name="t", layer=inner), "t")
        inner = functional(wrapper, outputs=["t", 0, 0], name="x")
    return {**inner, "compile_config": BCE}


def crowd() -> Config:
    """As many outputs and metrics as are taken, on a model with very many layers."""
    many = [on(keras("Flatten", name=f"f{number}"), f"f{number - 1}") for number in range(1, 10_000)]
    made = [keras("Precision", "keras.metrics", name="x" * 500) for _ in range(50)]
    outputs = [["f9", 0, 0]] * 50
    layers = on(dense(1, name="f0"), INPUT), *many
    return functional(*layers, outputs=outputs, loss={"f9": LOGITS["loss"]}, metrics={"f9": made})


@pytest.mark.parametrize(
    "model", [circle(), long_tail(), boxes(), crowd()], ids=["circle", "tail", "boxes", "crowd"]
)
def test_a_model_that_leads_nowhere_is_followed_no_further_than_heads_reach(found: Found, model: Config):
    told = found.all(zipped(json.dumps(model)))
    assert told.compiles == 1


def paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to each part of a configuration."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(found for key, each in inner for found in paths(each, (*at, key)))]


def put(value: Any, at: tuple[Any, ...], new: Any) -> Any:
    """`value` with another part at a place; without it where `new` is `...`."""
    if not at:
        return None if new is ... else new
    copied = dict(value) if isinstance(value, dict) else list(value) if isinstance(value, list) else value
    try:
        if new is ... and len(at) == 1:
            del copied[at[0]]
        else:
            copied[at[0]] = put(copied[at[0]], at[1:], new)
    except (KeyError, IndexError, TypeError):
        pass  # an earlier change has taken this part away
    return copied


SEEDS: list[Config] = [
    sequential(
        dense(1, "softmax"), keras("Dropout", name="d"), **LOGITS, metrics=["accuracy", function("mae")]
    ),
    functional(
        on(functional(on(dense(2, own("act"), "b"), INPUT), outputs={"p": ["b", 0, 0]}, name="inner"), INPUT),
        on(keras("TimeDistributed", name="t", layer=sequential(dense(1, keras("ReLU", name="r")))), "inner"),
        on(keras("Reshape", "keras.src.ops.numpy", name="r", newshape=[-1, 1, 2]), "inner"),
        outputs=[["t", 0, 0], ["inner", 1, 0], ["r", 0, 0]],
        loss={"t": "mse", "inner": LOGITS["loss"], "r": own("Mine")},
        metrics=[["mae"], [keras("AUC", "keras.metrics", num_thresholds=200)], None],
    ),
    sequential(
        keras("Bidirectional", name="b", merge_mode="concat", layer=keras("LSTM", name="l", units=2)),
        keras("Softmax", name="s", axis=[-1]),
        **CATEGORICAL,
        metrics={"class_name": "__tuple__", "items": ["accuracy"]},
    ),
]
PARTS = [list(paths(seed)) for seed in SEEDS]
PIECES: list[Any] = [
    part for seed in SEEDS for part in (seed["config"], seed["config"]["layers"], seed["compile_config"])
]
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 99)
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(
        ["inner", "t", "Dense", "Softmax", "Sequential", "__keras_tensor__", "function", "keras.layers"]
    )
    | st.sampled_from(PIECES),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["class_name", "config", "layers", "output_layers", "module", "name"]), inner
        )
    ),
    max_leaves=6,
)


@st.composite
def mutated(draw: st.DrawFn) -> Config:
    """A sound configuration of which some parts are taken away or are something else."""
    number = draw(st.integers(0, len(SEEDS) - 1))
    config = SEEDS[number]
    for _ in range(draw(st.integers(1, 5))):
        config = put(config, draw(st.sampled_from(PARTS[number])), draw(st.just(...) | ANYTHING))
    return config


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_a_configuration_with_anything_anywhere_is_judged_or_unreadable(config: object):
    try:
        told = archives.judged_config(RULES, archives.parsed(json.dumps(config).encode()))
    except Unreadable as error:
        assert str(error)  # noqa: PT017
        return
    assert all(each.place == NOWHERE for each in (*told.findings, *told.unfollowed))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_an_archive_with_any_bytes_changed_is_judged_or_unreadable(
    tmp_path_factory: Any, data: st.DataObject
):
    content = bytearray(whole())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(4, len(content)) | st.just(len(content)))]
    path = tmp_path_factory.getbasetemp() / "changed.keras"
    path.write_bytes(content)
    try:
        assert checked(RULES, str(path)).compiles <= 1
    except Unreadable as error:
        assert "\n" not in str(error)  # noqa: PT017
