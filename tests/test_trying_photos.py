"""Folders of pictures, and targets of several columns, as `try` reads them and trains on them."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lossadvisor.errors import AdvisorError
from lossadvisor.trying import photos, sizes
from lossadvisor.trying.opening import opened_for
from lossadvisor.trying.records import Wanted
from tests.running import ran, refused
from tests.shipped import RULES

pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pictures of two classes, red and blue, in several modes and sizes, and files that are none."""
    rng = np.random.default_rng(0)
    place = tmp_path_factory.mktemp("photos")
    for channel, name in ((0, "red"), (2, "blue")):
        (place / name / "more").mkdir(parents=True)
        for number in range(20):
            pixels = rng.integers(0, 60, (9 + number, 12, 3)).astype("uint8")
            pixels[..., channel] += 150
            path = place / name / ("more" if number % 3 else "") / f"{number}.png"
            Image.fromarray(pixels).convert("P" if number == 4 else "RGBA" if number == 5 else "RGB").save(
                path
            )
    (place / "red" / "broken.jpg").write_bytes(b"no picture")
    (place / "red" / "notes.txt").write_text("not even by its name")
    (place / ".hidden").mkdir()
    return place


def test_pictures_of_any_size_and_mode_become_small_and_lie_between_0_and_1(folder):
    found = photos.photos_at(str(folder))
    assert found.x.shape == (40, photos.PIXELS, photos.PIXELS, 3)
    assert found.x.dtype == "float32"
    assert 0 <= found.x.min() < found.x.max() <= 1
    red = np.array([each == "red" for each in found.labels])
    assert (found.x[red, ..., 0].mean(axis=(1, 2)) > 0.5).all()
    assert (found.x[~red, ..., 0].mean(axis=(1, 2)) < 0.3).all()


def test_files_that_are_no_pictures_are_counted_left_out_and_said(folder):
    assert photos.photos_at(str(folder)).notes[-1] == (
        "1 file is left out, which cannot be read as a picture, such as broken.jpg"
    )


def test_of_too_many_pictures_the_same_share_of_each_class_is_read(folder, monkeypatch):
    monkeypatch.setattr(photos, "MOST_PIXELS", 10 * photos.PIXELS**2)
    found = photos.photos_at(str(folder))
    assert {name: found.labels.count(name) for name in ("red", "blue")} == {"red": 5, "blue": 4}
    assert "of 41 pictures 10 are read, the same share of every class" in found.notes


def test_another_picture_makes_other_data(folder, tmp_path):
    before = photos.photos_at(str(folder)).digest
    assert photos.photos_at(str(folder)).digest == before
    for name in ("red", "blue"):
        (tmp_path / name).mkdir()
        Image.new("RGB", (4, 4)).save(tmp_path / name / "1.png")
    one = photos.photos_at(str(tmp_path)).digest
    Image.new("RGB", (4, 4), "white").save(tmp_path / "red" / "1.png")
    assert len({before, one, photos.photos_at(str(tmp_path)).digest}) == 3


def test_a_folder_of_pictures_is_tried_to_the_end_with_a_body_for_pictures(folder, tmp_path):
    page = tmp_path / "trial.json"
    arguments = ["--splits", "2", "--epochs", "2", "--store", str(tmp_path / "runs.db"), "--format", "json"]
    page.write_text(ran("try", str(folder), *arguments).out)
    found = json.loads(page.read_text())
    assert (found["task"], found["rows"], found["target"]) == ("binary", 40, "class")
    assert "convolutions" in found["body"]
    assert not [run for run in found["runs"] if run["failed"]]
    drawn = tmp_path / "trial.html"
    shown = ran("try", str(folder), *arguments[:-2], "--page", str(drawn)).out  # from what was kept
    for told in (shown, drawn.read_text("utf-8")):
        assert "corrected for pictures that splits share" in told
        assert not re.search(r"\brows?\b|features", told)
    assert "the same start: three convolutions" in shown
    assert shown.rstrip().endswith(f"lossadvisor recommend --from {folder}")


