"""`run` runs a program unchanged, judges its models on their first batch, and points to its own lines."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.readme import README, RUNS, parts, printed
from tests.running import Ran, ran, refused

DATA = """
import keras, numpy as np, sys
x = np.random.default_rng(0).normal(size=(90, 4)).astype("float32")
y = np.arange(90) % 3
"""
NETS = """
import keras


def net(loss):
    model = keras.Sequential([keras.layers.Dense(3, activation="softmax", name="last")])
    model.compile("sgd", loss)
    return model
"""
PROGRAMS = {
    "faulty.py": "from nets import net\nnet('categorical_crossentropy').fit(x, y, verbose=0)\n",
    "folds.py": "from nets import net\nfor fold in range(2):\n"
    "    net('sparse_categorical_crossentropy').fit(x, y, verbose=0)\nprint(*sys.argv, __name__)\n",
    "loop.py": "model = keras.Sequential([keras.layers.Dense(3)])\n"
    "model.compile('sgd', 'sparse_categorical_crossentropy')\n"
    "for each in range(2):\n    model.train_on_batch(x, y)\nprint('trained')\n",
    "leaves.py": "from nets import net\nnet('sparse_categorical_crossentropy').fit(x, y, verbose=0)\n"
    "sys.exit(7)\n",
    "evaluates.py": "from nets import net\nnet('categorical_crossentropy').evaluate(x, y, verbose=0)\n",
    "batches.py": "from nets import net\nbatches = ((x[:9], y[:9]) for _ in range(9))\n"
    "net('categorical_crossentropy').fit(batches, steps_per_epoch=2, verbose=0)\n",
    "answers.py": "model = keras.Sequential([keras.layers.Dense(1, activation='sigmoid')])\n"
    "model.compile('sgd', 'binary_crossentropy')\nmodel.fit(x, y % 2, verbose=0)\n"
    "print(model.predict(x, verbose=0).argmax(axis=1).sum())\n",
    "masks.py": "pictures = np.random.default_rng(0).random((16, 8, 8, 3)).astype('float32')\n"
    "model = keras.Sequential([keras.layers.Conv2D(1, 1, activation='sigmoid')])\n"
    "model.compile('sgd', 'binary_crossentropy')\n"
    "masks = ((pictures[..., :1] > 0.5) * 255).astype('uint8')\nmodel.fit(pictures, masks, verbose=0)\n",
    "never.py": "print('nothing')\n",
    "broken.py": "def x(:\n",
    "deep.py": "def deeper(number):\n    return deeper(number + 1)\n\n\ndeeper(0)\n",
}  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "nets.py").write_text(NETS)
    for name, text in PROGRAMS.items():
        (tmp_path / name).write_text(DATA + text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", sys.argv)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.delitem(sys.modules, "nets", raising=False)
    return tmp_path


def test_what_is_wrong_is_told_where_the_program_compiles_even_if_keras_stops() -> None:
    done = ran("run", "faulty.py")
    assert done.err.startswith("nets.py:7:5: error labels-not-read: ")
    assert done.err.rstrip().splitlines()[-1].startswith(("ValueError", "For simplicity"))
    assert "lossadvisor/auditing" not in done.err
    assert done.code == 1


def test_a_sound_program_runs_as_ever_and_each_thing_is_told_once() -> None:
    done = ran("run", "folds.py", "--epochs", "3")
    assert (done.code, done.out, done.err) == (
        0, "folds.py --epochs 3 __main__\n", "All good: 1 file, 1 model\n",
    )  # fmt: skip


def test_how_predictions_are_misread_is_told_from_the_text_with_the_first_model() -> None:
    done = ran("run", "answers.py")
    assert (done.code, done.out) == (1, "0\n")
    first, last = done.err.splitlines()
    assert first.startswith("answers.py:8:7: error argmax-of-one: ")
    assert last.startswith("Found 1 error in 1 file")


def test_a_loop_of_ones_own_is_judged_and_runs_on() -> None:
    done = ran("run", "loop.py")
    assert (done.code, done.out) == (1, "trained\n")
    assert "loop.py:6:1: error logits-without-from-logits" in done.err


def test_it_ends_after_the_first_batch_where_that_is_asked_for() -> None:
    done = ran("run", "--stop-at-fit", "--format", "json", "loop.py")
    assert (done.code, done.out) == (1, "")
    told = json.loads(done.err)
    assert [each["name"] for each in told["findings"]] == ["logits-without-from-logits"]
    assert told["findings"][0]["line"] == 6


def test_a_model_that_is_only_evaluated_is_judged() -> None:
    assert "error labels-not-read" in ran("run", "evaluates.py").err


def test_a_program_whose_dataset_does_not_fit_is_judged_though_keras_never_takes_a_batch() -> None:
    assert "error labels-not-read" in ran("run", "batches.py").err


def test_masks_of_0_and_255_are_repaired_by_a_line_after_which_nothing_is_told(folder: Path) -> None:
    found = ran("run", "masks.py")
    assert (found.code, "binary_crossentropy on 0/255 labels" in found.err) == (1, True)
    line = found.err.splitlines()[0].partition("fix: ")[2].replace("y", "masks", 1).replace("(y)", "(masks)")
    whole = (folder / "masks.py").read_text()
    (folder / "mended.py").write_text(whole.replace("model.fit", f"{line}\nmodel.fit"))
    assert ran("run", "mended.py").err == "All good: 1 file, 1 model\n"
    grey = whole.replace("(pictures[..., :1] > 0.5)", "pictures[..., :1]")
    (folder / "grey.py").write_text(grey)
    assert "0/255" not in ran("run", "grey.py").err


def test_the_exit_code_of_the_program_is_kept() -> None:
    assert ran("run", "leaves.py").code == 7
    assert ran("run", "--fail-on", "never", "loop.py").code == 0


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("none.py", "none.py: No such file or directory; name a program in Python"),
        (".", ".: is a folder; name the program in it"),
        ("never.py", "never.py: no model was trained by fit() or train_on_batch(); none was judged"),
    ],
)
def test_what_cannot_be_run_is_said_in_one_line(path: str, says: str) -> None:
    done: Ran = ran("run", path)
    assert done.code == 2
    assert refused(done._replace(out="")) == says


def test_what_is_no_python_fails_as_python_says() -> None:
    done = ran("run", "broken.py")
    assert done.code == 1
    assert done.err.rstrip().endswith("SyntaxError: invalid syntax")


def test_a_program_that_fails_deep_down_fails_as_python_says() -> None:
    done = ran("run", "deep.py")
    assert (done.code, "lossadvisor" in done.err) == (1, False)
    assert done.err.startswith("Traceback (most recent call last):")
    assert done.err.rstrip().endswith("RecursionError: maximum recursion depth exceeded")


def test_keras_is_hooked_into_when_the_program_imports_it(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lossadvisor", "run", "loop.py"],
        capture_output=True, text=True, cwd=folder, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "trained\n")
    assert "loop.py:6:1: error logits-without-from-logits" in done.stderr


def test_the_transcripts_in_the_readme_are_what_a_run_prints() -> None:
    runs = [each for each in parts(README.read_text(encoding="utf-8")) if each[0].startswith(RUNS)]
    assert runs
    for command, shown in runs:
        assert shown == printed(command), "write it anew with: python -m tests.docs.readme"
