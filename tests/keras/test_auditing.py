"""A model is judged as it is: from its objects, its labels, and one batch, and nothing of it changes."""

from __future__ import annotations

import json

import keras
import numpy as np
import pytest
from keras import layers

from lossadvisor import AdvisorError, Audit, AuditReport, audit

ROWS = 64
X = np.random.default_rng(0).normal(size=(ROWS, 4)).astype("float32")
CLASSES = np.arange(ROWS) % 3
YES = (X[:, 0] > 0).astype("float32")
AMOUNTS = np.exp(X[:, 0])
SEVERAL = X[:, :3] > 0


def model(
    activation: str | None = None, units: int = 1, hidden: str = "relu", **given: object
) -> keras.Model:
    keras.utils.set_random_seed(0)
    last = layers.Dense(units, activation=activation, name="last", **given)
    return keras.Sequential([keras.Input((4,)), layers.Dense(8, activation=hidden), last])


def compiled(found: keras.Model, loss: object, metrics: list[object] | None = None) -> keras.Model:
    found.compile("adam", loss, metrics=metrics)
    return found


def names(report: AuditReport) -> set[str]:
    return {each.name for each in report if each.severity != "note"}


SPARSE, ROWWISE = "sparse_categorical_crossentropy", "categorical_crossentropy"
BINARY = "binary_crossentropy"
LOGITS = keras.losses.BinaryCrossentropy(from_logits=True)
FAULTY = {
    "softmax-of-one": lambda: (compiled(model("softmax"), BINARY), X, YES),
    "labels-not-read": lambda: (compiled(model("softmax", 3), ROWWISE), X, CLASSES),
    "labels-not-read of shares": lambda: (
        compiled(model("softmax", 3), "kl_divergence"), X, 9 * np.exp(X[:, :3]),
    ),
    "labels-beyond-units": lambda: (compiled(model("softmax", 2), SPARSE), X, CLASSES),
    "logits-without-from-logits": lambda: (compiled(model(None, 3), SPARSE), X, CLASSES),
    "bounded-head-for-regression": lambda: (compiled(model("sigmoid"), "mse"), X, AMOUNTS * 100),
    "targets-below-zero": lambda: (compiled(model("softplus"), "mse"), X, X[:, 0]),
    "shapes-differ": lambda: (compiled(model("sigmoid", 3), BINARY), X, SEVERAL[:, :2]),
    "inputs-alike": lambda: (compiled(model("sigmoid"), BINARY), np.abs(X) // 1e3, YES),
    "predictions-alike": lambda: (compiled(model("sigmoid", hidden="sigmoid"), BINARY), X + 1e4, YES),
    "predictions-saturated": lambda: (compiled(model("sigmoid"), BINARY), X * 1e6, YES),
    "dead-at-the-end": lambda: (
        compiled(model("relu", bias_initializer=keras.initializers.Constant(-50)), "mse"), X, AMOUNTS,
    ),
    "loss-not-finite": lambda: (compiled(model("sigmoid"), BINARY), np.where(X[50] == X, np.nan, X), YES),
    "out-of-range-for-loss": lambda: (compiled(stretched(), BINARY), X, YES),
    "name-of-keras-2": lambda: (
        compiled(model("softmax", 3), "kullback_leibler_divergence"), X, np.eye(3)[CLASSES],
    ),
    "no-gradient": lambda: (compiled(cut_off(), BINARY), X, YES),
    "loss-with-wrong-sign": lambda: (compiled(model("sigmoid"), overlap), X, YES),
    "flat-labels-beside-a-column": lambda: (compiled(model(), Spread()), X, X[:, 0]),
    "metric-reads-the-same": lambda: (
        compiled(model("sigmoid"), BINARY, [highest_alike]), X, YES[:, None],
    ),
    "metrics-taken-for-loss-weights": lambda: (third(model(), "mse", ["mae"]), X, X[:, 0]),
}  # fmt: skip
SOUND = {
    "one yes or no": lambda: (compiled(model("sigmoid"), BINARY, ["accuracy"]), X, YES),
    "classes": lambda: (compiled(model("softmax", 3), SPARSE, ["accuracy"]), X, CLASSES),
    "rows of classes": lambda: (compiled(model("softmax", 3), ROWWISE), X, np.eye(3)[CLASSES]),
    "several at once": lambda: (compiled(model("sigmoid", 3), BINARY), X, SEVERAL),
    "amounts": lambda: (compiled(model("softplus"), "mse", ["mae"]), X, AMOUNTS),
    "a head that starts at 0": lambda: (
        compiled(model("sigmoid", kernel_initializer="zeros"), BINARY), X, YES,
    ),
    "inputs of pictures": lambda: (compiled(model("softmax", 3), SPARSE), X * 50 + 127, CLASSES),
    "a few samples": lambda: (compiled(model("sigmoid"), BINARY), X[:2], YES[:2]),
    "a frozen body": lambda: (compiled(frozen(), BINARY), X, YES),
    "labels that a loss of the program changes": lambda: (
        compiled(model(), lambda y, found: LOGITS(y - 1, found)), X, YES[:, None] + 1,
    ),
    "shares": lambda: (compiled(model("softmax", 3), "kl_divergence"), X, np.full((ROWS, 3), 1 / 3)),
    "counts": lambda: (compiled(model("exponential"), "poisson"), X, np.floor(AMOUNTS)),
    "masks": lambda: (
        compiled(keras.Sequential([layers.Conv2D(1, 3, padding="same", activation="sigmoid")]), "dice"),
        X[:9, :, None, None].repeat(2, 1).repeat(8, 2), np.eye(8)[None, :, :, None].repeat(9, 0),
    ),
    "a class of the program": lambda: (compiled(Own(), BINARY, ["accuracy"]), X, YES),
    "an overlap to be left over": lambda: (
        compiled(model("sigmoid"), lambda y, found: 1 - overlap(y, found)), X, YES,
    ),
    "scores that are driven apart": lambda: (
        compiled(model(), lambda y, found: keras.ops.mean(y * found)), X, YES,
    ),
    "a metric of the program": lambda: (
        compiled(model("softmax", 3), ROWWISE, [highest_alike]), X, np.eye(3)[CLASSES],
    ),
    "a loss of the program on a column": lambda: (compiled(model(), Spread()), X, X[:, :1]),
    "outputs that are sorted by name on their way": lambda: (
        compiled(kind_and_age(), {"kind": SPARSE, "age": "mse"}), X, {"kind": CLASSES, "age": X[:, 0]},
    ),
}  # fmt: skip


def cut_off() -> keras.Model:
    inputs = keras.Input((4,))
    inner = keras.ops.stop_gradient(layers.Dense(8, activation="relu", name="body")(inputs))
    return keras.Model(inputs, layers.Dense(1, activation="sigmoid")(inner))


def third(found: keras.Model, *given: object) -> keras.Model:
    found.compile("adam", *given)
    return found


def kind_and_age(activation: str = "softmax") -> keras.Model:
    inputs = keras.Input((4,))
    kind = layers.Dense(3, activation=activation, name="kind")(inputs)
    return keras.Model(inputs, {"kind": kind, "age": layers.Dense(1, name="age")(inputs)})


def highest_alike(y: object, found: object) -> object:
    alike = keras.ops.argmax(y, axis=-1) == keras.ops.argmax(found, axis=-1)
    return keras.ops.mean(keras.ops.cast(alike, "float32"))


def overlap(y: object, found: object) -> object:
    y = keras.ops.cast(keras.ops.reshape(y, (-1, 1)), found.dtype)
    return 2 * keras.ops.sum(y * found) / keras.ops.sum(y + found)


class Spread(keras.losses.Loss):
    """A loss of a class of its own, to which Keras gives labels as flat as they are."""

    def call(self, y: object, found: object) -> object:
        return keras.ops.abs(y - found)


def stretched() -> keras.Model:
    return keras.Sequential([*model("sigmoid").layers, layers.Lambda(lambda share: 100 * share)])


def frozen() -> keras.Model:
    found = model("sigmoid")
    found.layers[0].trainable = False
    return found


class Ragged:
    """Stands for a ragged tensor of TensorFlow, which is no array."""

    def __array__(self, *given: object, **named: object) -> np.ndarray:
        raise ValueError("of different lengths")

    def row_lengths(self) -> list[int]:
        return [1, 2]


class Own(keras.Model):
    """A model of a class of its own, whose layers are seen when they are called."""

    def __init__(self, activation: str = "sigmoid") -> None:
        super().__init__()
        self.body, self.last = layers.Dense(8, activation="relu"), layers.Dense(1, activation=activation)

    def call(self, inputs: object) -> object:
        return self.last(self.body(inputs))


@pytest.mark.parametrize("name", FAULTY)
def test_what_is_wrong_with_a_model_is_found(name: str) -> None:
    assert names(audit(*FAULTY[name]())) == {name.partition(" ")[0]}


@pytest.mark.parametrize("name", SOUND)
def test_nothing_is_found_in_what_is_sound(name: str) -> None:
    assert not audit(*SOUND[name]())


def test_the_layers_of_a_class_of_the_program_are_those_that_are_called() -> None:
    report = audit(compiled(Own("softmax"), BINARY), X, YES)
    assert names(report) == {"softmax-of-one"}
    assert not report.unfollowed


class Twice(Own):
    """A model that puts out what a function makes of its last layer."""

    def call(self, inputs: object) -> object:
        return keras.ops.sigmoid(super().call(inputs))


def test_an_activation_may_be_a_layer_of_its_own() -> None:
    parts = [keras.Input((4,)), layers.Dense(1)]
    for last in (layers.Activation("softmax"), layers.Softmax()):
        assert names(audit(compiled(keras.Sequential([*parts, last]), BINARY), X, YES)) == {"softmax-of-one"}
    sound = audit(compiled(keras.Sequential([*parts, layers.Activation("sigmoid")]), BINARY), X, YES)
    assert not sound
    assert not sound.unfollowed


def test_an_activation_that_a_class_of_the_program_calls_is_seen() -> None:
    assert names(audit(compiled(Twice("sigmoid"), BINARY), X, YES)) == {"activation-twice"}
    assert not audit(compiled(Twice("linear"), BINARY), X, YES)


class Inside(layers.Layer):
    """A layer of the program, whose last layer is seen when it is called."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = layers.Dense(1, activation="softmax")

    def call(self, inputs: object) -> object:
        return self.inner(inputs)


def test_the_layers_inside_a_layer_of_the_program_are_seen_too() -> None:
    inputs = keras.Input((4,))
    report = audit(compiled(keras.Model(inputs, Inside()(inputs)), BINARY), X, YES)
    assert names(report) == {"softmax-of-one"}


def test_labels_for_validation_are_written_as_those_for_training() -> None:
    found = compiled(model(), "mse")
    targets = (AMOUNTS - AMOUNTS.mean()) / AMOUNTS.std()
    assert names(audit(found, X, targets, validation_data=(X, 1000 * AMOUNTS))) == {
        "validation-labels-differ"
    }
    assert not audit(found, X, targets, validation_data=(X[:20], targets[:20]))


def test_a_dataset_gives_its_labels_batch_by_batch() -> None:
    batches = ((X[begin : begin + 16], CLASSES[begin : begin + 16]) for begin in range(0, ROWS, 16))
    assert names(audit(compiled(model("softmax", 3), ROWWISE), batches)) == {"labels-not-read"}


def test_a_callback_watches_what_is_logged(capsys) -> None:
    found = compiled(model("sigmoid"), BINARY, ["accuracy"])
    stops = [
        keras.callbacks.EarlyStopping("val_acc", mode="max"), keras.callbacks.EarlyStopping("val_loss")
    ]  # fmt: skip
    watching = Audit()
    found.fit(X, YES, verbose=0, callbacks=[*stops, watching], validation_split=0.2)
    assert watching.found is not None
    assert names(watching.found) == {"monitor-not-logged"}
    assert "watches 'val_acc', and fit() logs loss, accuracy" in capsys.readouterr().err


def test_a_callback_may_watch_an_f1_that_is_averaged() -> None:
    found = compiled(model("softmax", 3), ROWWISE, [keras.metrics.F1Score("macro", name="f1")])
    stops, watching = keras.callbacks.EarlyStopping("f1", mode="max"), Audit()
    found.fit(X, np.eye(3)[CLASSES], verbose=0, callbacks=[stops, watching])
    assert watching.found is not None
    assert not watching.found


@pytest.mark.parametrize(
    "loss",
    [lambda y, found: LOGITS(y, found), lambda y, found: keras.ops.binary_crossentropy(y, found, True)],
)
def test_the_loss_of_keras_that_a_loss_of_the_program_calls_is_judged(loss) -> None:
    report = audit(compiled(model("sigmoid"), loss), X, YES[:, None])
    assert names(report) == {"activation-and-from-logits"}
    assert not audit(compiled(model(), loss), X, YES[:, None])


def test_metrics_in_the_place_of_loss_weights_are_said_as_they_were_given() -> None:
    report = audit(third(model(), "mse", ["mae", keras.metrics.RootMeanSquaredError()]), X, X[:, 0])
    assert [each.fix for each in report] == ['metrics=["mae", keras.metrics.RootMeanSquaredError()]']


@pytest.mark.parametrize("written", [np.array(["ham", "spam"]), np.array(["ham", "spam"], dtype=object)])
def test_labels_that_are_words_are_not_read(written) -> None:
    report = audit(compiled(model("sigmoid"), BINARY), X, written[YES.astype(int)])
    assert names(report) == {"labels-not-read"}
    assert names(audit(compiled(model("softmax", 2), SPARSE), X, written[YES.astype(int)])) == {
        "labels-not-read"
    }


def test_what_is_wrong_with_one_of_several_outputs_is_told_of_that_one() -> None:
    found = compiled(kind_and_age("sigmoid"), {"kind": SPARSE, "age": "mse"})
    report = audit(found, X, {"kind": CLASSES, "age": X[:, 0]})
    assert names(report) == {"sigmoid-for-one-of-many"}
    assert "(layer 'kind')" in str(report)


def test_a_report_shows_itself() -> None:
    report = audit(*FAULTY["labels-not-read"]())
    assert report
    assert "error labels-not-read" in str(report)
    assert __file__.rpartition("/")[2] in str(report)
    assert json.loads(report.json)["findings"][0]["name"] == "labels-not-read"
    assert "<code>labels-not-read</code>" in report._repr_html_()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (lambda: (model(), X, YES), "is not compiled; call compile() first"),
        (lambda: ("model.keras", X, YES), "str is not a model of Keras 3; give audit() a compiled"),
        (lambda: (compiled(model(), "mse"), None, YES), "there is no data"),
        (lambda: (compiled(model(), "mse"), X, YES[:9]), "x and y differ in length: 64 and 9"),
        (lambda: (compiled(model(), "mse"), X[:0], YES[:0]), "there is no data: x or y is empty"),
        (
            lambda: (compiled(model(), "mse"), X[:2], [[1.0], [2.0, 3.0]]),
            "list has rows of different lengths; pad them, as keras.utils.pad_sequences() does",
        ),
        (
            lambda: (compiled(model(), "mse"), X[:2], Ragged()),
            "Ragged has rows of different lengths; pad them",
        ),
        (lambda: (compiled(model(), "mse"), iter(())), "the dataset has no batch"),
        (
            lambda: (compiled(model(), "mse"), iter([(X, YES)]), YES),
            "a dataset holds its labels; leave out y",
        ),
    ],
)
def test_what_cannot_be_judged_is_said_in_one_line(given, says):
    with pytest.raises(AdvisorError) as raised:
        audit(*given())
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def trained(watching: list[keras.callbacks.Callback], in_batches: bool) -> list[np.ndarray]:
    """The weights after training, with layers that draw random numbers and keep averages."""
    keras.utils.set_random_seed(1)
    parts = [layers.Dense(8, activation="relu"), layers.BatchNormalization(), layers.Dropout(0.5)]
    found = compiled(keras.Sequential([*parts, layers.Dense(3, activation="softmax")]), SPARSE)
    batches = ((X[:32], CLASSES[:32]) for _ in range(4))
    given = {"x": batches, "steps_per_epoch": 2} if in_batches else {"x": X, "y": CLASSES, "batch_size": 32}
    found.fit(**given, epochs=2, verbose=0, callbacks=watching)
    return found.get_weights()


class Counted(keras.utils.PyDataset):
    """Batches that are written down when they are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []

    def __len__(self) -> int:
        return 3

    def __getitem__(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        self.asked.append(number)
        return X[16 * number :][:16], CLASSES[16 * number :][:16]


def test_the_callback_asks_for_no_batch_beside_those_of_the_training() -> None:
    def asked(watching: list[keras.callbacks.Callback]) -> list[int]:
        batches = Counted()
        compiled(model("softmax", 3), SPARSE).fit(
            batches, validation_data=Counted(), epochs=2, shuffle=False, verbose=0, callbacks=watching
        )
        return batches.asked

    assert asked([]) == asked([Audit()])


@pytest.mark.parametrize("in_batches", [False, True])
def test_the_callback_changes_nothing_of_the_training(in_batches: bool, capsys) -> None:
    watching = Audit()
    before, after = trained([], in_batches), trained([watching], in_batches)
    assert all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))
    assert watching.found is not None
    assert capsys.readouterr().err == "All good: 1 file, 1 model\n"


def test_the_callback_tells_the_line_of_fit_and_only_once(capsys) -> None:
    found = compiled(model(None, 3), SPARSE)
    watching = Audit()
    for _ in range(2):
        found.fit(X, CLASSES, verbose=0, callbacks=[watching])
    told = capsys.readouterr().err
    assert told.count("logits-without-from-logits") == 1
    assert "test_auditing.py:" in told
