"""A training that is compiled as a whole comes out as that of fit()."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest

keras = pytest.importorskip("keras", reason="trials need what the extra `try` brings")
pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")
if keras.backend.backend() != "jax":
    pytest.skip("only JAX compiles a whole epoch", allow_module_level=True)

from lossadvisor.errors import AdvisorError  # noqa: E402
from lossadvisor.trying import backends, fitting, work  # noqa: E402
from lossadvisor.trying.fitting import Fitter, Recorder, call_of, fitter_for, weights_of  # noqa: E402
from lossadvisor.trying.programs import program  # noqa: E402
from lossadvisor.trying.records import Job, Setup  # noqa: E402
from lossadvisor.trying.store import key_of  # noqa: E402
from tests.simulations.problems import PROBLEMS  # noqa: E402
from tests.simulations.repeating import opened  # noqa: E402

ROWS, LATER = 70, 20


def data(classes: int = 2) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(ROWS + LATER, 3)).astype("float32")
    return x, (rng.integers(classes, size=ROWS + LATER) + (x[:, 0] > 0)) % classes


def hidden():
    return [keras.layers.Dense(4, "relu")]


def normalized():
    return [keras.layers.Dense(4), keras.layers.BatchNormalization(), keras.layers.ReLU()]


def model(layers=hidden, loss="binary_crossentropy", optimizer=None):
    keras.utils.set_random_seed(0)
    made = keras.Sequential([keras.Input((3,)), *layers(), keras.layers.Dense(1, "sigmoid")])
    made.compile(optimizer or keras.optimizers.Adam(0.05), loss, metrics=["accuracy"])
    return made


def asked(batch: int = ROWS, epochs: int = 8, **more):
    x, y = data()
    later = (x[ROWS:], y[ROWS:, None])
    return {"x": x[:ROWS], "y": y[:ROWS, None], "validation_data": later, "epochs": epochs,
            "batch_size": batch, "verbose": 0, **more}  # fmt: skip


def both(build, given, stop=None):
    """Losses by epoch and last weights, of fit() and of what is compiled, from the same start."""
    plain, start = build(), build()
    extra = {"callbacks": [keras.callbacks.EarlyStopping(**stop)]} if stop else {}
    expected = plain.fit(**given, **extra).history
    call = call_of({**given, **({"callbacks": [keras.callbacks.EarlyStopping(**stop)]} if stop else {})})
    fitter = fitter_for(start, call, build)
    found = fitter.fit(start, call, seed=0)
    return (expected, plain.get_weights()), (found, fitter.model.get_weights())


def same(one, other, precision: float = 1e-3) -> None:
    (history, weights), (found, its) = one, other
    for name in ("loss", "val_loss"):
        assert found[name] == pytest.approx(history[name], rel=precision)
    for each, mine in zip(weights, its, strict=True):
        np.testing.assert_allclose(mine, each, atol=5e-3)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"class_weight": {0: 1.0, 1: 3.0}},
        {"sample_weight": np.linspace(0.5, 2, ROWS).astype("float32")},
    ],
    ids=["plain", "class_weight", "sample_weight"],
)
def test_where_all_rows_are_one_batch_it_is_fit_to_the_last_weight(more):
    same(*both(model, asked(**more)))


def test_moving_means_are_kept_as_fit_keeps_them():
    def build():
        return model(normalized)

    same(*both(build, asked()))


@pytest.mark.parametrize("restores", [True, False])
def test_training_stops_where_fit_stops_it(restores):
    def build():
        return model(optimizer=keras.optimizers.SGD(30.0), loss="mean_squared_error")

    stop = {"monitor": "val_loss", "patience": 2, "restore_best_weights": restores}
    one, other = both(build, asked(epochs=30), stop)
    assert len(one[0]["loss"]) < 30
    same(one, other)


@pytest.mark.parametrize("batch", [1, 32, 64, 1000])
def test_every_row_counts_once_in_an_epoch_also_in_the_last_small_batch(batch):
    def build():
        return model(optimizer=keras.optimizers.SGD(0.0))

    given = asked(batch, epochs=1)
    one, other = both(build, given)
    same(one, other)
    assert other[0]["loss"][0] == pytest.approx(
        build().evaluate(given["x"], given["y"], verbose=0)[0], rel=1e-4
    )


def test_one_class_in_many_columns_is_weighed_by_its_column():
    assert weights_of(np.eye(3), {0: 2.0, 2: 5.0}).tolist() == [2, 1, 5]
    assert weights_of(np.array([[0.0], [1.0]]), {1: 4.0}).tolist() == [1, 4]


class Own(keras.Model):
    def __init__(self, **more):
        super().__init__(**more)

    def train_step(self, *given):
        return super().train_step(*given)


def own_step():
    x = keras.Input((3,))
    made = Own(inputs=x, outputs=keras.layers.Dense(1, "sigmoid")(x))
    made.compile("adam", "binary_crossentropy")
    return made


def eager():
    made = model()
    made.compile("adam", "binary_crossentropy", run_eagerly=True)
    return made


@pytest.mark.parametrize("build", [own_step, eager])
def test_what_may_be_other_than_usual_is_left_to_fit(build):
    assert fitter_for(build(), call_of(asked()), "code") is None


@pytest.mark.parametrize(
    "more",
    [
        {"validation_data": None},
        {"shuffle": False},
        {"callbacks": [keras.callbacks.TerminateOnNaN()]},
        {"callbacks": [keras.callbacks.EarlyStopping(monitor="loss")]},
        {"callbacks": [keras.callbacks.EarlyStopping(), keras.callbacks.EarlyStopping()]},
        {"y": {"a": np.zeros(ROWS)}},
    ],
)
def test_arguments_that_ask_for_more_are_left_to_fit(more):
    assert call_of({**asked(), **more}) is None


def test_a_loss_with_other_numbers_is_not_taken_for_the_same():
    def weighed(weight):
        def loss(y_true, y_pred):
            return weight * keras.losses.mean_squared_error(y_true, y_pred)

        return loss

    call = call_of(asked())
    fitters = [fitter_for(model(loss=weighed(weight)), call, "own loss") for weight in (1.0, 2.0, 1.0)]
    assert fitters[0] is fitters[2]
    assert fitters[0] is not fitters[1]


def test_other_first_weights_are_no_other_program():
    def started(at):
        x = keras.Input((3,))
        made = keras.Model(x, keras.layers.Dense(1, bias_initializer=keras.initializers.Constant(at))(x))
        made.compile("adam", "mean_squared_error")
        return made

    call = call_of(asked())
    assert fitter_for(started(1.0), call, "") is fitter_for(started(2.0), call, "")


def scores(made, heads: slice, jobs) -> list[dict[str, float]]:
    found = opened(made, 0, 60)
    setup = Setup(splits=3, epochs=3, engine="compiled")
    rivals = [each for each in found.rivals if each.is_head][heads]
    runs = [
        work.done(found.problem, setup, found.judges, Job(each, split, split))
        for each in rivals
        for split in jobs
    ]
    assert not any(each.failed for each in runs)
    return [each.scores for each in runs]


def test_what_comes_out_does_not_depend_on_what_was_trained_before():
    fitting.forget()
    alone = scores(PROBLEMS[0], slice(1), [2])
    fitting.forget()
    after_others = scores(PROBLEMS[0], slice(1), [0, 1, 2])
    assert after_others[2] == alone[0]


@pytest.mark.parametrize("made", PROBLEMS[2:8], ids=lambda made: made.name)
def test_printed_code_is_compiled_for_every_kind_of_task(made, monkeypatch):
    fitted = []
    monkeypatch.setattr(Fitter, "fit", _counting(Fitter.fit, fitted))
    found = scores(made, slice(1), [0])
    assert len(fitted) == 1
    assert all(map(math.isfinite, found[0].values()))


def _counting(original, counted):
    def fit(self, *given):
        counted.append(self)
        return original(self, *given)

    return fit


def test_the_call_of_printed_code_is_read_without_training():
    code = opened(PROBLEMS[0], 0, 60).rivals[0].code
    recorder = Recorder()
    x, y = data()
    names = {
        "model": recorder,
        "x_train": x,
        "y_train": y,
        "x_val": x,
        "y_val": y,
        "fit_arguments": {"epochs": 4},
    }
    work.run(program(code).fit, names)
    assert call_of(recorder.given).epochs == 4


def test_the_engine_is_part_of_the_key_of_a_head_and_not_of_a_baseline():
    found = opened(PROBLEMS[0], 0, 60)
    head, baseline = found.rivals[0], found.rivals[-1]

    def keys(rival):
        setups = (Setup(engine=each) for each in ("loop", "compiled"))
        return {key_of(found.problem, setup, found.judge, {}, Job(rival, 0, 0)) for setup in setups}

    assert (head.is_head, baseline.is_head) == (True, False)
    assert (len(keys(head)), len(keys(baseline))) == (2, 1)


def test_the_loop_trains_by_fit_alone(monkeypatch):
    fitted = []
    monkeypatch.setattr(Fitter, "fit", _counting(Fitter.fit, fitted))
    found = opened(PROBLEMS[0], 0, 60)
    job = Job(found.rivals[0], 0, 0)
    loop, compiled = (
        work.done(found.problem, Setup(splits=3, epochs=3, engine=each), found.judges, job)
        for each in ("loop", "compiled")
    )

    assert len(fitted) == 1
    assert loop.failed == compiled.failed == ""
    assert loop.curves["val_loss"] == pytest.approx(compiled.curves["val_loss"], rel=0.3)
    assert loop.curves != compiled.curves


def test_another_backend_has_only_the_loop(monkeypatch):
    monkeypatch.setattr(keras.backend, "backend", lambda: "torch")

    assert backends.engine(None) == "loop"
    with pytest.raises(AdvisorError, match="needs JAX, and Keras runs on torch"):
        backends.engine("compiled")


def test_an_old_trial_was_trained_by_fit_and_a_new_one_says_its_engine():
    assert msgspec.json.decode(b"{}", type=Setup).engine == "loop"
    assert msgspec.json.decode(msgspec.json.encode(Setup(engine="compiled")), type=Setup).engine == "compiled"


def test_what_a_threshold_is_chosen_on_is_kept_by_both_engines(monkeypatch):
    """A judge that is decided by a threshold needs the chances of the rows that stopped the training."""
    monkeypatch.setattr(work, "is_wanted", lambda problem, judge: True)
    made = next(each for each in PROBLEMS if opened(each, 0, 60).rivals[0].chances)
    found = opened(made, 0, 60)
    for engine in ("loop", "compiled"):
        setup = Setup(splits=3, epochs=1, engine=engine)
        run = work.done(found.problem, setup, found.judges, Job(found.rivals[0], 0, 0))
        assert len(run.val_chances) == len(run.val) > 0
