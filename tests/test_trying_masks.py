"""Pictures with masks, as `try` reads, trains and judges them: discs and squares that are drawn here."""

from __future__ import annotations

import json
import os
import re
import shutil
import warnings
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from lossadvisor.errors import AdvisorError
from lossadvisor.trying import masks as folders
from lossadvisor.trying.masks import masks_at
from lossadvisor.trying.opening import opened_for
from lossadvisor.trying.pixels import flat, pixels_of, places
from lossadvisor.trying.records import Job, Setup, Wanted
from lossadvisor.trying.sizes import size_of
from lossadvisor.trying.splits import parts
from lossadvisor.trying.work import done
from tests.running import ran, refused
from tests.shipped import RULES

pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")

SIDE, COUNT = 16, 36
COLORS = np.array([[60, 60, 60], [190, 70, 50], [50, 70, 190]])


def drawn(kinds: int, count: int = COUNT, side: int = SIDE) -> tuple[np.ndarray, np.ndarray]:
    """Pictures with a disc each, and a square if there are three classes; they go on at the other side.

    So no place of a picture is likelier than another to be marked.
    """
    rng = np.random.default_rng(0)
    masks = np.zeros((count, side, side), "uint8")
    for mask in masks:
        for kind in range(1, kinds):
            away = [
                np.minimum((place - middle) % side, (middle - place) % side)
                for place, middle in zip(np.indices((side, side)), rng.integers(side, size=2), strict=True)
            ]
            mask[np.hypot(*away) < 5 if kind == 1 else np.maximum(*away) < 4] = kind
    pictures = COLORS[masks] + rng.normal(0, 20, (*masks.shape, 3))
    return pictures.clip(0, 255).astype("uint8"), masks


def written(folder: Path, pictures: np.ndarray, masks: np.ndarray) -> list[str]:
    """Two folders of PNG files, pictures and masks with the same names."""
    for name, arrays in (("images", pictures), ("masks", masks)):
        (folder / name).mkdir(exist_ok=True)
        for number, array in enumerate(arrays):
            Image.fromarray(array).save(folder / name / f"{number:02}.png")
    return [str(folder / "images"), str(folder / "masks")]


