"""The Python files beside the rules: classes as Keras takes them, ready to be read and pasted."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.shipped import RULES

FILES = sorted(path for kind in ("losses", "metrics") for path in Path(RULES.folder, kind).glob("*.py"))
MADE = {
    entry.file: entry
    for entries in (RULES.losses, RULES.metrics)
    for entry in entries.values()
    if entry.file
}  # fmt: skip


def spelled(path: Path) -> str:
    return path.relative_to(RULES.folder).as_posix()


def body(path: Path) -> list[ast.stmt]:
    return ast.parse(path.read_text("utf-8")).body


def classes(path: Path) -> list[ast.ClassDef]:
    return [node for node in body(path) if isinstance(node, ast.ClassDef)]


def test_every_file_is_an_entry_and_every_entry_has_its_file():
    assert {spelled(path) for path in FILES} == set(MADE)


def test_every_loss_that_keras_lacks_says_what_keras_has_instead():
    for loss in RULES.losses.values():
        assert bool(loss.lacks) == bool(loss.file or loss.package != "keras"), loss.name


@pytest.mark.parametrize("path", FILES, ids=spelled)
def test_a_file_holds_one_class_named_as_its_entry_says(path):
    assert [each.name for each in classes(path)] == [MADE[spelled(path)].keras]


@pytest.mark.parametrize("path", FILES, ids=spelled)
def test_a_class_tells_what_it_takes(path):
    """What it is on the first line; then shape and range of the truth and of predictions."""
    (made,) = classes(path)
    text = ast.get_docstring(made) or ""
    assert re.match(r".+\.\n\n", text), "a sentence that stands alone"
    for name in ("y_true: ", "y_pred: "):
        assert text.count(name) == 1


@pytest.mark.parametrize("path", FILES, ids=spelled)
def test_a_class_can_be_saved_and_loaded(path):
    """It is registered, and every argument of its own is in its configuration."""
    (made,) = classes(path)
    assert [ast.unparse(each) for each in made.decorator_list] == [
        "keras.saving.register_keras_serializable(package='lossadvisor')"
    ]
    functions = {node.name: node for node in made.body if isinstance(node, ast.FunctionDef)}
    own = {each.arg for each in functions["__init__"].args.args} - {"self", "name", "dtype"}
    if own:
        config = ast.unparse(functions["get_config"])
        assert all(f"'{name}'" in config for name in own)


@pytest.mark.parametrize("path", FILES, ids=spelled)
def test_a_file_can_be_pasted_between_others(path):
    """Imports are written by the program, so none but these may be needed; and nothing runs by itself."""
    imports = [ast.unparse(node) for node in body(path) if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert set(imports) <= {"import keras", "import numpy as np"}
    rest = [node for node in body(path) if not isinstance(node, (ast.Import, ast.ImportFrom))]
    assert all(isinstance(node, (ast.FunctionDef, ast.ClassDef)) for node in rest)


def test_no_two_files_make_the_same_name():
    """Several of them may be pasted into one program."""
    owner = {}
    for path in FILES:
        for node in body(path):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                assert owner.setdefault(node.name, spelled(path)) == spelled(path)
