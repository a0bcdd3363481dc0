"""Where the truth is partly unknown, or only an order is wanted: what is not known must move nothing."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from lossadvisor.rulebook.placeholders import filled

from .cases import RULES
from .test_own_losses import made

Rows = np.ndarray
UNITS = 4


def converted(labels: str, stored: str, y: Rows, **more: object) -> dict[str, Rows]:
    """What the conversion's own lines leave behind."""
    conversion = RULES.labels[labels].conversions[stored]
    namespace = {"np": np, "y": y, "y_train": y, **more}
    for lines in (conversion.learn, conversion.code):
        exec(filled(lines, {"units": f"{UNITS}"}), namespace)
    return namespace


def read_back(labels: str, stored: str, left: dict[str, Rows], predictions: Rows) -> Rows:
    said = RULES.labels[labels]
    answers = eval(said.answers, {"np": np, "predictions": predictions})
    return eval(said.conversions[stored].back, {**left, "answers": answers})


def evaluated(
    loss: object, metrics: list[object], y: Rows, predictions: Rows, known: Rows | None
) -> dict[str, float]:
    """What a compiled model that puts out `predictions` reports, all rows in one batch."""
    model = keras.Sequential([keras.Input(predictions.shape[1:]), keras.layers.Identity()])
    model.compile(loss=loss, weighted_metrics=metrics)
    found = model.evaluate(
        predictions, y, sample_weight=known, batch_size=len(y), verbose=0, return_dict=True
    )
    return {name: float(value) for name, value in found.items()}


def with_gaps(truth: Rows) -> Rows:
    return np.where(np.random.default_rng(1).uniform(size=truth.shape) < 0.4, np.nan, truth)


def yes_and_no() -> Rows:
    return (np.random.default_rng(0).uniform(size=(300, UNITS)) < 0.3).astype("float32")


@pytest.mark.parametrize("stands_in", [0.0, 0.37, 1.0])
def test_a_model_that_knows_the_known_labels_is_perfect_whatever_it_says_of_the_unknown(
    stands_in: float,
) -> None:
    truth = yes_and_no()
    left = converted("masked-labels", "gapped-labels", with_gaps(truth))
    said = np.where(left["known"] == 1, truth, stands_in).astype("float32")[..., None]
    metrics = [
        keras.metrics.AUC(name="roc"),
        keras.metrics.AUC(curve="PR", name="pr"),
        keras.metrics.BinaryAccuracy(name="accuracy"),
    ]
    loss = keras.losses.BinaryCrossentropy(reduction="mean_with_sample_weight")
    found = evaluated(loss, metrics, left["y"], said, left["known"])
    assert found == pytest.approx({"loss": 0, "roc": 1, "pr": 1, "accuracy": 1}, abs=1e-5)


@pytest.mark.parametrize("stands_in", [-5.0, 0.0, 9.0])
def test_numbers_that_are_not_known_move_neither_the_loss_nor_the_metrics(stands_in: float) -> None:
    truth = np.random.default_rng(0).normal(100, 20, size=(300, UNITS))
    left = converted("masked-numbers", "gapped-numbers", with_gaps(truth))
    known = left["known"]
    said = np.where(known == 1, left["y"][..., 0], stands_in).astype("float32")[..., None]
    metrics = [keras.metrics.MeanAbsoluteError(name="mae"), keras.metrics.RootMeanSquaredError(name="rmse")]
    loss = keras.losses.MeanSquaredError(reduction="mean_with_sample_weight")
    assert evaluated(loss, metrics, left["y"], said, known) == pytest.approx(
        {"loss": 0, "mae": 0, "rmse": 0}, abs=1e-6
    )
    back = read_back("masked-numbers", "gapped-numbers", left, said)
    assert back[known == 1] == pytest.approx(truth[known == 1], rel=1e-4)
    means = [column[mask == 1].mean() for column, mask in zip(left["y"][..., 0].T, known.T, strict=True)]
    assert means == pytest.approx([0] * UNITS, abs=1e-4)


def test_the_loss_is_the_mean_over_what_is_known() -> None:
    truth = yes_and_no()
    left = converted("masked-labels", "gapped-labels", with_gaps(truth))
    said = np.random.default_rng(2).uniform(0.1, 0.9, size=truth.shape).astype("float32")
    costs = -np.log(np.where(truth == 1, said, 1 - said))
    mean = costs[left["known"] == 1].mean()
    arguments = (left["y"], said[..., None], left["known"])
    known_only = keras.losses.BinaryCrossentropy(reduction="mean_with_sample_weight")
    assert evaluated(known_only, [], *arguments)["loss"] == pytest.approx(mean, rel=1e-4)
    as_it_comes = evaluated(keras.losses.BinaryCrossentropy(), [], *arguments)["loss"]
    assert as_it_comes == pytest.approx(mean * left["known"].mean(), rel=1e-4)


def test_nan_stays_nan_though_its_weight_is_0() -> None:
    y = with_gaps(yes_and_no()).astype("float32")[..., None]
    known = (~np.isnan(y[..., 0])).astype("float32")
    loss = keras.losses.MeanSquaredError(reduction="mean_with_sample_weight")
    assert np.isnan(evaluated(loss, [], y, np.full_like(y, 0.5), known)["loss"])