KINDS = {"jpg": False, "png": False, "webp": False, "tiff": True}  # whether Pillow turns it by itself


def saved_turned(path: Path, orientation: int = 6) -> None:
    """A picture of 16 by 48 pixels, red on the left and blue on the right, with an orientation in EXIF."""
    pixels = np.zeros((16, 48, 3), "uint8")
    pixels[:, :24, 0] = pixels[:, 24:, 2] = 255
    told = Image.Exif()
    told[0x0112] = orientation
    Image.fromarray(pixels).save(path, exif=told)


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_that_viewers_turn_lie_as_keras_reads_them(tmp_path, kind):
    keras = pytest.importorskip("keras")
    path = tmp_path / f"1.{kind}"
    saved_turned(path)
    found = sizes.picture_at(str(path), (32, 32))
    read = keras.utils.load_img(path, target_size=(32, 32), interpolation="bilinear")
    assert np.abs(found.pixels * 255 - keras.utils.img_to_array(read)).max() <= 16
    assert found.before == ((48, 16) if KINDS[kind] else (16, 48))
    assert found.is_turned is not KINDS[kind]


@pytest.mark.parametrize(("orientation", "turned"), [(0, 0), (1, 0), (2, 1), (3, 1), (8, 1), (9, 0)])
def test_pictures_that_viewers_turn_are_counted_and_said(folder, tmp_path, orientation, turned):
    place = Path(shutil.copytree(folder, tmp_path / "photos"))
    saved_turned(place / "red" / "phone.jpg", orientation)
    told = [each for each in photos.photos_at(str(place)).notes if "EXIF" in each]
    assert len(told) == turned
    for each in told:
        assert each.startswith(
            "1 of 41 pictures, such as phone.jpg, are turned by viewers (EXIF orientation), "
        )
        assert each.endswith("PIL.ImageOps.exif_transpose, and do so with what predict() is given")


def removed(folder: Path) -> None:
    (folder / "red" / "more" / "1.png").unlink()


def added(folder: Path) -> None:
    Image.new("RGB", (4, 4)).save(folder / "blue" / "new.png")


def replaced(folder: Path) -> None:
    path = folder / "blue" / "3.png"
    kept, told = path.read_bytes(), path.stat()
    path.unlink()
    (folder / "another").write_bytes(kept)
    (folder / "another").rename(path)
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns + 1))


def emptied(folder: Path) -> None:
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (removed, "red/more/1.png vanished while it was read"),
        (added, "blue/new.png appeared while it was read"),
        (replaced, "blue/3.png changed while it was read"),
        (emptied, "blue/0.png vanished while it was read"),
    ],
)
@pytest.mark.parametrize("pictures_before", [0, 5, 40])
def test_a_folder_that_changes_after_it_is_listed_is_refused(
    folder, tmp_path, monkeypatch, change, told, pictures_before
):
    """Whatever else it leads to, such as pictures that cannot be read."""
    place = Path(shutil.copytree(folder, tmp_path / "photos"))
    read = photos.picture_at
    left = iter(range(pictures_before))

    def changing(path: str, size: tuple[int, int]):
        if next(left, None) is None and not (tmp_path / "done").exists():
            (tmp_path / "done").touch()
            change(place)
        return read(path, size)

    monkeypatch.setattr(photos, "picture_at", changing)
    assert f"{told}; try again" in refused(ran("try", str(place)))


def test_a_folder_in_which_no_picture_changes_is_taken(folder, tmp_path, monkeypatch):
    place = Path(shutil.copytree(folder, tmp_path / "photos"))
    read = photos.picture_at

    def noting(path: str, size: tuple[int, int]):
        (place / "red" / "notes.txt").write_text(path)  # no picture
        return read(path, size)

    monkeypatch.setattr(photos, "picture_at", noting)
    assert opened_for(RULES, {}, Wanted((str(place),))).problem.rows == 40


