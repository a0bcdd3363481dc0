"""A training that is compiled as a whole comes out as that of fit()."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace

keras = pytest.importorskip("keras", reason="trials need what the extra `try` brings")
pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")
if keras.backend.backend() != "jax":
    pytest.skip("only JAX compiles a whole epoch", allow_module_level=True)

from lossadvisor.errors import AdvisorError  # noqa: E402
from lossadvisor.trying import backends, fitting, work  # noqa: E402
from lossadvisor.trying.calls import Recorder, call_of, weights_of  # noqa: E402
from lossadvisor.trying.fitting import Fitter, fitter_for  # noqa: E402
from lossadvisor.trying.programs import program  # noqa: E402
from lossadvisor.trying.records import Job, Setup, Wanted  # noqa: E402
from lossadvisor.trying.store import key_of  # noqa: E402
from lossadvisor.trying.telling import outline  # noqa: E402
from lossadvisor.trying.trial import trial  # noqa: E402
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


def averaged():
    return model(optimizer=keras.optimizers.SGD(0.5, use_ema=True, ema_momentum=0.5))


def averaged_within():
    inner = keras.optimizers.SGD(0.5, use_ema=True, ema_momentum=0.5)
    return model(optimizer=keras.optimizers.LossScaleOptimizer(inner))


def recompiled(**more):
    made = model()
    made.compile("adam", "binary_crossentropy", **more)
    return made


def odd_metric(y_true, y_pred):
    return keras.ops.sum(y_true @ y_true)


WHY = {
    own_step: "steps of its own",
    eager: "run_eagerly",
    averaged: "use_ema",
    averaged_within: "use_ema",
    lambda: recompiled(jit_compile=False): "jit_compile=False",
    lambda: recompiled(steps_per_execution=4): "steps_per_execution",
    lambda: recompiled(metrics=[odd_metric]): "a batch does not go through it: TypeError",
}


@pytest.mark.parametrize("build", WHY, ids=WHY.values())
def test_what_may_be_other_than_usual_is_left_to_fit_and_told(build):
    assert WHY[build] in fitter_for(build(), call_of(asked()), "code")


def test_weights_that_are_averaged_are_no_weights_that_are_trained():
    """Why `use_ema` is left to fit(): it puts the averages in the place of the weights at its end."""
    made, plain = averaged(), model(optimizer=keras.optimizers.SGD(0.5))
    losses = [each.fit(**asked()).history["loss"] for each in (made, plain)]
    assert losses[0] == pytest.approx(losses[1])
    assert not np.allclose(made.get_weights()[0], plain.get_weights()[0], atol=1e-3)


EARLY = keras.callbacks.EarlyStopping


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"validation_data": None}, "no validation_data"),
        ({"shuffle": False}, "called with shuffle"),
        ({"callbacks": [keras.callbacks.TerminateOnNaN()]}, "callback other"),
        ({"callbacks": keras.callbacks.TerminateOnNaN()}, "callback other"),
        ({"callbacks": [EARLY(monitor="loss")]}, "callback other"),
        ({"callbacks": [EARLY(), EARLY()]}, "callback other"),
        ({"y": {"a": np.zeros(ROWS)}}, "not arrays"),
        ({"y": np.array(["yes"] * ROWS)}, "arrays of numbers"),
        ({"sample_weight": {"a": np.ones(ROWS)}}, "not arrays"),
        ({"sample_weight": np.ones(ROWS - 1)}, "the same rows"),
        ({"sample_weight": np.ones(ROWS), "class_weight": {0: 2.0}}, "class_weight stands beside"),
        ({"y": np.zeros((ROWS, 2, 2)), "class_weight": {0: 2.0}}, "class_weight stands beside"),
    ],
)
def test_arguments_that_ask_for_more_are_left_to_fit_and_told(more, why):
    assert why in call_of({**asked(), **more})


@pytest.mark.parametrize("kind", ["float16", "float64", "int32", "uint8", "bool"])
def test_features_of_every_kind_of_number_train_as_in_fit(kind):
    given = asked()
    x = np.round(np.abs(given["x"]) * 2).astype(kind)
    same(*both(model, {**given, "x": x, "validation_data": (x[:LATER], given["y"][:LATER])}))


@pytest.mark.parametrize("shape", [(ROWS,), (ROWS, 1)])
def test_weights_of_samples_may_be_a_column(shape):
    weights = np.linspace(0.5, 2, ROWS).reshape(shape)
    later = (*asked()["validation_data"], np.linspace(1, 3, LATER))
    same(*both(model, asked(sample_weight=weights, validation_data=later)))


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
    fitting._known.cache_clear()
    alone = scores(PROBLEMS[0], slice(1), [2])
    fitting._known.cache_clear()
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


def test_a_head_that_fit_trained_says_why_in_its_run_and_under_the_table():
    found = opened(PROBLEMS[0], 0, 60)
    head, other, *_ = (each for each in found.rivals if each.is_head)
    own = replace(head, code=head.code.replace("model.compile(", "model.compile(steps_per_execution=2, "))
    setup = Setup(splits=1, epochs=1, engine="compiled")
    runs = [work.done(found.problem, setup, found.judges, Job(each, 0, 0)) for each in (own, other)]
    assert [run.failed for run in runs] == ["", ""]
    assert [run.by_fit for run in runs] == ["it is compiled with steps_per_execution", ""]

    made = trial(replace(found, rivals=(own, other)), Wanted(("t.csv",)), setup, runs, 2)
    assert [each.by_fit for each in made.rivals] == [runs[0].by_fit, ""]
    assert made.runs[0].by_fit == runs[0].by_fit
    table = next(each for each in outline(made).sections if each.title.startswith("By "))
    assert table.blocks[1].lines == (
        f"fit() trained {head.name}, as compiled epochs cannot: it is compiled with steps_per_execution.",
    )
    usual = trial(replace(found, rivals=(other,)), Wanted(("t.csv",)), setup, runs[1:], 1)
    assert len(next(each for each in outline(usual).sections if each.title.startswith("By ")).blocks) == 1