@pytest.fixture(scope="module")
def regions(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    pictures, masks = drawn(2)
    return written(tmp_path_factory.mktemp("regions"), pictures, masks * 255)


def trial(tmp_path: Path, *arguments: str) -> dict:
    store = ["--store", str(tmp_path / "runs.db"), "--format", "json"]
    found = json.loads(ran("try", *arguments, *store).out)
    assert not [run for run in found["runs"] if run["failed"]]
    return found


def without_rows(told: str) -> bool:
    """Whether a report speaks of pictures and their pixels, and nowhere of rows."""
    return "pictures that splits share" in told and not re.search(r"\brows?\b|features", told)


def test_masks_of_0_and_255_are_tried_to_the_end_and_learned(regions, tmp_path):
    arguments = [*regions, "--splits", "2", "--epochs", "45"]
    found = trial(tmp_path, *arguments)
    assert (found["task"], found["rows"], found["answers"]["labels"]) == ("segmentation", COUNT, "mask-255")
    scores = {each["name"]: each["scores"] for each in found["rivals"]}
    head = scores["sigmoid with binary-crossentropy"]
    assert head["log-loss"] < scores["constant"]["log-loss"] / 2
    assert head["iou"] > 0.3
    assert found["rivals"][0]["says"] != "worse"
    page = tmp_path / "trial.html"
    shown = ran(
        "try", *arguments, "--pictures", "--page", str(page), "--store", str(tmp_path / "runs.db")
    ).out
    assert "36 pictures, --task segmentation" in shown
    assert "255: " in shown
    assert "pixels that judged" in shown
    assert shown.rstrip().endswith(f"lossadvisor recommend --from {regions[1]}")
    assert 10_000 < page.stat().st_size < 400_000
    assert without_rows(shown)
    assert without_rows(page.read_text("utf-8"))
    again = trial(tmp_path, *arguments)
    assert [run["scores"] for run in again["runs"]] == [run["scores"] for run in found["runs"]]


def test_three_classes_with_pixels_that_nobody_labelled_are_tried_to_the_end(tmp_path):
    pictures, masks = drawn(3)
    masks[:, :2] = 255
    folders = written(tmp_path, pictures, masks)
    labels = ["--annotation", "classes", "--classes", "3", "--labels", "class-map-void"]
    found = trial(tmp_path, *folders, *labels, "--splits", "2", "--epochs", "2")
    (head,) = (each for each in found["rivals"] if each["role"] == "recommended")
    assert [each["level"] for each in head["classes"]] == ["0", "1", "2"]
    tested = 2 * (COUNT // 4) * SIDE * (SIDE - 2)  # of two splits, without the rows that nobody labelled
    assert sum(each["rows"] for each in head["classes"]) == tested
    assert {"iou", "dice", "log-loss", "calibration-error"} <= set(head["scores"])


def test_small_regions_are_judged_by_their_overlap(tmp_path):
    pictures, masks = drawn(3)
    folders = written(tmp_path, pictures, masks)
    said = {"annotation": "classes", "classes": 3, "region-size": "small"}
    found = opened_for(RULES, said, Wanted(tuple(folders)))
    assert found.judge.name == "iou"
    heads = [each.name for each in found.rivals if each.is_head]
    assert heads == [
        "softmax with categorical-crossentropy-dice",
        "softmax with sparse-categorical-crossentropy",
        "softmax with categorical-crossentropy",
    ]


def test_no_picture_lies_on_both_sides_of_a_split_and_rare_masks_lie_on_both(tmp_path):
    pictures, masks = drawn(2)
    masks[8:] = 0  # most masks are empty
    problem = opened_for(RULES, {}, Wanted(tuple(written(tmp_path, pictures, masks)))).problem
    for split in range(5):
        cut = parts(problem, Setup(), split)
        assert sorted(np.concatenate(cut).tolist()) == list(range(COUNT))
        assert all((rows < 8).any() for rows in (cut.train, cut.test))
        pixels = places(problem.target, cut.test)
        assert sorted(set((pixels // SIDE**2).tolist())) == sorted(cut.test.tolist())


def test_with_shuffled_masks_every_head_is_at_the_constant_guess(tmp_path):
    pictures, masks = drawn(2, count=60)
    folders = written(tmp_path, pictures, np.roll(masks, 7, axis=0))
    found = trial(tmp_path, *folders, "--splits", "2", "--epochs", "8")
    scores = {each["name"]: each["scores"]["log-loss"] for each in found["rivals"]}
    for name, score in scores.items():
        assert score > 0.97 * scores["constant"], name


def test_scores_are_those_of_keras():
    keras = pytest.importorskip("keras")
    rng = np.random.default_rng(0)
    maps = rng.integers(3, size=(4, 5, 6))
    answers = rng.integers(3, size=maps.shape)
    found = opened_judges()
    for levels, metric in (
        (3, keras.metrics.MeanIoU(num_classes=3)),
        (2, keras.metrics.BinaryIoU(target_class_ids=(1,), threshold=0.5)),
    ):
        truth, said = np.minimum(maps, levels - 1), np.minimum(answers, levels - 1)
        metric.update_state(truth, said)
        assert found("iou", truth.ravel(), said.ravel(), levels) == pytest.approx(float(metric.result()))
    dice = keras.losses.Dice(axis=None)(truth[..., None], said[..., None].astype("float32"))
    assert found("dice", truth.ravel(), said.ravel(), 2) == pytest.approx(1 - float(dice), abs=1e-5)


def opened_judges():
    from lossadvisor.trying.judging import scored, scores

    known = scores(RULES, "pixels", {})
    return lambda name, truth, answers, levels: scored(known[name], truth, answers, None, levels)


def test_judges_see_the_pixels_of_the_rows_that_are_known():
    target = pixels_of(np.array([[[0, 1], [255, 1]], [[1, 1], [0, 255]]]), [0, 1], 255, "y")
    assert places(target, np.array([1])).tolist() == [4, 5, 6]
    assert target.truth[places(target, np.array([1, 0]))].tolist() == [1, 1, 0, 0, 1, 1]
    values = np.arange(8).reshape(2, 2, 2)
    assert flat(target, np.array([1]), values[1:]).tolist() == [4, 5, 6]
    assert flat(target, np.array([0]), np.arange(8).reshape(1, 2, 2, 2), 2).tolist() == [
        [0, 1],
        [2, 3],
        [6, 7],
    ]


def test_masks_take_the_nearest_pixel_and_lose_no_number_unsaid(tmp_path):
    masks = np.zeros((4, 64, 48), "uint8")
    masks[:, :32], masks[0, 40, 3] = 7, 9
    folders = written(tmp_path, np.zeros((4, 64, 48, 3), "uint8"), masks)
    found = masks_at(*folders, (16, 12))
    assert found.y.shape == (4, 16, 12)
    assert set(np.unique(found.y).tolist()) == {0, 7}
    assert "at this size the masks lose the number 9; a larger --size keeps what is small" in found.notes
    assert found.notes[0].endswith("; they have 64 by 48")
    assert masks_at(*folders, None).x.shape == (4, 48, 48, 3)


def test_what_has_no_other_is_left_out_and_said(regions, tmp_path):
    pictures, masks = drawn(2)
    images, labels = (Path(each) for each in written(tmp_path, pictures, masks))
    (images / "03.png").unlink()
    (labels / "04.png").unlink()
    (images / "05.png").write_bytes(b"no picture")
    Image.new("L", (9, 9)).save(labels / "06.png")
    Image.new("L", (9, 9)).save(labels / ".DS_Store.png")
    (images / ".DS_Store").write_bytes(b"")
    for folder in (images, labels):  # sub folders are read too
        (folder / "more").mkdir()
        os.rename(folder / "07.png", folder / "more" / "07.png")
    found = masks_at(str(images), str(labels), None)
    assert len(found.x) == COUNT - 4
    assert found.notes[1:] == (
        "1 file is left out, without a mask of its name, such as 04",
        "1 file is left out, of masks without a picture, such as 03",
        "1 file is left out, which cannot be read as a picture, such as 05.png",
        "1 file is left out, whose picture and mask differ in size, such as 06.png",
    )


def test_masks_with_more_behind_the_names_of_their_pictures_are_found(tmp_path):
    folders = written(tmp_path, *drawn(2, count=3))
    for path in Path(folders[1]).iterdir():
        path.rename(path.with_name(f"{path.stem}_mask.png"))
    found = masks_at(*folders, None)
    assert len(found.x) == 3
    assert "masks have the names of their pictures with _mask behind" in found.notes


def test_palettes_bits_and_grey_in_color_are_numbers(tmp_path):
    pictures, masks = drawn(3, count=4)
    folders = written(tmp_path, pictures, masks)
    palette = Image.fromarray(masks[0])
    palette.putpalette([0, 0, 0, 255, 0, 0, 0, 255, 0])
    palette.save(tmp_path / "masks" / "00.png")
    Image.fromarray(np.stack([masks[1]] * 3, axis=-1)).save(tmp_path / "masks" / "01.png")
    Image.fromarray(masks[2].astype("uint16")).save(tmp_path / "masks" / "02.png")
    Image.fromarray(masks[3] > 0).save(tmp_path / "masks" / "03.png")
    found = masks_at(*folders, None)
    assert (found.y[:3] == masks[:3]).all()
    assert (found.y[3] == (masks[3] > 0)).all()


def turned(images: Path, orientation: int) -> None:
    """Give each picture of a folder an orientation in EXIF, and leave its pixels as they are."""
    told = Image.Exif()
    told[0x0112] = orientation
    for path in images.iterdir():
        Image.open(path).save(path, exif=told)


def test_masks_of_pictures_that_viewers_turn_are_warned_of(regions, tmp_path):
    images, masks = (shutil.copytree(each, tmp_path / Path(each).name) for each in regions)
    turned(images, 3)
    notes = masks_at(str(images), str(masks), None).notes
    assert [each for each in notes if "EXIF" in each] == [
        f"{COUNT} of {COUNT} pictures, such as 00.png, are turned by viewers (EXIF orientation), and not by "
        "Keras's loaders, so not here: a mask of the turned picture does not lie on it; save pictures after "
        "PIL.ImageOps.exif_transpose"
    ]
    assert not [each for each in masks_at(*regions, None).notes if "EXIF" in each]


def test_masks_that_are_turned_where_their_pictures_are_not_are_refused_with_the_reason(tmp_path):
    pictures, masks = drawn(2)
    images, _ = written(tmp_path, pictures[:, :8], masks[:, :8].transpose(0, 2, 1))
    turned(Path(images), 6)
    told = refused(ran("try", images, str(tmp_path / "masks")))
    assert "no mask has the size of its picture; viewers turn 00.png (EXIF orientation)" in told
    assert told.endswith("save pictures after PIL.ImageOps.exif_transpose")


@pytest.mark.parametrize("side", [0, 1])
def test_folders_of_pictures_and_masks_that_change_while_they_are_read_are_refused(
    regions, tmp_path, monkeypatch, side
):
    places = [shutil.copytree(each, tmp_path / Path(each).name) for each in regions]
    gone = Path(places[side]) / "07.png"
    read = folders.picture_at

    def removing(path, size):
        gone.unlink(missing_ok=True)
        return read(path, size)

    monkeypatch.setattr(folders, "picture_at", removing)
    told = refused(ran("try", *map(str, places)))
    assert told == f"{gone.parent}: 07.png vanished while it was read; try again when nothing writes there"


def test_masks_in_color_are_refused_with_code_that_makes_numbers_of_them(tmp_path):
    pictures, masks = drawn(3, count=4)
    palette = np.array([[0, 0, 0], [0, 200, 0], [200, 0, 0]], "uint8")
    folders = written(tmp_path, pictures, palette[masks])
    said = refused(ran("try", *folders))
    assert "00.png: is in color, and masks hold numbers" in said
    assert "is in color" in refused(ran("inspect", folders[1]))
    assigned, _, expression = said.partition("with ")[2].partition(" of all, save ")
    names = {"np": np, "mask": palette[masks[0]]}
    exec(assigned, names)
    assert (eval(expression.partition(" as PNG")[0], names) == masks[0]).all()


def test_255_beside_class_numbers_does_not_count_as_a_class(tmp_path):
    pictures, masks = drawn(3, count=4)
    masks[:, 0] = 255
    folders = written(tmp_path, pictures, masks)
    assert "--classes 3: the largest below 255 is 2" in ran("inspect", folders[1]).out


def refusals(folder: Path):
    """Folders, what else is said, and what is answered."""
    pictures, masks = drawn(2, count=31)
    good = written(folder, pictures, masks)
    for name in ("none", "one", "empty", "others", "large", "broken", "deep", "ones"):
        (folder / name).mkdir()
    Image.fromarray(masks[0]).save(folder / "one" / "00.png")
    for number in range(31):
        Image.fromarray(masks[0] * 0).save(folder / "empty" / f"{number:02}.png")
        Image.fromarray(masks[0]).save(folder / "others" / f"x{number:02}.png")
        Image.new("L", (40, 40)).save(folder / "large" / f"{number:02}.png")
        (folder / "broken" / f"{number:02}.png").write_bytes(b"no picture")
        Image.fromarray(masks[number].astype("uint16") * 65535).save(folder / "deep" / f"{number:02}.png")
    yield good[0], "none", [], "none: holds no pictures"
    yield "none", good[1], [], "none: holds no pictures"
    yield "one", "one", [], "has 1 pictures with a mask, too few"
    yield good[0], "empty", ["--task", "segmentation"], "the masks hold only 0"
    yield good[0], "others", [], "none of its 31 pictures has a mask of its name"
    yield good[0], "large", [], "no mask has the size of its picture, such as that of 00.png"
    yield good[0], "broken", [], "none of its pictures and masks can be read"
    yield good[0], "deep", [], "masks hold the numbers 0, 65535; save (mask > 0)"
    yield *good, ["--size", "64px"], "--size 64px: write pixels"
    yield *good, ["--size", "4"], "each side has from 8"
    yield *good, ["--target", "y"], "a folder has none"
    for kind, says in (
        ("overlapping", "several kinds"),
        ("points", "points"),
        ("depth", "a number for every"),
    ):
        yield *good, ["--annotation", kind], f"try does not judge {says}"
    yield good[0], str(folder / "nowhere"), [], "nowhere: there is no such folder"
    yield good[0], good[0], [], "different colors, as photos have"
    layers = "[keras.Input(shape), keras.layers.Conv2D(4, 3)]"
    (folder / "one.py").write_text(f"import keras\nbuild = lambda shape: keras.Sequential({layers})\n")
    yield *good, ["--model", str(folder / "one.py")], "masks need features for each pixel"


def test_what_cannot_be_tried_is_refused_in_one_line(tmp_path):
    for images, masks, more, said in refusals(tmp_path):
        told = refused(ran("try", str(tmp_path / images), str(tmp_path / masks), *more))
        assert said in told, (told, said)


def test_what_try_cannot_judge_is_said_with_what_it_can(regions):
    said = refused(ran("try", *regions, "--annotation", "depth"))
    assert "it tries one kind of region (--annotation region), or one of several classes" in said
    assert said.endswith("recommend gives the last layer without a trial")


@pytest.fixture
def arrays(tmp_path):
    """Files of pictures and of masks with three classes, and a way to write others beside them."""

    def saved(**given: np.ndarray) -> list[str]:
        for name, array in given.items():
            np.save(tmp_path / f"{name}.npy", array)
        return [str(tmp_path / f"{name}.npy") for name in given]

    return saved


def test_arrays_of_pictures_and_masks_are_tried_without_a_warning(arrays):
    pytest.importorskip("keras")
    pictures, masks = drawn(3)
    said = {"annotation": "classes", "classes": 3}
    found = opened_for(RULES, said, Wanted(tuple(arrays(X=pictures, y=masks.astype("int64")))))
    assert "36 pictures of 16 by 16 pixels stay as large as they are" in found.problem.notes
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run = done(found.problem, Setup(epochs=1), found.judges, Job(found.rivals[0], 0, 0))
    assert not run.failed
    assert len(run.test) == COUNT // 4 * SIDE**2
    assert {"iou", "log-loss"} <= set(run.scores)


def test_arrays_hold_what_folders_hold(arrays):
    pictures, masks = drawn(2)
    for x, y in ((pictures, masks[..., None]), (pictures[..., 0], masks > 0)):
        found = opened_for(RULES, {}, Wanted(tuple(arrays(X=x, y=y)))).problem
        assert (found.target.y == masks).all()
        assert found.x.shape == (COUNT, SIDE, SIDE, 1 if x.ndim == 3 else 3)


def test_pictures_and_masks_that_do_not_go_together_are_refused(arrays):
    pictures, masks = drawn(2)
    for x, y in ((pictures[:, 1:], masks), (pictures.reshape(COUNT, -1), masks), (pictures, pictures)):
        told = refused(ran("try", *arrays(X=x, y=y), "--task", "segmentation"))
        assert "takes pictures of (n, height, width, channels) with masks of (n, height, width)" in told


def test_a_size_is_one_number_or_height_and_width():
    assert (size_of("64"), size_of("48x64"), size_of("8X1024")) == ((64, 64), (48, 64), (8, 1024))
    for text in ("", "x", "64x", "0", "2000", "-8", "6.4"):
        with pytest.raises(AdvisorError, match="--size"):
            size_of(text)


def test_pictures_of_16_bits_keep_what_they_show(tmp_path):
    pixels = np.linspace(0, 65535, 64).astype("uint16").reshape(8, 8)
    folders = written(tmp_path, np.stack([pixels] * 3), np.stack([pixels > 9] * 3))
    found = masks_at(*folders, None).x[0, ..., 1]
    assert np.abs(found - pixels / 65535).max() < 0.01


def test_a_map_of_an_odd_size_comes_out_as_large_as_it_went_in():
    pytest.importorskip("keras")
    from lossadvisor.trying.bodies import body

    assert body(("", ""), (13, 18, 3), by_pixel=True).output_shape[1:3] == (13, 18)


def test_another_start_and_another_mask_make_another_training(regions):
    from lossadvisor.trying.store import key_of

    found = opened_for(RULES, {}, Wanted(tuple(regions)))
    job = Job(found.rivals[0], 0, 0)
    other = replace(found.problem, digest="x")
    keys = {
        key_of(problem, Setup(), found.judge, {}, each)
        for problem in (found.problem, other)
        for each in (job, replace(job, seed=1))
    }
    assert len(keys) == 4
