"""Files as projects have them, for measuring: the same ones whatever cases the tests gain.

The mix is that of 13,048 Python files of 117 public repositories which use Keras. One of five has a
compile(), as a rule a single one. The deciles of their lines are 16, 33, 52, 70, 90, 120, 164, 231 and 367,
and files with a compile() are hardly longer. Most of the others do not mention Keras at all, some make layers
or models for others. A model is built in another file about as often as every fourth time. The programs here
are written after what such files do: arguments, data, model, training, a plot.
"""

from __future__ import annotations

from pathlib import Path

PROGRAMS = Path(__file__).parent / "programs"
TRAINS = 5  # one file of so many has a compile()
FROM_ELSEWHERE = 4  # one of so many of these takes its model from another file
WRONG = 6  # one of so many has a fault
BLOCKS = (1, 2, 3, 4, 5, 7, 9, 13, 20, 36)  # of PLAIN in a file, for each tenth of the files
BESIDE = (0, 0, 1, 1, 2, 3, 5, 8, 14, 24)  # the same in a file with a compile()
FAULTS = {
    'loss="mean_squared_error")': 'loss="mean_squared_error", metrics=["accuracy"])',
    'layers.Dense(1, activation="sigmoid")': 'layers.Dense(1, activation="softmax")',
    'loss="categorical_crossentropy"': 'loss="binary_crossentropy"',
    'layers.Dense(10, activation="softmax")': "layers.Dense(10)",
}
BUILDER = """
import os

import keras
from keras import layers


def build_NUMBER(units, last="softmax"):
    model = keras.Sequential([keras.Input((8,)), layers.Dense(32, activation="relu")])
    model.add(layers.Dense(units, activation=last))
    return model
"""
TRAIN = """
import numpy as np
from file_NUMBER import build_NUMBER

x, y = np.load("x.npy"), np.load("y.npy")
model = build_NUMBER(3)
model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=3, verbose=0)
"""
PLAIN = '''
class Record_NUMBER:
    """What is kept of one run."""

    def __init__(self, path, rows=()):
        self.path, self.rows = path, list(rows)

    def averages(self, by="day"):
        found = {}
        for row in self.rows:
            found.setdefault(row[by], []).append(float(row["value"]) / 2 + NUMBER)
        return {key: sum(values) / len(values) for key, values in found.items()}

    def write(self, name=None):
        with open(os.path.join(self.path, name or "run_NUMBER.csv"), "w") as file:
            for key, value in sorted(self.averages().items()):
                file.write(f"{key},{value:.3f}\\n")
'''


def written(folder: Path, count: int) -> Path:
    """A folder of so many files in this mix."""
    folder.mkdir()
    programs = [path.read_text("utf-8") for path in sorted(PROGRAMS.glob("*.py"))]
    for number in range(count):
        text = _training(programs, number) if number % TRAINS == 0 else _plain(number)
        (folder / f"file_{number}.py").write_text(text, "utf-8")
    return folder


def numbered(text: str, number: int) -> str:
    """A text under names of its own."""
    return text.replace("NUMBER", str(number))


def _training(programs: list[str], number: int) -> str:
    turn = number // TRAINS
    if turn % FROM_ELSEWHERE == 0:
        return numbered(TRAIN, number + 1) + _blocks(BESIDE, turn)
    text = numbered(programs[turn % len(programs)], number)
    if turn % WRONG == 1:
        for right, wrong in FAULTS.items():
            text = text.replace(right, wrong)
    return text + _blocks(BESIDE, turn)


def _plain(number: int) -> str:
    builds = (number - 1) % (TRAINS * FROM_ELSEWHERE) == 0
    return (numbered(BUILDER, number) if builds else "import os\n") + _blocks(BLOCKS, number // 3)


def _blocks(counts: tuple[int, ...], turn: int) -> str:
    """As many pieces of plain Python as files have, by turns."""
    return "".join(numbered(PLAIN, each) for each in range(counts[turn % len(counts)]))
