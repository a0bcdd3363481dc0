"""The losses and metrics for masks, points, sequences and vectors that come as code: what they must say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import pytest

from .cases import RULES

Rows = np.ndarray
Given = tuple[Rows, Rows]
LOSSES = ("binary-crossentropy-dice", "categorical-crossentropy-dice")
METRICS = ("map-iou", "point-error", "sequence-accuracy", "neighbour-accuracy")
ARGUMENTS: dict[str, dict[str, object]] = {
    **{name: {"dice_weight": 0.5} for name in LOSSES},
    "map-iou": {"maps": 3, "threshold": 0.4},
}
MAPS, SIDE, STEPS = 3, 6, 9


def made(name: str, **arguments: object) -> Callable[..., object]:
    """The object out of the file beside the rules."""
    entry = RULES.losses.get(name) or RULES.metrics[name]
    namespace: dict[str, type] = {}
    exec(compile(entry.python, entry.file, "exec"), namespace)
    return namespace[entry.keras](**arguments)


def cost(loss: Callable[..., object], y: Rows, predictions: Rows) -> float:
    return float(loss(y, predictions.astype("float32")))


def read(name: str, y: Rows, predictions: Rows, weights: Rows | None = None, **arguments: object) -> float:
    metric = made(name, **arguments)
    metric.update_state(y, predictions.astype("float32"), sample_weight=weights)
    return float(metric.result())


def masks(maps: int, share: float = 0.3) -> Rows:
    return (np.random.default_rng(0).uniform(size=(8, SIDE, SIDE, maps)) < share).astype("float32")


def one_hot_maps() -> Rows:
    return np.eye(MAPS, dtype="float32")[np.random.default_rng(0).integers(MAPS, size=(8, SIDE, SIDE))]


def shares(*shape: int) -> Rows:
    found = np.random.default_rng(1).uniform(0.05, 0.95, size=shape).astype("float32")
    return found / found.sum(axis=-1, keepdims=True) if shape[-1] > 1 else found


def heatmaps(places: Rows) -> Rows:
    """A map for each point, `places` of shape (batch, points, 2)."""
    pixels = np.stack(np.indices((SIDE, SIDE + 2)), axis=-1)[None, :, :, None, :]
    return np.exp(-((pixels - places[:, None, None]) ** 2).sum(axis=-1) / 2).astype("float32")


def spelled(symbols: Rows) -> Rows:
    """Scores that read as `symbols`: a blank before each of them, blanks to the end."""
    steps = np.zeros((len(symbols), STEPS), dtype=int)
    steps[:, 1 : 2 * symbols.shape[1] : 2] = symbols
    return 5 * np.eye(4, dtype="float32")[steps]


SYMBOLS = np.array([[1, 2, 3], [3, 3, 0], [2, 0, 0], [0, 0, 0]])
PLACES = np.array([[[0, 1], [2, 3]], [[5, 7], [4, 4]], [[1, 6], [3, 0]]])
TWINS = np.repeat(np.arange(4), 2)


def suited(name: str) -> Given:
    """Labels and predictions that suit a loss or a metric, the predictions neither right nor constant."""
    given: dict[str, Given] = {
        "binary-crossentropy-dice": (masks(1), shares(8, SIDE, SIDE, 1)),
        "categorical-crossentropy-dice": (one_hot_maps(), shares(8, SIDE, SIDE, MAPS)),
        "map-iou": (masks(MAPS), shares(8, SIDE, SIDE, MAPS)),
        "point-error": (heatmaps(PLACES), heatmaps(PLACES[::-1])),
        "sequence-accuracy": (SYMBOLS, np.concatenate([spelled(SYMBOLS[:2]), spelled(SYMBOLS[:2])])),
        "neighbour-accuracy": (TWINS, np.random.default_rng(3).normal(size=(8, 2)).astype("float32")),
    }
    return given[name]


@pytest.mark.parametrize("name", LOSSES)
def test_a_compound_loss_is_least_where_the_prediction_is_the_mask(name: str) -> None:
    y, guess = suited(name)
    loss = made(name)
    costs = [cost(loss, y, y + share * (guess - y)) for share in (0, 0.1, 0.3, 1)]
    assert costs[0] == pytest.approx(0, abs=1e-4)
    assert costs == sorted(costs)


def test_binary_compound_loss_is_crossentropy_plus_the_overlap_of_each_image() -> None:
    y, guess = suited("binary-crossentropy-dice")
    pixels = -(y * np.log(guess) + (1 - y) * np.log(1 - guess)).mean()
    both, total = (y * guess).sum(axis=(1, 2, 3)), (y + guess).sum(axis=(1, 2, 3))
    overlap = (1 - (2 * both + 1) / (total + 1)).mean()
    for weight in (0, 0.5, 2):
        found = cost(made("binary-crossentropy-dice", dice_weight=weight), y, guess)
        assert found == pytest.approx(pixels + weight * overlap, rel=1e-4)


def test_categorical_compound_loss_is_crossentropy_plus_the_overlap_of_each_class() -> None:
    y, guess = suited("categorical-crossentropy-dice")
    pixels = -(y * np.log(guess)).sum(axis=-1).mean()
    both, total = (y * guess).sum(axis=(0, 1, 2)), (y + guess).sum(axis=(0, 1, 2))
    overlap = (1 - (2 * both + 1) / (total + 1)).mean()
    for weight in (0, 0.5, 2):
        found = cost(made("categorical-crossentropy-dice", dice_weight=weight), y, guess)
        assert found == pytest.approx(pixels + weight * overlap, rel=1e-4)


def test_an_empty_mask_is_learned_where_the_built_in_loss_learns_nothing() -> None:
    empty = np.zeros((2, SIDE, SIDE, 1), dtype="float32")
    marked = [np.full_like(empty, share) for share in (0.9, 0.1, 0.001)]
    ours = [cost(made("binary-crossentropy-dice"), empty, each) for each in marked]
    built_in = [cost(keras.losses.Dice(axis=(1, 2, 3)), empty, each) for each in marked]
    assert ours[0] > 1 > ours[1] > ours[2]
    assert ours[2] < 0.1
    assert built_in == pytest.approx([1, 1, 1], abs=1e-3)


def test_a_class_that_is_not_in_the_batch_costs_nothing_where_it_is_not_predicted() -> None:
    y = one_hot_maps()
    without = np.concatenate([y, np.zeros_like(y[..., :1])], axis=-1)
    assert cost(made("categorical-crossentropy-dice"), without, without) == pytest.approx(0, abs=1e-4)


def test_a_small_class_counts_more_beside_dice_than_in_crossentropy_alone() -> None:
    """One pixel of class 1 among many of class 0: how much is gained by finding it."""
    y = np.zeros((1, 10, 10), dtype=int)
    y[0, 0, 0] = 1
    y = np.eye(2, dtype="float32")[y]
    found, missed = 0.98 * y + 0.01, np.broadcast_to(np.array([0.99, 0.01]), y.shape)
    gains = [
        cost(loss, y, missed) - cost(loss, y, found)
        for loss in (made("categorical-crossentropy-dice"), keras.losses.CategoricalCrossentropy())
    ]
    assert gains[0] > 3 * gains[1]


def test_masks_with_and_without_a_last_axis_cost_the_same() -> None:
    y, guess = suited("binary-crossentropy-dice")
    loss = made("binary-crossentropy-dice")
    assert cost(loss, y[..., 0], guess) == pytest.approx(cost(loss, y, guess))


def test_map_iou_is_the_mean_over_maps_and_not_over_pixels() -> None:
    y = np.zeros((1, 10, 10, 2), dtype="float32")
    y[0, :, :, 0], y[0, 0, 0, 1] = 1, 1
    only_large = y * [1, 0]
    assert read("map-iou", y, y, maps=2) == pytest.approx(1)
    assert read("map-iou", y, only_large, maps=2) == pytest.approx(0.5)
    metric = keras.metrics.BinaryIoU(target_class_ids=[1])
    metric.update_state(y, only_large)
    assert float(metric.result()) > 0.98


def test_map_iou_leaves_out_maps_that_are_empty_throughout_and_reads_logits() -> None:
    y = masks(MAPS) * [1, 1, 0]
    assert read("map-iou", y, y, maps=MAPS) == pytest.approx(1)
    assert read("map-iou", y, 2 * y - 1, maps=MAPS, threshold=0.0) == pytest.approx(1)
    assert read("map-iou", y, np.zeros_like(y), maps=MAPS) == 0


def test_point_error_is_the_distance_of_the_peaks() -> None:
    right = heatmaps(PLACES)
    places = np.array([3, 4]) + np.clip(PLACES, 0, 2)
    aside, known = heatmaps(places), np.sqrt(((places - PLACES) ** 2).sum(axis=-1)).mean()
    assert read("point-error", right, right) == 0
    assert read("point-error", right, 7 * aside - 3) == pytest.approx(known)


def test_points_that_are_not_in_the_image_are_left_out() -> None:
    y = heatmaps(PLACES)
    y[:, :, :, 1] = 0
    right_but_for_these = heatmaps(np.stack([PLACES[:, 0], PLACES[:, 1] * 0], axis=1))
    assert read("point-error", y, right_but_for_these) == 0


def test_sequence_accuracy_merges_repeats_and_drops_blanks() -> None:
    twice = np.repeat(spelled(SYMBOLS), 2, axis=1)
    assert read("sequence-accuracy", SYMBOLS, spelled(SYMBOLS)) == 1
    assert read("sequence-accuracy", SYMBOLS, twice) == 1
    assert read("sequence-accuracy", SYMBOLS, spelled(SYMBOLS[::-1])) == 0
    assert read("sequence-accuracy", SYMBOLS, spelled(np.zeros_like(SYMBOLS))) == 0.25


def test_neighbour_accuracy_looks_at_the_angle_to_the_nearest_other() -> None:
    right = np.eye(4)[TWINS] * np.arange(1, 9)[:, None]
    assert read("neighbour-accuracy", TWINS, right) == 1
    assert read("neighbour-accuracy", TWINS, np.eye(4)[np.arange(8) % 4]) == 0
    assert read("neighbour-accuracy", TWINS, np.ones((8, 4))) == 0.25
    assert read("neighbour-accuracy", TWINS[:, None], right) == 1


def test_samples_that_are_alone_in_their_batch_have_no_neighbour_to_find() -> None:
    y = np.array([0, 0, 1, 2])
    assert read("neighbour-accuracy", y, np.eye(3)[y]) == 1


@pytest.mark.parametrize("name", METRICS)
def test_weights_leave_samples_out(name: str) -> None:
    """The metric with weights of 0 and 1; for neighbours a sample left out can still be found."""
    y, guess = suited(name)
    arguments = ARGUMENTS.get(name, {})
    first = np.arange(len(y)) < 2
    kept = y[:2], guess[:2]
    if name == "neighbour-accuracy":
        guess = np.concatenate([np.eye(2)[[0, 0]], np.eye(2)[[1] * 6]])
        kept = y[:2], guess[:2]
    assert read(name, y, guess, first.astype("float32"), **arguments) == pytest.approx(
        read(name, *kept, **arguments)
    )


@pytest.mark.parametrize("name", [*LOSSES, *METRICS])
def test_arguments_survive_the_configuration(name: str) -> None:
    module = keras.losses if name in LOSSES else keras.metrics
    one = made(name, **ARGUMENTS.get(name, {}))
    again = module.deserialize(module.serialize(one))
    assert again.get_config() == one.get_config()
    assert again.get_config().items() >= ARGUMENTS.get(name, {}).items()
    y, guess = suited(name)
    if name in LOSSES:
        assert cost(again, y, guess) == pytest.approx(cost(one, y, guess))
    else:
        again.update_state(y, guess)
        assert float(again.result()) == pytest.approx(read(name, y, guess, **ARGUMENTS.get(name, {})))


@pytest.mark.parametrize(
    ("loss", "metric"),
    [
        ("binary-crossentropy-dice", None),
        ("categorical-crossentropy-dice", None),
        (keras.losses.BinaryCrossentropy(), "map-iou"),
        (keras.losses.MeanSquaredError(), "point-error"),
        (keras.losses.CTC(), "sequence-accuracy"),
        (keras.losses.Circle(), "neighbour-accuracy"),
    ],
)
def test_a_saved_model_says_the_same(loss: object, metric: str | None, tmp_path: Path) -> None:
    y, x = suited(metric or str(loss))
    model = keras.Sequential([keras.Input(x.shape[1:]), keras.layers.Dense(x.shape[-1])])
    model.add(keras.layers.Activation("softmax" if loss == LOSSES[1] else "sigmoid"))
    metrics = [made(metric, **ARGUMENTS.get(metric, {}))] if metric else []
    model.compile("sgd", made(loss, **ARGUMENTS[loss]) if isinstance(loss, str) else loss, metrics=metrics)
    model.fit(x, y, epochs=1, verbose=0)
    said = model.evaluate(x, y, verbose=0, return_dict=True)
    assert np.isfinite(list(said.values())).all()
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    assert again.evaluate(x, y, verbose=0, return_dict=True) == pytest.approx(said, rel=1e-4)


@pytest.mark.parametrize("name", LOSSES)
def test_a_weight_below_0_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="dice_weight"):
        made(name, dice_weight=-1.0)


def test_class_numbers_beside_the_categorical_compound_loss_are_refused() -> None:
    y, guess = suited("categorical-crossentropy-dice")
    with pytest.raises(ValueError, match="shape"):
        cost(made("categorical-crossentropy-dice"), y.argmax(axis=-1), guess)


def test_another_number_of_maps_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one map"):
        made("map-iou", maps=0)
    with pytest.raises(ValueError, match="made for 2 maps"):
        read("map-iou", masks(MAPS), masks(MAPS), maps=2)


def test_heatmaps_of_different_shape_are_refused() -> None:
    y = heatmaps(PLACES)
    with pytest.raises(ValueError, match="cannot be compared"):
        read("point-error", y, y[:, :-1])


def test_labels_longer_than_the_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit into 2 steps"):
        read("sequence-accuracy", SYMBOLS, spelled(SYMBOLS)[:, :2])


@pytest.mark.parametrize("one_miss_costs_more", [{"alpha": 0.7, "beta": 0.3}])
def test_before_keras_3_16_alpha_weighs_the_misses(one_miss_costs_more: dict[str, float]) -> None:
    """The trap that the rules tell of: the documentation says it the other way round."""
    swapped = tuple(map(int, keras.__version__.split(".")[:2])) < (3, 16)
    y = np.zeros((1, 10, 10, 1), dtype="float32")
    y[:, :5] = 1
    missed, in_vain = y.copy(), y.copy()
    missed[:, 4], in_vain[:, 5] = 0, 1
    loss = keras.losses.Tversky(**one_miss_costs_more)
    assert (cost(loss, y, missed) > 2 * cost(loss, y, in_vain)) == swapped