def test_arrays_of_pictures_are_pictures_and_others_are_rows(tmp_path):
    for shape, unit in (((24, 8, 8, 3), "pictures"), ((24, 8), "rows"), ((24, 8, 8), "rows")):
        names = [str(tmp_path / f"{name}{len(shape)}.npy") for name in "xy"]
        np.save(names[0], np.ones(shape, "float32"))
        np.save(names[1], np.arange(24) % 2)
        assert opened_for(RULES, {}, Wanted(tuple(names))).problem.unit == unit


def test_a_class_with_too_few_pictures_is_refused_in_their_words(folder, tmp_path):
    for number in range(30):
        for name in ("red", "blue") if number < 2 else ("red",):
            (tmp_path / name).mkdir(exist_ok=True)
            Image.new("RGB", (4, 4)).save(tmp_path / name / f"{number}.png")
    says = refused(ran("try", str(tmp_path)))
    assert "is blue in 2 pictures only" in says
    assert "leave these pictures out" in says


def test_folders_that_hold_no_pictures_and_options_of_tables_are_refused(folder, tmp_path):
    assert "holds no folder of pictures" in refused(ran("try", str(tmp_path)))
    (tmp_path / "cats").mkdir()
    (tmp_path / "cats" / "1.png").write_bytes(b"nothing")
    assert "none of its 1 files can be read as a picture" in refused(ran("try", str(tmp_path)))
    assert "a folder has none" in refused(ran("try", str(folder), "--target", "class"))
    assert "as photos have" in refused(ran("try", str(folder), str(folder)))
    assert "a folder of class folders" in refused(ran("try", str(folder), *[str(folder)] * 2))


@pytest.fixture
def tags(tmp_path) -> Path:
    """A table with three columns of 0 and 1 to predict at once, and a row in which one is missing."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(120, 3))
    rows = [
        ",".join([*(f"{each:.3f}" for each in row), *(str(int(each > 0.2)) for each in row)]) for row in x
    ]
    rows[7] = rows[7].rpartition(",")[0] + ","
    path = tmp_path / "tags.csv"
    path.write_text("a,b,c,news,sport,film\n" + "\n".join(rows) + "\n")
    return path


def test_several_columns_are_one_target_and_no_features(tags):
    found = opened_for(RULES, {"task": "multilabel"}, Wanted((str(tags),), "news,sport,film"))
    assert found.problem.target.truth.shape == (119, 3)
    assert [each.name for each in found.problem.columns] == ["a", "b", "c"]
    assert found.problem.notes[0] == "1 of 120 rows have no news, sport, film and are left out"
    with pytest.raises(AdvisorError, match="is the target"):
        opened_for(RULES, {"task": "multilabel"}, Wanted((str(tags),), "news,sport", group="sport"))
    tags.write_text(
        "\n".join(f"{line},{line.split(',')[4]}" for line in tags.read_text().splitlines()) + "\n"
    )
    tags.write_text(tags.read_text().replace("film,sport", "film,again", 1))
    with pytest.raises(AdvisorError, match="again says the same as sport"):
        opened_for(RULES, {"task": "multilabel"}, Wanted((str(tags),), "news,sport,film"))


@pytest.mark.parametrize(
    ("target", "answers", "judge"),
    [
        ("news,sport,film", ["--task", "multilabel"], "labels-log-loss"),
        ("c", ["--task", "quantile", "--quantiles", "0.1,0.5,0.9"], "pinball"),
    ],
    ids=["multilabel", "quantile"],
)
def test_tags_and_quantiles_are_tried_to_the_end(tags, tmp_path, target, answers, judge):
    found = json.loads(
        ran(
            "try", str(tags), "--target", target, *answers, "--splits", "2", "--epochs", "2",
            "--store", str(tmp_path / "runs.db"), "--format", "json",
        ).out
    )  # fmt: skip
    assert not [run for run in found["runs"] if run["failed"]]
    assert found["judge"].startswith(judge)
    (head,) = (each for each in found["rivals"] if each["role"] == "recommended")
    assert (head["calibration"] is None) == (judge == "pinball")
    assert found["verdict"]
