"""Problems whose truth is known: trained on them as advised, a model must say that truth within a tolerance.

Every test makes its own data, pastes the advised code behind a small hidden layer and trains it.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import keras
import numpy as np
import pytest

from lossadvisor.advice.advice import Advice
from lossadvisor.advice.recommending import advice
from lossadvisor.rulebook.answers import normalised
from tests.shipped import RULES

from .running import Namespace

ROWS = 3000


def advised(**answers: object) -> Advice:
    return advice(RULES, normalised(RULES, answers))


def inputs(features: int = 4, rows: int = ROWS) -> tuple[np.random.Generator, np.ndarray]:
    rng = np.random.default_rng(11)
    return rng, rng.normal(size=(rows, features)).astype("float32")


def learned(said: Advice, x: np.ndarray, y: object, *, epochs: int = 30, **known: object) -> Namespace:
    """What the advised code leaves behind after training; `known` are names that it asks for."""
    keras.utils.set_random_seed(0)
    hidden = eval(said.before, {"keras": keras})
    left: Namespace = {"model": keras.Sequential([keras.Input(shape=x.shape[1:]), hidden])}
    for part, rows in (("train", slice(None)), ("val", slice(50)), ("test", slice(50))):
        left |= {f"{name}_{part}": rows_of[rows] for name, rows_of in {"x": x, "y": y, **known}.items()}
    code = "".join(line for line in said.code.splitlines(True) if not line.startswith("model.fit("))
    exec(compile(code, "code", "exec"), left)
    fit = {name: value for name, value in left["fit_arguments"].items() if name.endswith("_weight")}
    left["model"].fit(left["x_train"], left["y_train"], epochs=epochs, batch_size=64, verbose=0, **fit)
    return left


def answers(left: Namespace, x: np.ndarray) -> np.ndarray:
    return np.asarray(left["decode"](left["model"].predict(x, verbose=0)))


def off(found: np.ndarray, truth: np.ndarray) -> float:
    """The usual distance from the truth."""
    return float(np.mean(np.abs(found.reshape(truth.shape) - truth)))


def off_by(found: np.ndarray, truth: np.ndarray) -> float:
    """The usual ratio to the truth, less 1."""
    return float(np.mean(np.abs(found.reshape(truth.shape) / truth - 1)))


def sigmoid(scores: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-scores))


def softmax(scores: np.ndarray) -> np.ndarray:
    return np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True)


def test_a_yes_or_no_gets_its_chance() -> None:
    rng, x = inputs()
    chance = sigmoid(1.5 * x[:, 0] - x[:, 1])
    left = learned(advised(task="binary"), x, rng.uniform(size=ROWS) < chance)
    assert off(left["model"].predict(x, verbose=0), chance) < 0.04


def test_a_rare_yes_gets_its_chance_too() -> None:
    rng, x = inputs()
    chance = sigmoid(1.5 * x[:, 0] - 3)
    said = advised(task="binary", data="imbalanced", **{"positive-rate": 0.08})
    left = learned(said, x, rng.uniform(size=ROWS) < chance)
    found = left["model"].predict(x, verbose=0)
    assert off(found, chance) < 0.03
    assert float(found.mean()) == pytest.approx(chance.mean(), rel=0.2)


def test_classes_get_their_chances() -> None:
    rng, x = inputs()
    chances = softmax(np.stack([1.5 * x[:, 0], x[:, 1], np.zeros(ROWS)], axis=-1))
    drawn = (rng.uniform(size=(ROWS, 1)) > chances.cumsum(axis=1)).sum(axis=1)
    left = learned(advised(task="multiclass", classes=3), x, drawn)
    assert off(left["model"].predict(x, verbose=0), chances) < 0.04


def test_labels_of_which_several_apply_get_a_chance_each() -> None:
    rng, x = inputs()
    chances = sigmoid(1.5 * x)
    left = learned(advised(task="multilabel", classes=4), x, rng.uniform(size=chances.shape) < chances)
    assert off(left["model"].predict(x, verbose=0), chances) < 0.05


@pytest.mark.parametrize(("goal", "shift"), [("mean", 1.0), ("median", np.log(2))])
def test_a_skewed_number_gets_its_mean_or_its_median(goal: str, shift: float) -> None:
    rng, x = inputs()
    level = 500 + 100 * x[:, 0]
    left = learned(advised(task="regression", goal=goal), x, level + 50 * rng.exponential(size=ROWS))
    assert off(answers(left, x), level + 50 * shift) < 10


def test_counts_get_their_rates() -> None:
    rng, x = inputs()
    rate = np.exp(1 + 0.5 * x[:, 0] - 0.3 * x[:, 1])
    left = learned(advised(task="count"), x, rng.poisson(rate))
    assert off_by(answers(left, x), rate) < 0.1


def test_counts_over_unequal_times_get_their_rates_per_unit_of_time() -> None:
    rng, x = inputs()
    rate, exposure = np.exp(0.5 * x[:, 0]), rng.uniform(0.2, 4, size=ROWS)
    said = advised(task="count", exposure="differs")
    left = learned(said, x, rng.poisson(exposure * rate), exposure=exposure)
    assert off_by(answers(left, x), rate) < 0.12


@pytest.mark.parametrize("zeros", ["none", "some"])
def test_skewed_amounts_get_their_mean(zeros: str) -> None:
    """A mean and not a median: this lies a tenth below for such a gamma, and at 0 where most are 0."""
    rng, x = inputs(rows=2 * ROWS)
    mean = 2000 * np.exp(0.5 * x[:, 0])
    amounts = rng.gamma(2, mean / 2)
    if zeros == "some":
        amounts = np.where(rng.uniform(size=len(x)) < 0.6, 0, amounts)
        mean = 0.4 * mean
    found = answers(learned(advised(task="positive", zeros=zeros), x, amounts), x)
    assert off_by(found, mean) < 0.12
    assert float(found.mean()) == pytest.approx(mean.mean(), rel=0.06)


def test_shares_of_a_whole_sum_to_one_and_are_the_mean_shares() -> None:
    rng, x = inputs()
    shares = softmax(np.stack([x[:, 0], x[:, 1], np.zeros(ROWS)], axis=-1))
    drawn = np.stack([rng.dirichlet(10 * each) for each in shares])
    found = answers(learned(advised(task="proportion", share_of="parts", outputs=3), x, 100 * drawn), x)
    np.testing.assert_allclose(found.sum(axis=-1), 1, atol=1e-5)
    assert off(found, shares) < 0.03


def test_successes_of_tries_get_their_chance() -> None:
    rng, x = inputs()
    chance, tries = sigmoid(x[:, 0]), rng.integers(1, 40, size=ROWS)
    said = advised(task="proportion", share_of="successes")
    found = answers(learned(said, x, rng.binomial(tries, chance), tries=tries), x)
    assert off(found, chance) < 0.02


def test_answers_never_leave_the_limits() -> None:
    rng, x = inputs()
    truth = 20 + 60 * sigmoid(2 * x[:, 0])
    left = learned(
        advised(task="bounded", low=20, high=80), x, truth + rng.normal(size=ROWS).clip(-1, 1) * 0.1
    )
    far = answers(left, 20 * x)
    assert far.min() >= 20
    assert far.max() <= 80
    assert off(answers(left, x), truth) < 2


def test_angles_are_near_each_other_across_the_jump() -> None:
    rng, x = inputs()
    truth = (20 * x[:, 0]) % 360  # half of them a little below 360, half a little above 0
    left = learned(advised(task="bounded", bounds="angle"), x, (truth + rng.normal(size=ROWS)) % 360)
    apart = (answers(left, x) - truth + 180) % 360 - 180
    assert float(np.abs(apart).mean()) < 3


@pytest.mark.parametrize(
    ("period", "least", "most", "whole"),
    [
        ("hours", 0, 24, False),
        ("hours", 0, 23, True),
        ("months", 1, 12, True),
        (365.25, 1, 366, True),
        ("degrees", -180, 180, False),
        ("radians", -np.pi, np.pi, False),
        ("axis", 0, 180, False),
        ("axis", -90, 90, False),
        (7, -3, 3, True),
    ],
)
def test_what_goes_round_comes_back_in_its_own_unit(
    period: str | float, least: float, most: float, whole: bool
) -> None:
    rng, x = inputs()
    advice = advised(task="bounded", bounds="angle", period=period)
    size = float(advice.answers["period"])

    def as_labels(turns: np.ndarray) -> np.ndarray:
        labels = least + (size * turns - least) % size
        return np.floor(labels) if whole and least >= 0 else np.round(labels) if whole else labels

    turns = 0.15 * x[:, 0]  # half of them a little before the jump, half a little after it
    y = as_labels(turns + 0.01 * rng.normal(size=ROWS))
    left = learned(advice, x, np.where(y > most, y - size, y))
    found = answers(left, x)
    assert found.min() >= least
    assert found.max() <= most
    assert not whole or (found == np.round(found)).all()
    apart = (found - as_labels(turns) + size / 2) % size - size / 2
    assert float(np.abs(apart).mean()) < 0.03 * size


def test_one_and_twenty_three_are_two_hours_apart() -> None:
    rng, x = inputs()
    truth = np.where(rng.uniform(size=ROWS) < 0.5, 23.0, 1.0)  # nothing in x tells which
    left = learned(advised(task="bounded", bounds="angle", period=24), x, truth)
    found = answers(left, x)
    assert np.median(np.minimum(found, 24 - found)) < 1.5  # near midnight, and not near noon


def test_quantiles_have_their_share_of_truths_below() -> None:
    rng, x = inputs(rows=2 * ROWS)
    y = 200 + 50 * (x[:, 0] + np.exp(0.5 * x[:, 1]) * rng.normal(size=len(x)))
    left = learned(advised(task="quantile", quantiles="0.1,0.5,0.9"), x[:ROWS], y[:ROWS])
    below = (y[ROWS:, None] < answers(left, x[ROWS:])).mean(axis=0)
    np.testing.assert_allclose(below, [0.1, 0.5, 0.9], atol=0.04)


def test_a_band_around_each_of_several_amounts_holds_its_share() -> None:
    rng, x = inputs(rows=2 * ROWS)
    y = np.exp([7, 2] + x[:, :2] + 0.5 * rng.normal(size=(len(x), 2)))
    said = advised(task="quantile", quantiles="0.1,0.5,0.9", outputs=2, range="non-negative")
    found = answers(learned(said, x[:ROWS], y[:ROWS]), x[ROWS:])
    assert found.shape == (ROWS, 2, 3)
    assert found.min() >= 0
    below = (y[ROWS:, :, None] < found).mean(axis=0)
    np.testing.assert_allclose(below, [[0.1, 0.5, 0.9]] * 2, atol=0.04)


def test_of_two_classes_that_belong_together_no_other_pair_is_said() -> None:
    rng, x = inputs()
    pairs = np.array([(make, model) for make in range(4) for model in range(3) if (make + model) % 2 == 0])
    scores = x @ rng.normal(size=(4, len(pairs))) + 1.5 * rng.gumbel(size=(ROWS, len(pairs)))
    y = pairs[scores.argmax(axis=-1)]
    found = answers(learned(advised(task="several-outputs", dependence="pairs", pairs=len(pairs)), x, y), x)
    known = {tuple(pair) for pair in pairs.tolist()}
    assert {tuple(pair) for pair in found.tolist()} <= known
    alone = [
        answers(learned(advised(task="multiclass", classes=classes), x, y[:, place]), x)
        for place, classes in ((0, 4), (1, 3))
    ]
    apart = np.stack(alone, axis=-1)
    assert np.mean([tuple(pair) not in known for pair in apart.tolist()]) > 0.05
    assert (found == y).all(axis=-1).mean() > (apart == y).all(axis=-1).mean() + 0.02


def test_an_end_never_comes_before_its_start() -> None:
    rng, x = inputs()
    start = 100 + 20 * x[:, 0] + 5 * rng.normal(size=ROWS)
    length = np.exp(0.5 + x[:, 1] + 0.3 * rng.normal(size=ROWS))
    y = np.stack([start, start + length], axis=-1)
    found = answers(learned(advised(task="several-outputs", dependence="order"), x, y), x)
    apart = answers(learned(advised(task="regression", outputs=2), x, y), x)
    assert (np.diff(found, axis=-1) >= 0).all()
    assert (np.diff(apart, axis=-1) < 0).mean() > 0.08
    assert off(np.diff(found, axis=-1), length) < 0.7 * off(np.diff(apart, axis=-1), length)
    assert off(found, y) < 1.02 * off(apart, y)


def test_amounts_below_what_the_device_sees_are_told_apart() -> None:
    rng, x = inputs()
    typical = 5 * np.exp(0.8 * x[:, 0])
    amount = typical * np.exp(0.4 * rng.normal(size=ROWS))
    y = np.where(amount < 4, 0, amount)
    found = answers(learned(advised(task="positive", zeros="below"), x, y), x)
    taken = answers(learned(advised(task="regression", range="non-negative"), x, y), x)
    low = typical < 4  # most of them were not seen
    assert off_by(found[low], typical[low]) < 0.15
    assert off_by(taken[low], typical[low]) > 3 * off_by(found[low], typical[low])
    assert off_by(found[~low], typical[~low]) < 0.06


@pytest.mark.parametrize("unknown", [999, -1])
def test_a_number_that_stands_for_unknown_moves_nothing(unknown: int) -> None:
    rng, x = inputs()
    truth = 100 + 20 * x[:, :2]
    y = np.where(rng.uniform(size=truth.shape) < 0.4, unknown, truth)
    said = advised(task="missing-labels", unknown="numbers", outputs=2, unknown_is=unknown)
    assert off(answers(learned(said, x, y), x), truth) < 2


def test_mean_and_spread_of_several_numbers_are_told_apart() -> None:
    rng, x = inputs()
    mean, spread = [200, 5] + [50, 1] * x[:, :2], [20, 0.5] * np.exp(0.6 * x[:, 2:])
    said = advised(task="distribution", outputs=2)
    found = answers(learned(said, x, mean + spread * rng.normal(size=(ROWS, 2))), x)
    assert off_by(found[..., 1], spread) < 0.15
    assert (np.abs(found[..., 0] - mean).mean(axis=0) < [6, 0.15]).all()


def test_mean_and_spread_are_told_apart() -> None:
    rng, x = inputs()
    mean, spread = 200 + 50 * x[:, 0], 20 * np.exp(0.6 * x[:, 1])
    left = learned(advised(task="distribution"), x, mean + spread * rng.normal(size=ROWS))
    found = answers(left, x)
    assert off(found[:, 0], mean) < 6
    assert off_by(found[:, 1], spread) < 0.15


def test_two_bumps_are_kept_apart() -> None:
    """At 2 or at 9 with an even chance, and never between."""
    rng, x = inputs()
    y = np.where(rng.uniform(size=ROWS) < 0.5, 2, 9) + 0.3 * rng.normal(size=ROWS)
    left = learned(advised(task="distribution", modes="several", bins=20), x, y)
    shares, centres = answers(left, x).mean(axis=0), left["centres"]
    assert shares[np.abs(centres - 5.5) < 2].sum() < 0.1
    assert shares[centres < 5.5].sum() == pytest.approx(0.5, abs=0.05)


def test_grades_are_missed_by_less_than_with_a_plain_softmax() -> None:
    """Noise that is skewed puts the likeliest grade away from the middle one."""
    rng, x = inputs()
    score = x[:, 0] + 1.5 * rng.exponential(size=ROWS)
    grades = np.digitize(score, np.quantile(score, [0.2, 0.4, 0.6, 0.8]))
    ordered, plain = (
        off(answers(learned(said, x[:2000], grades[:2000]), x[2000:]), grades[2000:])
        for said in (advised(task="ordinal", classes=5), advised(task="multiclass", classes=5))
    )
    assert ordered < plain
    assert ordered < 1


def test_labels_that_are_unknown_do_not_pull_towards_no() -> None:
    rng, x = inputs()
    chances = sigmoid(1.5 * x)
    y = (rng.uniform(size=chances.shape) < chances).astype("float32")
    y[rng.uniform(size=y.shape) < 0.5] = np.nan
    left = learned(advised(task="missing-labels", unknown="labels", classes=4), x, y)
    assert off(left["model"].predict(x, verbose=0), chances) < 0.06


def test_numbers_that_are_unknown_do_not_pull_towards_the_mean() -> None:
    rng, x = inputs()
    truth = 100 + 20 * x[:, :3]
    y = (truth + rng.normal(size=truth.shape)).astype("float32")
    y[rng.uniform(size=y.shape) < 0.5] = np.nan
    left = learned(advised(task="missing-labels", unknown="numbers", outputs=3), x, y)
    assert off(answers(left, x), truth) < 1.5


def test_hazards_come_out_right_though_many_are_only_seen_so_long() -> None:
    """Exponential times, half of them cut short: the chance to last is exp(-t / scale)."""
    rng, x = inputs()
    scale = 10 * np.exp(0.7 * x[:, 0])
    times, seen = rng.exponential(scale), rng.uniform(0, 30, size=ROWS)
    y = np.stack([np.minimum(times, seen), times <= seen], axis=-1).astype("float32")
    left = learned(advised(task="survival", intervals=10), x, y)
    ends = left["edges"][1:-1]
    assert (times > seen).mean() > 0.3
    assert off(answers(left, x)[:, :-1], np.exp(-ends / scale[:, None])) < 0.06


def test_the_better_item_of_a_list_gets_the_higher_score() -> None:
    rng, x = inputs(rows=1500 * 5)
    lists = x.reshape(1500, 5, -1)
    worth = lists[:, :, 0] - 0.5 * lists[:, :, 1]
    graded = np.digitize(worth + 0.5 * rng.normal(size=worth.shape), [-1, 0, 1]).astype("float32")
    graded[graded.max(axis=-1) == 0, 0] = 1
    left = learned(advised(task="ranking", feedback="graded"), lists, graded)
    scores = left["model"].predict(lists, verbose=0)
    better = worth[:, :, None] > worth[:, None] + 0.2
    assert (scores[:, :, None] > scores[:, None])[better].mean() > 0.95


def test_choices_out_of_a_list_get_their_chances() -> None:
    rng, x = inputs(rows=2000 * 4)
    lists = x.reshape(2000, 4, -1)
    worth = 1.5 * lists[:, :, 0]
    chosen = np.argmax(worth + rng.gumbel(size=worth.shape), axis=-1)
    left = learned(advised(task="ranking", feedback="chosen"), lists, chosen)
    assert off(softmax(left["model"].predict(lists, verbose=0)), softmax(worth)) < 0.03


def squares(empty: float) -> tuple[np.ndarray, np.ndarray]:
    """Noisy images of a bright square; a share of them has none. And which pixels are bright."""
    rng = np.random.default_rng(12)
    masks = np.zeros((400, 16, 16, 1), dtype="float32")
    for number in np.flatnonzero(rng.uniform(size=400) >= empty):
        row, column = rng.integers(0, 13, size=2)
        masks[number, row : row + 3, column : column + 3] = 1
    return (masks + 0.2 * rng.normal(size=masks.shape)).astype("float32"), masks


def test_small_regions_are_found_and_none_where_there_are_none() -> None:
    x, masks = squares(empty=0.4)
    said = advised(task="segmentation", annotation="region", region_size="small")
    found = answers(learned(said, x[:300], masks[:300]), x[300:])
    wanted = masks[300:] > 0
    some = wanted.any(axis=(1, 2, 3))
    assert (found[some] > 0)[wanted[some]].mean() > 0.9
    assert (found[~some] > 0).mean() < 0.002


def test_a_step_is_not_judged_by_what_it_was_padded_with() -> None:
    rng, x = inputs(features=12 * 4, rows=1000)
    steps, lengths = x.reshape(1000, 12, 4), rng.integers(4, 13, size=1000)
    truth = np.argmax(steps[:, :, :3], axis=-1)
    real = np.arange(12) < lengths[:, None]
    said = advised(task="sequence", sequence_target="label", classes=3, sequence_length="padded")
    left = learned(said, steps, np.where(real, truth, -1))
    assert (answers(left, steps) == truth)[real].mean() > 0.9


def test_the_next_token_gets_its_chance() -> None:
    """A chain whose next state hangs on the present one alone."""
    rng, _ = inputs()
    moves = softmax(2 * rng.normal(size=(4, 4)))
    chain = np.zeros((600, 16), dtype=int)
    for step in range(1, 16):
        chances = moves[chain[:, step - 1]]
        chain[:, step] = (rng.uniform(size=(600, 1)) > chances.cumsum(axis=1)).sum(axis=1).clip(0, 3)
    said = advised(task="sequence", sequence_target="next", classes=4)
    shown = keras.utils.to_categorical(chain, num_classes=4)
    left = learned(said, shown, chain)
    found = softmax(left["model"].predict(shown[:, :-1], verbose=0))
    assert off(found, moves[chain[:, :-1]]) < 0.05


def test_samples_of_one_class_lie_near_each_other() -> None:
    rng, _ = inputs()
    centres = rng.normal(size=(5, 8))
    classes = rng.integers(5, size=1000)
    x = (centres[classes] + 0.3 * rng.normal(size=(1000, 8))).astype("float32")
    vectors = answers(learned(advised(task="embedding", similarity="classes", dimensions=4), x, classes), x)
    likeness = vectors @ vectors.T
    same = classes[:, None] == classes
    assert likeness[same].mean() > 0.8
    assert likeness[~same].mean() < 0.4


@pytest.mark.parametrize(("rebuilt", "within"), [("numbers", 0.6), ("flags", 0.1)])
def test_what_went_in_comes_out_again(rebuilt: str, within: float) -> None:
    """Eight columns that two hidden causes drive, so that few units are enough for them."""
    rng, causes = inputs(features=2)
    columns = causes @ rng.normal(size=(2, 8))
    x = (columns > 0).astype("float32") if rebuilt == "flags" else (50 + 10 * columns).astype("float32")
    given = (x - x.mean(axis=0)) / x.std(axis=0)
    left = learned(advised(task="reconstruction", reconstruct=rebuilt, outputs=8), given, x)
    assert off(answers(left, given), x) < (within * 10 if rebuilt == "numbers" else within)


def test_points_of_two_pixels_are_found_before_those_of_one() -> None:
    """In a large image an empty map is nearly right where a point is one pixel wide."""
    rng = np.random.default_rng(0)
    truth = rng.integers(3, 61, size=(400, 1, 2))
    rows, columns = np.indices((64, 64))
    apart = (rows - truth[:, 0, :1, None]) ** 2 + (columns - truth[:, 0, 1:, None]) ** 2
    x = np.exp(-apart / 8)[..., None] * np.ones(3) + 0.5 * rng.normal(size=(400, 64, 64, 3))
    said = advised(task="segmentation", annotation="points", points=1)

    def narrow(code: str) -> Any:
        return SimpleNamespace(code=code, before=said.before, fit=said.fit, prepare=said.prepare)

    off_by_pixels = []
    for code in (said.code, said.code.replace("wide = 2", "wide = 1")):
        left = learned(narrow(code), x.astype("float32"), truth, epochs=3)
        off_by_pixels.append(np.linalg.norm(answers(left, left["x_train"]) - truth, axis=-1).mean())
    assert off_by_pixels[0] < 0.6 * off_by_pixels[1]