@pytest.mark.parametrize("metric", [keras.metrics.F1Score(threshold=0.5), keras.metrics.R2Score()])
def test_some_metrics_refuse_a_column_for_each_label(metric: keras.metrics.Metric) -> None:
    left = converted("masked-labels", "gapped-labels", with_gaps(yes_and_no()))
    with pytest.raises(ValueError, match="2D inputs"):
        metric.update_state(left["y"], left["y"], left["known"])


@pytest.mark.parametrize("unknown", [np.nan, -1])
def test_samples_without_a_class_count_nowhere(unknown: float) -> None:
    rng = np.random.default_rng(0)
    truth, gap = rng.integers(UNITS, size=300), rng.uniform(size=300) < 0.4
    left = converted("masked-classes", "gapped-classes", np.where(gap, unknown, truth))
    certain = np.eye(UNITS, dtype="float32")[np.where(gap, (truth + 1) % UNITS, truth)]
    loss = keras.losses.SparseCategoricalCrossentropy(ignore_class=-1)
    found = [
        evaluated(loss, [keras.metrics.SparseCategoricalAccuracy(name="accuracy")], left["y"], certain, each)
        for each in (left["known"], None)
    ]
    assert found[0] == pytest.approx({"loss": 0, "accuracy": 1}, abs=1e-5)
    assert found[1]["accuracy"] == pytest.approx(1 - gap.mean())


def watched(many: int = 20000) -> tuple[Rows, Rows]:
    """Times, and what is known of them: how long each sample was seen, and whether it happened by then."""
    rng = np.random.default_rng(0)
    times, seen = rng.exponential(10, size=many), rng.exponential(15, size=many)
    return times, np.stack([np.minimum(times, seen), times <= seen], axis=-1)


def survival(y: Rows) -> Rows:
    """The chance to be still without the event after each interval, from counts alone."""
    last, event = y[:, 0], y[:, 1]
    numbers = range(UNITS)
    hazards = [((last == k) & (event == 1)).sum() / max((last >= k).sum(), 1) for k in numbers]
    return np.cumprod(1 - np.array(hazards))


def test_chances_over_time_come_out_right_though_many_samples_were_only_seen_so_long() -> None:
    times, known = watched()
    assert 0.3 < 1 - known[:, 1].mean() < 0.5
    left = converted("intervals-events", "times-events", known)
    true = np.array([(times > end).mean() for end in left["edges"][1:]])
    assert survival(left["y"])[:-1] == pytest.approx(true[:-1], abs=0.02)


def test_taking_the_last_time_seen_for_the_event_or_leaving_it_out_makes_times_too_short() -> None:
    times, known = watched()
    as_events = known[:, 0]
    left_out = known[known[:, 1] == 1, 0]
    for wrong in (as_events, left_out):
        assert wrong.mean() < 0.7 * times.mean()


def test_hazards_by_a_built_in_loss_are_the_same_likelihood() -> None:
    _, known = watched(500)
    own, built_in = (converted(each, "times-events", known) for each in ("intervals-events", "at-risk"))
    hazards = np.random.default_rng(1).uniform(0.1, 0.9, size=(500, UNITS)).astype("float32")
    loss = keras.losses.BinaryCrossentropy(reduction="mean_with_sample_weight")
    mean = evaluated(loss, [], built_in["y"], hazards[..., None], built_in["known"])["loss"]
    total = float(made("discrete-hazards")(own["y"], hazards)) * 500
    assert mean * built_in["known"].sum() == pytest.approx(total, rel=1e-4)


def test_rows_of_items_become_lists_as_long_as_the_longest() -> None:
    x = np.arange(10, dtype="float32").reshape(5, 2)
    left = converted(
        "relevance", "items in rows", np.array([2, 0, 1, 0, 3]), x=x, lists=np.array([7, 7, 9, 7, 9])
    )
    assert left["y"].tolist() == [[2, 0, 0], [1, 3, -1]]
    assert left["x"].tolist() == [[[0, 1], [2, 3], [6, 7]], [[4, 5], [8, 9], [0, 0]]]


class TestLists:
    """What is said of KerasRS, where it is installed."""

    @pytest.fixture(autouse=True)
    def keras_rs(self) -> None:
        self.rs = pytest.importorskip("keras_rs")

    @pytest.mark.parametrize("name", ["PairwiseLogisticLoss", "ListMLELoss"])
    def test_an_item_that_is_not_there_does_not_change_which_scores_are_best(self, name: str) -> None:
        grades = np.array([[2.0, 1.0, 0.0, -1.0]], dtype="float32")
        loss = getattr(self.rs.losses, name)()
        said = [float(loss(grades, np.array([[3.0, 1.0, 0.0, there]]))) for there in (-50.0, 0.0, 50.0)]
        assert said[1:] == pytest.approx(said[:-1])

    def test_ndcg_is_1_for_the_best_order_and_0_for_lists_without_anything_relevant(self) -> None:
        grades = np.array([[2.0, 0.0, 1.0, -1.0]], dtype="float32")
        ndcg = self.rs.metrics.NDCG()
        ndcg.update_state(grades, np.array([[0.3, 0.1, 0.2, 9.0]]))
        assert float(ndcg.result()) == pytest.approx(1)
        ndcg.update_state(np.zeros((1, 4), dtype="float32"), np.array([[0.3, 0.1, 0.2, 9.0]]))
        assert float(ndcg.result()) == pytest.approx(0.5)

    def test_scores_in_a_column_are_refused(self) -> None:
        with pytest.raises(ValueError, match="rank"):
            self.rs.losses.PairwiseLogisticLoss()(np.zeros((2, 3, 1)), np.zeros((2, 3, 1)))
