"""How soon an editor is told, as ratios of CPU seconds in one run: `python -m tests.benchmarks.editing`.

After each key press in a file, what the server does until the findings stand is measured in turns with
pyflakes' checker on the same text, in the same process. Files that are named are measured instead of those
that are made here. Figures are printed beside what they should be, and judged by nobody; with --quick they
are out of fewer key presses.
"""

from __future__ import annotations

import ast
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types
from pyflakes.checker import Checker

from lossadvisor.check.steps import Steps
from lossadvisor.editor.diagnostics import diagnostics, grayed
from lossadvisor.editor.judging import judged, task
from lossadvisor.editor.positions import Columns
from lossadvisor.editor.texts import Texts
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.rules import Rules
from tests.benchmarks.corpus import BUILDER, PLAIN, PROGRAMS, numbered
from tests.benchmarks.measuring import fewer, spent
from tests.talking import Client, talked

LINES = 500
PRESSES = 300
EDITS = 10_000
PER_CENT = 95
TYPED = ("rate = 0.5  # a guess\n", "print(len([rate]))\n")
HEAD = "import os\n\nimport keras\nimport numpy as np\nfrom keras import layers\n"
TRAINED = """
x_NUMBER, y_NUMBER = np.load("x.npy"), np.load("y.npy")
model_NUMBER = build_NUMBER(3)
model_NUMBER.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model_NUMBER.fit(x_NUMBER, y_NUMBER, epochs=3, verbose=0)
"""
CLASS = '''
class Trainer_NUMBER:
    """Builds a network, and trains it."""

    def __init__(self, units=16, classes=3):
        self.units, self.classes = units, classes
        self.model = self.build()

    def build(self):
        inputs = keras.Input((8,))
        x = layers.Dense(self.units, activation="relu")(inputs)
        outputs = layers.Dense(self.classes, activation="softmax")(x)
        model = keras.Model(inputs, outputs)
        model.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
        return model

    def train(self, x, y, epochs=3):
        history = self.model.fit(x, keras.utils.to_categorical(y), epochs=epochs, verbose=0)
        return max(history.history["accuracy"])
'''


def main() -> None:
    named = [Path(each) for each in sys.argv[1:] if not each.startswith("-")]
    with tempfile.TemporaryDirectory() as folder:
        files = named or list(written(Path(folder)))
        print(f"after a key press, against pyflakes' checker; {PER_CENT} of 100 take less")
        for path in files:
            usual, most = shares(pressed(load(), path))
            name = f"{path.stem.replace('_', ' ')}, {path.read_text('utf-8').count(chr(10))} lines"
            print(f"  {name[-58:]:<58}{most:7.2f}   at most 3 (half take less than {usual:.2f})")
        if not named:
            edits = fewer(EDITS)
            print(f"memory of a server, in which a program is edited {edits} times, MB")
            first, last = resident(files[1], edits)
            print(f"  {'after one edit of ten':<58}{first:7.2f}")
            print(f"  {'more after all of them':<58}{last - first:7.2f}   flat")


def written(folder: Path) -> Iterator[Path]:
    """Programs of some 500 lines, of several kinds."""
    kinds = {
        "a_model_at_the_end": repeated(HEAD, PLAIN) + numbered(BUILDER + TRAINED, 0),
        "many_models": repeated(HEAD, BUILDER + TRAINED),
        "classes_that_train": repeated(HEAD, CLASS),
        "without_Keras": repeated("import os\n", PLAIN),
        "a_script_and_functions": repeated((PROGRAMS / "digits.py").read_text("utf-8"), PLAIN),
    }
    for name, text in kinds.items():
        path = folder / f"{name}.py"
        path.write_text(text, "utf-8")
        yield path


def repeated(text: str, piece: str) -> str:
    """A text with a piece behind it, under names of its own each time, until it has enough lines."""
    size = (LINES - text.count("\n")) // piece.count("\n")
    return text + "".join(numbered(piece, each) for each in range(1, size + 1))


def pressed(rules: Rules, path: Path) -> Iterator[float]:
    """How often the time that pyflakes takes goes into ours, for each key that is pressed in a file."""
    columns, texts = Columns("utf-16"), Texts()
    uri = path.absolute().as_uri()
    file = texts.open(types.TextDocumentItem(uri, "python", 0, path.read_text("utf-8")))

    first = judged(rules, task(file, [], {}), Steps())
    shown = diagnostics(file, first.report, columns)[uri]

    def told() -> None:
        found = judged(rules, task(file, [], texts.unsaved(file)), Steps(), recovers=not first.is_whole)
        if found.report.unreadable:
            grayed(first.task.file.cells[0], file.cells[0], shown)
        else:
            diagnostics(file, found.report, columns)

    def took(change: types.TextDocumentContentChangeEvent) -> float:
        nonlocal file
        changed = types.VersionedTextDocumentIdentifier(1, uri)
        params = types.DidChangeTextDocumentParams(changed, [change])
        edit = spent(lambda: texts.change(params, columns))
        file = texts.files[uri]
        text = file.cells[0].text
        mine, other = zip(*((spent(told), spent(lambda: flaked(text))) for _ in range(3)), strict=True)
        return (edit + min(mine)) / min(other)

    told()
    yield from (took(each) for each in presses(file.cells[0].text, fewer(PRESSES)))


def presses(text: str, count: int) -> Iterator[types.TextDocumentContentChangeEvent]:
    """Lines that are written letter by letter, one after the other, between those that are there."""
    chance = random.Random(0)
    statements = ast.parse(text).body[1:]
    starts = [
        min(part.lineno for part in (each, *getattr(each, "decorator_list", ()))) - 1 for each in statements
    ]
    done = 0
    while done < count:
        line, new = chance.choice(starts), chance.choice(TYPED)
        for column, letter in enumerate(new):
            at = types.Position(line, column)
            yield types.TextDocumentContentChangePartial(types.Range(at, at), letter)
            done += 1
        starts = [each + (each >= line) for each in starts]


def resident(path: Path, edits: int) -> tuple[float, float]:
    """The megabytes that a server takes after a tenth of the edits, each of them judged, and after all."""
    taken: list[float] = []

    async def edit(client: Client) -> None:
        uri, text = path.absolute().as_uri(), path.read_text("utf-8")
        await client.start([path.parent.as_uri()])
        client.open(uri, text)
        for version, change in enumerate(presses(text, edits), start=1):
            client.change(uri, version, change)
            await client.told(uri, version)
            client.published.clear()
            if version in (max(1, edits // 10), edits):
                taken.append(client.resident())

    talked(edit)
    return taken[0], taken[-1]


def flaked(text: str) -> None:
    """What pyflakes finds in a program."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    Checker(tree)


def shares(ratios: Iterator[float]) -> tuple[float, float]:
    """What half of them, and what nearly all stay below."""
    ordered = sorted(ratios)
    return ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * PER_CENT // 100)]


if __name__ == "__main__":
    main()
